"""What two texts differ in must have been decided, and what was decided must stand where it can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.sti import Sti
from generator.workflow.apply import apply
from generator.workflow.diff import diff
from generator.workflow.tekstkontrol import find_decided, find_ubesluttet, find_udeladt
from tests.logskriver import A, Log, forslag
from tests.property.maskine_aftaler import A as DELAFTALE
from tests.property.maskine_aftaler import first_text

if TYPE_CHECKING:
    from generator.model.delaftale import Delaftale

PROCENT = Sti("ressourcer/a/procent")


def saet(sti: str, old: str, new: str) -> Feltaendring:
    return Feltaendring(art=Aendringsart.SAET, sti=Sti(sti), nuvaerende=old, foreslaaet=new)


def without_b(text: Delaftale) -> Delaftale:
    return text.replaced(aktiviteter=[part for part in text.aktiviteter if part.id != "b"])


def test_what_was_decided_is_no_difference() -> None:
    old, change = first_text(DELAFTALE), saet(PROCENT, "12", "13")
    new = apply([change], old)

    assert find_ubesluttet(old, new, [change]) is None
    assert find_udeladt(old, new, [change]) is None


def test_difference_that_nobody_decided_is_found_whatever_it_is() -> None:
    old, change = first_text(DELAFTALE), saet(PROCENT, "12", "13")
    new = without_b(apply([change], old))

    assert find_ubesluttet(old, new, [change]) == "aktiviteter/b"
    assert find_ubesluttet(old, new, diff(old, new)) is None


@pytest.mark.parametrize("made", [lambda text: text, without_b])
def test_change_that_does_not_stand_is_found(made: object) -> None:
    old = first_text(DELAFTALE)
    removed = diff(old, without_b(old))
    changes = [saet(PROCENT, "12", "13"), *removed]
    new = made(old) if callable(made) else old

    assert find_udeladt(old, new, changes) == changes[0]
    assert find_udeladt(old, apply([changes[0]], old), changes) == removed[0]
    assert find_udeladt(without_b(old), old, diff(without_b(old), old)) is None


def test_of_a_field_that_was_changed_since_or_by_several_nothing_is_told() -> None:
    old = first_text(DELAFTALE)

    assert find_udeladt(old, old, [saet(PROCENT, "11", "13")]) is None
    assert find_udeladt(old, old, [saet(PROCENT, "12", "13"), saet(PROCENT, "12", "14")]) is None


def test_decided_is_what_the_post_of_a_version_says_takes_effect_by_its_day() -> None:
    log = Log()
    log.registrer()
    log.indstil(forslag("nu"), forslag("senere"))
    log.beslut(
        {"forslag": "nu", "udfald": "godkendt", "gaelder_fra": "2022-10-01"},
        {"forslag": "senere", "udfald": "godkendt", "gaelder_fra": "2023-01-01"},
    )

    found = [[change.sti.dele[1] for change in find_decided(log.tilstand, item)] for item in log.tilstand.versioner(A)]

    assert found == [[], ["nu"], ["nu", "senere"]]
