"""Each page in this folder, and of the user's guide, is run: its commands give the output that it shows.

A block without a language holds `$ delaftale …`, then what the command writes (stdout, then stderr), then `=> code`
where the exit code isn't 0. After ` | head -n` only the first n lines of stdout are shown, after ` | tail -n` the last.
A page's blocks are taken in order in one folder: an empty one, or with »(med aftaler)« in its first line, or a remark
that says so, a copy of the real agreements. A yaml block stands at the end of the file that its first line names; a
diff block changes that file, or the one that its own first line names (`--- aftaler/…`). Times, sizes and kontrolkoder
stand as `…`. `--accept` rewrites the pages.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
GUIDE = FOLDER.parents[1] / "docs" / "brugervejledning"
PAGES = [*sorted(FOLDER.glob("*.md")), *sorted(page for page in GUIDE.glob("*.md") if page.stem != "kommandoer")]
REAL = "<!-- Siden prøves af på de rigtige aftaler"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands_of(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield line.removeprefix("$ ")


def show(command: str, delaftale: Any, folder: Path) -> str:
    """Run a command and return the block's lines for it."""
    command_line, _, part = command.partition(" | ")
    program, *args = shlex.split(command_line)
    assert program == "delaftale"
    done = delaftale(*args)
    end, _, number = part.partition(" -")
    first, last = (int(number) if end == name else 0 for name in ("head", "tail"))
    told = re.sub(r"\b[0-9a-f]{4}(\s[0-9a-f]{4}){7}\b", "…", done.out)
    shown = "".join(told.splitlines(keepends=True)[-last or None :][: first or None])
    errors = re.sub(r"\b[0-9a-f]{4}( [0-9a-f]{4}){7}\b", "…", done.err)
    output = (shown + errors).replace(str(folder), "…")
    output = re.sub(r"[0-9.,]+ (kB|ms)\b", r"… \1", output)
    output = re.sub(r'"(bytes|ms)": [0-9.]+', r'"\1": …', output)
    code = f"=> {done.code}\n" if done.code else ""
    return f"$ {command}\n{output}{code}"


class Editor:
    """A person who does to a file what a page says."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder

    def append(self, block: str) -> None:
        first, _, rest = block.partition("\n")
        self._file = self._folder / first.removeprefix("# nederst i ")
        self._file.write_text(f"{self._file.read_text('utf-8')}\n{rest}", "utf-8")

    def change(self, block: str) -> None:
        lines = block.splitlines(keepends=True)
        if lines[0].startswith("--- "):
            self._file = self._folder / lines.pop(0).removeprefix("--- ").strip()
        old, new = ("".join(line[1:] for line in lines if line[0] in {" ", sign}) for sign in "-+")
        text = self._file.read_text("utf-8")
        assert text.count(old) == 1, old
        self._file.write_text(text.replace(old, new), "utf-8")


def test_there_are_pages() -> None:
    names = [page.stem for page in PAGES]

    assert names == ["aarets-gang", "aarsstatus", "begynd", "beslutningslog", "formater", "generer", "indstilling",
                     "kontroller", "person", "vis", "bestyrelse", "chef", "index", "lbf", "referent"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_shows_what_happens(page: Path, empty: Path, repo: Path, delaftale: Any, accept: bool) -> None:
    text = page.read_text("utf-8")
    if "(med aftaler)" in text.partition("\n")[0] or REAL in text:
        shutil.copytree(repo / "aftaler", empty / "aftaler")
    editor = Editor(empty)

    def take_block(match: re.Match[str]) -> str:
        language, block = match.groups()
        if language == "yaml":
            editor.append(block)
        elif language == "diff":
            editor.change(block)
        elif not language:
            return "```\n" + "".join(show(command, delaftale, empty) for command in commands_of(block)) + "```"
        return match[0]

    actual = BLOCK.sub(take_block, text)
    if accept:
        page.write_text(actual, "utf-8")

    assert page.read_text("utf-8") == actual


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=lambda page: page.stem)
def test_links_between_the_pages_of_the_guide_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_index_leads_to_every_page_of_the_guide() -> None:
    index = (GUIDE / "index.md").read_text("utf-8")

    assert [page.name for page in GUIDE.glob("*.md") if page.stem != "index" and f"({page.name})" not in index] == []
