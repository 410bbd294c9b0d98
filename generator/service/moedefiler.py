"""Write a meeting's documents to a folder, named by the meeting, what each is, and whom it is for.

Always so: all are made before the first is written, and a public edition has a name of its own, so that it is never
taken for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.service.formater import Dokumentformat
from generator.service.moedebilag import all_bilag
from generator.service.moededokumenter import Moededokument, render_moededokument, saml_dagsorden
from generator.service.moedepersondata import check_persondata

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.files import Files
    from generator.store.port import Store


@dataclass(frozen=True)
class Bestilling:
    """A document that is wanted; an extract's item, the delaftale of a text as it would read."""

    dokument: Moededokument
    punkt: str | None = None
    delaftale: str | None = None


@dataclass(frozen=True)
class Moedefil:
    """A file that was written. `size` in bytes."""

    path: Path
    size: int


@dataclass(frozen=True)
class Skrevet:
    """The files of a meeting, and what there is to tell of them, as sentences."""

    filer: tuple[Moedefil, ...]
    meldinger: tuple[str, ...]


def write_moedefiler(
    store: Store,
    aabent: AabentMoede,
    udgiver: Udgiver,
    files: Files,
    *,
    bestillinger: Sequence[Bestilling],
    folder: Path,
    formater: Collection[Dokumentformat],
    today: date,
    offentlig: bool = False,
) -> Skrevet:
    """Make the documents, then write them to `folder`/plan. Raises: MoedeError; what rendering raises; FileError."""
    has_referat = any(item.dokument in {Moededokument.REFERAT, Moededokument.UDSKRIFT} for item in bestillinger)
    told = list(check_persondata(aabent.moede, referat=has_referat))
    made: dict[str, bytes] = {}
    for item in bestillinger:
        name = _name(aabent, item, offentlig=offentlig)
        for form, data in render_moededokument(
            store, aabent, udgiver, item.dokument, formater,
            today=today, offentlig=offentlig, punkt=item.punkt, delaftale=item.delaftale,
        ):  # fmt: skip
            made[f"{name}.{form}"] = data
        if item.dokument is Moededokument.DAGSORDEN and Dokumentformat.PDF in formater and any(_open_bilag(aabent)):
            whole, about = saml_dagsorden(store, aabent, udgiver, today=today, offentlig=offentlig)
            made[f"{name}-med-bilag.pdf"] = whole
            told += about
    target = folder / aabent.planlog.plan
    files.make_folder(target)
    for name, data in made.items():
        files.replace(target / name, data)
    return Skrevet(tuple(Moedefil(target / name, len(data)) for name, data in made.items()), tuple(told))


def _open_bilag(aabent: AabentMoede) -> Iterator[bool]:
    for _, bilag in all_bilag(aabent.moede):
        if not bilag.lukket:
            yield True


def _name(aabent: AabentMoede, item: Bestilling, *, offentlig: bool) -> str:
    """Return a file's name without its ending: »2022-09-14-udskrift-4-offentlig«."""
    which = f"-{item.punkt}" if item.punkt else f"-{item.delaftale}" if item.delaftale else ""
    return f"{aabent.moede.dato}-{item.dokument}{which}{'-offentlig' if offentlig else ''}"
