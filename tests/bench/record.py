"""Bench: a plan's beslutningslog of 1,000 and of 10,000 posts: open and fold, find an edition, tell the story, verify.

Always so: the record is made of whole cycles (indstilling, beslutning with a new version, approval of the minutes, a
forsendelse) over four delaftaler, every version the real agreement with the text that its post decided, so that
everything in it holds and verifying has all to look at. What was read once is forgotten before each timing.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from generator.model.delaftale import Delaftale
from generator.model.tekst import parse_tekst
from generator.service.akter import open_planlog
from generator.service.historik import read_historik
from generator.service.udgaver import read_udgave
from generator.service.verificering import verificer
from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from generator.store.log_poster import read_post
from generator.store.port import DelaftaleRef
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.kontrolkode import sha256
from tests.bench.agreement import VERSION, delaftale_bytes
from tests.bench.figures import Figure, Goal, Result
from tests.logskriver import Log, aendringer, forslag

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.beslutningslog import Post
    from generator.store.files import Files
    from tests.bench.figures import Effort

PLAN = "en-faelles-indsats"  # as its file says
DELAFTALER = ("beskaeftigelse", "kriminalitet", "naboskab", "uddannelse")
START, END = date(2021, 10, 1), date(2060, 9, 30)
SHORT, LONG = 1_000, 10_000
LINEAR = 12  # times as long for ten times as many
_TEXT = "kommunal_sammenhaeng"


class RecordError(AssertionError):
    """What was built does not hold, so timing it would mean nothing."""


class Record(Log):
    """A log that is built with the files its posts made."""

    def __init__(self) -> None:
        super().__init__()
        self.filindhold: dict[str, bytes] = {}
        self._text = load_yaml(delaftale_bytes(), Delaftale, "delaftale.yaml")
        self._plan = (VERSION / "helhedsplan.yaml").read_bytes()
        self._words: dict[str, str] = {}

    def post(self, art: str, dato: str, facts: dict[str, Any]) -> Post:
        """Return the next post, its files those that stand beside it."""
        made = super().post(art, dato, facts)
        files = []
        for item in made.filer:
            delaftale, _, _, name = item.sti.split("/")
            data = self._plan if name == "helhedsplan.yaml" else self._write(delaftale)
            self.filindhold[item.sti] = data
            files.append({"sti": item.sti, "sha256": sha256(data)})
        return made.replaced(filer=tuple(files)) if files else made

    def _write(self, delaftale: str) -> bytes:
        """Return a version's text: the real agreement with the words decided last."""
        changes = {"id": delaftale, "gaelder_til": END, "kommunal_sammenhaeng": self._words.get(delaftale, words(0))}
        return dump_yaml(self._text.replaced(**changes))

    def cycle(self, nr: int, day: date) -> None:
        """Put one forslag, decide it, approve the minutes, and send what holds to LBF: four posts."""
        name, when = DELAFTALER[nr % len(DELAFTALER)], day.isoformat()
        before, after = self._words.get(name, words(0)), words(nr + 1)
        change = aendringer(name, efter=after, sti=_TEXT)
        change[0]["aendringer"][0]["nuvaerende"] = before
        self.indstil(forslag(f"sag-{nr}", name, aendringer=change), dato=when)
        self._words[name] = after
        later = (day + timedelta(days=1)).isoformat()
        self.beslut({"forslag": f"sag-{nr}", "udfald": "godkendt", "gaelder_fra": later}, moede=later)
        sent = [{"delaftale": name, "version": len(self.tilstand.versioner(name))}]
        self.add("referatgodkendelse", later, moede=later, godkendt=later, metode="frist")
        self.add("forsendelse", later, modtager="Landsbyggefonden", stand_pr=later, omfang=sent)


def words(nr: int) -> str:
    """Return the text that cycle `nr` decides on."""
    return f"Kommunen og helhedsplanen mødes {nr} gange om året og følger op på det, der er aftalt."


