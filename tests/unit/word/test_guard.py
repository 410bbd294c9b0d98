"""What a form may not bring along is refused, under whatever name and in whatever spelling it comes."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.document.blocks import Run, Special, walk_inlines
from generator.errors import PackageError
from generator.word import guard
from generator.word.form import compile_form, render_document
from generator.word.guard import parse_part
from tests.unit.word import byg

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def form(**parts: str | bytes) -> bytes:
    return byg.docx("Tekst", **parts)


def with_parts(parts: dict[str, str | bytes], main: str = byg.MAIN) -> bytes:
    return byg.package(
        {"[Content_Types].xml": byg.content_types(main), "word/document.xml": byg.document("Tekst"), **parts}
    )


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("word/vbaProject.bin", "en makro eller et ActiveX-objekt"),
        ("word/VBAPROJECT.BIN", "en makro eller et ActiveX-objekt"),
        ("word/vbaData.xml", "en makro eller et ActiveX-objekt"),
        ("word/activeX/activeX1.xml", "en makro eller et ActiveX-objekt"),
        ("word/embeddings/oleObject1.bin", "en indlejret fil (OLE)"),
        ("word/embeddings/ark.xlsx", "en indlejret fil (OLE)"),
        ("word/afchunk.dat", "et indsat fremmed dokument"),
        ("word/a.htm", "et indsat fremmed dokument"),
        ("word/b.RTF", "et indsat fremmed dokument"),
        ("word/c.mht", "et indsat fremmed dokument"),
    ],
)
def test_a_part_that_does_things_is_refused(name: str, what: str) -> None:
    assert byg.refusal(with_parts({name: b"x"})) == (
        f"lille: formularen indeholder {what} ({name}). Gem den i Word som .docx uden."
    )


def test_the_settings_of_a_printer_do_nothing() -> None:
    assert compile_form(with_parts({"word/printerSettings/printerSettings1.bin": b"x"}), byg.ROLLER, "lille").parts


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "en makro eller et ActiveX-objekt"),
        (f"{TYPES}oleObject", "en indlejret fil (OLE)"),
        (f"{TYPES}package", "en indlejret fil (OLE)"),
        (f"{TYPES}aFChunk", "et indsat fremmed dokument"),
        (f"{TYPES}subDocument", "et indsat fremmed dokument"),
        (f"{TYPES}control", "en makro eller et ActiveX-objekt"),
    ],
)
def test_a_part_is_judged_by_its_relationship_not_its_name(kind: str, what: str) -> None:
    rels = byg.rels(f'Id="r1" Type="{kind}" Target="billede.png"')

    assert byg.refusal(with_parts({"word/_rels/document.xml.rels": rels})) == (
        f"lille: formularen indeholder {what} (billede.png, nævnt i word/_rels/document.xml.rels). "
        "Gem den i Word som .docx uden."
    )


@pytest.mark.parametrize("mode", ["External", "&#69;xternal", "E&#x78;ternal"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("kind", ["image", "theme", "header", "frame-x"])
def test_whatever_stands_elsewhere_is_refused(mode: str, encoding: str, kind: str) -> None:
    rels = byg.rels(f"Id='r1' Type='{TYPES}{kind}' Target='http://x.dk/a' TargetMode='{mode}'")
    text = f'<?xml version="1.0" encoding="{encoding}"?>{rels}'.encode(encoding)

    assert byg.refusal(with_parts({"word/_rels/document.xml.rels": text})) == (
        "lille: delen »word/_rels/document.xml.rels« henviser til noget uden for formularen (http://x.dk/a). "
        "Fjern henvisningen i Word; et link skal begynde med https:// eller mailto:."
    )


@pytest.mark.parametrize("code", ["DDEAUTO c:\\cmd.exe", "dde x y", ' INCLUDEPICTURE "http://x" ', "IncludeText a"])
@pytest.mark.parametrize(
    "field",
    ["<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p>", "<w:p><w:fldSimple w:instr='{}'/></w:p>"],
)
def test_a_field_that_fetches_is_refused(code: str, field: str) -> None:
    name = code.split(maxsplit=1)[0].upper()

    assert byg.refusal(byg.docx(field.format(code))) == (
        f"lille: delen »word/document.xml« har et felt, der henter eller starter noget ({name}). "
        "Slet feltet i Word, eller gør det til almindelig tekst (Ctrl+Skift+F9)."
    )


def test_a_field_split_over_runs_is_refused_too() -> None:
    halves = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in ("DDE", "AUTO c:"))

    assert "(DDEAUTO)" in byg.refusal(form(word_header1=byg.story("hdr", f"<w:p>{halves}</w:p>")))


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", "DATE", "REF Included", "TOC", "DOCPROPERTY Link-liste"])
@pytest.mark.parametrize("is_simple", [True, False], ids=["fldSimple", "fldChar"])
def test_an_ordinary_field_is_fine_and_is_shown(code: str, *, is_simple: bool) -> None:
    """As the text that it showed when the form was saved; a page number as that of the page it comes to stand on."""
    cached = byg.run("Vist før")
    simple = f'<w:fldSimple w:instr="{code}">{cached}</w:fldSimple>'
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    complex_ = marks["begin"] + instruction + marks["separate"] + cached + marks["end"]
    form = byg.compiled(byg.p(byg.run("Før "), simple if is_simple else complex_, byg.run(" efter")))
    ((before, *shown, after),) = walk_inlines(render_document(form, byg.indhold()).blocks)

    assert (before, after) == (Run("Før "), Run(" efter"))
    assert shown == [{"PAGE": Special.PAGE, "NUMPAGES": Special.PAGES}.get(code, Run("Vist før"))]


@pytest.mark.parametrize(
    ("main", "problem"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "formularen er gemt med makroer (.docm)."),
        ("application/vnd.ms-word.template.MACROENABLED.main+xml", "formularen er gemt med makroer (.docm)."),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "formularen er ikke gemt som et almindeligt dokument.",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused(main: str, problem: str) -> None:
    assert byg.refusal(with_parts({}, main)) == f"lille: {problem} Gem den i Word som .docx."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!-- {'x' * 9000} -->"])
def test_a_doctype_is_refused(encoding: str, before: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{before}{bomb}<a>&b;</a>'

    assert byg.refusal(form(word_header1=text.encode(encoding))) == (
        "lille: delen »word/header1.xml« har en DOCTYPE, som Word aldrig skriver. Gem den på ny i Word."
    )


@pytest.mark.parametrize("text", ["", "<a>", "a", "<a>&b;</a>", "<a:b/>", "<a>\x01</a>", "\ud7ff", "\0"])
def test_a_part_that_is_no_xml_is_refused(text: str) -> None:
    assert byg.refusal(form(word_header1=text)) == (
        "lille: delen »word/header1.xml« er ikke gyldig XML. Gem den på ny i Word."
    )


def test_a_tower_of_elements_is_refused() -> None:
    """Source: docspec, pull request 412: a few kilobytes of nested tables overflowed the stack."""
    assert byg.refusal(form(word_header1="<a>" * 300 + "</a>" * 300)) == (
        "lille: delen »word/header1.xml« har elementer inden i hinanden i over 256 lag. Brug kun filer, du kender."
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<a>\xe6</a>", "er ikke tekst i UTF-8."),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "er gemt i en anden tegnkodning (utf-7)."),
        ('<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"), "er ikke tekst i UTF-8."),
        (b"<?xml version='1.0' encoding='latin1'?><!DOCTYPE a><a/>", "er gemt i en anden tegnkodning (latin1)."),
        ("<!DOCTYPE a><a/>".encode("utf-32-le"), "er ikke gyldig XML."),
        ("<!DOCTYPE a><a/>".encode("utf-32"), "er ikke gyldig XML."),
    ],
)
def test_an_encoding_that_could_hide_something_is_refused(data: bytes, problem: str) -> None:
    assert byg.refusal(form(word_header1=data)).startswith(f"lille: delen »word/header1.xml« {problem}")


def test_text_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """One part or all together: both are bounded before they are parsed."""
    monkeypatch.setattr(guard, "MAX_XML", 1_000)
    one = byg.refusal(form(word_header1=f"<a>{'x' * 1_000}</a>"))
    monkeypatch.setattr(guard, "MAX_ALL_XML", 2_000)
    all_ = byg.refusal(form(word_header1=f"<a>{'x' * 900}</a>", word_header2=f"<a>{'x' * 900}</a>"))

    assert "delen »word/header1.xml« fylder over" in one
    assert "formularens tekst fylder over" in all_


@pytest.mark.parametrize(
    "root",
    [
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
        f'<document xmlns="{byg.W}"/>',
        f'<w:document xmlns:w="{byg.W}" xmlns:r="urn:r"/>',
    ],
)
def test_a_file_in_another_dialect_is_refused(root: str) -> None:
    data = byg.package({"[Content_Types].xml": byg.content_types(), "word/document.xml": root})

    assert byg.refusal(data) == (
        "lille: delen »word/document.xml« er gemt i en anden udgave af formatet. "
        "Gem formularen i Word som almindelig .docx."
    )


def test_blanks_between_elements_go_and_those_in_text_stay() -> None:
    text = f'<w:p xmlns:w="{byg.W}">\n <w:r> <w:t> </w:t>\n</w:r><!-- x --><w:instrText> </w:instrText></w:p>'

    assert etree.tostring(parse_part(text.encode(), "a", "b"), encoding="unicode") == (
        f'<w:p xmlns:w="{byg.W}"><w:r><w:t> </w:t></w:r><w:instrText> </w:instrText></w:p>'
    )


def test_nothing_is_read_from_the_disk() -> None:
    text = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'

    with pytest.raises(PackageError, match="DOCTYPE"):
        parse_part(text, "a", "b")


@pytest.mark.parametrize("name", ["_m", "_mx", "x"])
def test_an_element_without_a_namespace_is_refused(name: str) -> None:
    """The compiler's own marker is one, so a form could pass a tag by the grammar in it."""
    smuggled = f'<{name} xmlns="">{{{{ _felt(plan.navn, 0) }}}}</{name}>'
    with pytest.raises(PackageError, match=f"element uden navnerum \\({name}\\)"):
        compile_form(byg.docx(f"<w:p>{smuggled}</w:p>"), byg.ROLLER, "lille")


