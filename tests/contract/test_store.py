"""What a store promises, acts and all: the folder on a disk, with and without hard links, and the one in memory.

Each store in `STORES` passes this file unchanged; a new one joins it there.
"""

from __future__ import annotations

import contextlib
import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from generator.errors import DataError, GeneratorError
from generator.model.beslutning import Godkendelsesmetode
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsgrund, Indstillingstype, Indstillingsudkast
from generator.rules import Tilstand
from generator.service.akter import Handling, add_post, add_simple_post, open_planlog
from generator.service.beslutning import beslut
from generator.service.forslag import traek
from generator.service.indstilling import INDSTILLING, indstil
from generator.service.kladder import open_kladde
from generator.service.kontrol import Kontrollant
from generator.service.personer import slet_person, tilfoej_person
from generator.service.planakter import fremsend, godkend_referat
from generator.service.registrering import registrer
from generator.store.files import RealFiles
from generator.store.folder import FolderStore, NoUdgaveError
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import UDEN_LINKS_BESKED
from generator.store.log_errors import LogConflictError
from generator.store.port import DelaftaleRef
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from tests.property.maskine_aftaler import PLAN, A, B, datakilder, first_text, helhedsplan, perioder
from tests.unit.service.akter_hjaelp import afgoer

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.store.files import Files
    from generator.store.port import Store

T = TypeVar("T")
MOEDE = date(2022, 9, 14)
REF = DelaftaleRef(PLAN, A)
KLADDE = f"{A}/kladde.yaml"
KOMMENTAR = b"# sp\xc3\xb8rg skolen\n"


class UdenLinks(RealFiles):
    """A drive that refuses hard links."""

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        if function is os.link:
            raise OSError(errno.EPERM, "")
        return super()._call(function, *args)


def in_memory(_: Path) -> tuple[Files, Path]:
    return HukommelseFiles(Disk({"aftaler": None})), Path("/")


def in_a_folder(folder: Path) -> tuple[Files, Path]:
    return RealFiles(), folder


def without_links(folder: Path) -> tuple[Files, Path]:
    return UdenLinks(), folder


STORES = (in_memory, in_a_folder, without_links)


@pytest.fixture(params=STORES, ids=lambda make: make.__name__)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Files, Path]:
    """Return a port and a folder in it, with a plan of two delaftaler that nothing is registered of."""
    files, root = request.param(tmp_path)
    filer = {"helhedsplan.yaml": dump_yaml(helhedsplan())}
    for name in (A, B):
        filer[f"{name}/versioner/0001/delaftale.yaml"] = dump_yaml(first_text(name))
        filer[f"{name}/versioner/0001/helhedsplan.yaml"] = filer["helhedsplan.yaml"]
    for sti, data in filer.items():
        path = root / "aftaler" / PLAN / sti
        files.make_folder(path.parent)
        files.write_new(path, data)
    return files, root


@pytest.fixture
def store(place: tuple[Files, Path]) -> FolderStore:
    """Return the store."""
    return another(place)


def another(place: tuple[Files, Path]) -> FolderStore:
    """Return what another program has of the same plan."""
    files, root = place
    return FolderStore(root, files)


def on(day: str) -> Handling:
    return Handling(date.fromisoformat(day), datetime(2022, 8, 1, 10, 2, 11, tzinfo=UTC))


def register(store: Store) -> None:
    """Register both delaftaler, `REF` first."""
    for ref in (REF, DelaftaleRef(PLAN, B)):
        registrer(store, ref, on("2022-08-01"), grundlag="Bilag til den strategiske samarbejdsaftale.")


def write(store: Store, sti: str, *changes: tuple[bytes, bytes]) -> bytes:
    """Change a file as a person does; return what it holds now."""
    before = store.read_fil(PLAN, sti)
    assert before is not None
    data = before
    for old, new in changes:
        assert old in data
        data = data.replace(old, new, 1)
    store.write_fil(PLAN, sti, data, before)
    return data


