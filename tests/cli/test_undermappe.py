"""In a folder inside the project: a file that a command names is found where the command was given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Outcome

NAME = "sammenhaengskraft-og-medborgerskab"
DAYS = ("--gaelder-fra", "2022-01-01", "--gaelder-til", "2025-12-31")


@pytest.mark.parametrize("inside", ["aftaler", f"aftaler/en-faelles-indsats/{NAME}"])
@pytest.mark.parametrize(
    "args",
    [
        ("generer", "--format", "docx"),
        ("ny", "plan", "--navn", "Sammen", "--bevillingsperiode", "2019-26"),
        ("ny", "delaftale", "en-faelles-indsats", "--indsatsomraade", "beskaeftigelse", *DAYS),
        ("kladde", NAME, "--dato", "2022-08-02"),
        ("indstil", "--type", "aarlig", "--aar", "2022", "--dato", "2022-08-03"),
        ("aarsstatus", NAME, "--aar", "2022", "--dato", "2022-12-01"),
    ],
    ids=lambda args: " ".join(args[:2]),
)
def test_file_that_is_named_is_there(
    project: Path,
    delaftale: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    inside: str,
) -> None:
    if args[0] in {"kladde", "indstil"}:
        assert delaftale("registrer", NAME, "--grundlag", "Samarbejdsaftalen", "--dato", "2022-08-01").code == 0
    if args[0] == "indstil":
        assert delaftale("kladde", NAME, "--dato", "2022-08-02").code == 0
        (draft,) = project.rglob("kladde.yaml")
        draft.write_text(draft.read_text("utf-8").replace("procent: 40", "procent: 50"), "utf-8")
    monkeypatch.chdir(project / inside)
    done = delaftale(*args)

    assert done.code == 0, done.err
    assert Path(done.out.splitlines()[0].split("  ")[0]).is_file()