@pytest.mark.parametrize(
    "declared", ['xmlns:w="urn:w"', 'xmlns:r="urn:r"', " ".join(f'xmlns:n{nr}="urn:{nr}"' for nr in range(600))]
)
def test_prefixes_mean_the_same_throughout(declared: str) -> None:
    """What a rendering puts in is written with them."""
    with pytest.raises(PackageError, match="bruger navnerum, som Word ikke skriver dem"):
        byg.compiled(f"<w:p><w:r {declared}/></w:p>")


WORD_14 = "http://schemas.microsoft.com/office/word/2010/wordml"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<w:altChunk r:id="a"/>', "et indsat fremmed dokument"),
        ('<w:subDoc r:id="a"/>', "et indsat fremmed dokument"),
        ("<w:object/>", "en indlejret fil (OLE)"),
        (f"<o:OLEObject {VML}/>", "en indlejret fil (OLE)"),
        ('<w:control r:id="a"/>', "en makro eller et ActiveX-objekt"),
        ("<w:frameset><w:frame/></w:frameset>", "rammer med andre dokumenter"),
        ('<w:attachedTemplate r:id="a"/>', "en tilknyttet skabelon"),
        ("<w:mailMerge/>", "en datakilde til brevfletning"),
        ('<w:saveThroughXslt r:id="a"/>', "en omformning ved lagring (XSLT)"),
        (f'<a:videoFile {DRAWING} r:link="a"/>', "lyd eller video"),
        (f'<v:imagedata {VML} src="http://x.dk/a.png"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<v:imagedata {VML} src=" //x/a.png"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<v:imagedata {VML} o:althref="a"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<v:shape {VML} href="file://x/a.exe"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<v:fill {VML} src="a"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<a:blip {DRAWING} r:link="a"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<a:hlinkClick {DRAWING} action="ppaction://program"/>', "et sammenkædet billede eller en handling ved klik"),
        ('<w:x schemaLocation="http://x"/>', "et sammenkædet billede eller en handling ved klik"),
        (f"<svg {SVG}><script/></svg>", "en makro eller et ActiveX-objekt"),
        (f'<svg {SVG}><image x:href="http://x"/></svg>', "et sammenkædet billede eller en handling ved klik"),
        (f'<svg {SVG} onload="x()"/>', "et sammenkædet billede eller en handling ved klik"),
        (f'<svg {SVG}><rect fill="URL( http://x)"/></svg>', "et sammenkædet billede eller en handling ved klik"),
        (f"<svg {SVG}><style>@import 'http://x'</style></svg>", "et sammenkædet billede"),
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/settings.xml", "custom/a.bin", "docProps/app.xml"])
def test_an_element_that_does_things_is_refused_in_any_part(part: str, inside: str, what: str) -> None:
    text = byg.document(inside) if part == "word/document.xml" else byg.story("hdr", inside)
    complaint = byg.refusal(with_parts({part: text}))

    assert complaint.startswith(f"lille: formularen indeholder {what} (")
    assert part in complaint