def put(store: Store, *changes: tuple[bytes, bytes], day: str = "2022-08-15") -> tuple[str, ...]:
    """Take a change all the way to a frozen indstilling; return what was said on the way."""
    open_kladde(store, REF, date.fromisoformat(day))
    write(store, KLADDE, *changes)
    kontrollant = Kontrollant(
        store, perioder(), datakilder(), today=date.fromisoformat(day), tilstand=Tilstand.GODKENDELSE
    )
    indstil(store, kontrollant, [REF], on(day), type_=Indstillingstype.AKUT)
    raw = store.read_fil(PLAN, INDSTILLING)
    assert raw is not None
    udkast = load_yaml(raw, Indstillingsudkast, INDSTILLING)
    reasons = {"grundlag": (Forslagsgrund.ERFARING,), "begrundelse": "Det viser erfaringen."}
    full = udkast.replaced(forslag=[item.replaced(**reasons) for item in udkast.forslag])
    store.write_fil(PLAN, INDSTILLING, dump_yaml(full), raw)
    return indstil(store, kontrollant, [REF], on(day), type_=Indstillingstype.AKUT, endelig=True).meldinger


PROCENT = (b"procent: 12", b"procent: 15")


def procent(store: Store, version: int) -> str:
    return str(store.read_version(REF, version).delaftale.ressourcer[0].procent)


# -- reading --


def test_plan_is_listed_with_what_it_has(store: Store) -> None:
    assert store.list_planer() == (PLAN,)
    assert store.list_delaftaler(PLAN) == (DelaftaleRef(PLAN, B), REF)
    assert (store.list_versioner(REF), store.has_kladde(REF), store.has_log(PLAN)) == ((1,), False, False)
    assert store.open_log(PLAN)[1] == ()
    assert (store.read_helhedsplan(PLAN), store.read_version(REF, 1).delaftale) == (helhedsplan(), first_text(A))


def test_what_is_not_there_is_said_and_never_invented(store: Store) -> None:
    assert store.list_delaftaler("ingen") == ()
    assert store.list_versioner(DelaftaleRef(PLAN, "ingen")) == ()
    assert (store.read_fil(PLAN, "ingen.yaml"), store.read_status(REF, 2022)) == (None, None)
    with pytest.raises(NoUdgaveError):
        store.read_version(REF, 2)
    with pytest.raises(NoUdgaveError):
        store.read_kladde(REF)
    with pytest.raises(NoUdgaveError):
        store.read_versionsfiler(REF, 2)
    with pytest.raises(GeneratorError):
        store.read_helhedsplan("ingen")


def test_draft_and_plan_are_added_once(store: Store) -> None:
    ref = DelaftaleRef(PLAN, "kriminalitet")
    text = first_text(A).replaced(id="kriminalitet")
    store.add_kladde(ref, text, "Husk parterne.")

    assert store.read_kladde(ref).delaftale == text
    assert "# Husk parterne." in (store.read_fil(PLAN, "kriminalitet/kladde.yaml") or b"").decode()
    with pytest.raises(GeneratorError):
        store.add_kladde(ref, text, "")
    with pytest.raises(GeneratorError):
        store.add_helhedsplan(helhedsplan(), "")


# -- what people edit --


def test_file_is_written_in_place_of_what_was_read(store: Store) -> None:
    store.write_fil(PLAN, "noter.yaml", b"a: 1\n", None)
    store.write_fil(PLAN, "noter.yaml", b"a: 2\n", b"a: 1\n")

    assert store.read_fil(PLAN, "noter.yaml") == b"a: 2\n"


@pytest.mark.parametrize("before", [None, b"a: 0\n"])
def test_second_writer_of_a_file_is_told_and_loses_nothing(store: Store, before: bytes | None) -> None:
    store.write_fil(PLAN, "noter.yaml", b"a: 1\n", None)

    with pytest.raises(LogConflictError):
        store.write_fil(PLAN, "noter.yaml", b"a: 2\n", before)
    assert store.read_fil(PLAN, "noter.yaml") == b"a: 1\n"


