"""What is begun loads and renders at once, and nothing that is there is touched."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.service.eksempler import DELAFTALE, HELHEDSPLAN
from generator.service.generering import UnknownIndsatsomraadeError
from generator.service.nyt import AlreadyThereError, NyError, _validated, ny_delaftale, ny_plan
from generator.service.udgaver import read_udgave
from generator.store.folder import NoUdgaveError
from generator.store.port import UnknownNavnError
from generator.store.yaml_reader import load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.base import Model
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

DAY = date(2022, 9, 14)
REAL = "en-faelles-indsats/sammenhaengskraft-og-medborgerskab"


def begin(store: FolderStore, perioder: Bevillingsperioder, **facts: Any) -> tuple[str, str]:
    return ny_plan(store, perioder, **({"navn": "Sammen om Åparken", "bevillingsperiode": "2019-26"} | facts))


def begin_delaftale(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, **facts: Any
) -> tuple[DelaftaleRef, str]:
    usual: dict[str, Any] = {
        "plan": "sammen-om-aaparken",
        "indsatsomraade": "Beskæftigelse",
        "gaelder_fra": date(2026, 1, 1),
        "gaelder_til": date(2029, 12, 31),
    }
    return ny_delaftale(store, forms, perioder, **(usual | facts))


def test_new_plan_loads(store: FolderStore, perioder: Bevillingsperioder) -> None:
    plan, file = begin(store, perioder, bevillingsperiode="2019–26", kommuner=["Slagelse", ""])

    assert (plan, file) == ("sammen-om-aaparken", "aftaler/sammen-om-aaparken/helhedsplan.yaml")
    expected = Helhedsplan(
        format=1, id=plan, navn="Sammen om Åparken", bevillingsperiode="2019-26", kommuner=("Slagelse",)
    )
    assert store.read_helhedsplan(plan) == expected


def test_plan_that_is_there_is_not_begun_again(store: FolderStore, perioder: Bevillingsperioder) -> None:
    with pytest.raises(AlreadyThereError):
        begin(store, perioder, navn="En fælles indsats")


@pytest.mark.parametrize("navn", ["", "…", "to\nlinjer"])
def test_plan_needs_a_name(store: FolderStore, perioder: Bevillingsperioder, navn: str) -> None:
    with pytest.raises(NyError):
        begin(store, perioder, navn=navn)


def test_plan_needs_a_known_grant_period(store: FolderStore, perioder: Bevillingsperioder) -> None:
    with pytest.raises(UnknownIndsatsomraadeError, match="2019-26"):
        begin(store, perioder, bevillingsperiode="2019-2026")


def test_new_delaftale_is_a_draft_that_renders(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, make_docx: Callable[..., bytes]
) -> None:
    begin(store, perioder)
    ref, file = begin_delaftale(store, forms, perioder)

    assert str(ref) == "sammen-om-aaparken/beskaeftigelse"
    assert file == "aftaler/sammen-om-aaparken/beskaeftigelse/kladde.yaml"
    stored = read_udgave(store, ref, None)
    assert (stored.version, stored.delaftale.formular) == (None, "lbf-2019-26")
    assert make_docx(stored, DAY)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"plan": "ingen"}, UnknownNavnError),
        ({"indsatsomraade": "tryghed"}, UnknownIndsatsomraadeError),
        ({"gaelder_til": date(2025, 12, 31)}, NyError),
        ({"gaelder_fra": date(1900, 1, 1)}, NyError),
        ({"forgaenger": ("ingen", None)}, UnknownNavnError),
        ({"forgaenger": (REAL, 9)}, NoUdgaveError),
    ],
)
def test_wrong_facts_begin_nothing(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, facts: dict[str, Any], error: type[Exception]
) -> None:
    begin(store, perioder)

    with pytest.raises(error):
        begin_delaftale(store, forms, perioder, **facts)
    assert store.list_delaftaler("sammen-om-aaparken") == ()


def test_delaftale_that_is_there_is_not_begun_again(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef
) -> None:
    with pytest.raises(AlreadyThereError):
        begin_delaftale(store, forms, perioder, plan=ref.plan, indsatsomraade=ref.delaftale)


def test_delaftale_from_a_predecessor_takes_over_texts_but_no_baselines(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef
) -> None:
    begin(store, perioder)
    new, file = begin_delaftale(store, forms, perioder, indsatsomraade=ref.delaftale, forgaenger=(ref.delaftale, 1))

    older = store.read_version(ref, 1).delaftale
    newer = store.read_kladde(new).delaftale
    assert (newer.gaelder_fra, newer.gaelder_til) == (date(2026, 1, 1), date(2029, 12, 31))
    assert [item.id for item in newer.delmaal] == [item.id for item in older.delmaal]
    assert [item.indhold_og_praksis for item in newer.aktiviteter] == [
        item.indhold_og_praksis for item in older.aktiviteter
    ]
    indikatorer = [item for delmaal in newer.delmaal for item in delmaal.indikatorer]
    assert all(item.baseline is None and item.anden_baseline is None for item in indikatorer)
    assert any(item.maaltal is not None for item in indikatorer)
    assert all(part.organisation is None for part in newer.parter), "the new plan has no organisations yet"
    assert f"# Teksterne er taget fra {ref}, version 1." in (store.root / file).read_text("utf-8")


@pytest.mark.parametrize(
    ("example", "cls", "head"),
    [
        (HELHEDSPLAN, Helhedsplan, "format: 1\nid: x\nnavn: X\nbevillingsperiode: 2019-26\n"),
        (
            DELAFTALE,
            Delaftale,
            "format: 1\nid: x\nformular: x\nindsatsomraade: x\ngaelder_fra: 2026-01-01\ngaelder_til: 2029-12-31\n",
        ),
    ],
)
def test_example_at_the_end_of_a_new_file_completes_it(example: str, cls: type[Model], head: str) -> None:
    body = example.partition("\n\n")[2]
    filled = load_yaml((head + body).encode(), cls, "x")

    keys = re.findall(r"^([a-z_]+):", body, re.MULTILINE)
    assert all(getattr(filled, key) for key in keys)
    assert len(keys) >= 6


@pytest.mark.parametrize(
    ("navn", "told"),
    [
        ("Ελλάδα", "Planens navn »Ελλάδα« har ingen af bogstaverne a til å og ingen cifre"),
        ("مركز", "har ingen af bogstaverne a til å og ingen cifre"),
        ("…", "Planens navn »…« har ingen bogstaver eller cifre. Skriv navnet"),
        (" ", "Planens navn er tomt. Skriv navnet, som det skal stå i delaftalerne."),
        ("\u200b", "har ingen bogstaver eller cifre"),
    ],
)
def test_a_name_that_no_folder_can_be_named_by_is_told_with_why(
    store: FolderStore, perioder: Bevillingsperioder, navn: str, told: str
) -> None:
    with pytest.raises(NyError, match=re.escape(told)):
        begin(store, perioder, navn=navn)


def test_a_fact_that_no_validator_of_ours_speaks_of_is_told_by_its_field(
    store: FolderStore, perioder: Bevillingsperioder
) -> None:
    """Pydantic's own errors carry no message of ours."""
    with pytest.raises(NyError, match=r"^»Kommuner« kan ikke bruges, som det er skrevet: »7«") as caught:
        _validated(Helhedsplan, format=1, id="a", navn="A", bevillingsperiode="2019-26", kommuner=7)

    assert "Input" not in str(caught.value)
