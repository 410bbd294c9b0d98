"""What the browser is shown: the real agreement, and a document that strains every part of a page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from generator.document.blocks import (
    Anchor,
    Block,
    Cell,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Role,
    Row,
    Run,
    Special,
    Table,
)
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan
from generator.model.sti import Sti
from generator.model.udgave import describe_udgave
from generator.store.yaml_reader import load_yaml
from generator.word.contract import Formularindhold

if TYPE_CHECKING:
    from pathlib import Path


def real_content(repo: Path) -> Formularindhold:
    """Return what the form prints of the real agreement, as seen on a fixed day."""
    folder = repo / "aftaler/en-faelles-indsats/sammenhaengskraft-og-medborgerskab/versioner/0001"
    delaftale = load_yaml((folder / "delaftale.yaml").read_bytes(), Delaftale, "delaftale.yaml")
    plan = load_yaml((folder / "helhedsplan.yaml").read_bytes(), Helhedsplan, "helhedsplan.yaml")
    perioder = load_yaml(
        (repo / "generator/store/bevillingsperioder.yaml").read_bytes(), Bevillingsperioder, "perioder"
    )
    periode = perioder.find(plan.bevillingsperiode)
    assert periode is not None
    omraade = periode.find(delaftale.indsatsomraade)
    assert omraade is not None
    return Formularindhold(delaftale, plan, omraade, describe_udgave(delaftale, 1, date(2026, 11, 24)))


def nasty_document() -> Document:
    """Return a word of 300 characters in every kind of block, a table wider than the page, right to left, emoji."""
    word = "x" * 300
    columns = 14
    wide = Table(
        tuple(1 / columns for _ in range(columns)),
        (
            Row(tuple(_cell(f"Kolonne {number}", "col") for number in range(columns)), is_header=True),
            Row(tuple(_cell(word if number == 3 else "Kommunikationsmedarbejder") for number in range(columns))),
        ),
        "En bred tabel",
    )
    small = Table(
        (0.5, 0.5),
        (Row((_cell(word, "col"), _cell("B", "col")), is_header=True), Row((_cell(word), _cell("")))),
        "Lille",
    )
    labels = Table((0.3, 0.7), (Row((_cell(word, "row"), _cell(word))),))
    blocks: list[Block] = [
        Heading(1, (Run("Delaftale for"), Special.LINE_BREAK, Run(word, role=Role.VALUE)), Role.TITLE),
        _p(word, Role.CLAUSE),
        labels,
        Heading(2, (Run(word),)),
        _p(f"Vejledning {word}", Role.GUIDANCE),
        wide,
        small,
        Heading(2, (Run("Tekst, der ligner kode"),)),
        _p("<script>document.title='nej'</script> <b>fed</b> &amp; #set text(red) $x$ **fed** {{ 7*7 }}"),
        _p("مرحبا بالعالم – hebraisk: שלום – emoji: 👩‍👧 🙂 🇩🇰"),
        Paragraph((Run(f"https://x.dk/{word}", href=f"https://x.dk/{word}"),), Role.VALUE),
        List((Item((_p(word), List((Item((_p("under"), _p(word))),)))), Item(()))),
        List(()),
        _p("Aktivitetsnavn:", Role.LABEL),
        Heading(3, (Run(word, anchor=Anchor("0" * 16, 1, 1, Sti("aktiviteter/x/navn"))),)),
        Heading(4, (Run("Formål:"),)),
        *(_p("Et afsnit med ganske almindelige ord om indsatsen i boligområderne. " * 6) for _ in range(30)),
    ]
    line = Paragraph((Run(word), Special.TAB, Run("Højre")), Role.LABEL)
    return Document("Prøve", "da-DK", (line,), (line,), tuple(blocks))


def _p(text: str, role: Role = Role.VALUE) -> Paragraph:
    return Paragraph((Run(text),), role)


def _cell(text: str, header: str = "") -> Cell:
    return Cell((_p(text, Role.LABEL if header else Role.VALUE),), header=header)