def test_file_that_somebody_changed_is_not_removed(store: Store) -> None:
    store.write_fil(PLAN, "noter.yaml", b"a: 1\n", None)

    store.remove_fil(PLAN, "noter.yaml", b"a: 0\n")
    assert store.read_fil(PLAN, "noter.yaml") == b"a: 1\n"
    store.remove_fil(PLAN, "noter.yaml", b"a: 1\n")
    store.remove_fil(PLAN, "noter.yaml", b"a: 1\n")
    assert store.read_fil(PLAN, "noter.yaml") is None


def test_comments_in_a_draft_stay_as_a_person_wrote_them(store: Store) -> None:
    register(store)
    open_kladde(store, REF, MOEDE)

    data = write(store, KLADDE, (b"ressourcer:\n", KOMMENTAR + b"ressourcer:\n"))

    assert store.read_fil(PLAN, KLADDE) == data
    assert store.read_kladde(REF).delaftale == first_text(A)


def test_comments_that_go_with_a_closed_draft_are_named(store: Store) -> None:
    register(store)

    said = put(store, PROCENT, (b"ressourcer:\n", KOMMENTAR + b"ressourcer:\n"))

    assert [line for line in said if "spørg skolen" in line] == [
        f"Kommentaren »# spørg skolen« i {KLADDE} er ikke taget med."
    ]


def test_draft_that_is_no_agreement_is_refused_with_its_place(store: Store) -> None:
    register(store)
    open_kladde(store, REF, MOEDE)
    write(store, KLADDE, (b"ressourcer:\n", b"resourcer:\n"))

    with pytest.raises(DataError, match="Mente du"):
        store.read_kladde(REF)


# -- acts --


def test_whole_cycle_is_stored_and_read_back(place: tuple[Files, Path], store: FolderStore) -> None:
    register(store)
    put(store, PROCENT)
    (name,) = open_planlog(store, PLAN).tilstand.forslag
    gemt = beslut(store, PLAN, on("2022-09-14"), moede=MOEDE, afgoerelser=[afgoer(name)])
    fremsend(store, PLAN, on("2022-10-02"), modtager="Landsbyggefonden", stand_pr=date(2022, 10, 1))

    fresh = another(place)
    assert gemt.versioner == ((A, 2),)
    assert (fresh.list_versioner(REF), procent(fresh, 1), procent(fresh, 2)) == ((1, 2), "12", "15")
    assert [item.post.nr for item in open_planlog(fresh, PLAN).poster] == [1, 2, 3, 4, 5]
    assert open_planlog(fresh, PLAN).tilstand.in_force(A, date(2022, 10, 1)) == 2
    assert fresh.verify_log(PLAN)[0] is None
    assert not fresh.has_kladde(REF)
    assert fresh.read_fil(PLAN, INDSTILLING) is None


def test_version_that_lies_there_is_taken_over_byte_for_byte(store: Store) -> None:
    before = store.read_versionsfiler(REF, 1)

    register(store)

    assert store.read_versionsfiler(REF, 1) == before
    filer = open_planlog(store, PLAN).poster[0].post.filer
    assert {item.sti for item in filer} == before.keys()


def test_second_writer_of_an_act_is_told_and_both_logs_hold(place: tuple[Files, Path], store: FolderStore) -> None:
    register(store)
    mine = open_planlog(store, PLAN)
    approve(another(place), "2022-09-14")

    with pytest.raises(LogConflictError, match="Kør kommandoen igen"):
        approve(store, "2022-09-15", mine)
    assert len(open_planlog(another(place), PLAN).poster) == 3
    assert store.verify_log(PLAN)[0] is None
    approve(store, "2022-09-15")
    assert [item.post.dato.day for item in open_planlog(store, PLAN).poster] == [1, 1, 14, 15]


def approve(store: Store, day: str, planlog: Any = None) -> None:
    """Approve the referat of a day, on the log as it was read."""
    facts = {"moede": day, "godkendt": day, "metode": "moede"}
    add_simple_post(store, planlog or open_planlog(store, PLAN), on(day), Postart.REFERATGODKENDELSE, facts)


