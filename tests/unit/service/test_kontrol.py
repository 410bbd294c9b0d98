"""Agreements are checked together with the plan's others, in the edition that is meant; nothing is said twice."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from generator.rules import Tilstand
from generator.service.generering import Mislykket, find_opgaver
from generator.service.kontrol import Kontrol, Kontrollant, kontroller
from generator.service.udgaver import Kladde, Udgavevalg
from generator.store.viden import load_datakilder
from tests.unit.service.akter_hjaelp import register

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

    Check: TypeAlias = Callable[..., list[Kontrol | Mislykket]]
    Soester: TypeAlias = Callable[[str], DelaftaleRef]
    AddVersion: TypeAlias = Callable[..., Path]

DAY = date(2022, 3, 1)


@pytest.fixture
def run_check(store: FolderStore, perioder: Bevillingsperioder) -> Check:
    """Return a function that checks delaftaler by name, all without one."""

    def act(*navne: str, udgave: Udgavevalg = None, **choices: Any) -> list[Kontrol | Mislykket]:
        kontrollant = Kontrollant(store, perioder, load_datakilder(), today=DAY, **choices)
        return list(kontroller(kontrollant, find_opgaver(store, navne, udgave, alle=False)))

    return act


def codes(result: Kontrol | Mislykket, severity: str = "") -> list[str]:
    assert isinstance(result, Kontrol), result
    return [item.code for item in result.findings if severity in {"", item.severity}]


def test_real_agreement_has_no_fejl_and_something_worth_a_look(run_check: Check) -> None:
    (result,) = run_check()

    assert codes(result, "fejl") == []
    assert "FOR-14" in codes(result, "advarsel")
    assert isinstance(result, Kontrol)
    assert (result.antal_fejl, result.udeladt) == (0, ())


def test_fejl_are_counted(run_check: Check, add_version: AddVersion, two_fejl: tuple[str, str]) -> None:
    add_version(2, two_fejl)
    (result,) = run_check()

    assert codes(result, "fejl") == ["KIL-06", "KIL-06"]
    assert isinstance(result, Kontrol)
    assert result.antal_fejl == 2


def test_before_an_approval_more_has_to_be_in_order(run_check: Check, add_version: AddVersion) -> None:
    """A form without its målgruppe stands as it is in an old agreement, but is not to be decided on."""
    path = add_version(2)
    path.write_text(re.sub(r"\n    maalgruppe:\n((      .*)?\n)+", "\n", path.read_text("utf-8")), "utf-8")
    (mild,), (strict,) = run_check(), run_check(tilstand=Tilstand.GODKENDELSE)

    assert codes(mild, "fejl") == []
    assert set(codes(strict, "fejl")) == {"SKE-13"}


def test_shares_are_added_up_over_the_plan(run_check: Check, soester: Soester) -> None:
    """40 % and 70 % of the same people; each agreement alone would be fine."""
    ref = soester("70")

    assert [codes(result, "fejl") for result in run_check()] == [["RES-18"], ["RES-18"]]
    (alone,) = run_check(str(ref))
    assert codes(alone, "fejl") == ["RES-18"]


def test_a_sister_counts_in_the_edition_that_is_meant(run_check: Check, soester: Soester, versioner: Path) -> None:
    ref = soester("40")
    name = versioner.parent.name
    kladde = versioner.parents[1] / ref.delaftale / "kladde.yaml"
    text = (kladde.parent / "versioner" / "0001" / "delaftale.yaml").read_text("utf-8")
    kladde.write_text(text.replace("procent: 40", "procent: 70"), "utf-8")
    (versioner.parent / "kladde.yaml").write_bytes((versioner / "0001" / "delaftale.yaml").read_bytes())

    assert [codes(each, "fejl") for each in run_check(name, udgave=1)] == [[]]
    assert [codes(each, "fejl") for each in run_check(name, udgave=Kladde.KLADDE)] == [["RES-18"]]
    kladde.unlink()
    assert [codes(each, "fejl") for each in run_check(name, udgave=Kladde.KLADDE)] == [[]]


def test_a_sister_that_was_not_in_force_that_day_does_not_count(
    run_check: Check, soester: Soester, versioner: Path
) -> None:
    ref = soester("70")
    path = versioner.parents[1] / ref.delaftale / "versioner" / "0001" / "delaftale.yaml"
    path.write_text(path.read_text("utf-8").replace("gaelder_fra: 2021-10-01", "gaelder_fra: 2023-10-01"), "utf-8")
    (early,) = run_check(versioner.parent.name, udgave=date(2022, 9, 14))
    (late,) = run_check(versioner.parent.name, udgave=date(2024, 9, 14))

    assert codes(early, "fejl") == []
    assert isinstance(early, Kontrol)
    assert early.udeladt == ()
    assert codes(late, "fejl") == ["RES-18"]


def test_a_sister_that_can_not_be_read_is_told_and_does_not_stop_the_check(
    run_check: Check, soester: Soester, versioner: Path
) -> None:
    ref = soester("70")
    (versioner.parents[1] / ref.delaftale / "versioner" / "0001" / "delaftale.yaml").write_text("x: [", "utf-8")
    (result,) = run_check(versioner.parent.name)
    both = run_check()

    assert codes(result, "fejl") == []
    assert isinstance(result, Kontrol)
    assert [item.ref for item in result.udeladt] == [ref]
    assert [type(each) for each in both] == [Mislykket, Kontrol]


def test_what_is_said_of_the_plan_is_said_once(run_check: Check, soester: Soester, versioner: Path) -> None:
    """Both use the same plan, which holds somebody's telephone number."""
    soester("10")
    for path in versioner.parents[2].rglob("helhedsplan.yaml"):
        text = path.read_text("utf-8")
        assert "navn: Ringparken" in text
        path.write_text(text.replace("navn: Ringparken", "navn: Ringparken, ring 010190-1234"), "utf-8")
    results = run_check()

    assert [codes(result, "fejl").count("CPR-36") for result in results] == [1, 0]


def test_a_draft_whose_period_is_over_is_told_to_mend_its_date(
    store: FolderStore, perioder: Bevillingsperioder
) -> None:
    """A version that has ended is history; a draft has never held, and its date can only be wrong."""
    (version,) = (store.root / "aftaler").rglob("versioner/0001/delaftale.yaml")
    (version.parents[2] / "kladde.yaml").write_bytes(version.read_bytes())
    kontrollant = Kontrollant(store, perioder, load_datakilder(), today=date(2026, 1, 1))

    def said(udgave: Udgavevalg) -> list[str]:
        (result,) = kontroller(kontrollant, find_opgaver(store, (), udgave, alle=False))
        assert isinstance(result, Kontrol)
        return [item.message for item in result.findings if item.code == "TID-41"]

    assert said(Kladde.KLADDE) == ["Slutdatoen 30.09.25 er passeret. Ret datoen."]
    assert [text.partition(".")[0] for text in said(1)] == ["Delaftalen gjaldt til 30"]


def test_year_without_a_revision_is_told_once_there_is_a_log(
    store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder
) -> None:
    def check() -> list[str]:
        kontrollant = Kontrollant(store, perioder, load_datakilder(), today=date(2023, 3, 1))
        (result,) = kontroller(kontrollant, find_opgaver(store, [str(ref)], 1, alle=False))
        return codes(result)

    before = check()
    register(store, ref)

    assert sorted(check()) == sorted([*before, "REV-32"])
