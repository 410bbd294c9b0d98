"""Build the Word forms of a meeting beside this script: dagsorden, referat, udskrift and »Ændringerne på én side«.

The shipped files are this script's output, and a test holds them equal. The looks and the way a form is packed are
those of the delaftale's own form in ../lbf-2019-26, so that all lie in one pile as one hand's work. What was not noted
has no line and no heading.

Run: python templates/moede-dokumenter/byg_moede.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lbf-2019-26"))

from byg_formular import pack, package_parts
from formular_indhold import BREAK, TAB, R, only_if, p, page_number, paragraph, repeat, run, runs, section_xml
from formular_stile import W, styles_xml
from moede_indhold import (
    annexes,
    answers,
    bold,
    field_table,
    forslag,
    ground,
    head_table,
    indstilling,
    item_head,
    minuted_item,
    section,
    signatures,
)
from moede_stile import STYLES

_LEGEND = "(B) er til beslutning, (D) til drøftelse og (O) til orientering."
_BOLD_LEGEND = "Det, der bliver anderledes, står med fed."


# -- the documents --


def title(kind: str) -> str:
    """Return the title: what the document is, and of which meeting."""
    head = paragraph("Title", run(f"{kind}: ") + BREAK + run("{{ moede.overskrift }}", "Indsatsomraade"))
    return head + p("Status", "{{ moede.afsender }}")


def standing() -> str:
    """Return where the document stands, in bold, since a draft must not be read as approved."""
    public = "{% if moede.udgave %} · {{ moede.udgave }}{% endif %}"
    return paragraph("Status", bold("{{ moede.status }}") + runs(public))


def overview() -> str:
    """Return the items at a glance."""
    return only_if(
        "moede.punkter",
        p("Heading1", "Punkter"),
        repeat("punkt in moede.punkter", p("Oversigt", "{{ punkt.nummer }}. {{ punkt.titel }}")),
        p("Vejledning", _LEGEND),
    )


def ending() -> str:
    """Return how the meeting ended and when the next one is."""
    return only_if(
        "moede.slut or moede.naeste_moede",
        p("Heading1", "Mødets slutning"),
        only_if("moede.slut", p("Udfyldt", "{{ moede.slut }}")),
        only_if("moede.naeste_moede", p("Udfyldt", "{{ moede.naeste_moede }}")),
    )


def next_meeting() -> str:
    """Return when the next meeting is."""
    return only_if("moede.naeste_moede", p("Heading1", "Næste møde"), p("Udfyldt", "{{ moede.naeste_moede }}"))


def dagsorden() -> str:
    """Return the body of the agenda."""
    items = repeat("punkt in moede.punkter", item_head(), section("Resumé", "punkt.resume"), indstilling(), ground(),
                   forslag(), annexes())  # fmt: skip
    return title("Dagsorden") + standing() + head_table() + overview() + items + next_meeting()


def referat() -> str:
    """Return the body of the minutes."""
    items = repeat("punkt in moede.punkter", minuted_item())
    return title("Referat") + standing() + head_table() + answers() + items + ending() + signatures()


def udskrift() -> str:
    """Return the body of an extract: one item of the minutes."""
    code = paragraph("Udfyldt", run("Kontrolkode: ", "LedetekstTegn") + run("{{ moede.kontrolkode }}"))
    return (
        title("Udskrift af referat")
        + standing()
        + head_table()
        + minuted_item()
        + only_if("moede.kontrolkode", p("Heading1", "Kontrol"), code)
    )


def aendringer() -> str:
    """Return the body of »Ændringerne på én side«."""
    return (
        title("Ændringerne på én side")
        + p("Vejledning", _BOLD_LEGEND)
        + repeat(
            "punkt in moede.punkter",
            p("Heading1", "{{ punkt.nummer }}. {{ punkt.titel }}"),
            repeat(
                "forslag in punkt.forslag",
                p("Heading2", "{{ forslag.nummer }} {{ forslag.titel }}"),
                repeat(
                    "del in forslag.delaftaler",
                    p("Tabelnavn", "{{ del.navn }}, skal gælde fra {{ forslag.gaelder_fra }}"),
                    field_table("Nuværende", "Foreslået"),
                ),
            ),
        )
    )


def header_xml() -> str:
    """Return the header: the plan to the left and whom the document is for, the board to the right."""
    content = (
        runs("{{ plan.navn }}{% if moede.udgave %} · {{ moede.udgave }}{% endif %}")
        + TAB
        + run("{{ moede.bestyrelse }}")
    )
    return f'<w:hdr xmlns:w="{W}">{paragraph("Header", content)}</w:hdr>'


def footer_xml(kind: str) -> str:
    """Return the footer: which document of which meeting, where it stands, and the page."""
    content = runs(
        f"{kind} · {{{{ moede.overskrift }}}} · {{{{ moede.maerke }}}}"
        "{% if moede.kontrolkode %} · kontrolkode {{ moede.kontrolkode }}{% endif %}"
    )
    return f'<w:ftr xmlns:w="{W}">{paragraph("Footer", content + page_number())}</w:ftr>'


FORMS = {
    "aendringer": ("Ændringerne på én side", aendringer),
    "dagsorden": ("Dagsorden", dagsorden),
    "referat": ("Referat", referat),
    "udskrift": ("Udskrift", udskrift),
}
"""By file name what the document is called, and its body."""


def build(name: str) -> bytes:
    """Return a form as a Word file; the same bytes each time."""
    kind, body = FORMS[name]
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body()}{section_xml()}</w:body></w:document>'
    title_ = f"{kind}: {{{{ moede.overskrift }}}}, {{{{ plan.navn }}}}"
    return pack(package_parts(title_, document, header_xml(), footer_xml(kind), styles_xml(*STYLES)))


if __name__ == "__main__":
    for name in FORMS:
        target = Path(__file__).with_name(f"{name}.docx")
        target.write_bytes(build(name))
        print(f"Skrev {target.name}: {target.stat().st_size} byte")
