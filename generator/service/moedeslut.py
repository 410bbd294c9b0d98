"""Close a meeting: what it decided becomes posts, versions and documents as issued, in one act or not at all.

Always so: the log is written first and as a whole; the meeting's own file is brought after it, and is completed from
the log when it was not. A referat that the meeting approved takes the mark »referat ikke godkendt« off the documents
that its decisions made. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from generator.errors import GeneratorError
from generator.model.beslutning import Forslagsbeslutning
from generator.model.moede import Moedestatus
from generator.service.akter import AktError, describe_validation
from generator.service.beslutning import beslut
from generator.service.moedebilag import check_bilag
from generator.service.moeder import open_moede, save_moede
from generator.service.planakter import godkend_referat, skriv_ingen_aendringer
from generator.service.samlet import handl_samlet
from generator.service.udgivelse import udgiv_efter_referat, udgiv_nye
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.moedeafgoerelser import refuse_closed
from generator.workflow.moedeafslutning import plan_afslutning
from generator.workflow.referatforloeb import approve_by_moede

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.akter import Gemt, Handling
    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.port import Store
    from generator.workflow.moedeafslutning import Afslutningsplan


@dataclass(frozen=True)
class Afsluttet:
    """What closing a meeting made. `kontrolkode` is that of its last post; "" where it made none.

    `konflikter` are the forslag that still wait and no longer fit the text, with what stands in the way: they go back
    to the chef.
    """

    plan: str
    moede: Moede
    poster: tuple[int, ...]
    kontrolkode: str
    versioner: tuple[tuple[str, int], ...]
    konflikter: Mapping[str, tuple[str, ...]]
    advarsler: tuple[str, ...]
    meldinger: tuple[str, ...]


def afslut_moede(store: Store, plan: str, dato: date, handling: Handling, udgiver: Udgiver) -> Afsluttet:
    """Close a meeting.

    Raises: MoedeManglerError, with all that is missing; MoedeError, if it is closed; BeslutningKonfliktError,
    HaengerSammenError, AendringError, where what was approved can't be brought together; LogConflictError, FileError.
    Nothing is written then.
    """
    aabent = open_moede(store, plan, dato)
    refuse_closed(aabent.moede)
    planned = plan_afslutning(
        aabent.moede,
        aabent.plan,
        aabent.register,
        aabent.planlog.tilstand,
        handling.dato,
        tidligere=aabent.tidligere,
    )
    check_bilag(store, plan, aabent.moede)
    samlet = handl_samlet(store, plan, _steps(plan, aabent.moede, handling, udgiver, planned))
    poster = tuple(item.post.nr for item in samlet.poster)
    gemte = [item for item in samlet.resultater if item is not None]
    after = aabent.moede.replaced(status=Moedestatus.AFSLUTTET, poster=poster)
    meldinger = list(samlet.meldinger)
    try:
        meldinger += _complete(store, plan, aabent, after, planned)
    except GeneratorError as error:  # the posts stand; the file is completed when the meeting is opened again
        meldinger.append(f"Mødet er afsluttet, men moede.yaml kunne ikke skrives: {error}")
    return Afsluttet(
        plan,
        after,
        poster,
        kontrolkode(samlet.poster[-1].data) if samlet.poster else "",
        tuple(version for item in samlet.poster for version in item.post.lavede),
        {name: why for item in gemte for name, why in item.konflikter.items()},
        tuple(dict.fromkeys((*planned.advarsler, *(text for item in gemte for text in item.advarsler)))),
        tuple(meldinger),
    )


def _steps(
    plan: str, moede: Moede, handling: Handling, udgiver: Udgiver, planned: Afslutningsplan
) -> list[Callable[[Store], Gemt | None]]:
    """Return the acts that closing comes to, in the order of the log."""
    steps: list[Callable[[Store], Gemt | None]] = []
    if planned.forslag:
        afgoerelser = [_as_beslutning(facts) for facts in planned.forslag]
        steps.append(
            lambda serie: beslut(
                serie, plan, handling, moede=moede.dato, afgoerelser=afgoerelser, opdelinger=planned.opdelinger
            )
        )
    facts = planned.ingen_aendringer
    if facts is not None:
        steps.append(lambda serie: skriv_ingen_aendringer(serie, plan, handling, **facts))
    for approved in planned.referater:
        steps += _approve(plan, handling, udgiver, approved)
    if planned.forslag:
        steps.append(lambda serie: udgiv_nye(serie, plan, handling, udgiver))
    return steps


def _approve(
    plan: str, handling: Handling, udgiver: Udgiver, facts: Mapping[str, Any]
) -> list[Callable[[Store], Gemt | None]]:
    return [
        lambda serie: godkend_referat(serie, plan, handling, **facts),
        lambda serie: udgiv_efter_referat(serie, plan, handling, udgiver, moede=facts["moede"]),
    ]


def _as_beslutning(facts: Mapping[str, Any]) -> Forslagsbeslutning:
    try:
        return Forslagsbeslutning.model_validate(dict(facts))
    except ValidationError as error:
        raise AktError(describe_validation(error)) from error


def _complete(store: Store, plan: str, aabent: AabentMoede, after: Moede, planned: Afslutningsplan) -> tuple[str, ...]:
    """Write what the log now says into the files of this meeting and of those whose referat it approved."""
    _, lost = save_moede(store, aabent, after)
    for facts in planned.referater:
        earlier = open_moede(store, plan, facts["moede"])
        if earlier.moede.referat.godkendt is None:
            earlier_after = approve_by_moede(earlier.moede, facts["godkendt"])
        else:
            earlier_after = earlier.moede  # the log has said so already
        save_moede(store, earlier, earlier_after)
    return lost
