"""Each page in this folder is a piece of manual that is run: its commands give the output that it shows.

A block of a page holds `$ delaftale …`, then what the command writes (stdout, then stderr), then `=> code` where the
exit code isn't 0. A page's commands run in order in one folder: an empty one, or with »(med aftaler)« in its first line
a copy of the real agreements. Times and sizes stand as `…`. `--accept` rewrites the pages.
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
PAGES = sorted(FOLDER.glob("*.md"))


def commands_of(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield line.removeprefix("$ ")


def show(command: str, delaftale: Any, folder: Path) -> str:
    """Run a command and return the block's lines for it."""
    program, *args = shlex.split(command)
    assert program == "delaftale"
    done = delaftale(*args)
    output = (done.out + done.err).replace(str(folder), "…")
    output = re.sub(r"[0-9.,]+ (kB|ms)\b", r"… \1", output)
    code = f"=> {done.code}\n" if done.code else ""
    return f"$ {command}\n{output}{code}"


def test_there_are_pages() -> None:
    assert [page.stem for page in PAGES] == ["begynd", "generer"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_shows_what_happens(page: Path, empty: Path, repo: Path, delaftale: Any, accept: bool) -> None:
    text = page.read_text("utf-8")
    if "(med aftaler)" in text.partition("\n")[0]:
        shutil.copytree(repo / "aftaler", empty / "aftaler")

    def run_block(match: re.Match[str]) -> str:
        return "```\n" + "".join(show(command, delaftale, empty) for command in commands_of(match[1])) + "```"

    actual = re.sub(r"```\n(.*?)```", run_block, text, flags=re.DOTALL)
    if accept:
        page.write_text(actual, "utf-8")

    assert page.read_text("utf-8") == actual
