"""The parts that the forms of a meeting are put together from: the head, an item with its decision, a forslag, tables.

What was not noted has no line and no heading. A table's rows may be longer than a page where they hold an agreement's
texts, so those are broken; others are not.
"""

from __future__ import annotations

from formular_indhold import (
    BREAK,
    cell,
    long_text,
    only_if,
    p,
    paragraph,
    repeat,
    row,
    run,
    table,
)
from moede_stile import BOLD

_HEAD = (1880, 7758)  # twips, 9638 in all: A4 less two margins of 2 cm
_FIELDS = (2180, 3729, 3729)
_ANSWERS = (3400, 1900, 1100, 3238)
_SIGNATURES = (4000, 1638, 4000)


# -- small parts --


def bold(text: str) -> str:
    """Return one run that every format is to show in bold."""
    return run(text).replace("<w:r>", f"<w:r><w:rPr>{BOLD}</w:rPr>", 1)


def missing(text: str) -> str:
    """Return a table's paragraph for what is not there."""
    return paragraph("Tabeltekst", run(text, "Mangeltegn"))


def section(title: str, field: str, *content: str, style: str = "Heading2") -> str:
    """Return a heading and what stands under it, both only where `field` holds something; else its long text."""
    return only_if(field, p(style, title), *(content or (long_text("Udfyldt", field),)))


def bullets(field: str) -> str:
    """Return a list of lines."""
    return repeat(f"linje in {field}", p("ListBullet", "{{ linje.tekst }}"))


def labelled(label: str, field: str) -> str:
    """Return a line »Label: værdi« that stands only where there is a value."""
    return only_if(field, paragraph("Udfyldt", run(f"{label}: ", "LedetekstTegn") + run(f"{{{{ {field} }}}}")))


def open_row(*cells: str) -> str:
    """Return a row that may be broken over two pages, since its texts may be longer than one."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def control_row(tag: str, columns: tuple[int, ...]) -> str:
    """Return a row that holds only a control tag and goes when the form is filled in."""
    content = paragraph("Skabelonkode", run(f"{{%tr {tag} %}}"))
    return row(cell(sum(columns), content, extra=f'<w:gridSpan w:val="{len(columns)}"/>'))


def both_edges(xml: str) -> str:
    """Return a table whose first row and first column both head its cells."""
    return xml.replace('w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"',
                       'w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"', 1)  # fmt: skip


def head_table() -> str:
    """Return the meeting's facts: when, where, who."""
    left, right = _HEAD
    return table(
        _HEAD,
        "Om mødet",
        "Hvornår og hvor mødet holdes, og hvem der deltager",
        control_row("for oplysning in moede.oplysninger", _HEAD),
        row(
            cell(left, p("Tabelindgang", "{{ oplysning.navn }}")),
            cell(right, repeat("linje in oplysning.linjer", p("Tabeltekst", "{{ linje.tekst }}"))),
        ),
        control_row("endfor", _HEAD),
        first="Column",
    )


def field_table(before: str, after: str) -> str:
    """Return a table of fields with their two sides, named `before` and `after`."""
    navn, left, right = _FIELDS
    return both_edges(
        table(
            _FIELDS,
            f"{before} og {after.lower()}",
            f"For hvert felt det, der er {before.lower()}, og det, der er {after.lower()}",
            row(
                cell(navn, p("Tabeloverskrift", "Felt")),
                cell(left, p("Tabeloverskrift", before)),
                cell(right, p("Tabeloverskrift", after)),
                header=True,
            ),
            control_row("for felt in del.felter", _FIELDS),
            open_row(
                cell(navn, p("Tabelindgang", "{{ felt.navn }}")),
                cell(
                    left,
                    only_if("felt.nuvaerende", long_text("Tabeltekst", "felt.nuvaerende")),
                    only_if("not felt.nuvaerende and felt.haendelse", missing("–")),
                    only_if("not felt.nuvaerende and not felt.haendelse", missing("Står der ikke")),
                ),
                cell(
                    right,
                    only_if("felt.foreslaaet", long_text("Tabeltekst", "felt.foreslaaet")),
                    only_if("felt.haendelse", p("Tabeltekst", "{{ felt.haendelse }}")),
                    only_if("not felt.foreslaaet and not felt.haendelse", missing("Slettes")),
                ),
            ),
            control_row("endfor", _FIELDS),
            first="Row",
        )
    )


# -- an item --


def item_head() -> str:
    """Return an item's title and the line of facts under it."""
    return (
        p("Heading1", "{{ punkt.nummer }}. {{ punkt.titel }}")
        + only_if("punkt.kendetegn", p("Kendetegn", "{{ punkt.kendetegn }}"))
        + only_if("punkt.gaester", p("Udfyldt", "{{ punkt.gaester }}"))
    )


def indstilling() -> str:
    """Return the indstilling: who proposes, then the points, each with its »at«."""
    return section(
        "Indstilling", "punkt.indstilling", p("Indleder", "{{ punkt.indstiller }}"), bullets("punkt.indstilling")
    )


def ground() -> str:
    """Return what an item rests on: sagsfremstilling, economy, what comes back from earlier meetings."""
    return (
        section("Sagsfremstilling", "punkt.sagsfremstilling")
        + section("Økonomiske konsekvenser", "punkt.oekonomi")
        + section("Åbne opgaver", "punkt.aabne_opgaver", bullets("punkt.aabne_opgaver"))
        + section("Rettelser siden sidst", "punkt.rettelser", bullets("punkt.rettelser"))
        + section("Bemærkninger til referatet", "punkt.bemaerkninger", bullets("punkt.bemaerkninger"))
    )


