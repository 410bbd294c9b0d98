"""Documents as issued: made with their version, stored beside it, handed out byte for byte, made anew to compare."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import GeneratorError, LogError
from generator.model.beslutning import Godkendelsesmetode
from generator.model.beslutningslog import Postart
from generator.service.akter import AktError, add_post, open_planlog
from generator.service.beslutning import beslut
from generator.service.formater import Dokumentformat
from generator.service.generering import Dokument, Mislykket, Opgave, generer
from generator.service.historik import read_historik
from generator.service.kilde import Gengivelse
from generator.service.planakter import godkend_referat
from generator.service.registrering import registrer
from generator.service.rettelse import forlaeng
from generator.service.samlet import handl_samlet
from generator.service.udgivelse import Udgiver, UdgivetBrudError, med_udgivelse, udgiv, udgiv_efter_referat, udgiv_nye
from generator.service.verificering import read_koder
from generator.store.files import RealFiles
from generator.workflow.kontrolkode import kontrolkode
from tests.unit.service.akter_hjaelp import PROCENT, afgoer, freeze, on, register

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.service.akter import Gemt
    from generator.service.udgaver import Udgavevalg
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef, Store

MOEDE = date(2022, 9, 14)
NAESTE = date(2022, 12, 7)
SAG = "2022-beboervejledere"
BEGGE = (Dokumentformat.DOCX, Dokumentformat.PDF)


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def besluttet(store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> FolderStore:
    """Return a store where version 1 is registered and version 2 decided, each issued in the act that made it."""
    handling = on("2022-08-01")
    med_udgivelse(store, ref.plan, handling, udgiver, lambda s: registrer(s, ref, handling, grundlag="Bilag."))
    freeze(store, ref, PROCENT)
    handling = on("2022-09-14")
    med_udgivelse(
        store,
        ref.plan,
        handling,
        udgiver,
        lambda s: beslut(s, ref.plan, handling, moede=MOEDE, afgoerelser=[afgoer(SAG)]),
    )
    return store


def make(
    store: FolderStore, udgiver: Udgiver, ref: DelaftaleRef, valg: Udgavevalg, today: date, **options: object
) -> list[Dokument | Mislykket]:
    return list(
        generer(
            store,
            udgiver.forms,
            udgiver.perioder,
            RealFiles(),
            opgaver=[Opgave(ref, valg)],
            folder=store.root / "output",
            today=today,
            **({"formater": BEGGE} | options),  # type: ignore[arg-type]
        )
    )


def approve(store: Store, ref: DelaftaleRef) -> Gemt:
    handling = on("2022-12-07")
    return godkend_referat(store, ref.plan, handling, moede=MOEDE, godkendt=NAESTE, metode=Godkendelsesmetode.MOEDE)


def test_version_is_issued_in_the_act_that_makes_it(besluttet: FolderStore, ref: DelaftaleRef, versioner: Path) -> None:
    planlog = open_planlog(besluttet, ref.plan)

    kinds = ["registrering", "udgivelse", "indstilling", "beslutning", "udgivelse"]
    assert [item.post.art for item in planlog.poster] == kinds
    assert [item.post.serie is None for item in planlog.poster] == [False, False, True, False, False]
    assert sorted(path.name for path in (versioner / "0002").iterdir()) == [
        "delaftale.yaml",
        "helhedsplan.yaml",
        "udgivet-1.docx",
        "udgivet-1.pdf",
    ]
    assert besluttet.verify_log(ref.plan)[0] is None


def test_document_prints_the_code_of_the_post_that_made_its_version(
    besluttet: FolderStore, ref: DelaftaleRef, versioner: Path
) -> None:
    """And not of the one that issued it, which names the document's bytes."""
    poster = open_planlog(besluttet, ref.plan).poster

    for name in ("udgivet-1.docx", "udgivet-1.pdf"):
        found = read_koder((versioner / "0002" / name).read_bytes(), name)
        assert found == (kontrolkode(poster[3].data),)


@pytest.mark.parametrize("valg", [2, date(2022, 10, 1), None])
def test_issued_files_come_out_byte_for_byte_on_any_day(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, versioner: Path, valg: Udgavevalg
) -> None:
    for today in (date(2022, 10, 1), date(2031, 1, 1)):
        docx, pdf = make(besluttet, udgiver, ref, valg, today)

        for item in (docx, pdf):
            assert isinstance(item, Dokument)
            assert item.path.read_bytes() == (versioner / "0002" / f"udgivet-1.{item.format}").read_bytes()
            assert item.udgivet is not None
            assert (item.udgivet.post, item.ens) == (5, True)


