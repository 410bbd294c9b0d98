"""Build the Word form aarsstatus.docx beside this script: a year's status of a delaftale, as a bilag to the board.

The shipped file is this script's output, and a test holds both equal. The looks and the way a form is packed are those
of the delaftale's own form in ../lbf-2019-26, so that the two lie in one pile as one hand's work. What is not filled in
says so in the bilag itself: a board must see a hole as a hole.

Run: python templates/aarsstatus/byg_aarsstatus.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lbf-2019-26"))

from byg_formular import pack, package_parts
from formular_indhold import (
    BREAK,
    TAB,
    R,
    cell,
    long_text,
    only_if,
    p,
    page_number,
    paragraph,
    repeat,
    row,
    run,
    runs,
    section_xml,
    table,
)
from formular_stile import ACCENT, GREY, Style, W, styles_xml

_OVERVIEW = (7088, 2550)  # twips, 9638 in all: A4 less two margins of 2 cm
_FIGURES = (2920, 2520, 4198)
_GUIDANCE = (
    "Bilag til den årlige revision af delaftalen. Baseline og måltal er dem, der står i delaftalen. »Ikke opgjort« "
    "betyder, at der ikke er noget tal for året; »Ikke udfyldt«, at linjen mangler."
)
_MISSING = "Ikke udfyldt"
_CLOSE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_LABEL = f'<w:color w:val="{ACCENT}"/>'

# Long texts stand both under a delmål and in the table, so both have one size, and the bullets in them too. What leads
# to a table stays on its page.
STYLES = (
    Style(
        "Udfyldt", "Udfyldt tekst", "Normal", "Udfyldt", '<w:spacing w:before="60" w:after="60"/>',
        '<w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    Style("Vurdering", "Vurdering", "Udfyldt", "Udfyldt", '<w:keepNext/><w:spacing w:before="120" w:after="60"/>'),
    Style(
        "Tabeloverskrift", "Tabel, overskrift", "Normal", "Tabeltekst", f"<w:keepNext/>{_CLOSE}",
        f'{_BOLD}{_LABEL}<w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    Style("Tabeltekst", "Tabel, tekst", "Udfyldt", "Tabeltekst", _CLOSE),
    Style(
        "Tabelledetekst", "Tabel, ledetekst", "Tabeltekst", "Tabeltekst",
        '<w:keepNext/><w:spacing w:before="60" w:after="0"/>', _LABEL,
    ),
    Style("LedetekstTegn", "Ledetekst i linje", "DefaultParagraphFont", "", kind="character", rpr=_LABEL),
    Style("Svartegn", "Svar", "DefaultParagraphFont", "", kind="character", rpr='<w:color w:val="000000"/>'),
    Style("Mangeltegn", "Mangler", "DefaultParagraphFont", "", kind="character", rpr=f'<w:color w:val="{GREY}"/>'),
)  # fmt: skip


def styled(text: str, style: str, looks: str) -> str:
    """Return one run of a character style with looks of its own: bold and italic that every format is to show."""
    return run(text, style).replace("</w:rPr>", f"{looks}</w:rPr>", 1)


def control_row(tag: str, columns: tuple[int, ...]) -> str:
    """Return a row that holds only a control tag and goes when the form is filled in."""
    content = paragraph("Skabelonkode", run(f"{{%tr {tag} %}}"))
    return row(cell(sum(columns), content, extra=f'<w:gridSpan w:val="{len(columns)}"/>'))


def labelled(style: str, label: str, field: str) -> str:
    """Return a line »Label: værdi« that stands only where there is a value."""
    return only_if(field, paragraph(style, run(f"{label}: ", "LedetekstTegn") + run(f"{{{{ {field} }}}}")))


def answer(style: str, field: str, label: str = "") -> str:
    """Return a field's value, bold, or that it is not filled in; after a label, if there is one."""
    value, missing = styled(f"{{{{ {field} }}}}", "Svartegn", _BOLD), styled(_MISSING, "Mangeltegn", _ITALIC)
    return only_if(field, paragraph(style, label + value)) + only_if(f"not {field}", paragraph(style, label + missing))


def overblik() -> str:
    """Return the table that tells at a glance how far each delmål has come."""
    left, right = _OVERVIEW
    return table(
        _OVERVIEW,
        "Delmålene kort",
        "For hvert delmål den samlede vurdering",
        row(cell(left, p("Tabeloverskrift", "Delmål")), cell(right, p("Tabeloverskrift", "Vurdering")), header=True),
        control_row("for delmaal in status.delmaal", _OVERVIEW),
        row(
            cell(left, p("Tabeltekst", "{{ delmaal.navn }}: {{ delmaal.tekst }}")),
            cell(right, answer("Tabeltekst", "delmaal.vurdering")),
        ),
        control_row("endfor", _OVERVIEW),
        first="Row",
    )


