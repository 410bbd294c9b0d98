"""What the form says: LBF's fixed text, verbatim and in LBF's order, with a tag where each field goes.

Every sentence that is the same in all delaftaler of the period stands here; what differs is a tag. How it looks is the
styles' matter: a paragraph names its style and carries no formatting of its own. A heading stands only where something
stands under it, so an agreement in force shows no empty heading.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from formular_stile import TONE_LIGHT, W

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TAB, BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
_PIECE = re.compile(r"(\{%.*%\}|\{\{.*?\}\})")
_COLUMNS = (1880, 2780, 2110, 1250, 1618)  # twips, 9638 in all: A4 less two margins of 2 cm
_COVER = (3290, 6348)


def _blocks(text: str) -> tuple[str, ...]:
    """Return the paragraphs of `text`, which a blank line parts, each on one line."""
    return tuple(" ".join(block.split()) for block in text.split("\n\n"))


BESTEMMELSER = _blocks("""
Bestyrelsen for den boligsociale indsats har ansvar for, at denne delaftale til hver en tid understøtter de overordnede
mål i den strategiske samarbejdsaftale. Delaftalerne er således bilag til den strategiske aftale og skal altid ses i
sammenhæng hermed.

Bestyrelsen har ligeledes ansvar for, at delaftalen til hver en tid afspejler de aktiviteter og samarbejder, der
gennemføres i boligområdet.

Beskrivelsen af områdets problemkompleks inden for dette indsatsområde fremgår af den strategiske aftale.
""")

# "aktiviteterne virkning" is LBF's own.
VEJLEDNING = _blocks("""
Der skal opsættes delmål for nærværende indsatsområde samt indikatorer, der sikrer, at der løbende kan følges op på
disse.

Delmål skal forstås som 'skridt på vejen' til at opnå de overordnede mål jf. den strategiske aftale og beskriver de
konkrete succeser, der ønskes opnået med de aktiviteter, der iværksættes inden for dette indsatsområde.

Indikatorer er variable, der bruges til at vise, om delmålene opnås. Som inspiration stiller Landsbyggefonden en liste
over relevante indikatorer til rådighed. Der kan suppleres med indikatorer, som de lokale parter vurderer vigtige for
den lokale indsats.

Delmål og de dertil knyttede indikatorer kan enten relatere sig til det samlede antal aktiviteter eller til enkelte
aktiviteter, der iværksættes inden for dette indsatsområde.

Formålet med delmål og indikatorer på dette niveau er årligt at følge udviklingen hos de konkrete målgrupper/områder,
som de boligsociale aktiviteter arbejder med inden for indsatsområdet. Jo tættere på målgruppen det er muligt at komme
med tilgængelige data, jo bedre grundlag er der for at vurdere aktiviteterne virkning samt foretage lokal justering,
når dette evt. er nødvendigt.
""")
(BIDRAG,) = _blocks("""
Aktiviteter, som skal bidrage til indfrielsen af delmålene for indsatsområdet og understøtte opnåelsen af de overordnede
mål jf. den strategiske samarbejdsaftale:
""")
# A provision of LBF's own, so its heading stands even where the parties have added nothing.
(REVISION,) = _blocks("""
(Eventuelle reviderede aftaler skal ikke fremsendes til Landsbyggefonden, men fonden skal om nødvendigt til enhver tid
kunne rekvirere ajourførte delaftaler):
""")


# -- paragraphs ------------------------------------------------------------------------------------------------------


def run(text: str, style: str = "") -> str:
    """Return one run; a tag is never split over two."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:r>{properties}<w:t{space}>{escape(text)}</w:t></w:r>"


def runs(text: str) -> str:
    """Return `text` as runs: one for each field, one for each stretch of fixed text, one for a whole {% if %}."""
    return "".join(run(piece) for piece in _PIECE.split(text) if piece)


