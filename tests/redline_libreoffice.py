"""LibreOffice as a judge of redlines: its own command accepts or rejects all, without a window.

Always so: a profile of the run's own; the commands are a Basic macro in it, written after LibreOffice has made the
profile (it overwrites what stands there before). What is compared is words, a line per paragraph that has any:
LibreOffice leaves and removes empty paragraphs in its own way.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.redline_dommer import W, parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TIMEOUT = 600  # seconds for all documents of a run
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Redline" script:language="StarBasic">
{}
</script:module>
"""
_SETTLE = """
Sub Settle(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" & command, "", 0, Array())
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "MS Word 2007 XML"
  doc.storeToURL(ConvertToURL(target), how())
  doc.close(True)
End Sub
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Redline"/></library:library>
"""
_COMMANDS = {"new": "AcceptAllTrackedChanges", "old": "RejectAllTrackedChanges"}


def settle_all(redlines: Sequence[bytes], folder: Path) -> list[dict[str, bytes]]:
    """Return each redline with all accepted ("new") and all rejected ("old"), as LibreOffice saves it."""
    profile = folder / "profile"
    _run(profile, ["--convert-to", "txt", "--outdir", str(folder), str(_write(folder / "first.docx", redlines[0]))])
    calls = []
    for number, docx in enumerate(redlines):
        source = _write(folder / f"{number}.docx", docx)
        for name, command in _COMMANDS.items():
            calls.append(f'  Settle("{source}", "{command}", "{folder / f"{number}-{name}.docx"}")')
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    code = escape("\n".join([_SETTLE, "Sub All", *calls, "End Sub"]))
    (basic / "Redline.xba").write_text(_MODULE.format(code), "utf-8")
    _run(profile, ["macro:///Standard.Redline.All()"])
    return [
        {name: (folder / f"{number}-{name}.docx").read_bytes() for name in _COMMANDS} for number in range(len(redlines))
    ]


def words_of(docx: bytes) -> list[str]:
    """Return the words of a body, a line per paragraph that has any; LibreOffice's mark in empty cells left out."""
    body = parts_of(docx)["word/document.xml"]
    lines = ("".join(text.text or "" for text in item.iter(f"{W}t")) for item in body.iter(f"{W}p"))
    return [line for each in lines if (line := each.replace("\u200d", "").strip())]


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _run(profile: Path, args: list[str]) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *args]
    subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=True)
