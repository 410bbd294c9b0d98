"""Six acts of a plan, one of each shape that the store knows, and what the plan's folder holds after each of them.

Together they take over a version that lies there, make versions and another file, close drafts, make nothing at all,
and make several posts at once, with a version, its documents, and documents of a version that was there. All bytes are
the same in every run, so that a disk can be compared with the one that it should be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.model.beslutningslog import Post
from generator.store.files import TEMPORARY
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Kvittering, Log
from generator.store.log_poster import NY, UFULDENDT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.store.files import Files
    from generator.store.log import Naeste

PLAN: Final = Path("/plan")
A, B = "naboskab", "uddannelse"
TIL = "2025-09-30"


def version_filer(delaftale: str, nr: int) -> dict[str, bytes]:
    """Return the files of a version by path."""
    folder = f"{delaftale}/versioner/{nr:04}"
    return {f"{folder}/{name}.yaml": f"{name} {delaftale} {nr}\n".encode() for name in ("delaftale", "helhedsplan")}


def kladder(*delaftaler: str) -> dict[str, bytes]:
    """Return the drafts of delaftaler by path."""
    return {f"{name}/kladde.yaml": f"kladde {name}\n".encode() for name in delaftaler}


BEGIN: Final[dict[str, bytes]] = {"helhedsplan.yaml": b"navn: Planen\n"} | kladder(A, B) | version_filer(A, 1)
"""What lies in the plan's folder before the first act, by path from it."""


@dataclass(frozen=True)
class Akt:
    """One act: its post's own facts, what it makes and what it closes."""

    art: str
    dato: str
    facts: dict[str, Any]
    filer: dict[str, bytes] = field(default_factory=dict)
    lukker: dict[str, bytes] = field(default_factory=dict)

    def build(self, naeste: Naeste) -> Post:
        """Return the act's post in its place."""
        extra = {"lukker": naeste.lukker} if naeste.lukker else {}
        place = {"serie": naeste.serie} if naeste.serie else {}
        return Post.model_validate(
            {
                "format": 1,
                "nr": naeste.nr,
                "forrige": naeste.forrige,
                "tidspunkt": f"{self.dato}T10:02:11+00:00",
                "dato": self.dato,
                "af": {"person": "chef", "rolle": "Chef for helhedsplanen"},
                "filer": naeste.filer,
                "art": self.art,
                self.art.replace("-", "_"): self.facts | extra,
                "slut": naeste.nr,
            }
            | place
        )

    @property
    def antal(self) -> int:
        """How many posts the act makes."""
        return 1

    def make(self, log: Log) -> Kvittering:
        """Add the act to a log that is open."""
        return log.append(self.build, self.filer, self.lukker)


@dataclass(frozen=True)
class Samlet:
    """Several posts made as one act."""

    akter: tuple[Akt, ...]

    @property
    def art(self) -> str:
        """The kind of the first post."""
        return self.akter[0].art

    @property
    def antal(self) -> int:
        """How many posts the act makes."""
        return len(self.akter)

    @property
    def filer(self) -> dict[str, bytes]:
        """All files that the act makes, by path."""
        return {sti: data for akt in self.akter for sti, data in akt.filer.items()}

    @property
    def lukker(self) -> dict[str, bytes]:
        """All drafts that the act closes, by path."""
        return {sti: data for akt in self.akter for sti, data in akt.lukker.items()}

    def make(self, log: Log) -> Kvittering:
        """Add the act to a log that is open; return its last post."""
        serie = log.begin(self.antal)
        for akt in self.akter:
            serie.append(akt.build, akt.filer, akt.lukker)
        poster, meldinger = log.append_series(serie)
        return Kvittering(poster[-1], meldinger)


Handling: TypeAlias = Akt | Samlet


def count_acts(akter: Sequence[Handling], poster: int) -> int:
    """Return how many of the acts made so many posts; fail where that would be only a part of one act."""
    ends = list(accumulate((akt.antal for akt in akter), initial=0))
    assert poster in ends, f"{poster} posts are the beginning of an act"
    return ends.index(poster)


def registrering(delaftale: str, dato: str = "2022-08-01") -> Akt:
    """Return the registering of a first version."""
    facts = {"delaftale": delaftale, "version": 1, "grundlag": "Bilag.", "gaelder_fra": "2021-10-01"}
    return Akt("registrering", dato, facts | {"gaelder_til": TIL}, version_filer(delaftale, 1))


def forsendelse(version: int = 1, dato: str = "2022-09-20", *, modtager: str = "LBF", delaftale: str = A) -> Akt:
    """Return the sending of a version: an act that makes no file."""
    omfang = [{"delaftale": delaftale, "version": version}]
    return Akt("forsendelse", dato, {"modtager": modtager, "omfang": omfang, "stand_pr": dato})


def indstilling(id_: str, *delaftaler: str) -> Akt:
    """Return the putting of one forslag that changes the delaftaler; it closes their drafts."""
    change = {"art": "saet", "sti": "kommunal_sammenhaeng", "nuvaerende": "før", "foreslaaet": "efter"}
    forslag = {
        "id": f"{id_}-sag",
        "titel": "En sag",
        "grundlag": ["erfaring"],
        "begrundelse": "Det viser erfaringen.",
        "aendringer": [{"delaftale": name, "aendringer": [change]} for name in delaftaler],
    }
    bygger_paa = [{"delaftale": name, "version": 1} for name in delaftaler]
    facts = {"id": id_, "type": "akut", "bygger_paa": bygger_paa, "forslag": [forslag]}
    return Akt("indstilling", "2022-08-15", facts, lukker=kladder(*delaftaler))