def build(poster: int, root: Path, files: Files) -> FolderStore:
    """Write a project whose plan has a log of so many posts, and return its store."""
    record = Record()
    for name in DELAFTALER:
        record.registrer(name, fra=START.isoformat(), gaelder_til=END.isoformat(), dato=START.isoformat())
    day, nr = START, 0
    while len(record.poster) < poster:
        record.cycle(nr, day)
        day, nr = day + timedelta(days=2), nr + 1
    for path, data in {**record.stored, **record.filindhold}.items():
        target = root / "aftaler" / PLAN / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (root / "aftaler" / PLAN / "helhedsplan.yaml").write_bytes((VERSION / "helhedsplan.yaml").read_bytes())
    return FolderStore(root, files)


class CountingFiles(RealFiles):
    """Real files that remember what was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read_paths: list[str] = []

    def read(self, path: Path, limit: int) -> bytes:
        """Read a file and remember it."""
        self.read_paths.append(path.as_posix())
        return super().read(path, limit)


def measure(effort: Effort) -> Result:
    """Return the figures. With few rounds the record is five times as short, and grows by as much."""
    is_quick = effort.rounds < FULL_ROUNDS
    short, long = (SHORT // 5, LONG // 5) if is_quick else (SHORT, LONG)
    seconds: dict[int, dict[str, float]] = {}
    read: dict[int, int] = {}
    for poster in (short, long):
        with tempfile.TemporaryDirectory() as folder:
            files = CountingFiles()
            store = build(poster, Path(folder), files)
            acts, rounds = _acts(store, poster), 1 if is_quick else 3
            seconds[poster] = {name: _time(act, rounds) for name, act in acts.items()}
            read[poster] = _count_versions_read(files, acts)
    figures = []
    goals = []
    for name in seconds[short]:
        few, many = seconds[short][name], seconds[long][name]
        figures += [
            Figure(f"{name}, {short:,} poster", few * 1000, "ms", 1.0),
            Figure(f"{name}, {long:,} poster", many * 1000, "ms", many / few),
        ]
        text = f"{name}: {long // short} times as many poster in at most {LINEAR} times as long"
        goals.append(Goal(text, f"{many / few:.1f} ×", many / few <= LINEAR))
    text = "opening, the story and an edition read no version but the edition itself (two files)"
    goals.append(Goal(text, f"{read[short]} and {read[long]} files", read[short] == read[long] == 2))
    remark = "A process that knows nothing yet; processor time. Verifying looks at every byte of every version too."
    return Result("record", "A plan's beslutningslog", tuple(figures), tuple(goals), (remark,))


FULL_ROUNDS = 20  # of the other benches; fewer mean that somebody only wants to see that all works


def _acts(store: FolderStore, poster: int) -> dict[str, Callable[[], object]]:
    """Return what is timed, by name; each raises RecordError where what it finds is not what was built."""
    ref = DelaftaleRef(PLAN, DELAFTALER[0])

    def edition() -> None:
        day = START + timedelta(days=100)
        if read_udgave(store, ref, day).version in {None, 1}:
            raise RecordError(day)

    def story() -> None:
        if not poster // 8 < len(read_historik(store, ref)) < poster:
            raise RecordError(ref)

    def check() -> None:
        if (brud := verificer(store, [PLAN], ())[0].brud) is not None:
            raise RecordError(str(brud))

    return {
        "open and fold": lambda: open_planlog(store, PLAN),
        "the edition in force on a day": edition,
        "historik of a delaftale": story,
        "verify": check,
    }


def _count_versions_read(files: CountingFiles, acts: dict[str, Callable[[], object]]) -> int:
    """Return how many files of versions all acts but verifying read."""
    files.read_paths.clear()
    for name, act in acts.items():
        if name != "verify":
            act()
    return sum("/versioner/" in path for path in files.read_paths)


def _time(act: Callable[[], object], rounds: int) -> float:
    """Return the median of the seconds that a process needs which has read nothing yet."""
    seconds = []
    for _ in range(rounds):
        read_post.cache_clear()
        parse_tekst.cache_clear()
        gc.collect()
        start = process_time()
        act()
        seconds.append(process_time() - start)
    return statistics.median(seconds)