def indikatortabel() -> str:
    """Return a delmål's table: each indikator with where it began, and the year's figure with a remark."""
    tekst, grund, tal = _FIGURES
    return table(
        _FIGURES,
        "Indikatorer",
        "For hver indikator dens baseline og måltal og årets tal med en eventuel bemærkning",
        row(
            cell(tekst, p("Tabeloverskrift", "Indikator")),
            cell(grund, p("Tabeloverskrift", "Baseline og måltal")),
            cell(tal, p("Tabeloverskrift", "Status {{ status.aar }}")),
            header=True,
        ),
        control_row("for indikator in delmaal.indikatorer", _FIGURES),
        row(
            cell(tekst, p("Tabeltekst", "{{ indikator.tekst }}")),
            cell(
                grund,
                labelled("Tabeltekst", "Baseline", "indikator.baseline"),
                labelled("Tabeltekst", "Måltal", "indikator.maaltal"),
                only_if(
                    "not indikator.baseline and not indikator.maaltal",
                    paragraph("Tabeltekst", styled("Ingen i delaftalen", "Mangeltegn", _ITALIC)),
                ),
            ),
            cell(
                tal,
                answer("Tabeltekst", "indikator.vaerdi"),
                labelled("Tabeltekst", "Periode", "indikator.periode"),
                labelled("Tabeltekst", "Kilde", "indikator.kilde"),
                only_if(
                    "indikator.seriebrud",
                    paragraph(
                        "Tabeltekst",
                        run("Seriebrud: ", "LedetekstTegn") + run("opgjort på en anden måde end baseline"),
                    ),
                ),
                only_if(
                    "indikator.bemaerkning",
                    p("Tabelledetekst", "Bemærkning:"),
                    long_text("Tabeltekst", "indikator.bemaerkning"),
                ),
            ),
        ),
        control_row("endfor", _FIGURES),
        first="Row",
    )


def document_xml() -> str:
    """Return document.xml: the bilag from its title to the last delmål."""
    body = (
        paragraph(
            "Title", run("Status for {{ status.aar }} ") + BREAK + run("{{ indsatsomraade.navn }}", "Indsatsomraade")
        ),
        p("Vejledning", _GUIDANCE),
        only_if("status.delmaal", p("Heading1", "Delmålene kort"), overblik(), p("Heading1", "Delmål og indikatorer")),
        repeat(
            "delmaal in status.delmaal",
            p("Skemaledetekst", "{{ delmaal.navn }}"),
            p("Heading2", "{{ delmaal.tekst }}"),
            answer("Vurdering", "delmaal.vurdering", run("Vurdering: ", "LedetekstTegn")),
            only_if("delmaal.bemaerkning", long_text("Udfyldt", "delmaal.bemaerkning")),
            only_if("delmaal.indikatorer", indikatortabel()),
        ),
    )
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body)}{section_xml()}</w:body></w:document>'


def header_xml() -> str:
    """Return the header: the plan to the left, first of all that a draft is one, the indsatsområde to the right."""
    draft = run("{% if udgave.er_kladde %}{{ udgave.version_tekst }} · {% endif %}", "Udkasttegn")
    content = draft + run("{{ plan.navn }}") + TAB + run("{{ indsatsomraade.navn }}")
    return f'<w:hdr xmlns:w="{W}">{paragraph("Header", content)}</w:hdr>'


def footer_xml() -> str:
    """Return the footer: which year and edition, when it applies, and the page."""
    version = "Delaftalens version {{ udgave.version }}"
    edition = f"{{% if udgave.er_kladde %}}{{{{ udgave.version_tekst }}}}{{% else %}}{version}{{% endif %}}"
    content = runs("Status for {{ status.aar }} · ") + run(edition) + runs(" · {{ udgave.gaelder_tekst }}")
    return f'<w:ftr xmlns:w="{W}">{paragraph("Footer", content + page_number())}</w:ftr>'


def build() -> bytes:
    """Return the form as a Word file; the same bytes each time."""
    title = "Status for {{ status.aar }}: {{ indsatsomraade.navn }}, {{ plan.navn }}"
    return pack(package_parts(title, document_xml(), header_xml(), footer_xml(), styles_xml(*STYLES)))


if __name__ == "__main__":
    target = Path(__file__).with_name("aarsstatus.docx")
    target.write_bytes(build())
    print(f"Skrev {target.name}: {target.stat().st_size} byte")
