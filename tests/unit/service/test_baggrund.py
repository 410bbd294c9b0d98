"""Why it says this: for any field, back to the edition that was registered first, and beside the fields in HTML."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import NotRegisteredError
from generator.model.sti import Sti
from generator.service.akter import open_planlog
from generator.service.baggrund import UnknownFeltError, describe_trin, read_feltbaggrund, shorten
from generator.service.formater import Dokumentformat
from generator.service.generering import Dokument, Opgave, generer
from generator.service.historik import read_historik
from generator.service.oprindelse import describe_stored, read_baggrund, read_oprindelse
from generator.service.udgaver import read_udgave
from generator.store.files import RealFiles
from generator.workflow.kontrolkode import kontrolkode
from tests.unit.service.akter_hjaelp import PROCENT, RESSOURCE, afgoer, draft, freeze, register
from tests.unit.service.test_beslutning import FORANKRING, MOEDE, SAG, decide

if TYPE_CHECKING:
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

NAVN = "Beboervejledere, Procent"


@pytest.fixture
def besluttet(store: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return a store where a meeting has approved a change."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    decide(store, ref, afgoer(SAG))
    return store


def test_story_of_a_field_goes_back_to_the_first_edition(besluttet: FolderStore, ref: DelaftaleRef) -> None:
    found = read_feltbaggrund(besluttet, ref, NAVN)

    assert (found.sti, found.nu) == (RESSOURCE, "50")
    decided, registered = found.trin
    assert describe_trin(decided) == [
        "Version 2, gælder fra 01.10.22, besluttet 14.09.22",
        "Forslag: Beboervejledere, Procent: ændret",
        "Begrundelse: Det viser erfaringen.",
        "Mødet 14.09.22, punkt 4: godkendt som indstillet",
        "Beslutning: Godkendt.",
        "Før stod der: 40",
    ]
    assert describe_trin(registered) == [
        "Version 1, gælder fra 01.10.21, registreret 01.08.22",
        "Grundlag: Bilag til den strategiske samarbejdsaftale. Vedtagelsen er ukendt.",
    ]


@pytest.mark.parametrize("felt", [NAVN, "beboervejledere procent", "»Beboervejledere, Procent«", RESSOURCE])
def test_field_is_found_by_its_name_or_its_address(besluttet: FolderStore, ref: DelaftaleRef, felt: str) -> None:
    assert read_feltbaggrund(besluttet, ref, felt).sti == RESSOURCE


def test_part_has_the_story_of_its_fields(besluttet: FolderStore, ref: DelaftaleRef) -> None:
    found = read_feltbaggrund(besluttet, ref, "Beboervejledere")

    assert (found.nu, len(found.trin)) == ("", 2)


def test_field_that_nobody_changed_has_the_edition_as_its_story(besluttet: FolderStore, ref: DelaftaleRef) -> None:
    (step,) = read_feltbaggrund(besluttet, ref, "Beboervejledning, Forankring").trin

    assert (step.version, step.er_hele_udgaven, step.foer) == (1, True, None)


def test_field_that_is_gone_is_found_in_an_earlier_version(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref)
    kladde = store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml"
    text = kladde.read_text("utf-8")
    start = text.index("  - id: beboervejledere")
    end = text.find("\n  - id:", start)
    kladde.write_text(text[:start] + text[end + 1 :], "utf-8")
    freeze(store, ref)
    decide(store, ref, afgoer(SAG))

    found = read_feltbaggrund(store, ref, NAVN)

    assert found.nu is None
    assert "40" in str(found.trin[0].foer)


@pytest.mark.parametrize(
    ("felt", "said"), [("Forankring", "kan være »"), ("Beboervejledre, Procent", "Mente du"), ("xyzzy", "intet felt")]
)
def test_field_that_is_not_there_is_refused(besluttet: FolderStore, ref: DelaftaleRef, felt: str, said: str) -> None:
    with pytest.raises(UnknownFeltError, match=said):
        read_feltbaggrund(besluttet, ref, felt)


def test_delaftale_without_a_post_has_no_story(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(NotRegisteredError):
        read_feltbaggrund(store, ref, NAVN)
    with pytest.raises(NotRegisteredError):
        read_historik(store, ref)


def test_long_wording_is_cut() -> None:
    assert len(shorten("ord " * 200)) <= 302


def test_historik_tells_every_act_in_order(besluttet: FolderStore, ref: DelaftaleRef) -> None:
    acts = read_historik(besluttet, ref)

    assert [act.art for act in acts] == ["Registrering", "Indstilling", "Beslutning"]
    assert acts[-1].linjer == (
        "Mødet 14.09.22:",
        "Punkt 4, »Beboervejledere, Procent: ændret«: godkendt som indstillet",
        "Version 2 gælder fra 01.10.22",
    )


@pytest.mark.parametrize(
    ("version", "day", "said"),
    [
        (1, date(2022, 9, 14), "Gælder fra 01.10.21 til 30.09.22"),
        (1, date(2022, 10, 1), "Gjaldt til 30.09.22 (fra\N{NO-BREAK SPACE}01.10.21)"),
        (2, date(2022, 9, 14), "Gælder fra 01.10.22"),
        (2, date(2022, 10, 1), "Gælder fra 01.10.22 til 30.09.25"),
        (2, date(2025, 10, 1), "Gjaldt til 30.09.25 (fra\N{NO-BREAK SPACE}01.10.22)"),
    ],
)
def test_footer_says_when_a_version_holds(
    besluttet: FolderStore, ref: DelaftaleRef, version: int, day: date, said: str
) -> None:
    udgave = read_oprindelse(besluttet, read_udgave(besluttet, ref, version), day)

    assert udgave is not None
    assert udgave.gaelder_tekst == said


def test_footer_names_the_decision_and_the_code_of_its_post(besluttet: FolderStore, ref: DelaftaleRef) -> None:
    planlog = open_planlog(besluttet, ref.plan)
    first, second = (describe_stored(planlog, read_udgave(besluttet, ref, nr), MOEDE) for nr in (1, 2))

    assert first is not None
    assert second is not None
    assert first.version_tekst == "Version 1 · registreret 01.08.22"
    assert second.version_tekst == "Version 2 · besluttet 14.09.22, referat ikke godkendt"
    codes = tuple(
        kontrolkode(planlog.poster[version.post - 1].data) for version in planlog.tilstand.versioner(ref.delaftale)
    )
    assert (first.kontrolkode, second.kontrolkode) == codes
    assert second.besluttet == MOEDE  # the day that its PDF is dated by


def test_replaced_version_says_by_which(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    decide(store, ref, afgoer(SAG, gaelder_fra="2023-01-01"))
    freeze(store, ref, FORANKRING, day="2022-09-20", akut=True)
    decide(store, ref, afgoer("2022-beboervejledning"), day=date(2022, 9, 28))

    udgave = read_oprindelse(store, read_udgave(store, ref, 2), MOEDE)

    assert udgave is not None
    assert udgave.gaelder_tekst == "Erstattet af version 4 (skulle gælde fra 01.01.23)"


def test_draft_and_unregistered_versions_have_no_origin(store: FolderStore, ref: DelaftaleRef) -> None:
    stored = read_udgave(store, ref, 1)

    assert read_oprindelse(store, stored, MOEDE) is None
    assert read_baggrund(None, stored) == {}


def test_notes_of_a_version_do_not_tell_of_later_ones(besluttet: FolderStore, ref: DelaftaleRef) -> None:
    planlog = open_planlog(besluttet, ref.plan)

    first = read_baggrund(planlog, read_udgave(besluttet, ref, 1))
    second = read_baggrund(planlog, read_udgave(besluttet, ref, 2))

    assert set(first) == {Sti("")}
    assert set(second) == {Sti(""), Sti(RESSOURCE)}


def test_html_shows_the_background_behind_the_field(
    besluttet: FolderStore, ref: DelaftaleRef, forms: FormStore, perioder: Bevillingsperioder
) -> None:
    results = generer(
        besluttet,
        forms,
        perioder,
        RealFiles(),
        opgaver=[Opgave(ref, 2)],
        folder=besluttet.root / "output",
        today=MOEDE,
        formater=[Dokumentformat.HTML, Dokumentformat.MD],
    )
    html, md = (item.path.read_text("utf-8") for item in results if isinstance(item, Dokument))

    assert "Før stod der: 40" in html
    assert "Mødet 14.09.22, punkt 4" in html
    assert "Før stod der" not in md
    assert "Version 2 · besluttet 14.09.22, referat ikke godkendt · Gælder fra 01.10.22 · Kontrolkode" in md


def test_damaged_log_makes_no_document(
    besluttet: FolderStore, ref: DelaftaleRef, forms: FormStore, perioder: Bevillingsperioder
) -> None:
    """A page that says »ikke registreret« since the log can't be read would be wrong; each edition says why."""
    path = besluttet.root / "aftaler" / ref.plan / "beslutningslog" / "0001.yaml"
    path.write_bytes(path.read_bytes().replace(b"Bilag", b"Bilog"))

    results = generer(
        besluttet,
        forms,
        perioder,
        RealFiles(),
        opgaver=[Opgave(ref, 1), Opgave(ref, 2)],
        folder=besluttet.root / "output",
        today=MOEDE,
    )

    assert ["er ændret, efter at den blev skrevet" in str(getattr(item, "error", "")) for item in results] == [
        True,
        True,
    ]