@pytest.mark.parametrize(
    "inside",
    [
        f'<v:shape {VML} href="https://x.dk" alt="a"><v:imagedata r:id="a" o:title="b" src=""/></v:shape>',
        f'<a:blip {DRAWING} r:embed="a"/>',
        f'<svg {SVG}><style>.a {{fill: url(#b)}}</style><image x:href="data:image/png;base64,AA"/></svg>',
        '<b xmlns="urn:egne-data"><control link="http://x.dk"/><object/></b>',
    ],
)
def test_what_only_shows_something_is_fine(inside: str) -> None:
    assert compile_form(with_parts({"customXml/item1.xml": byg.story("hdr", inside)}), byg.ROLLER, "lille").parts


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ('<w:gridSpan w:val="x"/>', "»x«, hvor der skal stå et antal kolonner fra 1 til 99 (w:gridSpan)"),
        ('<w:gridSpan w:val="0"/>', "»0«, hvor"),
        ('<w:gridSpan w:val="99999999999"/>', "»99999999999«, hvor"),
        ('<w:gridCol w:w="1in"/>', "»1in«, hvor der skal stå en bredde i hele tal (w:gridCol)"),
        ('<w:gridCol w:w="\u0661"/>', "»\u0661«, hvor"),
        ('<w:sym w:char="FFFFFFFF"/>', "»FFFFFFFF«, hvor der skal stå fire hexcifre (w:sym)"),
    ],
)
def test_a_number_that_is_none_is_named(inside: str, wanted: str) -> None:
    assert f"lille: delen »word/document.xml« har {wanted}" in byg.refusal(byg.docx(f"<w:p><w:r>{inside}</w:r></w:p>"))
