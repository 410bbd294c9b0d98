"""form.yaml and the looks of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.errors import DataError
from generator.model.tekst import Art, Stykke
from generator.store.forms import compile_formular
from generator.word import styles
from generator.word.styles import MAX_UNKNOWN, StyleTable, Teksttypografier
from tests.unit.word import byg

if TYPE_CHECKING:
    from generator.word.form import TagStyle


def complaint(data: bytes, *blocks: str, **parts: str | bytes) -> list[str]:
    """Return what is wrong with a form.yaml, each error as its author reads it."""
    with pytest.raises(DataError) as caught:
        compile_formular(byg.docx(*blocks, **parts), data, "lille")
    return str(caught.value).splitlines()


def test_the_roles_are_read() -> None:
    assert byg.ROLLER.navn == "lille"
    assert byg.ROLLER.tekst.punkter == ("Punkt1", "Punkt2", "Punkt3")
    assert compile_formular(byg.docx("a"), byg.ROLLER_YAML, "lille").name == "lille"


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (b"format: 1", b"format: 2", "linje 2, tegn 9", "»Format«: "),
        (
            b"heading",
            b"overskrift",
            "linje 5, tegn 22",
            "»Roller, Overskrift«: »overskrift« kan ikke vælges her. Vælg: title",
        ),
        (
            b"[Punkt1, Punkt2, Punkt3]",
            b"[Punkt1]",
            "linje 7, tegn 12",
            "»Tekst, Punkter«: Listen har 1 punkt. Skriv mindst 3.",
        ),
        (b"  link: Link\n", b"", "linje 7, tegn 3", "»Tekst, Link«: Feltet mangler."),
        (b"navn: lille", b"navn: [a]", "linje 3, tegn 7", "»Navn«: Her skal stå en tekst, men der står en liste."),
        (b"titel", b"titl", "linje 4, tegn 1", "Feltet »titl« kendes ikke. Mente du »titel«?"),
        (b"  link: Link\n", b"  link: Link\n  lnk: a\n", "linje 11, tegn 3", "Feltet »lnk« kendes ikke."),
        (b"navn: lille", b"navn: lille\nnavn: lille", "linje 4, tegn 1", ""),
        (b"navn: lille", b"navn: &a lille", "linje 3, tegn 7", ""),
        (b"navn: lille", b"navn: *a", "linje 3, tegn 7", ""),
        (b"format: 1", b"format: !!python/object/apply:os.system [id]", "linje 2, tegn 9", ""),
        (b"format: 1", b"format: [", "linje ", ""),
        (b"format: 1", b"\tformat: 1", "linje 2, tegn 1", ""),
        (b"format: 1", b"format: \x00", "linje 2, tegn 9", ""),
        (b"format: 1", b"\xff\xfe\x00", "linje 2, tegn 1", ""),
        (b"format: 1", b"format: " + b"[" * 1200, "linje 2", ""),
    ],
)
def test_what_is_wrong_in_form_yaml_is_named_with_its_place(old: bytes, new: bytes, place: str, message: str) -> None:
    told = complaint(byg.ROLLER_YAML.replace(old, new, 1))

    assert all(line.startswith("lille/form.yaml, linje ") for line in told)
    assert any(line.startswith(f"lille/form.yaml, {place}") and message in line for line in told), told


@pytest.mark.parametrize("data", [b"", b"\n# kun en bemaerkning\n", b"a", b"- a"])
def test_what_is_no_table_of_roles_is_refused(data: bytes) -> None:
    (told,) = complaint(data)

    assert told.startswith("lille/form.yaml")
    assert told.endswith(".")


def test_a_style_that_the_form_has_not_is_named_with_those_that_were_meant() -> None:
    styles = (
        "Overskrift",
        "Punkt1",
        "Punkt2",
        "Punkt3",
        "Punktafsnit1",
        "Punktafsnit2",
        "Underoverskrift",
        "Hyperlink",
    )
    known = byg.story("styles", *(f'<w:style w:styleId="{name}"/>' for name in styles))
    roller = byg.ROLLER_YAML.replace(b"Punkt1: bullet", b"Punkt7: bullet, Zzz: value")

    assert complaint(roller, "a", word_styles=known) == [
        (
            "lille/form.yaml, linje 5, tegn 31: »Roller«: Typografien »Punkt7« findes ikke i Word-filen. "
            "Mente du »Punkt3« eller »Punkt2« eller »Punkt1«?"
        ),
        (
            "lille/form.yaml, linje 5, tegn 47: »Roller«: Typografien »Zzz« findes ikke i Word-filen. "
            "Ret navnet, eller slet linjen."
        ),
        (
            "lille/form.yaml, linje 8, tegn 45: »Tekst«: Typografien »Punktafsnit3« findes ikke i Word-filen. "
            "Mente du »Punktafsnit2« eller »Punktafsnit1« eller »Punkt3«?"
        ),
        (
            "lille/form.yaml, linje 10, tegn 9: »Tekst«: Typografien »Link« findes ikke i Word-filen. "
            "Mente du »Hyperlink«?"
        ),
    ]


def test_a_thousand_unknown_styles_are_not_all_told() -> None:
    roller = b", ".join(b"Ukendt%d: value" % number for number in range(900))
    known = byg.story("styles", *(f'<w:style w:styleId="Kendt{number}"/>' for number in range(900)))

    assert len(complaint(byg.ROLLER_YAML.replace(b"Punkt1: bullet", roller), "a", word_styles=known)) == MAX_UNKNOWN


@pytest.mark.parametrize("name", ['a"b', "a'b", "a&b", "a<b", "a>b", "]]>", "æøå", """a"'b"""])
def test_the_id_of_a_style_is_written_as_it_is(name: str) -> None:
    """It comes from a file that anybody may write, and goes into XML."""
    tekst = Teksttypografier(punkter=(name,) * 3, punktafsnit=(name,) * 3, underoverskrift=name, link=name)
    tree = etree.fromstring(byg.p("a").replace("<w:p>", f"<w:p {byg.XMLNS}>", 1))
    style = only_style(StyleTable(tekst), tree)

    for look in (*style.paragraphs, *style.runs[8:]):
        if look:
            (written,) = etree.fromstring(f"<a {byg.XMLNS}>{look}</a>").iter(f"{{{byg.W}}}pStyle", f"{{{byg.W}}}rStyle")
            assert written.get(f"{{{byg.W}}}val") == name


