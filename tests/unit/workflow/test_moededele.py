"""A forslag that the board splits: its parts, the rest, and parts that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError
from generator.model.beslutning import Forslagsdel
from generator.workflow.moedeafgoerelser import (
    undo,
)
from generator.workflow.moededele import check_split, is_decided, numbers_left, part_id, rest_id, split_all
from tests.logskriver import Log, forslag
from tests.moedeskriver import afgoer, kaldt, put, to_aendringer

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.moede import Moede


def told(act: Callable[[], object]) -> str:
    """Return what is said when an act is refused."""
    with pytest.raises(MoedeError) as caught:
        act()
    return str(caught.value)


def outcomes(item: Moede) -> list[tuple[str, str]]:
    return [(one.del_id or one.forslag, one.udfald.value) for one in item.afgoerelser]


def part(*numre: int, id_: str = "") -> dict[str, Any]:
    return {"id": id_ or f"del-{'-'.join(map(str, numre))}", "titel": "En del", "numre": list(numre)}


def whole() -> tuple[Log, Moede]:
    """Return a log with a forslag of three changes, and the meeting that has it."""
    log = put(to_aendringer(), forslag("x"))
    return log, kaldt(log.tilstand)


def test_a_part_is_decided_apart_and_the_whole_is_then_the_rest() -> None:
    log, item = whole()
    found = log.tilstand.forslag["stor"]

    one = afgoer(item, log, "stor", "udsat", udskilt=part(2))
    two_ = afgoer(one, log, "stor")

    assert (numbers_left(one, found), is_decided(one, found), is_decided(two_, found)) == ((1, 3), False, True)
    (split,) = split_all(two_, log.tilstand)
    assert [(one.id, one.titel, one.numre) for one in split.dele] == [
        ("del-2", "En del", (2,)),
        ("stor-resten", "Sag stor, resten", (1, 3)),
    ]
    assert [part_id(one, two_, log.tilstand) for one in two_.afgoerelser] == ["del-2", "stor-resten"]
    assert list(check_split(two_, log.tilstand)) == []


def test_when_the_last_change_is_taken_out_the_decision_on_the_rest_goes() -> None:
    log, item = whole()
    item = afgoer(item, log, "stor")

    for numre in ((1, 2), (3,)):
        item = afgoer(item, log, "stor", "udsat", udskilt=part(*numre))

    assert outcomes(item) == [("del-1-2", "udsat"), ("del-3", "udsat")]
    assert is_decided(item, log.tilstand.forslag["stor"])
    assert [one.numre for one in next(split_all(item, log.tilstand)).dele] == [(1, 2), (3,)]
    assert list(check_split(item, log.tilstand)) == []
    assert told(lambda: afgoer(item, log, "stor")) == (
        "»Sag stor« er delt, så der ikke er mere tilbage. Fortryd beslutningen om forslaget først."
    )


def test_a_part_decided_again_takes_the_place_of_itself() -> None:
    log, item = whole()
    item = afgoer(
        afgoer(item, log, "stor", "udsat", udskilt=part(1, id_="d")), log, "stor", udskilt=part(1, 2, id_="d")
    )

    assert outcomes(item) == [("d", "godkendt")]


@pytest.mark.parametrize(
    ("numre", "said"),
    [
        ((4, 1), "»Sag stor« har ændring 1 til 3, så 4 findes ikke. Se numrene med »delaftale forslag«."),
        ((0,), "»Sag stor« har ændring 1 til 3, så 0 findes ikke. Se numrene med »delaftale forslag«."),
        ((1, 2, 3), "»Sag stor« har ikke flere ændringer end dem. Afgør forslaget som helhed."),
        (
            (1, 2),
            "Ændring 1 i »Sag stor« er allerede afgjort for sig. Fortryd beslutningen om forslaget, og del det på ny.",
        ),
    ],
)
def test_a_part_that_is_none_is_refused(numre: tuple[int, ...], said: str) -> None:
    log, item = whole()
    item = afgoer(item, log, "stor", "udsat", udskilt=part(1))

    assert told(lambda: afgoer(item, log, "stor", udskilt=part(*numre, id_="ny"))) == said


def test_a_forslag_of_one_change_is_not_split() -> None:
    log, item = whole()

    assert told(lambda: afgoer(item, log, "x", udskilt=part(2))).startswith("»Sag x« har kun én ændring, så 2 findes")
    assert told(lambda: afgoer(item, log, "x", udskilt=part(1))).startswith("»Sag x« har ikke flere ændringer")


def test_a_part_has_a_name_that_nothing_else_has() -> None:
    log, item = whole()

    assert told(lambda: afgoer(item, log, "stor", udskilt=part(1, id_="x"))) == (
        "Der er allerede et forslag »x«. Giv delen en anden titel med »--titel«."
    )
    assert rest_id(item, "stor", log.tilstand) == "stor-resten"
    taken = afgoer(item, log, "stor", udskilt=part(1, id_="stor-resten"))
    assert rest_id(taken, "stor", log.tilstand) == "stor-resten-2"
    assert len(rest_id(item, "a" * 60, log.tilstand)) <= 60


def by_hand(item: Moede, *parts: tuple[Forslagsdel | None, str]) -> Moede:
    """Return a meeting into whose file somebody wrote parts."""
    made = [{"forslag": "stor", "udfald": udfald, "udskilt": del_} for del_, udfald in parts]
    return item.replaced(afgoerelser=made)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            [((1,), "udsat"), ((1, 7), "udsat"), (None, "godkendt")],
            "»Sag stor« har 3 ændringer, og ændring 1 og 7 findes ikke eller står i to dele.",
        ),
        (
            [((1,), "udsat")],
            "»Sag stor« er delt, men ændring 2 og 3 er ikke afgjort. Notér beslutningen om resten.",
        ),
        (
            [((1, 2, 3), "udsat")],
            "»Sag stor« er delt, så der ikke er mere tilbage. Fortryd beslutningen, og afgør det som helhed.",
        ),
        (
            [((1, 2), "udsat"), ((3,), "udsat"), (None, "godkendt")],
            "»Sag stor« er delt, så der ikke er mere tilbage. Fortryd beslutningen, og afgør det som helhed.",
        ),
    ],
)
def test_parts_that_somebody_wrote_into_the_file_are_told_when_they_do_not_add_up(
    parts: list[tuple[tuple[int, ...] | None, str]], said: str
) -> None:
    log, item = whole()
    made = [(None if numre is None else Forslagsdel.model_validate(part(*numre)), udfald) for numre, udfald in parts]

    assert list(check_split(by_hand(item, *made), log.tilstand)) == [said]


def test_all_parts_of_a_forslag_are_taken_back_together() -> None:
    log, item = whole()
    item = afgoer(afgoer(item, log, "stor", "udsat", udskilt=part(1)), log, "stor")

    assert undo(item, "stor") == (kaldt(log.tilstand), ("stor",))
