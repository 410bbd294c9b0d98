"""How the form looks: its styles, bullets, fonts, colours and settings, as the parts that hold them.

Everything that decides the looks stands here, so that document.xml holds text and style names alone and whoever wants
another colour changes one line (or the style itself, in Word). Ids are ASCII, because machines compare them; names are
what Word shows a Danish user: built-in styles keep their built-in names, which Word translates itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Calibri"  # on every Word; LibreOffice sets it in Carlito, which has the same widths
FONT_CONTROL = "Courier New"
ACCENT = "1C4257"  # headings and labels: 10.7:1 on white, 9.2:1 on TONE
GREY = "595959"  # guidance: 7.0:1 on white
CONTROL = "8A3B12"  # the form's own control lines, gone once it is filled in
LINK = "0B5394"
LINE = "B4C2CB"
TONE = "E9EFF3"
TONE_LIGHT = "F5F8FA"


class Style(NamedTuple):
    """One style: id, name in Word, what it builds on, what follows it on Enter, then raw pPr and rPr.

    `ppr` and `rpr` are OOXML in the schema's order, "" for none. `kind` is "paragraph" or "character".
    """

    id: str
    name: str
    based: str
    next: str
    ppr: str = ""
    rpr: str = ""
    kind: str = "paragraph"


def _border(sides: str, *, size: int, space: int, color: str = LINE) -> str:
    """Return pBdr with one line on each of the `sides`, named in the schema's order; `size` in eighths of a point."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>' for side in sides.split()
    )
    return f"<w:pBdr>{lines}</w:pBdr>"


def _spacing(before: int, after: int, line: int = 0) -> str:
    """Return spacing in twips; `line` in 240ths of a line, 0: as inherited."""
    tail = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{tail}/>'


def _type(half_points: int, *, color: str = "", bold: bool = False, italic: bool = False) -> str:
    """Return rPr for a size in half points, a colour and a weight."""
    weight = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    tint = f'<w:color w:val="{color}"/>' if color else ""
    return f'{weight}{tint}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(before: int, after: int, level: int, border: str = "") -> str:
    """Return pPr of a heading, which never stands alone at the foot of a page."""
    return f'<w:keepNext/><w:keepLines/>{border}{_spacing(before, after, 252)}<w:outlineLvl w:val="{level}"/>'


def _bullet(level: int) -> str:
    """Return pPr of a bullet; its indent stands with the numbering."""
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{depth}<w:numId w:val="1"/></w:numPr>{_spacing(50, 50)}'


_PLAIN = _spacing(0, 0, 240)
_LABEL = _type(21, color=ACCENT, bold=True)
_SMALL = _type(18, color=GREY)
_CONTROL_FONT = f'<w:rFonts w:ascii="{FONT_CONTROL}" w:hAnsi="{FONT_CONTROL}" w:cs="{FONT_CONTROL}"/>'
_BAND_BORDER = _border("top left bottom right", size=4, space=5, color=TONE)
_BAND = f'{_BAND_BORDER}<w:shd w:val="clear" w:color="auto" w:fill="{TONE}"/>'
_BAND_INDENT = '<w:ind w:left="113" w:right="113"/>'
_TABS = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'

