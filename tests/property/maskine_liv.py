"""What the machine's acts share: the plan it lives with, how an act is tried, and what is drawn for one.

Always so: an act that is refused is refused in Danish and changes nothing of the record; each is counted, refused or
not; after each step `Vidne` looks at all of it.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from generator.errors import GeneratorError
from generator.model.beslutning import Forslagsbeslutning, Udfald
from generator.model.forslag import Delaftaleaendringer, Forslagsgrund, Indstillingsudkast
from generator.service.akter import Handling, Planlog, open_planlog
from generator.service.indstilling import INDSTILLING
from generator.store.folder import FolderStore
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.port import DelaftaleRef
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.diff import diff
from tests.property.maskine_aftaler import PLAN, A, B, edits, first_text, helhedsplan, hot_edits
from tests.property.maskine_love import Vidne

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.delaftale import Delaftale
    from generator.store.files import Files
    from generator.workflow.fakta import Forslagstilstand

START = date(2022, 1, 10)
UDFALD = st.sampled_from([*Udfald, *[Udfald.GODKENDT] * 5])
SHIFTS = st.sampled_from([0, 0, 0, 0, 20, 90, 200, -30])


class Liv(RuleBasedStateMachine):
    """The life of one plan with two delaftaler, on a disk in memory."""

    gjort: ClassVar[Counter[str]] = Counter()
    """How often each act counted, how often it was refused, and the steps, over all lives of a run."""

    def __init__(self) -> None:
        super().__init__()
        self.files = self.make_files()
        self.root = self.make_root()
        for sti, data in self.begin().items():
            path = self.root / "aftaler" / PLAN / sti
            self.files.make_folder(path.parent)
            self.files.write_new(path, data)
        self.store = FolderStore(self.root, self.files)
        self.today = START
        self.vidne = Vidne(PLAN)
        self.personer = 0

    def make_files(self) -> Files:
        """Return the port that the plan is kept by."""
        return HukommelseFiles(Disk({"aftaler": None}))

    def make_root(self) -> Path:
        """Return the folder that `aftaler/` lies in."""
        return Path("/")

    @staticmethod
    def begin() -> dict[str, bytes]:
        """Return what lies in the plan's folder before there is a log."""
        plan = dump_yaml(helhedsplan())
        filer = {"helhedsplan.yaml": plan}
        for name in (A, B):
            filer[f"{name}/versioner/0001/delaftale.yaml"] = dump_yaml(first_text(name))
            filer[f"{name}/versioner/0001/helhedsplan.yaml"] = plan
        return filer

    def on(self, person: str = "") -> Handling:
        return Handling(self.today, datetime(2022, 8, 1, 10, 2, 11, tzinfo=UTC), person)

    @contextlib.contextmanager
    def attempt(self, act: str) -> Iterator[None]:
        """Do an act that may be refused; then the record is as it was."""
        before = self.read_log()
        refused = said = ""
        try:
            yield
        except GeneratorError as error:
            refused = f"{act}: nej"
            said = str(error)
        self.gjort[refused or act] += 1
        assert not refused or self.read_log() == before, f"refused, and yet a post was made: {said}"

    def read_log(self) -> dict[str, bytes]:
        """Return what lies in the log's folder, as it lies there."""
        folder = self.root / "aftaler" / PLAN / "beslutningslog"
        return {name: self.files.read(folder / name, 1_000_000) for name in self.files.list_folder(folder)}

    def planlog(self) -> Planlog:
        return open_planlog(self.store, PLAN)

    def write(self, sti: str, data: bytes) -> None:
        """Write a file of the plan as a person does."""
        self.store.write_fil(PLAN, sti, data, self.store.read_fil(PLAN, sti))

    def draw_day(self, data: st.DataObject) -> date:
        return self.today + timedelta(days=data.draw(SHIFTS, label="dage"))

    def pick(self, data: st.DataObject, items: tuple[Forslagstilstand, ...], most: int) -> list[Forslagstilstand]:
        count = min(most, len(items))
        names = [item.forslag.id for item in items]
        chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=count, unique=True), label="forslag")
        return [item for item in items if item.forslag.id in chosen]

    def fill_in(self, data: st.DataObject) -> None:
        """Regroup the changes as a chef may, and write a ground and a reason everywhere."""
        raw = self.store.read_fil(PLAN, INDSTILLING)
        assert raw is not None
        udkast = load_yaml(raw, Indstillingsudkast, INDSTILLING)
        forslag = list(udkast.forslag)
        if len(forslag) == 1 and len(forslag[0].aendringer[0].aendringer) > 1 and data.draw(st.booleans(), label="del"):
            forslag = self.take_apart(forslag[0], data)
        reasons = {"grundlag": (Forslagsgrund.ERFARING,), "begrundelse": "Det viser erfaringen."}
        self.write(INDSTILLING, dump_yaml(udkast.replaced(forslag=[item.replaced(**reasons) for item in forslag])))

    @staticmethod
    def take_apart(forslag: Any, data: st.DataObject) -> list[Any]:
        first, *rest = forslag.aendringer
        cut = data.draw(st.integers(1, len(first.aendringer) - 1), label="skel")
        parts = (first.replaced(aendringer=first.aendringer[:cut]), first.replaced(aendringer=first.aendringer[cut:]))
        other = {"id": f"{forslag.id[:50]}-del", "titel": f"{forslag.titel}, resten", "aendringer": (parts[1], *rest)}
        return [forslag.replaced(aendringer=(parts[0],)), forslag.replaced(**other)]

    @staticmethod
    def as_put(item: Forslagstilstand, day: date) -> Forslagsbeslutning:
        facts = {"forslag": item.forslag.id, "punkt": "4", "udfald": "godkendt", "ordlyd": "Godkendt."}
        return Forslagsbeslutning.model_validate(facts | {"gaelder_fra": day})

    @staticmethod
    def sent_back(item: Forslagstilstand) -> Forslagsbeslutning:
        facts = {"forslag": item.forslag.id, "punkt": "4", "udfald": "sendt-tilbage", "ordlyd": "Sendt tilbage."}
        return Forslagsbeslutning.model_validate(facts)

    def draw_afgoerelse(self, item: Forslagstilstand, data: st.DataObject) -> Forslagsbeslutning:
        udfald = data.draw(UDFALD, label="udfald")
        facts: dict[str, Any] = {"forslag": item.forslag.id, "punkt": "4", "udfald": udfald, "ordlyd": "Besluttet."}
        if udfald is Udfald.GODKENDT_MED_FORBEHOLD:
            facts["forbehold"] = "Kommunens ja."
        if udfald in {Udfald.GODKENDT, Udfald.GODKENDT_MED_AENDRING}:
            facts["gaelder_fra"] = self.draw_day(data)
        if udfald is Udfald.GODKENDT_MED_AENDRING:
            own = self.draw_aendringer(item.forslag.delaftaler[0], facts["gaelder_fra"], data)
            facts |= {"aendringer": [own]} if own is not None else {"udfald": Udfald.GODKENDT}
        return Forslagsbeslutning.model_validate(facts)

    def draw_aendringer(self, delaftale: str, day: date, data: st.DataObject) -> Delaftaleaendringer | None:
        """Draw changes of the text of a day; None for no text or no change."""
        text = self.text_on(delaftale, day)
        changes = (
            () if text is None else diff(text, data.draw(hot_edits(text) | edits(text, self.today), label="ordlyd"))
        )
        return Delaftaleaendringer(delaftale=delaftale, aendringer=changes) if changes else None

    def text_on(self, delaftale: str, day: date) -> Delaftale | None:
        version = self.planlog().tilstand.text_on(delaftale, day)
        return None if version is None else self.store.read_version(DelaftaleRef(PLAN, delaftale), version.nr).delaftale

    @invariant()
    def holds(self) -> None:
        self.gjort["skridt"] += 1
        self.vidne.look(self.store)

    def teardown(self) -> None:
        """Look back on the whole life."""
        self.vidne.look_back(self.store)
        self.gjort["liv"] += 1
        self.gjort["poster"] += len(self.vidne.poster)
