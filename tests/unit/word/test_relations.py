"""Parts are judged by content type and relationship, whatever they are called and however they are spelt."""

from __future__ import annotations

import pytest

from generator.word.form import compile_form
from tests.unit.word import byg

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELS = "word/_rels/document.xml.rels"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def package(parts: dict[str, str | bytes], *types: str) -> bytes:
    """Return a form with further parts and further lines in [Content_Types].xml."""
    stated = byg.content_types().replace("</Types>", f"{''.join(types)}</Types>")
    return byg.package({"[Content_Types].xml": stated, "word/document.xml": byg.document("Tekst"), **parts})


def override(name: str, content_type: str) -> str:
    return f'<Override PartName="{name}" ContentType="{content_type}"/>'


def related(kind: str, target: str, mode: str = "", name: str = RELS) -> bytes:
    stated = f' TargetMode="{mode}"' if mode else ""
    full = kind if ":" in kind else f"{OFFICE}{kind}"
    return package({name: byg.rels(f'Id="r1" Type="{full}" Target="{target}"{stated}')})


@pytest.mark.parametrize(
    ("content_type", "what"),
    [
        ("application/vnd.ms-office.vbaProject", "en makro eller et ActiveX-objekt"),
        ("application/vnd.ms-word.vbaData+xml", "en makro eller et ActiveX-objekt"),
        ("APPLICATION/VND.MS-OFFICE.VBAPROJECT ", "en makro eller et ActiveX-objekt"),
        ("application/vnd.ms-office.activeX+xml", "en makro eller et ActiveX-objekt"),
        ("application/vnd.ms-word.keyMapCustomizations+xml", "en makro eller et ActiveX-objekt"),
        ("application/vnd.openxmlformats-officedocument.oleObject", "en indlejret fil (OLE)"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "en indlejret fil (OLE)"),
        ("application/msword", "en indlejret fil (OLE)"),
        ("application/vnd.ms-office.webextension+xml", "et tilføjelsesprogram"),
        ("application/vnd.ms-office.webextensiontaskpanes+xml", "et tilføjelsesprogram"),
        ("text/html", "et indsat fremmed dokument"),
        ("application/rtf", "et indsat fremmed dokument"),
        ("message/rfc822", "et indsat fremmed dokument"),
        ("video/mp4", "lyd eller video"),
    ],
)
@pytest.mark.parametrize("is_default", [True, False], ids=["Default", "Override"])
def test_a_part_is_what_its_content_type_says(content_type: str, what: str, *, is_default: bool) -> None:
    line = (
        f'<Default Extension="PNG" ContentType="{content_type}"/>'
        if is_default
        else override("/Word/A.png", content_type)
    )

    assert byg.refusal(package({"word/a.png": b"x"}, line)) == (
        f"lille: formularen indeholder {what} (word/a.png). Gem den i Word som .docx uden."
    )


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("http://schemas.microsoft.com/office/2006/relationships/VBAPROJECT", "en makro eller et ActiveX-objekt"),
        (
            "http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations",
            "en makro eller et ActiveX-objekt",
        ),
        ("http://schemas.microsoft.com/office/2011/relationships/webextension", "et tilføjelsesprogram"),
        ("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "et tilføjelsesprogram"),
        ("attachedTemplate", "en tilknyttet skabelon"),
        ("mailMergeSource", "en datakilde til brevfletning"),
        ("recipientData", "en datakilde til brevfletning"),
        ("transform", "en omformning ved lagring (XSLT)"),
        ("frame", "rammer med andre dokumenter"),
        ("video", "lyd eller video"),
        ("  oleObject ", "en indlejret fil (OLE)"),
        ("aFChunk/", "et indsat fremmed dokument"),
    ],
)
@pytest.mark.parametrize("name", [RELS, "_rels/.rels", "word/_rels/settings.xml.rels", "custom/_rels/a.xml.rels"])
def test_a_part_is_what_a_relationship_takes_it_for(name: str, kind: str, what: str) -> None:
    assert byg.refusal(related(kind, "a.bin", name=name)) == (
        f"lille: formularen indeholder {what} (a.bin, nævnt i {name}). Gem den i Word som .docx uden."
    )


@pytest.mark.parametrize("mode", ["External", "external", " EXTERNAL ", "Extern", "", "Internal"])
@pytest.mark.parametrize(
    "target", ["http://x.dk/a", "file:///c:/a", "\\\\server\\a", "//server/a", "%5C%5Cserver%5Ca", "../../a", "c:a"]
)
@pytest.mark.parametrize("kind", ["image", "theme", "hyperlink-x", "customXml"])
def test_nothing_outside_the_file_is_referred_to(mode: str, target: str, kind: str) -> None:
    assert byg.refusal(related(kind, target, mode)) == (
        f"lille: delen »{RELS}« henviser til noget uden for formularen ({target}). "
        "Fjern henvisningen i Word; et link skal begynde med https:// eller mailto:."
    )


