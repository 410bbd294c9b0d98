"""Build the Word form delaftale.docx beside this script: its parts, from text and styles to one file.

The shipped file is this script's output, and a test holds both equal. Same script, same bytes: parts are sorted, dated
1980-01-01 and deflated at a fixed level. Written as raw OOXML, because the form needs what python-docx does not offer
(linked numbering, table styles, repeated header rows) and should carry none of what its default template brings along.

Run: python templates/lbf-2019-26/byg_formular.py
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from formular_indhold import R, document_xml, footer_xml, header_xml
from formular_stile import font_table_xml, numbering_xml, settings_xml, styles_xml, theme_xml

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def core_xml(title: str) -> str:
    """Return docProps/core.xml: title, author and language, and no date, so that the clock leaves no trace."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title>"
        "<dc:creator>{{ plan.navn }}</dc:creator><dc:language>da-DK</dc:language></cp:coreProperties>"
    )


def relationships_xml(*targets: tuple[str, str, str]) -> str:
    """Return a .rels part of (id, type, target)."""
    items = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in targets)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def content_types_xml() -> str:
    """Return [Content_Types].xml."""
    overrides = {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        **{
            f"/word/{name}.xml": f"{_WORD}.{name.rstrip('1')}+xml"
            for name in ("fontTable", "footer1", "header1", "numbering", "settings", "styles")
        },
    }
    items = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


def package_parts(title: str, document: str, header: str, footer: str, styles: str) -> dict[str, bytes]:
    """Return a form's parts by name, [Content_Types].xml first and the others sorted.

    Each argument but the title is the XML of a part; what they don't hold is the same in all forms.
    """
    texts = {
        "_rels/.rels": relationships_xml(
            ("rIdDocument", f"{R}/officeDocument", "word/document.xml"),
            ("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rIdApp", f"{R}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>delaftale-generator</Application></Properties>"
        ),
        "docProps/core.xml": core_xml(title),
        "word/_rels/document.xml.rels": relationships_xml(
            ("rIdStyles", f"{R}/styles", "styles.xml"),
            ("rIdNumbering", f"{R}/numbering", "numbering.xml"),
            ("rIdSettings", f"{R}/settings", "settings.xml"),
            ("rIdTheme", f"{R}/theme", "theme/theme1.xml"),
            ("rIdFonts", f"{R}/fontTable", "fontTable.xml"),
            ("rIdHeader", f"{R}/header", "header1.xml"),
            ("rIdFooter", f"{R}/footer", "footer1.xml"),
        ),
        "word/document.xml": document,
        "word/fontTable.xml": font_table_xml(),
        "word/footer1.xml": footer,
        "word/header1.xml": header,
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": settings_xml(),
        "word/styles.xml": styles,
        "word/theme/theme1.xml": theme_xml(),
    }
    ordered = {"[Content_Types].xml": content_types_xml(), **dict(sorted(texts.items()))}
    return {name: (_HEAD + text).encode() for name, text in ordered.items()}


def pack(parts: dict[str, bytes]) -> bytes:
    """Return a Word file of these parts; the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # the same on Windows and elsewhere
            package.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def build() -> bytes:
    """Return the form as a Word file; the same bytes each time."""
    title = "Delaftale for indsatsområdet {{ indsatsomraade.navn }}"
    return pack(package_parts(title, document_xml(), header_xml(), footer_xml(), styles_xml()))


if __name__ == "__main__":
    target = Path(__file__).with_name("delaftale.docx")
    target.write_bytes(build())
    print(f"Skrev {target.name}: {target.stat().st_size} byte")