def test_a_form_has_so_many_looks_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "MAX_LOOKS", 2)
    runs = [byg.p(byg.run("{{ plan.navn }}", f'<w:sz w:val="{size}"/>')) for size in (20, 21, 20, 22)]
    (told,) = byg.mistakes(*runs)

    assert told == (
        "Teksten: {{ plan.navn }} – Formularens tags ser ud på for mange måder. "
        "Giv dem få typografier uden anden formatering."
    )


def table_of(paragraph: str) -> tuple[StyleTable, etree._Element]:
    tree = etree.fromstring(paragraph.replace("<w:p>", f"<w:p {byg.XMLNS}>", 1))
    return StyleTable(byg.ROLLER.tekst), tree


def only_style(table: StyleTable, tree: etree._Element) -> TagStyle:
    number = table.number(tree, next(tree.iter(f"{{{byg.W}}}r")))
    return table.styles[number]


def test_equal_looks_have_one_number() -> None:
    table, tree = table_of(byg.p(byg.run("a", "<w:b/>"), "b", byg.run("c", "<w:b/>")))
    first, second, third = tree.iter(f"{{{byg.W}}}r")

    assert [table.number(tree, run) for run in (first, second, third, second)] == [0, 1, 0, 1]
    assert len(table.styles) == 2


def test_the_properties_of_a_run_stand_in_the_order_of_the_schema() -> None:
    table, tree = table_of(byg.p(byg.run("a", '<w:sz w:val="20"/><w:lang w:val="da-DK"/><w14:x/>')))
    style = only_style(table, tree)

    looks = style.run_properties(Stykke("a", fed=True, kursiv=True, understreget=True, href="https://x.dk"))

    order = [name.partition(" ")[0].rstrip("/>") for name in looks.split("<w:")[2:]]
    assert order == ["rStyle", "b", "i", "sz", "u", "lang"]
    assert looks.endswith("</w:rPr>")
    assert 'w:rStyle w:val="Link"' in looks


def test_a_foreign_property_brings_its_namespace() -> None:
    """The looks of a tag in the body are written in headers too, which may not know the prefix."""
    table, tree = table_of(byg.p(byg.run("a", '<q:x xmlns:q="urn:q"/>')))
    style = only_style(table, tree)

    assert etree.fromstring(f'<w:r xmlns:w="{byg.W}">{style.run}</w:r>').find(".//{urn:q}x") is not None


def test_paragraphs_take_the_styles_that_form_yaml_names() -> None:
    table, tree = table_of(byg.p("a", style="Udfyldt"))
    style = only_style(table, tree)

    looks = [style.paragraph_properties(art, level).split('"')[1] for art in Art for level in range(4)]

    assert looks == [
        "Udfyldt", "Punktafsnit1", "Punktafsnit2", "Punktafsnit3", "Punkt1", "Punkt1", "Punkt2", "Punkt3",
        *["Underoverskrift"] * 4,
    ]  # fmt: skip
