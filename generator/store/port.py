"""What any store of agreements promises, and how a person's name for an agreement finds it.

Always so: a version never changes once it is there, and what is read is either a whole valid agreement or a
`GeneratorError` that says what is wrong. A store knows agreements, not files: another one may keep them in a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from generator.errors import GeneratorError
from generator.store.yaml_text import MAX_BYTES
from generator.text import nearest, to_ascii

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.status import AarligStatus
    from generator.store.log import Log
    from generator.store.log_poster import LagretPost
    from generator.workflow.verify import Brud


@dataclass(frozen=True, order=True)
class DelaftaleRef:
    """Which delaftale: the plan's id and its own; `str()` is what a person types."""

    plan: str
    delaftale: str

    def __str__(self) -> str:
        """Return plan/delaftale."""
        return f"{self.plan}/{self.delaftale}"


@dataclass(frozen=True)
class StoredDelaftale:
    """An edition with the plan's data as used. `version` None: the draft."""

    ref: DelaftaleRef
    version: int | None
    delaftale: Delaftale
    helhedsplan: Helhedsplan


class Store(Protocol):
    """Where plans, versions and drafts are kept."""

    def list_planer(self) -> tuple[str, ...]:
        """Return the ids of all plans, sorted."""

    def list_delaftaler(self, plan: str) -> tuple[DelaftaleRef, ...]:
        """Return the plan's delaftaler, sorted; () for a plan without any or an unknown one."""

    def list_versioner(self, ref: DelaftaleRef) -> tuple[int, ...]:
        """Return the numbers of the versions, rising; () if there are none."""

    def has_kladde(self, ref: DelaftaleRef) -> bool:
        """Return whether a draft is open."""

    def read_helhedsplan(self, plan: str) -> Helhedsplan:
        """Return the plan's current data. Raises: GeneratorError, if missing or not valid."""

    def read_version(self, ref: DelaftaleRef, version: int) -> StoredDelaftale:
        """Return a version. Raises: GeneratorError, if missing or not valid."""

    def read_kladde(self, ref: DelaftaleRef) -> StoredDelaftale:
        """Return the draft with the plan's current data. Raises: GeneratorError, if missing or not valid."""

    def add_helhedsplan(self, helhedsplan: Helhedsplan, bemaerkning: str) -> str:
        """Keep a new plan, with a remark to its reader, and return where it stands, for people.

        Raises: GeneratorError, if its id is taken.
        """

    def add_kladde(self, ref: DelaftaleRef, delaftale: Delaftale, bemaerkning: str, *, oeverst: bool = False) -> str:
        """Keep a new draft, with a remark to its reader, and return where it stands. `oeverst`: the remark comes first.

        Raises: GeneratorError, if there is a draft already.
        """

    # -- the plan's record, and what its chef writes --

    def has_log(self, plan: str) -> bool:
        """Return whether the plan has a beslutningslog, so that it is worth opening."""

    def open_log(self, plan: str) -> tuple[Log, tuple[LagretPost, ...]]:
        """Return the plan's log, opened, and its posts; () for a plan without one. What had to be mended is told.

        Raises: GeneratorError, if it can't be read or does not hold.
        """

    def verify_log(self, plan: str) -> tuple[Brud | None, tuple[bytes, ...]]:
        """Return the first thing in the plan's record that does not hold (None: all does), and the posts as stored.

        Raises: GeneratorError, if something can't be read at all.
        """

    def read_fil(self, plan: str, sti: str, limit: int = MAX_BYTES) -> bytes | None:
        """Return a file of the plan by its path from there (»indstilling.yaml«); None if there is none.

        Raises: GeneratorError.
        """

    def write_fil(self, plan: str, sti: str, data: bytes, before: bytes | None) -> str:
        """Write a file that people edit in place of `before`, what was read (None: no file); return where it stands.

        Raises: LogConflictError, if something else stands there now; GeneratorError.
        """

    def remove_fil(self, plan: str, sti: str, data: bytes) -> None:
        """Remove a file that people edit, if it still holds `data`; one that was changed stays.

        Raises: GeneratorError.
        """

    def read_versionsfiler(self, ref: DelaftaleRef, version: int) -> dict[str, bytes]:
        """Return all files of a version by path from the plan. Raises: GeneratorError, if there is no such version."""

    def make_versionsfiler(
        self, ref: DelaftaleRef, version: int, delaftale: Delaftale, helhedsplan: Helhedsplan
    ) -> Mapping[str, bytes]:
        """Return the files that a new version is stored as, by path from the plan; nothing is written."""

    def list_moeder(self, plan: str) -> tuple[date, ...]:
        """Return the days on which the plan has meetings, rising; () if there are none."""

    # -- the year's status --

    def list_statusaar(self, ref: DelaftaleRef) -> tuple[int, ...]:
        """Return the years that have a status, rising; () if there are none."""

    def read_status(self, ref: DelaftaleRef, aar: int) -> AarligStatus | None:
        """Return a year's status; None if there is none. Raises: GeneratorError, if it is not valid."""