# In the order in which Word lists them; the first is the default of all paragraphs.
STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal", "", ""),
    Style("Title", "Title", "Normal", "Bestemmelse", f"<w:keepLines/>{_spacing(0, 200, 240)}", _type(32, color=ACCENT)),
    Style("Heading1", "heading 1", "Normal", "Udfyldt", _heading(340, 80, 0), _type(26, color=ACCENT, bold=True)),
    Style(
        "Heading2", "heading 2", "Normal", "Heading3",
        f'<w:keepNext/><w:keepLines/>{_BAND}{_spacing(0, 0, 252)}{_BAND_INDENT}<w:outlineLvl w:val="1"/>',
        _type(26, color=ACCENT, bold=True),
    ),
    Style("Heading3", "heading 3", "Normal", "Udfyldt", _heading(240, 20, 2), _type(23, color=ACCENT, bold=True)),
    Style("Heading4", "heading 4", "Normal", "Udfyldt", _heading(160, 20, 3), _type(21, bold=True)),
    Style("Bestemmelse", "Bestemmelse", "Normal", "Bestemmelse", _spacing(120, 120)),
    Style(
        "Vejledning", "Vejledning", "Normal", "Vejledning",
        f'{_border("left", size=12, space=8)}{_spacing(0, 90, 240)}<w:ind w:left="198"/>',
        _type(19, color=GREY, italic=True),
    ),
    Style("Ledetekst", "Ledetekst", "Normal", "Udfyldt", "<w:keepNext/>" + _spacing(60, 0), _LABEL),
    Style(
        "Skemaledetekst", "Skema, ledetekst", "Normal", "Heading2",
        f"<w:keepNext/>{_BAND}{_spacing(360, 0)}{_BAND_INDENT}", _type(19, color=ACCENT),
    ),
    Style("Udfyldt", "Udfyldt tekst", "Normal", "Udfyldt", _spacing(100, 40)),
    Style(
        "Underoverskrift", "Underoverskrift", "Udfyldt", "Udfyldt",
        f"<w:keepNext/><w:keepLines/>{_spacing(160, 0)}", _type(21, bold=True),
    ),
    Style("ListBullet", "List Bullet", "Udfyldt", "ListBullet", _bullet(0)),
    Style("ListBullet2", "List Bullet 2", "Udfyldt", "ListBullet2", _bullet(1)),
    Style("ListBullet3", "List Bullet 3", "Udfyldt", "ListBullet3", _bullet(2)),
    Style("ListContinue", "List Continue", "Udfyldt", "ListContinue", f'{_spacing(50, 50)}<w:ind w:left="340"/>'),
    Style("ListContinue2", "List Continue 2", "Udfyldt", "ListContinue2", f'{_spacing(50, 50)}<w:ind w:left="680"/>'),
    Style("ListContinue3", "List Continue 3", "Udfyldt", "ListContinue3", f'{_spacing(50, 50)}<w:ind w:left="1020"/>'),
    Style("Stampunkt", "Stamoplysning, punkt", "ListBullet", "Stampunkt", _spacing(0, 0)),
    Style("Stamoplysning", "Stamoplysning", "Udfyldt", "Stamoplysning", _spacing(60, 0)),
    Style("Tabeloverskrift", "Tabel, overskrift", "Normal", "Tabeltekst", _PLAIN, _type(19, color=ACCENT, bold=True)),
    Style("Tabelnote", "Tabel, note", "Tabeltekst", "Tabeltekst", "", _type(18, italic=True)),
    Style("Tabelledetekst", "Tabel, ledetekst", "Tabeltekst", "Tabeltekst", "", _type(18, color=ACCENT, bold=True)),
    Style("Tabeltekst", "Tabel, tekst", "Udfyldt", "Tabeltekst", _PLAIN, _type(19)),
    Style("Header", "header", "Normal", "Header", _border("bottom", size=4, space=4) + _TABS + _PLAIN, _SMALL),
    Style("Footer", "footer", "Normal", "Footer", _border("top", size=4, space=4) + _TABS + _PLAIN, _SMALL),
    Style(
        "Skabelonkode", "Skabelonkode", "Normal", "Skabelonkode",
        _PLAIN, f"{_CONTROL_FONT}<w:noProof/>{_type(15, color=CONTROL)}",
    ),
    Style("DefaultParagraphFont", "Default Paragraph Font", "", "", kind="character"),
    Style(
        "Indsatsomraade", "Indsatsområde", "DefaultParagraphFont", "", kind="character",
        rpr=_type(48, color=ACCENT, bold=True),
    ),
    Style(
        "VejledningTegn", "Vejledning i overskrift", "DefaultParagraphFont", "", kind="character",
        rpr=f'<w:b w:val="0"/><w:bCs w:val="0"/>{_type(19, color=GREY, italic=True)}',
    ),
    Style(
        "Udkasttegn", "Udkast i sidehoved", "DefaultParagraphFont", "", kind="character",
        rpr=f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>',
    ),
    Style(
        "Hyperlink", "Hyperlink", "DefaultParagraphFont", "", kind="character",
        rpr=f'<w:color w:val="{LINK}"/><w:u w:val="single"/>',
    ),
)  # fmt: skip

