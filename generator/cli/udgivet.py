"""What `delaftale generer` says of documents that were issued: that they are as issued, or how a rendering compares.

Always so: only told where the log knows of an issue or somebody asked for a comparison; on stderr, after the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.cli.output import message
from generator.service.kilde import Gengivelse
from generator.text import format_list, format_short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.service.generering import Dokument
    from generator.workflow.fakta import Udgivet

FEW: Final = 4  # files that are named; more are only counted


def choose_gengivelse(dato: date | None, *, gengiv: bool) -> Gengivelse | None:
    """Return how to render anew: as of the day of the issue, or of a day that was named; None: not at all."""
    if not gengiv:
        return None
    return Gengivelse.SOM_UDGIVET if dato is None else Gengivelse.PR_DATO


def tell_of_udgivelser(documents: Sequence[Dokument], gengiv: Gengivelse | None) -> None:
    """Say which files are as issued, and of a rendering whether it is the same and why it may not be."""
    if gengiv is None:
        _tell_of_taken([item for item in documents if item.ens])
        return
    compared = [(item, item.udgivet) for item in documents if item.udgivet is not None]
    _tell_of_same([item for item, _ in compared if item.ens])
    for item, udgivet in compared:
        if not item.ens:
            _tell_of_difference(item, udgivet, gengiv)
    told = {(item.ref, item.version) for item, _ in compared}
    for ref, version in dict.fromkeys((item.ref, item.version) for item in documents):
        if (ref, version) not in told and version is not None:
            message(f"Version {version} af »{ref}« er ikke udgivet, så der er intet at sammenligne med.")


def _tell_of_taken(documents: Sequence[Dokument]) -> None:
    if not documents:
        return
    one = len(documents) == 1
    message(
        f"{_name(documents)} er {'den fil, der blev udgivet' if one else 'de filer, der blev udgivet'}, byte for byte. "
        f"»--gengiv« danner {'den' if one else 'dem'} på ny og sammenligner."
    )


def _tell_of_same(documents: Sequence[Dokument]) -> None:
    if documents:
        issued = "den udgivne" if len(documents) == 1 else "de udgivne"
        message(f"{_name(documents)} er dannet på ny og er byte for byte som {issued}.")


def _tell_of_difference(item: Dokument, udgivet: Udgivet, gengiv: Gengivelse) -> None:
    day = format_short_date(udgivet.dato)
    why = "Programmet, formularen eller Python må være en anden end dengang."
    if gengiv is Gengivelse.PR_DATO:
        why = "Siden viser, hvordan det står på en anden dag; udelad »--dato« for at sammenligne pr. udgivelsesdagen."
    message(
        f"»{item.path.name}« er dannet på ny og er ikke byte for byte som den, der blev udgivet {day} "
        f"(post {udgivet.post}). {why}"
    )


def _name(documents: Sequence[Dokument]) -> str:
    if len(documents) > FEW:
        return f"{len(documents)} filer"
    return format_list(f"»{item.path.name}«" for item in documents)
