"""A year's status as a bilag: how far each delmål has come, and what each indikator shows beside its start and target.

Always so: every delmål and indikator of the delaftale is shown, in its order, whether filled in or not; what the bilag
says is the agreement's words and the status's, and nothing is reckoned. Blocks as any document's, so that the same
writers make it HTML, PDF and Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.document.blocks import (
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
from generator.model.status import name_periode
from generator.model.sti import Sti, name_felt
from generator.model.tekst import Art
from generator.rules.status import er_andel
from generator.text import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.indikator import Delmaal, Indikator, Maaltal
    from generator.model.status import AarligStatus, DelmaalStatus, IndikatorStatus
    from generator.model.tekst import Afsnit, Tekst

NOT_FILLED_IN: Final = "Ikke udfyldt"
_GUIDANCE: Final = "Bilag til den årlige revision af delaftalen. Baseline og måltal er dem, der står i delaftalen."
_OVERVIEW: Final = (0.74, 0.26)
_FIGURES: Final = (0.28, 0.24, 0.25, 0.23)


def build_statusbilag(
    delaftale: Delaftale, plan: Helhedsplan, status: AarligStatus, *, omraade: str, version: str, gyldighed: str
) -> Document:
    """Return the bilag. `omraade` is the indsatsområde's name; `version` and `gyldighed` are the edition's words."""
    aar = status.aar
    blocks: list[Block] = [
        Heading(1, (Run(f"Status for {aar}"), Special.LINE_BREAK, Run(omraade, role=Role.VALUE)), Role.TITLE),
        _text(_GUIDANCE, Role.GUIDANCE),
        Heading(2, (Run("Delmålene kort"),)),
        _overview(delaftale, status),
    ]
    for nr, delmaal in enumerate(delaftale.delmaal, start=1):
        blocks += _delmaal(delaftale, nr, delmaal, status)
    blocks = [block for block in blocks if not isinstance(block, Table) or len(block.rows) > 1]
    side = (Run("Side "), Special.PAGE, Run(" af "), Special.PAGES)
    return Document(
        title=f"Status for {aar}: {omraade}, {plan.navn}",
        language="da-DK",
        header=(Paragraph((Run(plan.navn), Special.TAB, Run(omraade)), Role.LABEL),),
        footer=(Paragraph((Run(f"Status for {aar} · {version} · {gyldighed}"), Special.TAB, *side), Role.LABEL),),
        blocks=tuple(blocks),
    )


def _overview(delaftale: Delaftale, status: AarligStatus) -> Table:
    rows = [
        Row(
            (
                _cell(f"{name_felt(delaftale, Sti('delmaal') / delmaal.id)}: {delmaal.tekst}", header="row"),
                _cell(_vurdering(status.find(delmaal.id)), bold=True),
            )
        )
        for delmaal in delaftale.delmaal
    ]
    return Table(_OVERVIEW, (_head("Delmål", "Vurdering"), *rows), f"Delmålenes status {status.aar}")


def _vurdering(own: DelmaalStatus | None) -> str:
    return NOT_FILLED_IN if own is None or own.vurdering is None else own.vurdering.ordlyd


def _delmaal(delaftale: Delaftale, nr: int, delmaal: Delmaal, status: AarligStatus) -> list[Block]:
    own = status.find(delmaal.id)
    name = name_felt(delaftale, Sti("delmaal") / delmaal.id)
    blocks: list[Block] = [
        Heading(2, (Run(f"{name}: "), Run(delmaal.tekst, role=Role.VALUE))),
        Paragraph((Run("Vurdering: ", role=Role.LABEL), Run(_vurdering(own), bold=True)), Role.VALUE),
    ]
    if own is not None and own.bemaerkning is not None:
        blocks += tekst_blocks(own.bemaerkning)
    head = _head("Indikator", "Baseline og måltal", f"Status {status.aar}", "Bemærkning")
    rows = [_indikator(item, own.find(item.id) if own is not None else None) for item in delmaal.indikatorer]
    blocks.append(Table(_FIGURES, (head, *rows), f"Indikatorer for delmål {nr}"))
    return blocks


def _indikator(item: Indikator, own: IndikatorStatus | None) -> Row:
    """Return an indikator's row: its own words, then the year's figure with what it covers and where it is from."""
    remark = tekst_blocks(own.bemaerkning) if own is not None and own.bemaerkning is not None else (_text(""),)
    return Row(
        (
            _cell(item.tekst, header="row"),
            Cell(_ground(item)),
            Cell(_figure(item, own)),
            Cell(tuple(remark)),
        )
    )


def _ground(item: Indikator) -> tuple[Block, ...]:
    """Return what a figure is held up against: where the indikator began, and where it is to get."""
    baseline = item.baseline.ordlyd if item.baseline is not None else ""
    maaltal = describe_maaltal(item.maaltal) if item.maaltal is not None else ""
    return _labelled(("Baseline", baseline), ("Måltal", maaltal)) or (_text(""),)


def _figure(item: Indikator, own: IndikatorStatus | None) -> tuple[Block, ...]:
    if own is None or not own.vaerdi_tekst:
        return (_text(NOT_FILLED_IN),)
    unit = " %" if own.tal is not None and er_andel(item) else ""
    lines = [Paragraph((Run(own.vaerdi_tekst + unit, bold=True),), Role.VALUE)]
    kilde = own.kilde or (item.datakilde.navn if item.datakilde is not None else "")
    lines += _labelled(
        ("Periode", name_periode(own.periode) if own.periode else ""),
        ("Kilde", kilde if own.tal is not None else own.kilde or ""),
        ("Seriebrud", "opgjort på en anden måde end baseline" if own.seriebrud else ""),
    )
    return tuple(lines)


def _labelled(*pairs: tuple[str, str]) -> tuple[Paragraph, ...]:
    """Return a paragraph »Label: værdi« for each value that there is."""
    return tuple(
        Paragraph((Run(f"{label}: ", role=Role.LABEL), Run(value)), Role.VALUE) for label, value in pairs if value
    )


def describe_maaltal(maaltal: Maaltal) -> str:
    """Return a måltal in words: »mindst 12 børn pr. år«."""
    words = [
        maaltal.retning.ordlyd if maaltal.retning is not None else "",
        format_number(maaltal.vaerdi),
        maaltal.enhed,
        maaltal.horisont.ordlyd if maaltal.horisont is not None else "",
    ]
    return " ".join(filter(None, words))


# -- blocks --


def _text(text: str, role: Role = Role.VALUE) -> Paragraph:
    return Paragraph((Run(text),), role)


def _cell(text: str, *, header: str = "", bold: bool = False) -> Cell:
    return Cell((Paragraph((Run(text, bold=bold),), Role.VALUE),), header=header)


def _head(*labels: str) -> Row:
    return Row(tuple(Cell((_text(label, Role.LABEL),), header="col") for label in labels), is_header=True)


def tekst_blocks(tekst: Tekst) -> tuple[Block, ...]:
    """Return a long text as blocks: paragraphs, bullets as lists within lists, a sub-heading as a bold paragraph."""
    return _nest(tekst.afsnit, 0)


def _nest(afsnit: Sequence[Afsnit], level: int) -> tuple[Block, ...]:
    """Return paragraphs that stand at `level` or deeper; what is deeper is gathered into lists."""
    blocks: list[Block] = []
    index = 0
    while index < len(afsnit):
        if afsnit[index].niveau <= level:
            blocks.append(_paragraph(afsnit[index]))
            index += 1
            continue
        end = index
        while end < len(afsnit) and afsnit[end].niveau > level:
            end += 1
        starts = [at for at in range(index, end) if afsnit[at].art is Art.PUNKT and afsnit[at].niveau == level + 1]
        ends = [*starts[1:], end]
        items = (_nest(afsnit[start:stop], level + 1) for start, stop in zip(starts, ends, strict=True))
        blocks.append(List(tuple(map(Item, items))))
        index = end
    return tuple(blocks)


def _paragraph(afsnit: Afsnit) -> Paragraph:
    is_heading = afsnit.art is Art.UNDEROVERSKRIFT
    return Paragraph(
        tuple(Run(each.tekst, each.fed or is_heading, each.kursiv, each.understreget, each.href)
              for each in afsnit.stykker),
        Role.VALUE,
    )  # fmt: skip
