"""A meeting as the log completes it: what has been recorded counts, whatever its file says.

Always so: once its posts stand a meeting is closed and a referat is approved, also where the program was stopped before
the meeting's own file said so, or somebody wrote something else into it. Pure. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.beslutning import Godkendelsesmetode
from generator.model.beslutningslog import Postart
from generator.model.moede import Moedestatus

if TYPE_CHECKING:
    from datetime import date

    from generator.model.beslutningslog import Post
    from generator.model.moede import Moede
    from generator.workflow.tilstand import Tilstand


def complete(moede: Moede, tilstand: Tilstand) -> Moede:
    """Return the meeting with what the log knows of it: its posts, that it is closed, that its referat is approved."""
    poster = posts_of(tilstand, moede.dato)
    if poster and (moede.poster != poster or not moede.er_afsluttet):
        moede = moede.replaced(status=Moedestatus.AFSLUTTET, poster=poster)
    approval = _find_approval(tilstand, moede.dato)
    if approval is not None and approval.referatgodkendelse is not None:
        facts = approval.referatgodkendelse
        if (moede.referat.godkendt, moede.referat.metode) != (facts.godkendt, facts.metode):
            moede = moede.replaced(referat=moede.referat.replaced(godkendt=facts.godkendt, metode=facts.metode))
    return moede


def posts_of(tilstand: Tilstand, dato: date) -> tuple[int, ...]:
    """Return the numbers of the posts that closing the meeting of that day made; () if it made none."""
    numbers: set[int] = set()
    for post in tilstand.poster:
        if _closes(post, dato):
            numbers.update(range(post.serie.fra, post.serie.til + 1) if post.serie is not None else (post.nr,))
    return tuple(sorted(numbers))


def _closes(post: Post, dato: date) -> bool:
    """Whether a post was made by closing the meeting: a decision of it, or the approval on it of an earlier referat."""
    if post.art in {Postart.BESLUTNING, Postart.INGEN_AENDRINGER}:
        moede: date | None = getattr(post.akt, "moede", None)
        return moede == dato
    facts = post.referatgodkendelse
    return facts is not None and facts.metode is Godkendelsesmetode.MOEDE and facts.godkendt == dato


def _find_approval(tilstand: Tilstand, dato: date) -> Post | None:
    if tilstand.referat_godkendt(dato) is None:
        return None
    return next(
        post
        for post in tilstand.poster
        if post.referatgodkendelse is not None and post.referatgodkendelse.moede == dato
    )