def beslutning(id_: str, *delaftaler: str) -> Akt:
    """Return the decision on that forslag: a second version of each delaftale, and the meeting's referat."""
    decided = {"forslag": f"{id_}-sag", "punkt": "4", "udfald": "godkendt", "ordlyd": "Godkendt."}
    new = {"version": 2, "gaelder_fra": "2022-10-01", "gaelder_til": TIL, "bygger_paa": 1, "forslag": [f"{id_}-sag"]}
    facts = {
        "moede": "2022-09-14",
        "forslag": [decided | {"gaelder_fra": "2022-10-01"}],
        "versioner": [new | {"delaftale": name} for name in delaftaler],
    }
    filer = {f"moeder/2022-09-14/{id_}.txt": b"Referat\n"}
    for name in delaftaler:
        filer = version_filer(name, 2) | filer
    return Akt("beslutning", "2022-09-14", facts, filer)


def rettelse(delaftale: str, version: int, dato: str = "2022-11-01") -> Akt:
    """Return a correction of spelling, which makes a version upon the one before it."""
    change = {"art": "saet", "sti": "kommunal_sammenhaeng", "nuvaerende": "efter", "foreslaaet": "rettet"}
    new = {"delaftale": delaftale, "version": version, "gaelder_fra": dato, "gaelder_til": TIL}
    facts = {
        "begrundelse": "Stavefejl.",
        "gaelder_fra": dato,
        "aendringer": [{"delaftale": delaftale, "aendringer": [change]}],
        "versioner": [new | {"bygger_paa": version - 1}],
    }
    return Akt("redaktionel-rettelse", dato, facts, version_filer(delaftale, version))


def udgivelse(*versioner: tuple[str, int], nr: int = 1, dato: str = "2022-11-01") -> Akt:
    """Return the issue of versions, all for the same time."""
    omfang = [{"delaftale": name, "version": version, "nr": nr} for name, version in versioner]
    folders = [(name, version, f"{name}/versioner/{version:04}/udgivet-{nr}") for name, version in versioner]
    filer = {f"{sti}.{form}": f"{form} {name} {nr}\n".encode() for name, nr, sti in folders for form in ("docx", "pdf")}
    return Akt("udgivelse", dato, {"omfang": omfang}, filer)


def referatgodkendelse(moede: str = "2022-09-14", dato: str = "2022-11-01") -> Akt:
    """Return the approval of a meeting's referat."""
    return Akt("referatgodkendelse", dato, {"moede": moede, "godkendt": dato, "metode": "moede"})


def livsforloeb(delaftale: str) -> tuple[Handling, ...]:
    """Return four acts in the life of one delaftale, which make five posts."""
    return (
        registrering(delaftale),
        indstilling(f"akut-{delaftale}", delaftale),
        Samlet((beslutning(f"akut-{delaftale}", delaftale), udgivelse((delaftale, 2), dato="2022-09-14"))),
        forsendelse(2, "2022-10-01", delaftale=delaftale),
    )


AKTER: Final[tuple[Handling, ...]] = (
    registrering(A),
    registrering(B),
    indstilling("akut", A, B),
    beslutning("akut", A, B),
    forsendelse(2, "2022-10-01"),
    Samlet((rettelse(A, 3), udgivelse((A, 3), (B, 2)), referatgodkendelse())),
)


def begin() -> Disk:
    """Return a disk with the plan's folder as it is before the first act."""
    return Disk({f"plan/{sti}": data for sti, data in BEGIN.items()})


def content(tree: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return the files that count, without what nothing reads (half-written ones, posts that were set aside).

    Of the folders, one that was laid aside counts, so that none is left lying about.
    """
    files = {sti: data for sti, data in tree.items() if data is not None and _counts(sti)}
    return files | {sti: b"" for sti, data in tree.items() if data is None and sti.endswith(NY)}


def _counts(sti: str) -> bool:
    return not sti.endswith(TEMPORARY) and UFULDENDT not in sti


@cache
def expected() -> tuple[dict[str, bytes], ...]:
    """Return what counts on the disk after no act, after the first, … after all of them."""
    return states_of(begin(), AKTER)


def states_of(disk: Disk, akter: Sequence[Handling]) -> tuple[dict[str, bytes], ...]:
    """Return what counts on a disk before and after each act."""
    log = Log(HukommelseFiles(disk), PLAN)
    log.open()
    states = [content(disk.tree())]
    for akt in akter:
        akt.make(log)
        states.append(content(disk.tree()))
    return tuple(states)


def run(files: Files, akter: Sequence[Handling] = AKTER, told: list[Handling] | None = None) -> None:
    """Open the log and make those of the acts that it does not hold yet; `told` gets each that is acknowledged."""
    log = Log(files, PLAN)
    for akt in akter[count_acts(akter, len(log.open().poster)) :]:
        akt.make(log)
        if told is not None:
            told.append(akt)
