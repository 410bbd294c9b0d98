"""From posts to state: `fold` is a reduce over the log, and refuses a post that could not have been made when it was.

Always so: pure, total over the kinds, linear in the posts; folding on from a state gives the same as folding all from
the start; the state that is handed in stays as it is. What a post says of versions is checked against what follows from
the act (`versions`), what it says of forslag against the legal moves (`transitions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import LogError
from generator.text import format_short_date
from generator.workflow.acts import HANDLERS
from generator.workflow.tilstand import Tilstand
from generator.workflow.transitions import AFTER_AFSLUTNING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.beslutningslog import Post


def fold(poster: Iterable[Post], fra: Tilstand | None = None) -> Tilstand:
    """Return the state after `poster`, which follow upon those that led to `fra`; None: from the first on.

    Raises: LogError, for the first post that could not have been made.
    """
    tilstand = Tilstand() if fra is None else fra.copy()
    for post in poster:
        _take(tilstand, post)
    return tilstand


def _take(tilstand: Tilstand, post: Post) -> None:
    """Take one post into the state. Raises: LogError; the state is then of no more use."""
    number = len(tilstand.poster) + 1
    if post.nr != number:
        raise LogError(f"Posten har nummer {post.nr}, men den næste er {number}.", "Læs loggen igen, og prøv igen.")
    _refuse_when_ended(tilstand, post)
    for item in post.filer:
        if item.sti in tilstand.filer:
            problem = f"Filen »{item.sti}« er allerede lavet af post {tilstand.filer[item.sti][0]}."
            raise LogError(problem, "En version ændres aldrig. Lav en ny.")
    touched = HANDLERS[post.art](tilstand, post, post.akt)
    tilstand.poster.append(post)
    tilstand.filer.update((item.sti, (post.nr, item.sha256)) for item in post.filer)
    if not touched:
        tilstand.faelles.append(post.nr)
    for delaftale in dict.fromkeys(touched):
        tilstand.beroerer.setdefault(delaftale, []).append(post.nr)


def _refuse_when_ended(tilstand: Tilstand, post: Post) -> None:
    if tilstand.afsluttet is None:
        return
    registered_now = post.registrering is not None and not post.registrering.efterfoelgende
    if post.art not in AFTER_AFSLUTNING or registered_now:
        problem = f"Planen er afsluttet med {format_short_date(tilstand.afsluttet)} som sidste dag."
        raise LogError(problem, "Begynd en ny plan, hvis indsatsen går videre.")
