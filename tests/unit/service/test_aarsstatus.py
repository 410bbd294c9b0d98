"""The year's form is made once and kept up; nothing written is lost; a bilag is written whole or not at all."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from generator.errors import DataError, PackageError
from generator.service.aarsstatus import (
    Bilag,
    NoStatusError,
    OutsidePeriodError,
    Statusskema,
    make_statusskema,
    read_bilag,
    write_bilag,
)
from generator.service.akter import Handling
from generator.service.formater import Dokumentformat
from generator.service.generering import find_opgaver
from generator.service.kontrol import Kontrollant
from generator.service.registrering import registrer
from generator.service.udgaver import Kladde
from generator.store.file_errors import FileError
from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from generator.store.log_errors import LogConflictError
from generator.store.viden import load_datakilder
from generator.word.statusbilag import AARSSTATUS, STATUSFORMULAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.service.udgaver import Udgavevalg
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef
    from generator.word.statusbilag import Statusindhold
    from tests.unit.service.conftest import AddVersion

DAY = date(2022, 12, 1)
BOERN = "12 børn deltager i forløb om børnedemokrati"


@pytest.fixture
def make(store: FolderStore, ref: DelaftaleRef) -> Callable[..., Statusskema]:
    """Return a function that makes or updates the form of a year."""

    def act(aar: int = 2022, valg: Udgavevalg = None) -> Statusskema:
        return make_statusskema(store, ref, aar, valg=valg, datakilder=load_datakilder(), today=DAY)

    return act


@pytest.fixture
def path(store: FolderStore, ref: DelaftaleRef) -> Path:
    """Return where the form of 2022 stands."""
    return store.root / "aftaler" / ref.plan / ref.delaftale / "status" / "2022.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_new_form_is_written_and_asks_for_everything(make: Callable[..., Statusskema], path: Path) -> None:
    skema = make()

    assert (skema.er_ny, skema.er_skrevet) == (True, True)
    assert (skema.tilfoejet, skema.udgaaet, skema.kommentarer) == ((), (), ())
    assert path.as_posix().endswith(skema.fil)
    assert path.is_file()
    assert [item.code for item in skema.findings] == ["STA-33"] * 7


def test_form_that_fits_is_not_touched(make: Callable[..., Statusskema], path: Path) -> None:
    make()
    edit(path, "    vurdering:\n", "    vurdering:   naaet   # min egen\n")
    before = path.read_bytes()
    skema = make()

    assert (skema.er_ny, skema.er_skrevet) == (False, False)
    assert path.read_bytes() == before
    assert len(skema.findings) == 6


def test_new_indikator_gets_a_line_and_all_that_was_written_stays(
    make: Callable[..., Statusskema], path: Path, add_version: AddVersion, store: FolderStore, ref: DelaftaleRef
) -> None:
    make()
    edit(path, "        vaerdi:\n", "        # husk kilden\n        vaerdi: 53\n")
    old = "      - id: boernedemokrati\n        type: aktivitetsnaer"
    add_version(2, (old, f"      - id: ny\n        type: effekt\n        tekst: Ny\n{old}"))
    skema = make()
    status = store.read_status(ref, 2022)

    assert (skema.er_skrevet, skema.tilfoejet) == (True, ("Delmål 2, Indikator 3",))
    assert skema.kommentarer == ("# husk kilden",)
    assert path.read_text("utf-8").endswith("# husk kilden\n")
    assert status is not None
    assert [item.id for item in status.delmaal[1].indikatorer][2:] == ["ny", "boernedemokrati"]
    found = status.find_indikator("positivt-syn", "tillid")
    assert found is not None
    assert found.vaerdi_tekst == "53"


def test_what_left_the_agreement_stays_if_it_was_filled_in(
    make: Callable[..., Statusskema], path: Path, add_version: AddVersion
) -> None:
    make()
    edit(path, "      - id: tillid\n        vaerdi:", "      - id: tillid\n        vaerdi: 53")
    edit(path, "      - id: samtaler\n        vaerdi:", "      - id: gamle\n        vaerdi: 980")
    edit(path, "      - id: boernedemokrati\n", "      - id: boern\n")
    skema = make()

    assert skema.tilfoejet == ("Delmål 1, Indikator 2", "Delmål 2, Indikator 3")
    assert [(item.navn, item.er_bevaret) for item in skema.udgaaet] == [
        ("indikatoren gamle under Delmål 1", True),
        ("indikatoren boern under Delmål 2", False),
    ]
    assert "vaerdi: 980" in path.read_text("utf-8")
    again = make()
    assert (again.er_skrevet, [item.navn for item in again.udgaaet]) == (False, ["indikatoren gamle under Delmål 1"])
    assert "STA-E1" in {item.code for item in again.findings}


def test_the_edition_that_is_meant_gives_the_lines(
    make: Callable[..., Statusskema], path: Path, kladde: Path, store: FolderStore, ref: DelaftaleRef
) -> None:
    kladde.write_text(kladde.read_text("utf-8").replace("id: boernedemokrati", "id: demokrati"), "utf-8")
    make(valg=Kladde.KLADDE)
    status = store.read_status(ref, 2022)

    assert status is not None
    assert status.find_indikator("lokalt-engagement", "demokrati") is not None


@pytest.mark.parametrize("aar", [2020, 2026])
def test_year_outside_the_period_is_refused(make: Callable[..., Statusskema], path: Path, aar: int) -> None:
    with pytest.raises(OutsidePeriodError, match=rf"gælder 01\.10\.21 – 30\.09\.25, .* status for {aar}\. Vælg et år"):
        make(aar)
    assert not path.parent.exists()


def test_damaged_form_is_an_error_and_stays(make: Callable[..., Statusskema], path: Path) -> None:
    make()
    edit(path, "        vaerdi:", "        værdi:")
    before = path.read_bytes()

    with pytest.raises(DataError, match="Feltet »værdi« hedder »vaerdi«"):
        make()
    assert path.read_bytes() == before


class SavedMeanwhile(FolderStore):
    """A store whose form somebody else fills in right after it was read."""

    def read_fil(self, plan: str, sti: str, limit: int = 5_000_000) -> bytes | None:
        data = super().read_fil(plan, sti, limit)
        path = self.root / "aftaler" / plan / sti
        if b"vurdering:\n" in path.read_bytes():
            edit(path, "    vurdering:\n", "    vurdering: naaet\n")
        return data


def test_somebody_who_saves_in_between_is_not_overwritten(
    make: Callable[..., Statusskema], path: Path, store: FolderStore, ref: DelaftaleRef
) -> None:
    make()
    edit(path, "      - id: boernedemokrati\n", "      - id: boern\n")
    other = SavedMeanwhile(store.root, RealFiles())

    with pytest.raises(LogConflictError):
        make_statusskema(other, ref, 2022, valg=None, datakilder=load_datakilder(), today=DAY)
    assert "vurdering: naaet" in path.read_text("utf-8")
    assert "- id: boern\n" in path.read_text("utf-8")


def test_years_are_listed_and_other_files_are_not(
    make: Callable[..., Statusskema], path: Path, store: FolderStore, ref: DelaftaleRef
) -> None:
    assert store.list_statusaar(ref) == ()
    make(2023)
    make(2022)
    (path.parent / "noter.yaml").write_text("x", "utf-8")
    (path.parent / "2021.yml").write_text("x", "utf-8")

    assert store.list_statusaar(ref) == (2022, 2023)
    assert store.read_status(ref, 2021) is None
    assert [str(each) for each in store.list_delaftaler(ref.plan)] == [str(ref)]


# -- kontroller --


def test_kontrol_shows_the_findings_of_every_year_among_the_others(
    make: Callable[..., Statusskema], path: Path, store: FolderStore, perioder: Bevillingsperioder
) -> None:
    make(2021)
    make()
    edit(path, "      - id: samtaler\n        vaerdi:", "      - id: samtaler\n        vaerdi: -5")
    kontrollant = Kontrollant(store, perioder, load_datakilder(), today=DAY)
    (opgave,) = find_opgaver(store, (), None, alle=False)
    kontrol = kontrollant.check(opgave)
    codes = [item.code for item in kontrol.findings]

    assert kontrol.antal_fejl == 1
    assert codes.count("STA-33") == 13
    places = [kontrol.kontekst.plads(item.sti) for item in kontrol.findings]
    assert places == sorted(places)


# -- the bilag --


@pytest.fixture
def show(store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder) -> Callable[..., Statusindhold]:
    """Return a function that reads what the bilag of a year prints."""

    def act(aar: int = 2022, valg: Udgavevalg = None, today: date = DAY) -> Statusindhold:
        return read_bilag(store, ref, aar, valg=valg, perioder=perioder, today=today)

    return act


@pytest.fixture
def write(
    make: Callable[..., Statusskema], show: Callable[..., Statusindhold], forms: FormStore
) -> Callable[..., list[Bilag]]:
    """Return a function that makes the form of 2022 and writes its bilag."""

    def act(target: Path, *formater: Dokumentformat) -> list[Bilag]:
        make()
        return list(write_bilag(show(), forms, RealFiles(), path=target, formater=formater, day=DAY))

    return act


def test_bilag_is_written_in_the_formats_asked_for(write: Callable[..., list[Bilag]], tmp_path: Path) -> None:
    made = write(tmp_path / "ud" / "status-2022", *Dokumentformat)

    assert [(item.path.name, item.format.value) for item in made] == [
        ("status-2022.docx", "docx"),
        ("status-2022.pdf", "pdf"),
        ("status-2022.html", "html"),
        ("status-2022.md", "md"),
    ]
    assert [item.path.stat().st_size for item in made] == [item.size for item in made]
    assert made[0].path.read_bytes().startswith(b"PK")
    assert made[1].path.read_bytes().startswith(b"%PDF")
    assert BOERN in made[2].path.read_text("utf-8")
    assert BOERN in made[3].path.read_text("utf-8")


def test_same_status_gives_the_same_bytes(write: Callable[..., list[Bilag]], tmp_path: Path) -> None:
    first = write(tmp_path / "a", *Dokumentformat)
    second = write(tmp_path / "b", *Dokumentformat)

    assert [item.path.read_bytes() for item in first] == [item.path.read_bytes() for item in second]


def test_projects_own_status_form_goes_before_the_shipped_one(
    write: Callable[..., list[Bilag]], tmp_path: Path, forms: FormStore, store: FolderStore, repo: Path
) -> None:
    own = store.root / "templates" / STATUSFORMULAR
    shutil.copytree(repo / "templates" / STATUSFORMULAR, own)
    (own / AARSSTATUS.fil).write_bytes(b"ikke en Word-fil")

    with pytest.raises(PackageError, match=STATUSFORMULAR):
        write(tmp_path / "a", Dokumentformat.MD)
    assert not (tmp_path / "a.md").exists()
    assert STATUSFORMULAR not in forms.list_formularer()
    assert STATUSFORMULAR in forms.list_formularer(AARSSTATUS)


def test_bilag_of_a_draft_or_an_ended_agreement_says_so(
    make: Callable[..., Statusskema], show: Callable[..., Statusindhold], kladde: Path
) -> None:
    make()
    ended, draft = show(valg=1, today=date(2026, 1, 1)).udgave, show(valg=Kladde.KLADDE).udgave

    assert (ended.version, ended.gaelder_tekst) == (1, "Gjaldt til 30.09.25")
    assert (draft.version_tekst, draft.gaelder_tekst) == (
        "UDKAST – ikke besluttet",
        "Foreslået periode til 30.09.25",
    )


def test_bilag_of_a_registered_agreement_says_what_the_log_knows(
    make: Callable[..., Statusskema], show: Callable[..., Statusindhold], store: FolderStore, ref: DelaftaleRef
) -> None:
    make()
    handling = Handling(DAY, datetime(2022, 12, 1, 12, tzinfo=UTC))
    registrer(store, ref, handling, grundlag="Bilag til den strategiske samarbejdsaftale")

    known = show(today=date(2026, 1, 1)).udgave
    assert known.version_tekst.startswith("Version 1 · registreret 01.12.22")
    assert known.gaelder_tekst.startswith("Gjaldt til 30.09.25")


def test_bilag_without_a_status_is_refused(show: Callable[..., Statusindhold]) -> None:
    with pytest.raises(NoStatusError, match=r"har ingen status for 2022\. Lav den med »delaftale aarsstatus"):
        show()
    with pytest.raises(OutsidePeriodError):
        show(2026)


def test_folder_that_is_a_file_is_an_error_and_nothing_is_written(
    write: Callable[..., list[Bilag]], tmp_path: Path
) -> None:
    (tmp_path / "ud").write_text("", "utf-8")

    with pytest.raises(FileError):
        write(tmp_path / "ud" / "s", Dokumentformat.MD)
    assert (tmp_path / "ud").read_text("utf-8") == ""
