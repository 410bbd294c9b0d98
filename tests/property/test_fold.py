"""Laws of the beslutningslog on logs of any course: the past never changes, nothing decided is lost, no byte either."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import LogError
from generator.model.beslutningslog import Post
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.transitions import APPROVED
from generator.workflow.verify import verify
from tests.logskriver import A, B, Log, aendringer, forslag

if TYPE_CHECKING:
    from generator.workflow.fakta import Version
    from generator.workflow.tilstand import Tilstand

START = date(2022, 8, 1)
DAYS = [date(2021, 9, 1) + timedelta(days=30 * step) for step in range(60)]
LATE = "2026-02-01"  # after the period's end: a gap in which nothing holds
UDFALD = ("godkendt", "godkendt", "godkendt-med-aendring", "godkendt-med-forbehold", "bemyndiget", "ikke-godkendt")


class Course:
    """A log that takes a random course; what the log refuses does not happen, and must leave no trace."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.log, self.today = draw, Log(), START
        self.log.registrer()
        self.log.registrer(B)
        acts = [self.put] * 2 + [self.decide] * 3 + [self.settle] * 2
        acts += [self.correct, self.spell, self.enter, self.withdraw, self.other]
        for _ in range(draw(st.integers(2, 14))):
            self.today += timedelta(days=draw(st.integers(0, 60)))
            before = self.log.tilstand.copy()
            act = draw(st.sampled_from(acts))
            try:
                act()
            except LogError:
                assert self.log.tilstand == before

    def day(self) -> str:
        """Return a day around today: acts count from days behind and ahead."""
        return (self.today + timedelta(days=self.draw(st.sampled_from([-90, -10, 0, 0, 15, 60, 120])))).isoformat()

    def put(self) -> None:
        count = self.draw(st.integers(1, 3))
        first = len(self.log.tilstand.forslag)
        where = st.sampled_from([(A,), (B,), (A, B)])
        items = [forslag(f"f{first + nr}", *self.draw(where)) for nr in range(count)]
        self.log.indstil(*items, dato=self.today.isoformat(), akut=self.draw(st.booleans()))

    def one(self, *, pending: bool) -> str:
        """Return the id of a forslag, »x« if there is none."""
        known = [item.forslag.id for item in self.log.tilstand.forslag.values() if item.er_verserende is pending]
        return self.draw(st.sampled_from(known)) if known else "x"

    def outcome(self, id_: str) -> dict[str, Any]:
        udfald = self.draw(st.sampled_from([*UDFALD, "udsat", "sendt-tilbage"]))
        item: dict[str, Any] = {"forslag": id_, "udfald": udfald}
        if udfald == "godkendt-med-aendring":
            item |= {"aendringer": aendringer(*self.draw(st.sampled_from([(A,), (A, B)])))}
        if udfald == "godkendt-med-forbehold":
            item |= {"forbehold": "Kommunens ja."}
        return item | ({"gaelder_fra": self.day()} if udfald.startswith("godkendt") else {})

    def decide(self) -> None:
        if not self.log.tilstand.verserende():
            self.put()
        ids = dict.fromkeys(self.one(pending=True) for _ in range(self.draw(st.integers(1, 2))))
        self.log.beslut(*(self.outcome(id_) for id_ in ids), moede=self.today.isoformat())

    def correct(self) -> None:
        id_ = self.one(pending=False)
        known = self.log.tilstand.forslag.get(id_)
        last = known.afgoerelser[-1].post if known is not None and known.afgoerelser else 1
        changes = aendringer(*(known.forslag.delaftaler if known is not None else (A,)))
        item = self.outcome(id_) | {"retter": last, "gaelder_fra": self.day(), "aendringer": changes}
        self.log.beslut(item, moede=self.today.isoformat())

    def settle(self) -> None:
        """Settle what waits for a forbehold or for its final wording; decide something, if nothing does."""
        waiting, empowered = self.log.tilstand.forbehold(), self.log.tilstand.bemyndigelser()
        if waiting:
            self.log.opfyld(waiting[0].forslag.id, self.today.isoformat())
        elif empowered:
            self.log.fastlaeg(empowered[0].forslag.id, self.today.isoformat())
        else:
            self.decide()

    def spell(self) -> None:
        self.log.ret(A, fra=self.today.isoformat())

    def enter(self) -> None:
        adopted = (self.today - timedelta(days=self.draw(st.integers(0, 300)))).isoformat()
        facts: dict[str, Any] = {"vedtaget": adopted} if self.draw(st.booleans()) else {}
        self.log.registrer(fra=self.day(), dato=self.today.isoformat(), efterfoelgende="ja", **facts)

    def withdraw(self) -> None:
        facts = {"forslag": [self.one(pending=True)], "begrundelse": "Ikke aktuelt."}
        self.log.add("tilbagetraekning", self.today.isoformat(), **facts)

    def other(self) -> None:
        today, text = self.today.isoformat(), self.log.tilstand.text_on(A, self.today)
        match self.draw(st.integers(0, 7)):
            case 0:
                self.log.add("afslutning", today, dato=self.day(), begrundelse="Slut.")
            case 1 | 2:
                fra = self.draw(st.sampled_from([today, LATE]))
                self.log.forlaeng(f"{2026 + len(self.log.poster)}-09-30", A, fra=fra, godkendt=today, dato=today)
            case 3 | 4 if text is not None:
                sent = [{"delaftale": A, "version": text.nr}]
                self.log.add("forsendelse", today, modtager="LBF", omfang=sent, stand_pr=today)
            case 5:
                self.log.add("referatgodkendelse", today, moede=today, godkendt=today, metode="frist")
            case _:
                self.log.add("ingen-aendringer", today, aar=self.today.year, moede=today, ordlyd="Ingen.")