_DEFAULTS = ("Normal", "DefaultParagraphFont")
_BUILT_IN_NAMES = re.compile(r"[a-z]|Normal|Title|List |Default |Hyperlink")  # of those used here; ours begin otherwise


def _style_xml(style: Style) -> str:
    """Return one w:style element."""
    default = ' w:default="1"' if style.id in _DEFAULTS else ""
    custom = ' w:customStyle="1"' if not _BUILT_IN_NAMES.match(style.name) else ""
    content = [f'<w:name w:val="{style.name}"/>']
    if style.based:
        content.append(f'<w:basedOn w:val="{style.based}"/>')
    if style.next:
        content.append(f'<w:next w:val="{style.next}"/>')
    content.append('<w:uiPriority w:val="1"/>')
    content.append("<w:semiHidden/>" if style.id == "DefaultParagraphFont" else "<w:qFormat/>")
    if style.ppr:
        content.append(f"<w:pPr>{style.ppr}</w:pPr>")
    if style.rpr:
        content.append(f"<w:rPr>{style.rpr}</w:rPr>")
    return f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}">{"".join(content)}</w:style>'


def _table_styles() -> str:
    """Return Word's plain table, and the form's: thin lines, a toned first row or first column."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cells = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 68), ("left", 91), ("bottom", 68), ("right", 91))
    )
    toned = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TONE}"/></w:tcPr>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Formulartabel"><w:name w:val="Formular, tabel"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{toned}</w:tblStylePr><w:tblStylePr w:type="firstCol">{toned}</w:tblStylePr>'
        "</w:style>"
    )


def styles_xml(*others: Style) -> str:
    """Return styles.xml: Danish, Calibri 10.5 pt, and the styles above; `others` come after or in the place of them."""
    styles = {style.id: style for style in (*STYLES, *others)}
    paragraphs = "".join(map(_style_xml, styles.values()))
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{paragraphs}{_table_styles()}</w:styles>"
    )


def numbering_xml() -> str:
    """Return numbering.xml: one list of bullets, each of its three levels bound to its paragraph style."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="227"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="default"/></w:rPr></w:lvl>'
        for level, (style, sign) in enumerate((("ListBullet", "•"), ("ListBullet2", "–"), ("ListBullet3", "•")))
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def font_table_xml() -> str:
    """Return fontTable.xml: the two fonts, and what stands in for them where they are missing."""
    return (
        f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:altName w:val="Carlito"/>'
        '<w:panose1 w:val="020F0502020204030204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{FONT_CONTROL}"><w:altName w:val="Liberation Mono"/><w:panose1 w:val="02070309020205020404"/>'
        '<w:charset w:val="00"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
    )


def settings_xml() -> str:
    """Return settings.xml: Danish, and the layout rules of Word 2013 and later (no compatibility mode)."""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="da-DK"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def theme_xml() -> str:
    """Return theme1.xml: the form's colours and font as what Word offers first to whoever edits the form."""
    colours = {
        "dk1": "000000", "lt1": "FFFFFF", "dk2": ACCENT, "lt2": TONE, "accent1": ACCENT, "accent2": GREY,
        "accent3": LINE, "accent4": CONTROL, "accent5": LINK, "accent6": "3F6B4F", "hlink": LINK,
        "folHlink": "5B3F73",
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    faces = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Delaftale"><a:themeElements>'
        f'<a:clrScheme name="Delaftale">{scheme}</a:clrScheme><a:fontScheme name="Delaftale">'
        f"<a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Delaftale"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