class UnknownNavnError(GeneratorError):
    """No plan or delaftale goes by that name, or several do."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 404

    def __init__(self, kind: str, navn: str, known: Sequence[str], *, several: Sequence[str] = ()) -> None:
        """Keep the facts. `kind` is »plan« or »delaftale«; `several` are those that share the name."""
        self.navn, self.known, self.several = navn, tuple(known), tuple(several)
        if several:
            text = f"»{navn}« kan være {_join(several, 'eller')}. Skriv den ene helt ud."
        elif not known:
            start = "ny plan" if kind == "plan" else "ny delaftale"
            text = f"Der er ingen {kind}, der hedder »{navn}«, og slet ingen endnu. Lav en med »delaftale {start}«."
        else:
            likely = nearest(navn, known if "/" in navn else [name.rpartition("/")[2] for name in known])
            meant = f" Mente du {_join(likely, 'eller')}?" if likely else ""
            found = "" if likely and len(known) == 1 else f" Der er {_join(known, 'og')}."  # it is named already
            text = f"Der er ingen {kind}, der hedder »{navn}«.{meant}{found}"
        super().__init__(text)


class EmptyPlanError(GeneratorError):
    """A plan has no delaftaler, or none that can be seen."""

    http_status: ClassVar[int] = 404

    def __init__(self, plan: str) -> None:
        self.plan = plan
        super().__init__(f"Planen »{plan}« har ingen delaftaler. Begynd en med »delaftale ny delaftale {plan}«.")


def _join(names: Sequence[str], word: str) -> str:
    """Return the names as prose, at most ten of them."""
    shown = [f"»{name}«" for name in names[:10]]
    if len(names) > len(shown):
        return f"{', '.join(shown)} og {len(names) - len(shown)} andre"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {word} {shown[-1]}"


def _normalize(navn: str) -> str:
    """Return a name as it is compared; a path as the shell completes it (aftaler/plan/delaftale/) is a name too."""
    return to_ascii(navn).casefold().replace("\\", "/").strip("/").removeprefix("./").removeprefix("aftaler/")


def resolve_plan(store: Store, navn: str) -> str:
    """Return the id of the plan that a person means. Raises: UnknownNavnError."""
    planer = store.list_planer()
    wanted = _normalize(navn)
    for plan in planer:
        if to_ascii(plan).casefold() == wanted:
            return plan
    raise UnknownNavnError("plan", navn, planer)


def resolve_delaftaler(store: Store, navn: str) -> tuple[DelaftaleRef, ...]:
    """Return the delaftaler that a person means: one by plan/delaftale or its short name, all by a plan's name.

    Raises: UnknownNavnError, listing what there is.
    """
    refs = [ref for plan in store.list_planer() for ref in store.list_delaftaler(plan)]
    wanted = _normalize(navn)
    hits = [ref for ref in refs if wanted in {to_ascii(str(ref)).casefold(), to_ascii(ref.delaftale).casefold()}]
    if len(hits) > 1:
        raise UnknownNavnError("delaftale", navn, (), several=[str(ref) for ref in hits])
    of_plan = tuple(ref for ref in refs if to_ascii(ref.plan).casefold() == wanted)
    if not hits and not of_plan:
        if (
            plan := next((each for each in store.list_planer() if to_ascii(each).casefold() == wanted), None)
        ) is not None:
            raise EmptyPlanError(plan)
        raise UnknownNavnError("delaftale", navn, [str(ref) for ref in refs])
    return tuple(hits) or of_plan


def resolve_delaftale(store: Store, navn: str) -> DelaftaleRef:
    """Return the one delaftale that a person means. Raises: UnknownNavnError, listing what there is."""
    refs = resolve_delaftaler(store, navn)
    if len(refs) > 1:
        raise UnknownNavnError("delaftale", navn, (), several=[str(ref) for ref in refs])
    return refs[0]
