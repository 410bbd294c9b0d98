"""A field is judged by what it does, however its code is split, nested, spelt or hidden in tracked changes."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.word.field_codes import HARMLESS, find_fault
from tests.unit.word import byg


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(*inside: str, shown: str | None = "Vist") -> str:
    """Return a field; what of its code is no XML becomes a run of it."""
    pieces = "".join(item if item.startswith("<") else code(item) for item in inside)
    result = "" if shown is None else mark("separate") + byg.run(shown)
    return mark("begin") + pieces + result + mark("end")


def fault(*blocks: str) -> str | None:
    """Return what is wrong with the fields of paragraphs; a block that is no paragraph becomes one."""
    paragraphs = [block if block.startswith("<w:p>") else byg.p(block) for block in blocks]
    found = find_fault(etree.fromstring(byg.document(*paragraphs).encode()))
    return None if found is None else found.problem


FETCHES = "har et felt, der henter eller starter noget ({})."
PUT_TOGETHER = "har et felt, hvis navn sættes sammen af andre felter."
LINK_PUT_TOGETHER = "har et link, hvis adresse sættes sammen af andre felter."


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_a_field_that_only_shows_something_is_fine(name: str) -> None:
    assert fault(field(f' {name.lower()} \\* MERGEFORMAT "x"'), field(name), field(f"{name}\\x")) is None


@pytest.mark.parametrize(
    "name",
    [
        "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "DDE", "DDEAUTO", "LINK", "DATABASE", "IMPORT", "EMBED", "CONTROL",
        "MACROBUTTON", "RD", "AUTOTEXT", "PRINT", "ADDIN",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "spelling",
    ["{}", " {} x", "\xa0\u2003{}\xa0x", "{}\\x", '{}"x"', "\u200b{}\u200b", "\n{}\t", "\xad{} x", "{}&#10;x"],
)
@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_a_field_that_fetches_is_known_in_any_spelling(name: str, spelling: str, case: object) -> None:
    assert callable(case)
    assert fault(field(spelling.format(case(name)))) == FETCHES.format(name)


@pytest.mark.parametrize(
    "text",
    [
        "MERGEFIELD x",
        "SET a b",
        "QUOTE a",
        "ASK a b",
        "FILLIN a",
        "GOTOBUTTON a b",
        "PAGE1",
        "DDÉ",
        "xyz",
        "1",
        "«PAGE",
    ],
)
def test_a_field_that_is_not_known_is_not_trusted(text: str) -> None:
    assert fault(field(text)) == f"har et felt, som en formular ikke kan bruge (»{text}«)."


@pytest.mark.parametrize("text", ["", " ", "\xa0"])
def test_a_field_without_a_code_is_fine(text: str) -> None:
    assert fault(field(text)) is None


@pytest.mark.parametrize("outer", ["IF 1 = 1 ", "= ", "SET x ", "QUOTE ", "REF ", "TOC "])
@pytest.mark.parametrize("shown", [None, "Vist"])
def test_a_field_within_another_is_judged(outer: str, shown: str | None) -> None:
    """Source: oletools, pull request 807."""
    inner = field("DDE", "AUTO c:\\cmd", shown=shown)

    assert fault(field(outer, inner)) == FETCHES.format("DDEAUTO")
    assert fault(field(outer, field("IF ", field("= ", inner)))) == FETCHES.format("DDEAUTO")
    assert fault(field("PAGE", mark("separate"), inner)) == FETCHES.format("DDEAUTO")


@pytest.mark.parametrize(
    "inside",
    [
        (field("REF a"), "AUTO x"),
        ("DDE", field("REF a")),
        ("PAGE", field("REF a")),
        ('<w:fldSimple w:instr="REF a"/>', "x"),
        ('<w:r><w:sym w:char="0044"/></w:r>', "DE x"),
    ],
)
def test_a_name_that_is_put_together_is_refused(inside: tuple[str, ...]) -> None:
    assert fault(field(*inside)) == PUT_TOGETHER


def test_a_code_may_be_split_over_runs_and_paragraphs() -> None:
    letters = "".join(code(letter) for letter in "DDEAUTO")

    assert fault(field(letters)) == FETCHES.format("DDEAUTO")
    assert fault(byg.p(mark("begin"), code("DDE")), byg.p(code("AUTO x"), mark("end"))) == FETCHES.format("DDEAUTO")
    assert fault(letters) == FETCHES.format("DDEAUTO")
    assert fault(mark("begin") + letters) == FETCHES.format("DDEAUTO")
    assert fault(mark("begin") + byg.run("DDE") + code("AUTO") + mark("end")) == FETCHES.format("DDEAUTO")


@pytest.mark.parametrize(
    "inside",
    [
        "<w:del>{}</w:del>{}".format(code("PAGE "), code("DDE x")),
        "<w:ins>{}</w:ins>{}".format(code("PAGE "), code("DDE x")),
        "<w:del><w:r><w:delInstrText>DDE x</w:delInstrText></w:r></w:del>",
        "<w:moveFrom>{}</w:moveFrom>{}".format(code("PAGE "), code("DDE x")),
    ],
)
def test_a_code_is_judged_with_changes_accepted_and_rejected(inside: str) -> None:
    assert fault(field(inside)) == FETCHES.format("DDE")


def test_both_branches_of_an_alternative_are_judged() -> None:
    branches = '<mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>'
    choice = f"<mc:AlternateContent>{branches}</mc:AlternateContent>"
    boxed = f"<w:pict><w:txbxContent>{byg.p(field('LINK x'))}</w:txbxContent></w:pict>"

    assert fault(f"<w:r>{choice.format('', boxed)}</w:r>") == FETCHES.format("LINK")
    assert fault(field(choice.format(code("PAGE "), code("DDE x")))) == FETCHES.format("DDE")
    assert fault(field("PAGE ", choice.format(code("PAGE x"), code("DDE x")))) == FETCHES.format("DDE")
    assert fault(field(choice.format("", ""))) == PUT_TOGETHER


@pytest.mark.parametrize(
    "address",
    [
        '"https://x.dk/a?b=1"',
        "http://x.dk",
        "MAILTO:a@x.dk",
        '"#Kapitel"',
        '\\l "Kapitel"',
        '"https://x.dk" \\o "LINK" \\h',
        "“https://x.dk”",
    ],
)
def test_a_link_to_the_web_is_fine(address: str) -> None:
    assert fault(field(f" HYPERLINK {address} ")) is None


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ('"file:///c:/cmd.exe"', "file:///c:/cmd.exe"),
        ('"\\\\\\\\server\\\\a"', "\\\\\\\\server\\\\a"),
        ("c:\\a.exe", "c:\\a.exe"),
        ("javascript:x", "javascript:x"),
        ('\\h "ms-word:ofe|u|http://x"', "ms-word:ofe|u|http://x"),
        ('\\l "a" "ftp://x"', "ftp://x"),
        ("dokument.docx", "dokument.docx"),
        ('"http:\\\\\\\\x"', "http:\\\\\\\\x"),
    ],
)
def test_a_link_to_anything_else_is_refused(address: str, told: str) -> None:
    assert fault(field(f"HYPERLINK {address}")) == f"har et link til andet end en side på nettet ({told})."


def test_a_links_address_is_not_put_together() -> None:
    assert fault(field("HYPERLINK ", field("REF a"))) == LINK_PUT_TOGETHER


PLACES = {
    "word/document.xml": "document", "word/header1.xml": "hdr", "word/footer2.xml": "ftr",
    "word/glossary/document.xml": "glossaryDocument", "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes", "word/comments.xml": "comments", "custom/hvadsomhelst.bin": "hdr",
}  # fmt: skip


@pytest.mark.parametrize("name", list(PLACES))
@pytest.mark.parametrize("is_simple", [True, False], ids=["fldSimple", "fldChar"])
def test_every_part_is_looked_through(name: str, *, is_simple: bool) -> None:
    inside = byg.p('<w:fldSimple w:instr=" dde x"/>' if is_simple else field(" dde x"))
    text = byg.document(inside) if name == "word/document.xml" else byg.story(PLACES[name], inside)
    data = byg.package({"[Content_Types].xml": byg.content_types(), "word/document.xml": byg.document("a"), name: text})

    assert byg.refusal(data) == (
        f"lille: delen »{name}« har et felt, der henter eller starter noget (DDE). "
        "Slet feltet i Word, eller gør det til almindelig tekst (Ctrl+Skift+F9)."
    )