def p(style: str, text: str) -> str:
    """Return a paragraph of one style."""
    return paragraph(style, runs(text))


def paragraph(style: str, content: str) -> str:
    """Return a paragraph around finished runs; how it looks is the style's alone."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def control(tag: str) -> str:
    """Return a paragraph that holds only a control tag and goes when the form is filled in."""
    return paragraph("Skabelonkode", run(f"{{%p {tag} %}}"))


def long_text(style: str, field: str) -> str:
    """Return the paragraph that a long text takes the place of."""
    return paragraph(style, run(f"{{{{p {field} }}}}"))


def only_if(field: str, *content: str) -> str:
    """Return `content` that stands only where `field` holds something."""
    return "".join((control(f"if {field}"), *content, control("endif")))


def repeat(loop: str, *content: str) -> str:
    """Return `content` once for each item, as "part in delaftale.parter" says."""
    return "".join((control(f"for {loop}"), *content, control("endfor")))


# -- tables ----------------------------------------------------------------------------------------------------------


def cell(width: int, *content: str, extra: str = "") -> str:
    """Return a cell; `extra` is raw tcPr after the width."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{"".join(content)}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    """Return a row that is not broken over two pages; a header row is repeated on each."""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def control_row(tag: str) -> str:
    """Return a row that holds only a control tag and goes when the form is filled in."""
    span = f'<w:gridSpan w:val="{len(_COLUMNS)}"/>'
    return row(cell(sum(_COLUMNS), paragraph("Skabelonkode", run(f"{{%tr {tag} %}}")), extra=span))


def table(widths: tuple[int, ...], title: str, description: str, *rows: str, first: str, margins: str = "") -> str:
    """Return a table of fixed column widths.

    `title` and `description` are read out by screen readers; `first` is the toned edge, "Row" or "Column"; `margins` is
    raw tblPr where the cells' own differ from the style's.
    """
    top, edge = int(first == "Row"), int(first == "Column")
    look = f'w:val="{top * 0x20 + edge * 0x80 + 0x600:04X}" w:firstRow="{top}" w:lastRow="0" w:firstColumn="{edge}"'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Formulartabel"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook {look} w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{description}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def stamtabel() -> str:
    """Return the cover block: whose agreement it is, from when to when, and who its parties are."""

    def parter(label: str, condition: str) -> str:
        part = only_if(condition, p("Stampunkt", "{{ part.betegnelse }}"))
        return p("Ledetekst", label) + repeat("part in delaftale.parter", part)

    left, right = _COVER
    return table(
        _COVER,
        "Stamoplysninger",
        "Den boligsociale indsats, delaftalens periode og dens parter",
        row(
            cell(left, p("Ledetekst", "Navn på den boligsociale indsats, som delaftalen vedrører:")),
            cell(right, p("Stamoplysning", "{{ plan.navn }}")),
        ),
        row(
            cell(left, p("Ledetekst", "Delaftalen gælder fra - til:")),
            cell(right, p("Stamoplysning", "{{ delaftale.gaelder_fra }} – {{ delaftale.gaelder_til }}")),
        ),
        row(
            cell(left, p("Ledetekst", "Delaftalens parter:")),
            cell(
                right,
                parter("Primære aktører:", "part.er_primaer"),
                only_if("delaftale.har_sekundaere", parter("Sekundære aktører:", "not part.er_primaer")),
            ),
        ),
        first="Column",
        margins='<w:tblCellMar><w:top w:w="17" w:type="dxa"/><w:bottom w:w="77" w:type="dxa"/></w:tblCellMar>',
    )


def indikatortabel() -> str:
    """Return the table of delmål: two header rows, then a row for each indikator, its delmål spanning them."""
    maal, tekst, baseline, anden, kilde = _COLUMNS
    start, merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    tone = f'<w:shd w:val="clear" w:color="auto" w:fill="{TONE_LIGHT}"/>'
    blank = p("Tabeltekst", "")
    own = "delaftale.indikatortabel"
    return table(
        _COLUMNS,
        "Delmål og indikatorer",
        "For hvert delmål dets indikatorer, hver med baseline, evt. anden baseline og datakilde",
        row(
            cell(maal, p("Tabeloverskrift", "Delmål"), extra=start),
            cell(tekst, p("Tabeloverskrift", "Indikator")),
            cell(baseline, p("Tabeloverskrift", "Baseline boligområde/ målgruppe")),
            cell(anden, p("Tabeloverskrift", "Evt. anden baseline")),
            cell(kilde, p("Tabeloverskrift", "Datakilde"), extra=start),
            header=True,
        ),
        row(
            cell(maal, blank, extra=merged),
            cell(tekst, p("Tabelnote", f"{{{{ {own}.note }}}}"), extra=tone),
            cell(baseline, p("Tabelnote", f"{{{{ {own}.omfang }}}}"), extra=tone),
            cell(anden, p("Tabelnote", f"{{{{ {own}.andet_omfang }}}}"), extra=tone),
            cell(kilde, blank, extra=merged),
            header=True,
        ),
        control_row("for delmaal in delaftale.delmaal"),
        control_row("for indikator in delmaal.indikatorer"),
        row(
            cell(maal, paragraph("Tabeltekst", run("{% vm %}{{ delmaal.tekst }}"))),
            cell(
                tekst,
                only_if("indikator.er_aktivitetsnaer", p("Tabelledetekst", "Akt.nær indikator")),
                p("Tabeltekst", "{{ indikator.tekst }}"),
            ),
            cell(baseline, p("Tabeltekst", "{{ indikator.baseline.ordlyd }}")),
            cell(anden, p("Tabeltekst", "{{ indikator.anden_baseline.ordlyd }}")),
            cell(kilde, p("Tabeltekst", "{{ indikator.datakilde.navn }}")),
        ),
        control_row("else"),
        row(cell(maal, p("Tabeltekst", "{{ delmaal.tekst }}")), *(cell(width, blank) for width in _COLUMNS[1:])),
        control_row("endfor"),
        control_row("endfor"),
        first="Row",
    )


# -- the whole -------------------------------------------------------------------------------------------------------


def section_of(label: str, field: str) -> str:
    """Return a heading and the long text under it, both only where there is a text."""
    return only_if(field, p("Heading3", label), long_text("Udfyldt", field))


def skema() -> str:
    """Return one activity's form; its name is a heading outside any table, so that Word's navigation pane lists it."""
    groups = tuple(f"aktivitet.maalgruppe.{name}" for name in ("tekst", "primaer", "sekundaer"))
    return repeat(
        "aktivitet in delaftale.aktiviteter",
        p("Skemaledetekst", "Aktivitetsnavn:"),
        p("Heading2", "{{ aktivitet.navn }}"),
        only_if(
            "aktivitet.formaal",
            p("Heading3", "Formål:"),
            repeat(
                "afsnit in aktivitet.formaal",
                only_if("afsnit.overskrift", p("Heading4", "{{ afsnit.overskrift }}")),
                long_text("Udfyldt", "afsnit.tekst"),
            ),
        ),
        only_if(
            " or ".join(groups),
            p("Heading3", "Målgruppe(r):"),
            *(only_if(field, long_text("Udfyldt", field)) for field in groups),
        ),
        only_if(
            "aktivitet.indhold_og_praksis",
            p("Heading3", "Indhold og praksis:"),
            p("Ledetekst", "Indhold:"),
            long_text("Udfyldt", "aktivitet.indhold_og_praksis"),
        ),
        section_of("Forankring:", "aktivitet.forankring"),
        section_of("Ansvars- og rollefordeling:", "aktivitet.ansvar_og_roller"),
    )


def guided_heading(text: str, guidance: str) -> str:
    """Return a heading that ends in guidance."""
    return paragraph("Heading1", run(text) + run(guidance, "VejledningTegn"))


def document_xml() -> str:
    """Return document.xml: the form from its title to the last activity."""
    body = (
        paragraph(
            "Title", run("Delaftale for indsatsområdet ") + BREAK + run("{{ indsatsomraade.navn }}", "Indsatsomraade")
        ),
        *(p("Bestemmelse", text) for text in BESTEMMELSER),
        stamtabel(),
        p("Heading1", "Delmål og indikatorer for indsatsområdet"),
        *(p("Vejledning", text) for text in VEJLEDNING),
        p("Bestemmelse", "Delaftalens parter og bestyrelsen har ansvar for løbende at følge op på delmålene."),
        indikatortabel(),
        only_if(
            "delaftale.aktiviteter",
            p("Heading1", BIDRAG),
            repeat(
                "aktivitet in delaftale.aktiviteter",
                p(
                    "ListBullet",
                    "{{ aktivitet.navn }}"
                    "{% if aktivitet.kortbeskrivelse %}, {{ aktivitet.kortbeskrivelse }}{% endif %}",
                ),
            ),
        ),
        only_if(
            "delaftale.ressourcer",
            p("Heading1", "Medarbejderressourcer for indsatsområdet:"),
            repeat(
                "ressource in delaftale.ressourcer",
                p(
                    "ListBullet",
                    "{{ ressource.funktion }}, {{ ressource.procent }}%"
                    "{% if ressource.grundlag %} {{ ressource.grundlag }}{% endif %}",
                ),
            ),
        ),
        only_if(
            "delaftale.kommunal_sammenhaeng",
            p("Heading1", "Sammenhæng med den kommunale indsats i boligområdet:"),
            long_text("Udfyldt", "delaftale.kommunal_sammenhaeng"),
        ),
        guided_heading("Revision af delaftalen ", REVISION),
        only_if("delaftale.revisionsbestemmelse", long_text("Udfyldt", "delaftale.revisionsbestemmelse")),
        only_if(
            "delaftale.aktiviteter",
            guided_heading(
                "Aktiviteter, som skal bidrage til indfrielsen af delmålene for indsatsområdet ",
                "(tilføj skemaer - ét skema pr. aktivitet):",
            ),
            skema(),
        ),
    )
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body)}{section_xml()}</w:body></w:document>'


def section_xml() -> str:
    """Return the page: A4 with its margins, header and footer."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1474" w:right="1134" w:bottom="1304" w:left="1134" w:header="680" w:footer="624"'
        ' w:gutter="0"/></w:sectPr>'
    )