def annexes() -> str:
    """Return the list of an item's annexes."""
    return section("Bilag", "punkt.bilag", bullets("punkt.bilag"))


def forslag() -> str:
    """Return each forslag of an item: what, why, who was heard, field by field, with what consequences."""
    return repeat(
        "forslag in punkt.forslag",
        p("Skemaledetekst", "Forslag"),
        p("Forslagsoverskrift", "{{ forslag.nummer }} {{ forslag.titel }}"),
        labelled("Tidligere behandlet", "forslag.historik"),
        p("Heading3", "Begrundelse"),
        long_text("Udfyldt", "forslag.begrundelse"),
        labelled("Grundlag", "forslag.grundlag"),
        labelled("Skal gælde fra", "forslag.gaelder_fra"),
        labelled("Strategisk aftale", "forslag.strategisk"),
        only_if(
            "forslag.hoeringer",
            p("Heading3", "Høringer"),
            repeat(
                "hoering in forslag.hoeringer",
                paragraph("Indleder", run("{{ hoering.overskrift }}", "LedetekstTegn")),
                long_text("Udfyldt", "hoering.bemaerkning"),
                only_if(
                    "hoering.svar",
                    paragraph("Indleder", run("Svar:", "LedetekstTegn")),
                    long_text("Udfyldt", "hoering.svar"),
                ),
            ),
        ),
        repeat(
            "del in forslag.delaftaler",
            p("Heading3", "Ændringer i delaftalen {{ del.navn }}"),
            field_table("Nuværende", "Foreslået"),
        ),
        section("Konsekvenser", "forslag.konsekvenser", style="Heading3"),
    )


def decisions() -> str:
    """Return what was decided on an item, with the votes and who took no part."""
    return only_if(
        "punkt.beslutninger",
        p("Heading2", "Beslutning"),
        repeat(
            "beslutning in punkt.beslutninger",
            only_if("beslutning.emne", p("Beslutningsemne", "{{ beslutning.emne }}")),
            long_text("Beslutningstekst", "beslutning.ordlyd"),
            only_if("beslutning.afstemning", p("Beslutningstekst", "{{ beslutning.afstemning }}")),
            only_if("beslutning.inhabile", p("Beslutningstekst", "{{ beslutning.inhabile }}")),
            repeat(
                "del in beslutning.delaftaler",
                p("Tabelnavn", "Bestyrelsens ordlyd i delaftalen {{ del.navn }}"),
                field_table("Indstillet", "Besluttet"),
            ),
        ),
    )


def minuted_item() -> str:
    """Return an item as the minutes have it: indstilling, decision, then what else was said and its ground."""
    return (
        item_head()
        + indstilling()
        + decisions()
        + section("Referat", "punkt.referat")
        + section("Opgaver", "punkt.opgaver", bullets("punkt.opgaver"))
        + ground()
        + annexes()
    )


# -- tables of people --


def answers() -> str:
    """Return the members' answers in a written procedure."""
    who, what, when, words = _ANSWERS
    return only_if(
        "moede.svar",
        p("Heading1", "Svar"),
        both_edges(
            table(
                _ANSWERS,
                "Svar",
                "Hvad hvert medlem svarede, hvornår og med hvilken bemærkning",
                row(*(cell(width, p("Tabeloverskrift", text)) for width, text in
                      zip(_ANSWERS, ("Medlem", "Svar", "Dato", "Bemærkning"), strict=True)), header=True),
                control_row("for svar in moede.svar", _ANSWERS),
                row(
                    cell(who, p("Tabelindgang", "{{ svar.person }}")),
                    cell(what, p("Tabeltekst", "{{ svar.svar }}")),
                    cell(when, p("Tabeltekst", "{{ svar.dato }}")),
                    cell(words, only_if("svar.bemaerkning", long_text("Tabeltekst", "svar.bemaerkning")),
                         only_if("not svar.bemaerkning", missing("Ingen"))),
                ),
                control_row("endfor", _ANSWERS),
                first="Row",
            )
        ),
    )  # fmt: skip


def signatures() -> str:
    """Return lines to sign on."""
    who, when, where = _SIGNATURES
    room = (BREAK + run("\N{NO-BREAK SPACE}")) * 2  # two lines more, in every format
    signing = row(
        cell(who, paragraph("Tabelindgang", run("{{ linje.tekst }}") + room)),
        cell(when, p("Tabeltekst", "")),
        cell(where, p("Tabeltekst", "")),
    )
    return only_if(
        "moede.underskrifter",
        p("Heading1", "Underskrifter"),
        both_edges(
            table(
                _SIGNATURES,
                "Underskrifter",
                "En linje til hver, der underskriver, med plads til dato og underskrift",
                row(*(cell(width, p("Tabeloverskrift", text)) for width, text in
                      zip(_SIGNATURES, ("Navn", "Dato", "Underskrift"), strict=True)), header=True),
                control_row("for linje in moede.underskrifter", _SIGNATURES),
                signing,
                control_row("endfor", _SIGNATURES),
                first="Row",
            )
        ),
    )  # fmt: skip
