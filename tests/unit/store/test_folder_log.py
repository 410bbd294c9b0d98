"""The posts of a plan's folder are handed out by number, however many digits the numbers have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.store.files import RealFiles
from generator.store.folder import FolderStore

if TYPE_CHECKING:
    from pathlib import Path


def test_post_10000_comes_after_post_9999(tmp_path: Path) -> None:
    folder = tmp_path / "aftaler" / "planen" / "beslutningslog"
    folder.mkdir(parents=True)
    for nr in (10_000, 9_999, 1_001, 1):
        (folder / f"{nr:04}.yaml").write_bytes(b"%d" % nr)

    _, poster = FolderStore(tmp_path, RealFiles()).verify_log("planen")

    assert poster == (b"1", b"1001", b"9999", b"10000")


def test_a_version_is_read_without_a_look_at_the_others(tmp_path: Path, repo: Path) -> None:
    """A plan may have hundreds."""

    class Watched(RealFiles):
        listed: list[str] = []  # noqa: RUF012 - one object

        def list_folder(self, path: Path) -> tuple[str, ...]:
            self.listed.append(path.name)
            return super().list_folder(path)

    files = Watched()
    store = FolderStore(repo, files)
    (ref,) = store.list_delaftaler("en-faelles-indsats")
    files.listed.clear()

    assert store.read_version(ref, 1).version == 1
    assert "versioner" not in files.listed