@st.composite
def courses(draw: st.DrawFn) -> Log:
    return Course(draw).log


def answers(tilstand: Tilstand, efter_post: int | None = None) -> list[int | None]:
    """Return what holds on each of many days, in both delaftaler."""
    return [tilstand.in_force(name, day, efter_post=efter_post) for name in (A, B) for day in DAYS]


@given(courses())
def test_folding_on_is_folding_from_the_start(log: Log) -> None:
    for cut in range(len(log.poster)):
        assert fold(log.poster[cut:], fold(log.poster[:cut])) == log.tilstand


@given(courses())
def test_what_a_prefix_said_is_never_contradicted(log: Log) -> None:
    """Asked for what was known then, the whole log answers as it did then; its facts are still the same."""
    for cut in range(len(log.poster)):
        then = fold(log.poster[:cut])

        assert answers(log.tilstand, cut) == answers(then)
        for name in then.delaftaler:
            assert log.tilstand.versioner(name)[: len(then.versioner(name))] == then.versioner(name)
            assert log.tilstand.historik(name)[: len(then.historik(name))] == then.historik(name)
        for id_, item in then.forslag.items():
            assert log.tilstand.forslag[id_].afgoerelser[: len(item.afgoerelser)] == item.afgoerelser


@given(courses())
def test_a_post_changes_no_day_before_those_that_it_speaks_of(log: Log) -> None:
    for post in log.poster:
        before, after = (fold(log.poster[:nr]) for nr in (post.nr - 1, post.nr))
        made = [item for name in after.delaftaler for item in after.versioner(name) if item.post == post.nr]
        days = [item.gaelder_fra for item in made]
        days += [after.afsluttet + timedelta(days=1)] if after.afsluttet and not before.afsluttet else []
        first = min(days, default=date.max)

        for name in (A, B):
            for day in DAYS:
                assert day >= first or before.in_force(name, day) == after.in_force(name, day)


@given(courses())
def test_nothing_holds_without_a_post_and_one_version_at_a_time(log: Log) -> None:
    tilstand = log.tilstand
    for name in tilstand.delaftaler:
        spans = tilstand.gyldigheder(name)
        assert all(one.til < two.fra for one, two in itertools.pairwise(spans))
        for day in DAYS:
            holding = [span.version for span in spans if span.fra <= day <= span.til]
            number = tilstand.in_force(name, day)
            assert holding == ([] if number is None else [number])
            if number is not None:
                version = tilstand.versioner(name)[number - 1]
                assert (name, number) in tilstand.poster[version.post - 1].lavede


def carried(tilstand: Tilstand, version: Version) -> tuple[set[str], Version]:
    """Return the forslag that led to a version, and the registered edition that it goes back to."""
    found: set[str] = set()
    while version.bygger_paa is not None:
        found |= set(version.forslag)
        version = tilstand.versioner(version.delaftale)[version.bygger_paa - 1]
    return found, version


@given(courses())
def test_nothing_that_was_approved_is_lost(log: Log) -> None:
    """From its day on an approved forslag is in every text that goes back to the first edition."""
    tilstand = log.tilstand
    for item in tilstand.forslag.values():
        if item.status not in APPROVED:
            continue
        effects = [made for made in item.afgoerelser if made.aendringer]
        assert effects, "an approved forslag took effect"
        for part, fra in ((part, effects[-1].gaelder_fra) for part in effects[-1].aendringer):
            for day in DAYS:
                text = tilstand.text_on(part.delaftale, day)
                if fra is None or day < fra or text is None:
                    continue
                found, first = carried(tilstand, text)
                assert item.forslag.id in found or first.efterfoelgende


@given(courses(), st.data())
def test_a_log_verifies_and_no_byte_of_it_can_be_changed(log: Log, data: st.DataObject) -> None:
    posts, files = dict(log.stored), log.filer
    kode = kontrolkode(posts["beslutningslog/0001.yaml"])
    assert verify(posts, files, lambda stored, path: load_yaml(stored, Post, path), kode) is None

    path = data.draw(st.sampled_from(sorted([*posts, *files])))
    folder = posts if path in posts else files
    index = data.draw(st.integers(0, len(folder[path]) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != folder[path][index]))
    folder[path] = folder[path][:index] + bytes([other]) + folder[path][index + 1 :]

    found = verify(posts, files, lambda stored, name: load_yaml(stored, Post, name))
    assert found is not None
    assert found.fil == path


@given(courses())
def test_posts_are_stored_as_they_are(log: Log) -> None:
    for post, stored in zip(log.poster, log.stored.values(), strict=True):
        assert dump_yaml(post) == stored
