"""The story of a delaftale has a sentence for every kind of act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model.sti import Sti
from generator.service.akter import open_planlog
from generator.service.baggrund import tell_steps
from generator.service.historik import read_historik
from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from generator.store.port import DelaftaleRef
from tests.logskriver import A, B, Log, forslag

if TYPE_CHECKING:
    from pathlib import Path

REF = DelaftaleRef("planen", A)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """Return a store whose plan has a log with every kind of act."""
    log = Log()
    log.registrer(A, vedtaget="2021-09-01")
    log.indstil(forslag("a"), forslag("b"), forslag("c"), forslag("d"))
    log.add("tilbagetraekning", "2022-08-20", forslag=["d"], begrundelse="Afventer.")
    log.beslut(
        {"forslag": "a", "udfald": "godkendt", "gaelder_fra": "2022-10-01"},
        {"forslag": "b", "udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja"},
        {"forslag": "c", "udfald": "bemyndiget"},
    )
    log.opfyld("b")
    log.fastlaeg("c", "2022-11-02")
    log.add("referatgodkendelse", "2022-12-01", moede="2022-09-14", godkendt="2022-12-01", metode="moede")
    log.ret(A, fra="2023-01-01")
    log.add("ingen-aendringer", "2023-09-14", aar=2023, moede="2023-09-14", ordlyd="Ingen ændringer.")
    newest = len(log.tilstand.versioner(A))
    sent = {"omfang": [{"delaftale": A, "version": newest}], "stand_pr": "2023-10-01"}
    log.add("forsendelse", "2023-10-01", modtager="Landsbyggefonden", **sent)
    log.forlaeng("2026-09-30", A)
    log.add("afslutning", "2026-10-01", dato="2026-09-30", begrundelse="Planen er slut.")
    return stored(log, tmp_path)


def stored(log: Log, root: Path) -> FolderStore:
    """Return a store with a plan that has the log."""
    folder = root / "aftaler" / REF.plan
    for sti, data in log.stored.items():
        (folder / sti).parent.mkdir(parents=True, exist_ok=True)
        (folder / sti).write_bytes(data)
    return FolderStore(root, RealFiles())


def test_every_kind_of_act_is_told(store: FolderStore) -> None:
    acts = read_historik(store, REF)

    assert [(act.art, act.linjer[0]) for act in acts] == [
        ("Registrering", "Version 1 registreret, gælder fra 01.10.21. Vedtaget: 01.09.21."),
        ("Indstilling", "Årlig revision »indstilling-2«:"),
        ("Tilbagetrækning", "»Sag d« trukket tilbage: Afventer."),
        ("Beslutning", "Mødet 14.09.22:"),
        ("Forbehold", "Forbeholdet ved »Sag b« er opfyldt: Kommunen har sagt ja."),
        ("Endelig ordlyd", "Endelig ordlyd af »Sag c«: Formandskabet har godkendt ordlyden."),
        ("Godkendelse af referat", "Referatet fra mødet 14.09.22 godkendt på et møde, 01.12.22"),
        ("Redaktionel rettelse", "Stavefejl."),
        ("Ingen ændringer", "Den årlige revision 2023, mødet 14.09.23: Ingen ændringer."),
        ("Forsendelse", "Sendt til Landsbyggefonden, stand pr. 01.10.23"),
        ("Forlængelse", "Forlænget til 30.09.26, Landsbyggefondens journalnummer 24/117"),
        ("Afslutning", "Planen er afsluttet med 30.09.26 som sidste dag: Planen er slut."),
    ]


def test_versions_that_an_act_made_are_told_with_it(store: FolderStore) -> None:
    acts = {act.art: act for act in read_historik(store, REF)}

    assert acts["Redaktionel rettelse"].linjer == ("Stavefejl.", "Version 5 gælder fra 01.01.23")


def test_only_the_forslag_of_the_delaftale_itself_are_told(tmp_path: Path) -> None:
    log = Log()
    log.registrer(A)
    log.registrer(B)
    log.indstil(forslag("a"), forslag("b", B), forslag("c"), forslag("d", B))
    log.add("tilbagetraekning", "2022-08-20", forslag=["c", "d"], begrundelse="Afventer.")
    log.beslut({"forslag": "a", "udfald": "udsat"}, {"forslag": "b", "udfald": "udsat"})

    story = read_historik(stored(log, tmp_path), DelaftaleRef(REF.plan, B))

    assert [act.linjer[1:] if act.art != "Tilbagetrækning" else act.linjer for act in story[1:]] == [
        ("»Sag b« (b)", "»Sag d« (d)"),
        ("»Sag d« trukket tilbage: Afventer.",),
        ("Punkt 4, »Sag b«: udsat",),
    ]


def test_corrections_and_prolongations_have_their_ground(store: FolderStore) -> None:
    planlog = open_planlog(store, REF.plan)

    text = tell_steps(planlog, A, Sti("kommunal_sammenhaeng"), versioner=range(1, 10))
    period = tell_steps(planlog, A, Sti("gaelder_til"), versioner=range(1, 10))

    assert text[:3] == [
        "Version 5, gælder fra 01.01.23, redaktionelt rettet 01.01.23",
        "Grundlag: Stavefejl.",
        "Før stod der: før",
    ]
    assert period[:2] == [
        "Version 6, gælder fra 01.06.25, forlænget 01.06.25",
        "Grundlag: Landsbyggefonden har godkendt forlængelsen, journalnummer 24/117.",
    ]