def test_other_formats_say_how_things_stand_on_the_day(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    made = make(besluttet, udgiver, ref, 2, date(2031, 1, 1), formater=tuple(Dokumentformat))

    assert [item.format for item in made if isinstance(item, Dokument)] == list(Dokumentformat)
    md = made[-1]
    assert isinstance(md, Dokument)
    assert (md.udgivet, md.ens) == (None, None)
    assert "Gjaldt til 30.09.25" in md.path.read_text("utf-8")


def test_rendering_anew_gives_the_bytes_that_were_issued(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    """As of the day of the issue and the log before it, whatever was decided since."""
    approve(besluttet, ref)

    for version in (1, 2):
        made = make(besluttet, udgiver, ref, version, date(2031, 1, 1), gengiv=Gengivelse.SOM_UDGIVET)
        assert [item.ens for item in made if isinstance(item, Dokument)] == [True, True]


def test_rendering_as_of_another_day_is_told_apart(besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> None:
    made = make(besluttet, udgiver, ref, 2, date(2031, 1, 1), gengiv=Gengivelse.PR_DATO)

    for item in made:
        assert isinstance(item, Dokument)
        assert item.ens is False
        assert item.udgivet is not None


@pytest.mark.parametrize("data", [None, b"%PDF-1.7 en anden"], ids=["gone", "changed"])
def test_issued_file_that_is_not_as_it_was_is_never_replaced_in_silence(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, versioner: Path, data: bytes | None
) -> None:
    path = versioner / "0002" / "udgivet-1.pdf"
    path.unlink()
    if data is not None:
        path.write_bytes(data)

    (failed,) = make(besluttet, udgiver, ref, 2, MOEDE)

    assert isinstance(failed, Mislykket)
    assert isinstance(failed.error, UdgivetBrudError)
    assert "--gengiv" in str(failed.error)
    assert len(make(besluttet, udgiver, ref, 2, MOEDE, gengiv=Gengivelse.SOM_UDGIVET)) == 2
    brud, _ = besluttet.verify_log(ref.plan)
    assert brud is not None
    assert brud.fil.endswith("versioner/0002/udgivet-1.pdf")


def test_document_that_nobody_issued_is_named_by_the_check(
    besluttet: FolderStore, ref: DelaftaleRef, versioner: Path
) -> None:
    (versioner / "0002" / "udgivet-2.pdf").write_bytes(b"%PDF")

    brud, _ = besluttet.verify_log(ref.plan)

    assert brud is not None
    assert brud.fil.endswith("versioner/0002/udgivet-2.pdf")
    assert "ikke lavet af nogen post" in str(brud)


def test_document_says_that_the_referat_is_not_approved_until_it_is(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    """The version is then issued once more; the first issue stays, and the last one is handed out."""
    first = make(besluttet, udgiver, ref, 2, MOEDE, formater=tuple(Dokumentformat))

    made = handl_samlet(
        besluttet,
        ref.plan,
        [
            lambda s: approve(s, ref),
            lambda s: udgiv_efter_referat(s, ref.plan, on("2022-12-07"), udgiver, moede=MOEDE),
        ],
    )

    assert [item.post.art for item in made.poster] == ["referatgodkendelse", "udgivelse"]
    assert made.poster[1].post.udgivelse is not None
    assert made.poster[1].post.udgivelse.anledning == "Referatet fra mødet 14.09.22 er godkendt."
    tilstand = open_planlog(besluttet, ref.plan).tilstand
    assert [item.nr for item in tilstand.udgivelser[ref.delaftale, 2]] == [1, 2]
    assert [item.nr for item in tilstand.udgivelser[ref.delaftale, 1]] == [1]
    md = first[-1]
    assert isinstance(md, Dokument)
    assert "besluttet 14.09.22, referat ikke godkendt · Gælder fra" in md.path.read_text("utf-8")
    docx, _, _, md = make(besluttet, udgiver, ref, 2, NAESTE, formater=tuple(Dokumentformat))
    assert isinstance(docx, Dokument)
    assert docx.udgivet is not None
    assert docx.udgivet.nr == 2
    assert isinstance(md, Dokument)
    assert "referat ikke godkendt" not in md.path.read_text("utf-8")
    assert read_historik(besluttet, ref)[-1].linjer == (
        "Version 2 udgivet som Word og PDF for 2. gang: Referatet fra mødet 14.09.22 er godkendt.",
    )
    assert besluttet.verify_log(ref.plan)[0] is None


def test_versions_of_a_meeting_are_not_issued_again_before_or_twice_after_the_approval(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    def again() -> Gemt | None:
        return udgiv_efter_referat(besluttet, ref.plan, on("2022-12-07"), udgiver, moede=MOEDE)

    with pytest.raises(AktError, match=r"Referatet fra mødet 14\.09\.22 er ikke godkendt"):
        again()
    approve(besluttet, ref)

    assert again() is not None
    assert again() is None


def test_versions_that_were_never_issued_are_issued_together(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    register(store, ref)

    done = udgiv_nye(store, ref.plan, on("2022-08-02"), udgiver)

    assert done is not None
    assert open_planlog(store, ref.plan).tilstand.udgivet(ref.delaftale, 1) is not None
    assert udgiv_nye(store, ref.plan, on("2022-08-02"), udgiver) is None


def test_act_without_versions_issues_nothing(store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    handling = on("2022-09-14")

    done = med_udgivelse(
        store,
        ref.plan,
        handling,
        udgiver,
        lambda s: beslut(s, ref.plan, handling, moede=MOEDE, afgoerelser=[afgoer(SAG, "udsat", None)]),
    )

    assert done.udgivelse is None
    assert [item.post.art for item in open_planlog(store, ref.plan).poster][-1] == "beslutning"


def test_prolonging_issues_the_edition_that_says_so(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    handling = on("2025-06-01")

    done = med_udgivelse(
        besluttet,
        ref.plan,
        handling,
        udgiver,
        lambda s: forlaeng(
            s,
            ref.plan,
            handling,
            godkendt=date(2025, 6, 1),
            journalnummer="24/117",
            gaelder_til=date(2026, 9, 30),
            delaftaler=[ref.delaftale],
        ),
    )

    assert done.resultat.versioner == ((ref.delaftale, 3),)
    assert open_planlog(besluttet, ref.plan).tilstand.udgivet(ref.delaftale, 3) is not None


def test_version_that_can_not_be_rendered_makes_no_post(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    """A form that is broken keeps the version back too: no version without its documents."""
    path = store.root / "templates"
    path.mkdir()
    (path / "lbf-2019-26").mkdir()
    (path / "lbf-2019-26" / "delaftale.docx").write_bytes(b"PK ikke en Word-fil")
    handling = on("2022-08-01")

    with pytest.raises(GeneratorError):
        med_udgivelse(store, ref.plan, handling, udgiver, lambda s: registrer(s, ref, handling, grundlag="Bilag."))

    assert not store.has_log(ref.plan)


@pytest.mark.parametrize(
    ("versioner_", "said"),
    [([("x", 1)], "står ikke i beslutningsloggen"), ([], "ingen version at udgive")],
)
def test_version_that_the_log_does_not_know_is_not_issued(
    besluttet: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, versioner_: list[tuple[str, int]], said: str
) -> None:
    with pytest.raises(AktError, match=said):
        udgiv(besluttet, ref.plan, on("2022-12-07"), udgiver, versioner_)


@pytest.mark.parametrize(
    ("version", "nr", "said"),
    [(2, 3, r"næste udgivelse af version 2 .* er nr\. 2, ikke nr\. 3"), (7, 1, "har ingen version 7")],
)
def test_issue_that_skips_a_number_or_a_version_is_refused_by_the_fold(
    besluttet: FolderStore, ref: DelaftaleRef, version: int, nr: int, said: str
) -> None:
    planlog = open_planlog(besluttet, ref.plan)
    name = f"{ref.delaftale}/versioner/{version:04}/udgivet-{nr}"
    facts = {"omfang": [{"delaftale": ref.delaftale, "version": version, "nr": nr}]}

    with pytest.raises(LogError, match=said):
        add_post(
            besluttet,
            planlog,
            on("2022-12-07"),
            Postart.UDGIVELSE,
            facts,
            filer={f"{name}.docx": b"PK", f"{name}.pdf": b"%PDF"},
        )


def test_issued_document_that_lies_there_from_before_is_not_taken_over_in_silence(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, versioner: Path
) -> None:
    """A log that was lost and is begun again: the old document is named and nothing is written."""
    (versioner / "0001" / "udgivet-1.pdf").write_bytes(b"%PDF fra den gamle log")
    handling = on("2022-08-01")

    with pytest.raises(AktError, match=r"udgivet-1\.pdf« hører ikke til"):
        med_udgivelse(store, ref.plan, handling, udgiver, lambda s: registrer(s, ref, handling, grundlag="Bilag."))

    assert not store.has_log(ref.plan)
