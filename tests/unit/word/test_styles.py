"""form.yaml and the looks of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.errors import FormError
from generator.model.tekst import Art, Stykke
from generator.word.styles import StyleTable, read_roller
from tests.unit.word import byg

if TYPE_CHECKING:
    from generator.word.form import TagStyle


def complaint(data: bytes) -> str:
    with pytest.raises(FormError) as caught:
        read_roller(data, "lille")
    return str(caught.value)


def test_the_roles_are_read() -> None:
    roller = read_roller(byg.ROLLER, "lille")

    assert roller.navn == "lille"
    assert roller.tekst.punkter == ("Punkt1", "Punkt2", "Punkt3")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"format: 1", b"format: 2", " (se format)"),
        (b"heading", b"overskrift", " (se roller.Overskrift)"),
        (b"[Punkt1, Punkt2, Punkt3]", b"[Punkt1]", " (se tekst.punkter)"),
        (b"  link: Link\n", b"", " (se tekst.link)"),
        (b"navn: lille", b"navn: [a]", " (se navn)"),
        (b"titel", b"titl", " (se titel, titl)"),
        (b"format: 1", b"format: [", ""),
        (b"format: 1", b"format: \x00", ""),
        (b"format: 1", b"\xff\xfe\x00", ""),
        (b"format: 1", b"format: " + b"[" * 1200, ""),
        (b"format: 1", b"format: !!python/object/apply:os.system [id]", " (se format)"),
        (b"format: 1", b"format: 2021-13-45", " (se format)"),
    ],
)
def test_what_is_wrong_in_form_yaml_is_named(old: bytes, new: bytes, where: str) -> None:
    assert complaint(byg.ROLLER.replace(old, new, 1)) == (
        f"Formularen lille, form.yaml: Filen kan ikke læses{where}. Sammenlign med en formular, der virker."
    )


@pytest.mark.parametrize("data", [b"", b"a", b"- a"])
def test_what_is_no_table_of_roles_is_refused(data: bytes) -> None:
    assert complaint(data).startswith("Formularen lille, form.yaml: Filen kan ikke læses")


def table_of(paragraph: str) -> tuple[StyleTable, etree._Element]:
    tree = etree.fromstring(paragraph.replace("<w:p>", f"<w:p {byg.XMLNS}>", 1))
    return StyleTable(read_roller(byg.ROLLER, "lille").tekst), tree


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
