"""How the forms of a meeting look where they differ from the delaftale's own form: the styles beside and above its.

What decides the looks stands here, so that the forms themselves hold text and style names alone.
"""

from __future__ import annotations

from formular_stile import ACCENT, GREY, TONE, Style

BOLD = "<w:b/><w:bCs/>"
_CLOSE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_LABEL = f'<w:color w:val="{ACCENT}"/>'
_TEN = '<w:sz w:val="20"/><w:szCs w:val="20"/>'


def _heading(before: int, after: int, level: int, extra: str = "") -> str:
    """Return pPr of a heading, which never stands alone at the foot of a page."""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="252" w:lineRule="auto"/>'
    return f'<w:keepNext/><w:keepLines/>{extra}{spacing}<w:outlineLvl w:val="{level}"/>'


_RULE = f'<w:pBdr><w:top w:val="single" w:sz="8" w:space="6" w:color="{ACCENT}"/></w:pBdr>'
_BAND = (
    "<w:pBdr>"
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="5" w:color="{TONE}"/>'
              for side in ("top", "left", "bottom", "right"))
    + f'</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TONE}"/>'
)  # fmt: skip
_INDENT = '<w:ind w:left="113" w:right="113"/>'
_BAR = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{ACCENT}"/></w:pBdr>'

# Long texts stand both under an item and in tables, so both have one size, and the bullets in them too.
STYLES = (
    Style("Heading1", "heading 1", "Normal", "Udfyldt", _heading(420, 60, 0, _RULE),
          f'{BOLD}{_LABEL}<w:sz w:val="27"/><w:szCs w:val="27"/>'),
    Style("Heading2", "heading 2", "Normal", "Udfyldt", _heading(200, 30, 1),
          f'{BOLD}{_LABEL}<w:sz w:val="22"/><w:szCs w:val="22"/>'),
    Style("Skemaledetekst", "Forslag, nummer", "Normal", "Forslagsoverskrift",
          f'<w:keepNext/>{_BAND}<w:spacing w:before="300" w:after="0"/>{_INDENT}',
          f'{_LABEL}<w:sz w:val="19"/><w:szCs w:val="19"/>'),
    Style("Forslagsoverskrift", "Forslag, overskrift", "Normal", "Heading3",
          _heading(0, 80, 1, _BAND).replace("<w:outlineLvl", f"{_INDENT}<w:outlineLvl"),
          f'{BOLD}{_LABEL}<w:sz w:val="24"/><w:szCs w:val="24"/>'),
    Style("Tabelnavn", "Tabel, navn", "Udfyldt", "Tabeltekst", "<w:keepNext/>", f"{BOLD}{_LABEL}"),
    Style("Heading3", "heading 3", "Normal", "Udfyldt", _heading(160, 20, 2), f"{BOLD}{_TEN}"),
    Style("Udfyldt", "Udfyldt tekst", "Normal", "Udfyldt", '<w:spacing w:before="60" w:after="60"/>', _TEN),
    Style("Status", "Status", "Normal", "Udfyldt", '<w:spacing w:before="0" w:after="160"/>',
          f'{_LABEL}<w:sz w:val="22"/><w:szCs w:val="22"/>'),
    Style("Kendetegn", "Kendetegn", "Normal", "Udfyldt", f"<w:keepNext/>{_CLOSE}",
          f'<w:color w:val="{GREY}"/><w:sz w:val="19"/><w:szCs w:val="19"/>'),
    Style("Oversigt", "Oversigt", "Udfyldt", "Oversigt",
          '<w:spacing w:before="20" w:after="20"/><w:ind w:left="340" w:hanging="340"/>'),
    Style("Indleder", "Indleder en liste", "Udfyldt", "ListBullet", "<w:keepNext/>"),
    Style("Beslutningstekst", "Beslutning, tekst", "Udfyldt", "Beslutningstekst",
          f'{_BAR}<w:spacing w:before="0" w:after="0"/><w:ind w:left="198"/>'),
    Style("Beslutningsemne", "Beslutning, emne", "Udfyldt", "Beslutningstekst",
          '<w:keepNext/><w:spacing w:before="120" w:after="20"/>', f"{BOLD}{_LABEL}"),
    Style("Tabeloverskrift", "Tabel, overskrift", "Normal", "Tabeltekst", f"<w:keepNext/>{_CLOSE}",
          f"{BOLD}{_LABEL}{_TEN}"),
    Style("Tabeltekst", "Tabel, tekst", "Udfyldt", "Tabeltekst", _CLOSE),
    Style("Tabelindgang", "Tabel, rækkens navn", "Tabeltekst", "Tabeltekst", _CLOSE, _LABEL),
    Style("LedetekstTegn", "Ledetekst i linje", "DefaultParagraphFont", "", kind="character", rpr=_LABEL),
    Style("Mangeltegn", "Mangler", "DefaultParagraphFont", "", kind="character", rpr=f'<w:color w:val="{GREY}"/>'),
)  # fmt: skip