def test_draft_that_was_edited_while_it_was_put_is_kept(place: tuple[Files, Path], store: FolderStore) -> None:
    """Whoever freezes closes the draft that they read, and no other."""
    register(store)
    open_kladde(store, REF, MOEDE)
    read = write(store, KLADDE, PROCENT)
    planlog = open_planlog(store, PLAN)
    edited = write(another(place), KLADDE, (b"procent: 15", b"procent: 14"))
    base = {"delaftale": A, "version": 1}
    change = {"art": "saet", "sti": "ressourcer/a/procent", "nuvaerende": "12", "foreslaaet": "15"}
    own: dict[str, object] = {"id": "sag", "titel": "Sag", "grundlag": ["erfaring"], "begrundelse": "Erfaring."}
    own |= {"aendringer": [{"delaftale": A, "aendringer": [change]}]}
    facts = {"id": "2022-akut", "type": "akut", "bygger_paa": [base], "forslag": [own]}

    with pytest.raises(LogConflictError):
        add_post(store, planlog, on("2022-08-15"), Postart.INDSTILLING, facts, lukker={KLADDE: read})
    assert store.read_fil(PLAN, KLADDE) == edited
    assert len(open_planlog(store, PLAN).poster) == 2


def test_refused_act_leaves_nothing(store: Store) -> None:
    register(store)
    put(store, PROCENT)
    posts = store.verify_log(PLAN)[1]

    with pytest.raises(GeneratorError):
        beslut(store, PLAN, on("2022-09-14"), moede=date(2022, 8, 1), afgoerelser=[afgoer("2022-beboere")])
    with pytest.raises(GeneratorError):
        traek(store, [PLAN], ["ingen"], "Ikke aktuelt.", on("2022-09-01"))
    assert store.verify_log(PLAN) == (None, posts)
    assert store.list_versioner(REF) == (1,)


def test_erased_name_leaves_a_record_that_holds(store: Store) -> None:
    register(store)
    tilfoej_person(store, PLAN, "referent", {"navn": "Inger Holm", "rolle": "Referent"})
    godkend_referat(
        store,
        PLAN,
        Handling(MOEDE, datetime(2022, 9, 14, tzinfo=UTC), "referent"),
        moede=MOEDE,
        godkendt=MOEDE,
        metode=Godkendelsesmetode.MOEDE,
    )

    slet_person(store, PLAN, "referent")

    assert store.verify_log(PLAN)[0] is None
    assert b"Inger" not in b"".join(store.verify_log(PLAN)[1]) + (store.read_fil(PLAN, "personer.yaml") or b"")


def test_drive_without_hard_links_is_told_of_and_keeps_all(
    place: tuple[Files, Path], store: FolderStore, request: pytest.FixtureRequest
) -> None:
    said = registrer(store, REF, on("2022-08-01"), grundlag="Bilag til aftalen.").meldinger

    assert said == ((UDEN_LINKS_BESKED,) if "without_links" in request.node.name else ())
    assert len(open_planlog(another(place), PLAN).poster) == 1
    assert place[0].links_work == ("without_links" not in request.node.name)


def test_two_who_write_the_same_file_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each adds one to the number that it read, again when it is told of a conflict: no addition is lost."""
    (tmp_path / "aftaler" / PLAN).mkdir(parents=True)
    FolderStore(tmp_path, RealFiles()).write_fil(PLAN, "tal.yaml", b"0", None)

    def add(times: int) -> None:
        store = FolderStore(tmp_path, RealFiles())
        while times:
            before = store.read_fil(PLAN, "tal.yaml")
            assert before is not None
            with contextlib.suppress(LogConflictError):
                store.write_fil(PLAN, "tal.yaml", str(int(before) + 1).encode(), before)
                times -= 1

    with ThreadPoolExecutor() as pool:
        list(pool.map(add, [15, 15, 15]))

    assert FolderStore(tmp_path, RealFiles()).read_fil(PLAN, "tal.yaml") == b"45"