@pytest.mark.parametrize("mode", ["External", "Extern", " external"])
def test_a_name_inside_the_file_is_not_to_be_sought_outside(mode: str) -> None:
    assert "henviser til noget uden for formularen (media/a.png)" in byg.refusal(related("image", "media/a.png", mode))


@pytest.mark.parametrize("target", ["https://x.dk/a?b=1", "HTTP://x.dk", "mailto:a@x.dk", "#Kapitel"])
def test_a_link_to_the_web_is_kept(target: str) -> None:
    assert compile_form(related("hyperlink", target, "External"), byg.ROLLER, "lille").relationships == {
        "word/document.xml": byg.DECLARATION
        + byg.rels(f'Id="r1" Target="{target}" TargetMode="External" Type="{OFFICE}hyperlink"')
    }


@pytest.mark.parametrize(
    "target", ["file:///c:/a", "javascript:x", "ms-word:ofe|u|http://x", "ftp://x", "\\\\x\\a", "http:\\\\x"]
)
def test_a_link_to_anything_else_is_refused(target: str) -> None:
    assert "henviser til noget uden for formularen" in byg.refusal(related("hyperlink", target, "External"))


@pytest.mark.parametrize(
    ("kind", "target", "problem"),
    [
        ("header", "/custom/hoved.xml", "delen »custom/hoved.xml« er et sidehoved, men"),
        ("header", "hoved.bin", "delen »word/hoved.bin« er et sidehoved, men"),
        ("footer", "Footer1.xml", "delen »word/Footer1.xml« er en sidefod, men"),
        ("footnotes", "noter.xml", "delen »word/noter.xml« er fodnoterne, men"),
    ],
)
def test_what_is_filled_in_lies_where_word_puts_it(kind: str, target: str, problem: str) -> None:
    """Elsewhere it would be copied with its tags, unseen."""
    assert byg.refusal(related(kind, target)) == (
        f"lille: {problem} ligger ikke, hvor Word lægger det. Åbn formularen i Word, og gem den på ny."
    )


@pytest.mark.parametrize("name", ["custom/hoved.xml", "word/hoved.bin", "word/HEADER1.xml"])
def test_a_header_by_its_content_type_lies_where_word_puts_it(name: str) -> None:
    data = package({name: byg.story("hdr", "{{ plan.navn }}")}, override(f"/{name}", f"{WML}header+xml"))

    assert f"delen »{name}« er et sidehoved, men ligger ikke, hvor Word lægger det." in byg.refusal(data)


def test_the_file_opens_with_the_text_that_was_looked_at() -> None:
    """Word goes by the relationship, not by the name word/document.xml."""
    assert "delen »skjult/andet.xml« er dokumentets tekst, men" in byg.refusal(
        related("officeDocument", "skjult/andet.xml", name="_rels/.rels")
    )
    assert compile_form(related("officeDocument", "word/document.xml", name="_rels/.rels"), byg.ROLLER, "lille").parts


def test_a_second_text_is_refused() -> None:
    again = package({"word/b.xml": byg.document("x")}, override("/word/b.xml", f"{WML}document.main+xml"))

    assert "delen »word/b.xml« er dokumentets tekst, men" in byg.refusal(again)
    assert "et indsat fremmed dokument (b.xml, nævnt i" in byg.refusal(related("officeDocument", "b.xml"))


@pytest.mark.parametrize(
    "name", ["word/_rels/document.xml.RELS", "word/_Rels/document.xml.rels", "word/document.xml.rels"]
)
def test_relationships_are_called_as_word_calls_them(name: str) -> None:
    assert f"delen »{name}« hedder ikke, som Word kalder den." in byg.refusal(related("image", "a.png", name=name))


def test_relationships_are_known_by_what_they_hold() -> None:
    assert "et tilføjelsesprogram (a, nævnt i word/a.bin)" in byg.refusal(
        related("webextension", "a", name="word/a.bin")
    )


@pytest.mark.parametrize(
    "items",
    [
        ('Id="a" Type="t" Target="a"', 'Id="a" Type="t" Target="b"'),
        ('Type="t" Target="a"',),
        ('Id="a" Type="t" Target="a" targetmode="External"',),
    ],
)
def test_relationships_that_word_would_not_write_are_refused(items: tuple[str, ...]) -> None:
    assert f"delen »{RELS}« har en henvisning, som Word ikke skriver sådan." in byg.refusal(
        package({RELS: byg.rels(*items)})
    )


def test_one_part_has_one_content_type() -> None:
    data = package({}, override("/WORD/document.xml", "application/xml"))

    assert byg.refusal(data) == (
        "lille: [Content_Types].xml nævner »/word/document.xml« to gange. Gem formularen på ny i Word."
    )


def test_a_tag_in_a_part_that_is_only_copied_is_told_whatever_its_name() -> None:
    (mistake,) = byg.mistakes("Tekst", **{"word_a.bin": byg.story("x", "{{ plan.navn }}")})

    assert mistake.startswith("word/a.bin.xml: {{ plan.navn }} – Tags kan kun stå i teksten")
