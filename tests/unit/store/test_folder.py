"""The folder store keeps the promises of the port: what is there is found and untouched, what is wrong is told."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import DataError, GeneratorError
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.store.files import FileError, FileTakenError, RealFiles
from generator.store.folder import FolderStore, NoHelhedsplanError, NoProjectError, NoUdgaveError, find_root
from generator.store.port import (
    DelaftaleRef,
    EmptyPlanError,
    StoredDelaftale,
    UnknownNavnError,
    resolve_delaftale,
    resolve_delaftaler,
    resolve_plan,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAN = Helhedsplan(format=1, id="parken", navn="Sammen om Parken", bevillingsperiode="2019-26")
FACTS: dict[str, Any] = {
    "format": 1,
    "formular": "lbf-2019-26",
    "gaelder_fra": "2021-10-01",
    "gaelder_til": "2025-09-30",
}
JOB = Delaftale(id="beskaeftigelse", indsatsomraade="beskaeftigelse", **FACTS)
REF = DelaftaleRef("parken", "beskaeftigelse")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """Return a store with one plan and one draft."""
    store = FolderStore(tmp_path, RealFiles())
    store.add_helhedsplan(PLAN, "")
    store.add_kladde(REF, JOB, "")
    return store


def make_version(store: FolderStore, ref: DelaftaleRef, number: int) -> Path:
    """Copy the draft and the plan as a version and return its folder."""
    folder = store.root / "aftaler" / ref.plan / ref.delaftale / "versioner" / f"{number:04}"
    folder.mkdir(parents=True)
    (folder / "delaftale.yaml").write_bytes((folder.parents[1] / "kladde.yaml").read_bytes())
    (folder / "helhedsplan.yaml").write_bytes((folder.parents[2] / "helhedsplan.yaml").read_bytes())
    return folder


def test_what_is_kept_is_read_back(store: FolderStore) -> None:
    make_version(store, REF, 1)

    assert store.list_planer() == ("parken",)
    assert store.list_delaftaler("parken") == (REF,)
    assert store.list_versioner(REF) == (1,)
    assert store.has_kladde(REF)
    assert store.read_helhedsplan("parken") == PLAN
    assert store.read_kladde(REF) == StoredDelaftale(REF, None, JOB, PLAN)
    assert store.read_version(REF, 1) == StoredDelaftale(REF, 1, JOB, PLAN)


def test_files_name_their_schema_from_where_they_lie(store: FolderStore) -> None:
    folder = store.root / "aftaler" / "parken"

    assert (
        (folder / "helhedsplan.yaml").read_text("utf-8").splitlines()[0].endswith("=../.skema/helhedsplan.schema.json")
    )
    draft = (folder / "beskaeftigelse" / "kladde.yaml").read_text("utf-8")
    assert draft.splitlines()[0].endswith("=../../.skema/delaftale.schema.json")


def test_remark_stands_as_comments_at_the_end(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, RealFiles())

    store.add_helhedsplan(PLAN, "Husk:\n\n- alt")

    text = (tmp_path / "aftaler" / "parken" / "helhedsplan.yaml").read_text("utf-8")
    assert text.endswith("\n\n# Husk:\n#\n# - alt\n")
    assert store.read_helhedsplan("parken") == PLAN


def test_remark_can_stand_at_the_top_below_the_line_for_the_editor(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, RealFiles())
    store.add_helhedsplan(PLAN, "")
    file = tmp_path / store.add_kladde(REF, JOB, "Husk:\n- alt", oeverst=True)

    lines = file.read_text("utf-8").splitlines()
    assert lines[0].startswith("# yaml-language-server:")
    assert lines[1:4] == ["", "# Husk:", "# - alt"]
    assert store.read_kladde(REF).delaftale == JOB


@pytest.mark.parametrize("name", ["kladde.yml", "Kladde.YML", "kladde.yaml.txt", "kladde - Kopi.yaml"])
def test_draft_under_a_wrong_name_is_told_once(store: FolderStore, name: str) -> None:
    folder = store.root / "aftaler" / REF.plan / REF.delaftale
    (folder / "kladde.yaml").rename(folder / name)

    assert store.list_delaftaler(REF.plan) == store.list_delaftaler(REF.plan) == ()
    assert store.meldinger == [
        f"I »aftaler/parken/beskaeftigelse« ligger »{name}«, som ikke er læst; filen skal hedde kladde.yaml."
    ]


def test_plan_without_delaftaler_is_told_with_how_to_begin_one(store: FolderStore) -> None:
    store.add_helhedsplan(PLAN.replaced(id="byen"), "")

    with pytest.raises(EmptyPlanError, match="»delaftale ny delaftale byen«"):
        resolve_delaftaler(store, "Byen")


def test_missing_plan_data_is_told_with_where_they_belong(store: FolderStore) -> None:
    (store.root / "aftaler" / "parken" / "helhedsplan.yaml").unlink()

    with pytest.raises(
        NoHelhedsplanError, match=r"^Planen »parken« mangler helhedsplan\.yaml\. .* i »aftaler/parken«\.$"
    ):
        store.read_kladde(REF)


def test_second_draft_is_refused_and_the_first_is_untouched(store: FolderStore) -> None:
    with pytest.raises(FileTakenError):
        store.add_kladde(REF, JOB.replaced(formular="en-anden"), "")

    assert store.read_kladde(REF).delaftale == JOB


def test_version_has_the_plan_as_it_was_used(store: FolderStore) -> None:
    make_version(store, REF, 1)
    plan = store.root / "aftaler" / "parken" / "helhedsplan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("Sammen om Parken", "Nyt navn"), "utf-8")

    assert store.read_version(REF, 1).helhedsplan.navn == "Sammen om Parken"
    assert store.read_kladde(REF).helhedsplan.navn == "Nyt navn"


def test_versions_are_listed_by_number(store: FolderStore) -> None:
    for number in (10, 2, 1):
        make_version(store, REF, number)
    (store.root / "aftaler/parken/beskaeftigelse/versioner/0003 (kopi)").mkdir()

    assert store.list_versioner(REF) == (1, 2, 10)


def test_missing_version_is_told_with_those_there_are(store: FolderStore) -> None:
    make_version(store, REF, 1)
    make_version(store, REF, 2)

    with pytest.raises(NoUdgaveError, match=r"ingen version 7\. Der er version 1-2 og en kladde"):
        store.read_version(REF, 7)


def test_missing_draft_is_told_with_what_there_is(store: FolderStore) -> None:
    make_version(store, REF, 1)
    (store.root / "aftaler/parken/beskaeftigelse/kladde.yaml").unlink()

    with pytest.raises(NoUdgaveError, match=r"ingen kladde\. Der er version 1"):
        store.read_kladde(REF)


def test_other_things_in_the_folder_are_no_agreements(store: FolderStore) -> None:
    folder = store.root / "aftaler"
    (folder / "README.md").touch()
    (folder / ".skema").mkdir()
    (folder / "tom mappe").mkdir()
    for name in ("moeder", "beslutningslog"):
        (folder / "parken" / name / "versioner").mkdir(parents=True)

    assert store.list_planer() == ("parken",)
    assert store.list_delaftaler("parken") == (REF,)


def test_copied_folder_with_the_old_id_is_refused_with_its_place(store: FolderStore) -> None:
    folder = store.root / "aftaler" / "parken"
    (folder / "beskaeftigelse").rename(folder / "kopi")

    with pytest.raises(DataError, match=r"linje \d+, tegn 5.*»beskaeftigelse«, men mappen hedder »kopi«") as caught:
        store.read_kladde(DelaftaleRef("parken", "kopi"))

    assert caught.value.file == "aftaler/parken/kopi/kladde.yaml"


def test_file_of_100_mb_is_refused_unread(store: FolderStore) -> None:
    with (store.root / "aftaler/parken/beskaeftigelse/kladde.yaml").open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(DataError, match="100,0 MB"):
        store.read_kladde(REF)


def test_empty_file_is_told(store: FolderStore) -> None:
    (store.root / "aftaler/parken/beskaeftigelse/kladde.yaml").write_bytes(b"")

    with pytest.raises(DataError, match="tom"):
        store.read_kladde(REF)


def test_full_disk_leaves_no_half_plan(tmp_path: Path) -> None:
    class Full(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if getattr(function, "__name__", "") == "write":
                raise OSError(errno.ENOSPC, "injected")
            return super()._call(function, *args)

    with pytest.raises(FileError, match="Disken er fuld"):
        FolderStore(tmp_path, Full()).add_helhedsplan(PLAN, "")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# -- finding the project and names --


def test_root_is_found_from_a_folder_inside(store: FolderStore) -> None:
    assert find_root(store.root / "aftaler" / "parken", RealFiles()) == store.root


def test_no_project_is_told_with_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NoProjectError, match="delaftale ny plan"):
        find_root(tmp_path, RealFiles())


def test_a_file_named_aftaler_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "aftaler").touch()

    with pytest.raises(NoProjectError):
        find_root(tmp_path, RealFiles())


@pytest.fixture
def two(store: FolderStore) -> FolderStore:
    """Return a store with two plans that share the name of one delaftale."""
    store.add_helhedsplan(PLAN.replaced(id="byen"), "")
    store.add_kladde(DelaftaleRef("byen", "beskaeftigelse"), JOB, "")
    store.add_kladde(DelaftaleRef("byen", "tryghed"), JOB.replaced(id="tryghed"), "")
    return store


@pytest.mark.parametrize(
    "navn",
    ["byen/tryghed", "tryghed", "Tryghed", "aftaler/byen/tryghed/", "./aftaler/byen/tryghed", "byen\\tryghed"],
)
def test_delaftale_is_found_by_its_name_as_people_write_it(two: FolderStore, navn: str) -> None:
    assert resolve_delaftale(two, navn) == DelaftaleRef("byen", "tryghed")


@pytest.mark.parametrize("navn", ["parken/beskæftigelse", "PARKEN/BESKÆFTIGELSE"])
def test_danish_letters_are_taken_for_their_ascii_spelling(two: FolderStore, navn: str) -> None:
    assert resolve_delaftale(two, navn) == REF


def test_plan_stands_for_all_its_delaftaler(two: FolderStore) -> None:
    assert [str(ref) for ref in resolve_delaftaler(two, "byen")] == ["byen/beskaeftigelse", "byen/tryghed"]


def test_short_name_that_two_share_is_refused_naming_both(two: FolderStore) -> None:
    with pytest.raises(UnknownNavnError, match="»byen/beskaeftigelse« eller »parken/beskaeftigelse«"):
        resolve_delaftale(two, "beskaeftigelse")


def test_plan_is_refused_where_one_delaftale_is_meant(two: FolderStore) -> None:
    with pytest.raises(UnknownNavnError, match="helt ud"):
        resolve_delaftale(two, "byen")


def test_unknown_name_is_told_with_the_nearest_and_all(two: FolderStore) -> None:
    with pytest.raises(UnknownNavnError, match=r"Mente du »tryghed«\? Der er »byen/beskaeftigelse«"):
        resolve_delaftale(two, "trygehd")


def test_unknown_plan_is_told_with_the_nearest(two: FolderStore) -> None:
    with pytest.raises(UnknownNavnError, match=r"Mente du »parken«\?"):
        resolve_plan(two, "parkn")


def test_name_in_an_empty_project_is_told_with_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(UnknownNavnError, match="delaftale ny plan"):
        resolve_plan(FolderStore(tmp_path, RealFiles()), "x")


def test_many_names_are_cut_short(store: FolderStore) -> None:
    for number in range(15):
        store.add_helhedsplan(PLAN.replaced(id=f"plan-{number}"), "")

    with pytest.raises(UnknownNavnError, match="og 6 andre"):
        resolve_plan(store, "zzz")


def test_every_error_of_the_store_is_one_a_user_can_mend() -> None:
    assert all(issubclass(each, GeneratorError) for each in (NoProjectError, NoUdgaveError, UnknownNavnError))


# -- what lies there under a wrong name, and what can't be looked into --


@pytest.mark.parametrize(
    "name",
    ["kladde - Kopi.yaml", "kladde (1).yaml", "kladde.yaml.bak", "kladde.yaml~", "kladde.yml", "~$kladde.docx"],
)
def test_copy_beside_a_draft_is_told_once_and_the_draft_is_read(store: FolderStore, name: str) -> None:
    (store.root / "aftaler" / REF.plan / REF.delaftale / name).write_text("andet", "utf-8")

    assert store.list_delaftaler(REF.plan) == store.list_delaftaler(REF.plan) == (REF,)
    assert store.read_kladde(REF).delaftale == JOB
    assert store.meldinger == [
        f"I »aftaler/parken/beskaeftigelse« ligger »{name}« ved siden af kladde.yaml; kun kladde.yaml er læst."
    ]


def test_a_draft_alone_is_no_copy_of_itself(store: FolderStore) -> None:
    """Nor is what else people keep beside it."""
    folder = store.root / "aftaler" / REF.plan / REF.delaftale
    for name in ("noter.txt", "README.md", "kladde.docx"):
        (folder / name).touch()
    store.list_delaftaler(REF.plan)

    assert store.meldinger == []


@pytest.mark.parametrize("name", ["0000", "0002 - Kopi", "2", "00003"])
def test_folder_that_is_no_version_is_told_once_and_left_alone(store: FolderStore, name: str) -> None:
    make_version(store, REF, 1).parent.joinpath(name).mkdir()

    assert store.list_versioner(REF) == store.list_versioner(REF) == (1,)
    (told,) = store.meldinger
    assert told.startswith(f"I »aftaler/parken/beskaeftigelse/versioner« ligger »{name}«, som ikke er læst; ")
    assert told.endswith("en version er en mappe, hvis navn er fire cifre fra 0001.")


def test_file_with_a_versions_name_is_no_version(store: FolderStore) -> None:
    make_version(store, REF, 1).parent.joinpath("0002").write_text("x", "utf-8")

    assert store.list_versioner(REF) == (1,)
    assert store.meldinger[0].startswith("I »aftaler/parken/beskaeftigelse/versioner« ligger »0002«, som ikke er læst")


def test_ring_of_links_beside_the_plans_is_told_and_stops_none(store: FolderStore) -> None:
    path = store.root / "aftaler" / "sloejfe"
    path.symlink_to("sloejfe")

    assert store.list_planer() == store.list_planer() == ("parken",)
    told = f"»{path}« kan ikke læses: Genvejene peger i ring. Ret genvejen."
    assert [str(error) for error in store.ulaeselige] == [told]


@pytest.mark.parametrize("link", ["parken/sloejfe", "parken/beskaeftigelse/kladde.yaml"])
def test_ring_of_links_for_a_delaftale_stops_only_that_one(store: FolderStore, link: str) -> None:
    make_version(store, REF, 1)
    path = store.root / "aftaler" / link
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)
    broken = DelaftaleRef("parken", path.name) if path.name == "sloejfe" else REF

    assert set(store.list_delaftaler("parken")) == {broken, REF}
    assert store.has_kladde(broken)
    assert store.read_version(REF, 1).delaftale == JOB
    with pytest.raises(FileError, match="Genvejene peger i ring"):
        store.read_kladde(broken)


def test_plan_whose_data_is_a_ring_of_links_has_no_delaftale_of_that_name(store: FolderStore) -> None:
    folder = store.root / "aftaler" / "anden"
    folder.mkdir()
    (folder / "helhedsplan.yaml").symlink_to("helhedsplan.yaml")

    assert store.list_planer() == ("anden", "parken")
    assert store.list_delaftaler("anden") == ()
    with pytest.raises(FileError, match="Genvejene peger i ring"):
        store.read_helhedsplan("anden")


def test_plan_that_can_not_be_listed_is_told_and_the_others_are_there(store: FolderStore) -> None:
    store.add_helhedsplan(PLAN.replaced(id="lukket"), "")

    class Closed(RealFiles):
        def list_folder(self, path: Path) -> tuple[str, ...]:
            if path.name == "lukket":
                raise FileError(path, "læses", errno.EACCES)
            return super().list_folder(path)

    closed = FolderStore(store.root, Closed())

    assert [closed.list_delaftaler(plan) for plan in closed.list_planer()] == [(), (REF,)]
    assert [error.path.name for error in closed.ulaeselige] == ["lukket"]