def _field(code: str) -> str:
    """Return a field that Word keeps up to date."""
    return f'<w:fldSimple w:instr=" {code} ">{run("1")}</w:fldSimple>'


def page_number() -> str:
    """Return »Side x af y«, to the right in a footer."""
    return TAB + run("Side ") + _field("PAGE") + run(" af ") + _field("NUMPAGES")


def header_xml() -> str:
    """Return the header: the plan to the left, first of all that a draft is one, the indsatsområde to the right."""
    draft = run("{% if udgave.er_kladde %}{{ udgave.version_tekst }} · {% endif %}", "Udkasttegn")
    content = draft + run("{{ plan.navn }}") + TAB + run("{{ indsatsomraade.navn }}")
    return f'<w:hdr xmlns:w="{W}">{paragraph("Header", content)}</w:hdr>'


def footer_xml() -> str:
    """Return the footer: which edition this is, when it applies and the page; below, the code that it is known by."""
    content = runs("{{ udgave.version_tekst }} · {{ udgave.gaelder_tekst }}")
    code = only_if("udgave.kontrolkode", paragraph("Footer", runs("Kontrolkode {{ udgave.kontrolkode }}")))
    return f'<w:ftr xmlns:w="{W}">{paragraph("Footer", content + page_number())}{code}</w:ftr>'
