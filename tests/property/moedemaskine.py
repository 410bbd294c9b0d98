"""A machine that lives a board's life at random: agendas, decisions of every outcome, closing, referater, corrections.

Always so: whatever is done by the pure acts of the meeting is done or refused in Danish; what closing allows, the log
takes; after each step `Bestyrelse.holds` looks at what must always be true. What was done is counted, so that a run
which did little is seen for what it is.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from generator.errors import MoedeError, MoedeManglerError
from generator.model.beslutning import Forslagsbeslutning, Udfald
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Forslagsafgoerelse, Moede, Moedestatus, Punktart, Punktbeslutning, Punktudfald
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.dagsorden import make_dagsorden, rules_of, update_dagsorden
from generator.workflow.deciding import split_forslag
from generator.workflow.moedeafgoerelser import decide_all, decide_forslag, decide_punkt, undo
from generator.workflow.moedeafslutning import plan_afslutning
from generator.workflow.moederedigering import add_opgave, add_punkt, move_moede, move_punkt, remove_punkt, set_status
from generator.workflow.moedetilstand import complete
from generator.workflow.referatforloeb import (
    answer_bemaerkning,
    approve_by_moede,
    approve_by_silence,
    note_bemaerkning,
    send_referat,
)
from generator.workflow.versions import Effekt
from tests.logskriver import A, B, Log, aendringer
from tests.moedeskriver import moede, plan, register, til_stede
from tests.property.moedemaskine_love import (
    START,
    answers,
    check_is_danish,
    check_nothing_is_forgotten,
    check_versions,
    draw_forslag,
    draw_udfald,
    effects_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable


DATA = st.data()
PLAN = plan(beslutningsdygtig_mindst=3, flertal="simpelt", bemaerkningsfrist=7, tavshed_godkender="ja")
REGISTER = register()
MANY = 4  # forslag that wait before the chef puts no more


class Bestyrelse(RuleBasedStateMachine):
    """A board with at most one meeting ahead of it."""

    gjort: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.log, self.today = Log(), START
        self.moeder: dict[date, Moede] = {}
        self.aabent: date | None = None
        self.set_ = 0

    @initialize()
    def begin(self) -> None:
        self.log.registrer(A, dato="2022-07-01")
        self.log.registrer(B, dato="2022-07-01")
        self.seen = self.log.tilstand
        self.answers = answers(self.seen)

    # -- helpers --

    @property
    def now(self) -> Moede:
        assert self.aabent is not None
        return self.moeder[self.aabent]

    def others(self) -> list[Moede]:
        return [item for day, item in self.moeder.items() if day != self.aabent]

    def attempt(self, what: str, act: Callable[[], Moede]) -> None:
        """Change the open meeting, or be told in Danish why not; the log is as it was."""
        try:
            self.keep(act())
        except MoedeError as error:
            check_is_danish(str(error))
            self.gjort[f"afvist: {what}"] += 1
        else:
            self.gjort[what] += 1

    def keep(self, item: Moede) -> None:
        if self.aabent is not None:
            del self.moeder[self.aabent]
        self.moeder[item.dato], self.aabent = item, item.dato

    def day(self, data: st.DataObject) -> date:
        return self.today + timedelta(days=data.draw(st.sampled_from([0, 0, 10, 60, 200, -20]), label="dag"))

    # -- the chef --

    @precondition(lambda self: len(self.log.tilstand.verserende()) < MANY)
    @rule(data=DATA, akut=st.booleans())
    def put(self, data: st.DataObject, akut: bool) -> None:
        items = []
        for _ in range(data.draw(st.integers(1, 3), label="forslag")):
            self.set_ += 1
            items.append(draw_forslag(f"f{self.set_}", self.today, data))
        self.log.indstil(*items, dato=self.today.isoformat(), akut=akut, **({} if akut else {"aar": self.today.year}))
        self.gjort["indstilling"] += 1

    @precondition(lambda self: len(self.log.tilstand.verserende()) > 2)
    @rule(data=DATA)
    def withdraw(self, data: st.DataObject) -> None:
        item = data.draw(st.sampled_from(self.log.tilstand.verserende()), label="forslag")
        self.log.add("tilbagetraekning", self.today.isoformat(), forslag=[item.forslag.id], begrundelse="Ikke aktuelt.")
        self.gjort["tilbagetrækning"] += 1

    # -- a meeting from end to end; the acts below do it in any order --

    @precondition(lambda self: self.log.tilstand.verserende() or self.others())
    @rule(data=DATA, days=st.integers(1, 60))
    def hold(self, data: st.DataObject, days: int) -> None:
        """Call a meeting if none is ahead, send the agenda, meet, decide what there is, and close it."""
        if self.aabent is None:
            self.call(days)
        if self.now.status is not Moedestatus.UDSENDT:
            self.send()
        self.meet(few=False)
        for _ in range(data.draw(st.integers(0, 3), label="undtagelser")):
            self.decide(data)
        if any(item.referat_af for item in self.now.punkter):
            self.answer_remarks()
            if data.draw(st.booleans(), label="rettelse"):
                self.correct(data)
        self.approve_the_rest()
        self.decide_items(data)
        self.close()

    def answer_remarks(self) -> None:
        for punkt in self.now.punkter:
            earlier = None if punkt.referat_af is None else self.moeder[punkt.referat_af]
            if earlier is None or earlier.referat.godkendt is not None:
                continue
            for number, remark in enumerate(earlier.referat.bemaerkninger, start=1):
                if remark.svar is None:
                    earlier = answer_bemaerkning(earlier, number, "Ført til referat.")
            self.moeder[earlier.dato] = earlier

    # -- before the meeting --

    @precondition(lambda self: self.aabent is None and self.log.tilstand.verserende())
    @rule(days=st.integers(0, 40))
    def call(self, days: int) -> None:
        dato = self.today + timedelta(days=days)
        if dato not in self.moeder:
            self.keep(make_dagsorden(moede(dato), PLAN, self.log.tilstand, self.others()))
            self.gjort["indkaldelse"] += 1

    @precondition(lambda self: self.aabent is not None)
    @rule(data=DATA)
    def prepare(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, 6), label="plads")
        acts: dict[str, Callable[[], Moede]] = {
            "opdatering": lambda: update_dagsorden(self.now, self.log.tilstand, self.others()),
            "udsendelse": lambda: set_status(self.now, Moedestatus.UDSENDT, self.today),
            "hos formandskabet": lambda: set_status(self.now, Moedestatus.HOS_FORMANDSKABET, self.today),
            "nyt punkt": lambda: add_punkt(self.now, f"Sag {place}", Punkttype.D, {}, place or None)[0],
            "flyttet punkt": lambda: move_punkt(self.now, "1", place),
            "fjernet punkt": lambda: remove_punkt(self.now, str(place))[0],
            "opgave": lambda: add_opgave(self.now, "1", "Skriv", "bo", None)[0],
            "flyttet møde": lambda: self.move(place),
        }
        act = data.draw(st.sampled_from(list(acts)), label="akt")
        self.attempt(act, acts[act])

    def move(self, weeks: int) -> Moede:
        dato = self.now.dato + timedelta(weeks=weeks - 1)
        return self.now if dato in self.moeder else move_moede(self.now, dato, self.today)

    @precondition(lambda self: self.aabent is not None and self.now.status is not Moedestatus.UDSENDT)
    @rule()
    def send(self) -> None:
        """Bring the agenda up to date and send it."""
        item = update_dagsorden(self.now, self.log.tilstand, self.others())
        self.attempt("udsendelse", lambda: set_status(item, Moedestatus.UDSENDT, self.today))

    # -- at the meeting --

    @precondition(lambda self: self.aabent is not None)
    @rule(few=st.sampled_from([False, False, False, True]))
    def meet(self, few: bool) -> None:
        self.today = max(self.today, self.now.dato)
        there = ["formand", "anne"] if few else ["formand", "anne", "bo", "carl"]
        self.keep(til_stede(self.now.replaced(deltagere=()), *there))

    @precondition(lambda self: self.aabent is not None)
    @rule(data=DATA)
    def decide(self, data: st.DataObject) -> None:
        """Decide a forslag on the agenda, as a whole or a part of it."""
        known = self.log.tilstand.forslag
        on_agenda = [known[name] for punkt in self.now.punkter for name in punkt.forslag]
        if not on_agenda:
            return
        item = data.draw(st.sampled_from(on_agenda), label="forslag")
        facts = draw_udfald(item, self.day(data), data)
        count = sum(len(part.aendringer) for part in item.forslag.aendringer)
        if count > 1 and data.draw(st.booleans(), label="del"):
            numbers = data.draw(st.sets(st.integers(1, count + 1), min_size=1), label="numre")
            name = f"{item.forslag.id}-{'-'.join(map(str, sorted(numbers)))}"
            facts["udskilt"] = {"id": name, "titel": "En del", "numre": tuple(sorted(numbers))}
        self.note(f"{'del ' if 'udskilt' in facts else ''}{facts['udfald'].value}", facts)

    def note(self, what: str, facts: dict[str, Any]) -> None:
        made = Forslagsafgoerelse.model_validate(facts)
        self.attempt(what, lambda: decide_forslag(self.now, made, self.log.tilstand, self.today))

    @precondition(lambda self: self.aabent is not None)
    @rule()
    def approve_the_rest(self) -> None:
        self.attempt("som indstillet", lambda: decide_all(self.now, self.log.tilstand, self.today)[0])

    @precondition(lambda self: self.aabent is not None)
    @rule(data=DATA)
    def decide_items(self, data: st.DataObject) -> None:
        """Decide all items without forslag, now and then one as the year without changes."""
        udfald = data.draw(
            st.sampled_from([Punktudfald.GODKENDT, Punktudfald.GODKENDT, Punktudfald.UDSAT]), label="punkt"
        )
        unchanged = data.draw(st.sampled_from([False, False, False, True]), label="ingen ændringer")
        for punkt in self.now.punkter:
            if punkt.type is Punkttype.B and not punkt.forslag:
                facts: dict[str, Any] = {"udfald": udfald}
                if unchanged and punkt.art is Punktart.STANDARD:
                    facts = {"udfald": Punktudfald.INGEN_AENDRINGER, "aar": self.today.year}
                made = Punktbeslutning.model_validate(facts)
                self.attempt("punkt", lambda id_=punkt.id, made=made: decide_punkt(self.now, id_, made, self.today))  # type: ignore[misc]

    @precondition(lambda self: self.aabent is not None and self.now.afgoerelser)
    @rule(data=DATA)
    def take_back(self, data: st.DataObject) -> None:
        names = [None, *dict.fromkeys(item.forslag for item in self.now.afgoerelser)]
        hvad = data.draw(st.sampled_from(names), label="fortryd")
        before = self.now
        self.attempt("fortrudt", lambda: undo(self.now, hvad)[0])
        assert {item.forslag for item in self.now.afgoerelser} == {
            item.forslag for item in before.afgoerelser if hvad is not None and item.forslag != hvad
        }

    @precondition(lambda self: self.aabent is not None and any(item.referat_af for item in self.now.punkter))
    @rule(data=DATA)
    def correct(self, data: st.DataObject) -> None:
        """Correct a decision of the referat that is up for approval; sometimes of another, which is refused."""
        decided = [item for item in self.log.tilstand.forslag.values() if item.afgoerelser]
        days = {punkt.referat_af for punkt in self.now.punkter}
        likely = [item for item in decided if item.afgoerelser[-1].moede in days] or decided
        if not decided:
            return
        item = data.draw(st.sampled_from(likely if data.draw(st.integers(0, 9)) else decided), label="rettes")
        own = data.draw(st.booleans(), label="ændrer teksten")
        facts: dict[str, Any] = {
            "forslag": item.forslag.id,
            "udfald": data.draw(st.sampled_from([Udfald.GODKENDT, Udfald.IKKE_GODKENDT, Udfald.UDSAT]), label="udfald"),
            "retter": item.afgoerelser[-1].post,
            "aendringer": aendringer(*item.forslag.delaftaler, efter="rettet") if own else (),
            "gaelder_fra": self.day(data) if own else None,
        }
        self.note("rettelse", facts)

    # -- closing --

    @precondition(lambda self: self.aabent is not None)
    @rule()
    def close(self) -> None:
        try:
            made = plan_afslutning(self.now, PLAN, REGISTER, self.log.tilstand, self.today, tidligere=self.others())
        except MoedeManglerError as error:
            for line in error.mangler:
                check_is_danish(line)
            self.gjort["afvist: afslutning"] += 1
            return
        noted, dato = self.now, self.now.dato
        first, today = len(self.log.poster) + 1, max(self.today, dato).isoformat()
        if made.forslag:
            decided = [Forslagsbeslutning.model_validate(facts) for facts in made.forslag]
            trial = self.log.tilstand.copy()
            for opdeling in made.opdelinger:
                split_forslag(trial, opdeling, dato)
            effects = [effect for item in decided for effect in effects_of(item, trial)]
            versioner = self.log.plan(effects)
            facts = {"moede": dato, "opdelinger": made.opdelinger, "forslag": decided, "versioner": versioner}
            self.log.add("beslutning", today, **facts)
            for item in decided:
                assert self.log.tilstand.forslag[item.forslag].afgoerelser[-1].udfald is item.udfald
                self.gjort[f"besluttet {item.udfald.value}{' (rettelse)' if item.retter else ''}"] += 1
            self.gjort["opdeling"] += len(made.opdelinger)
        if made.ingen_aendringer is not None and self.today.year not in {one.aar for one in self.log.tilstand.aarlige}:
            self.log.add("ingen-aendringer", today, **made.ingen_aendringer)
            self.gjort["ingen ændringer"] += 1
        for approved in made.referater:
            self.log.add("referatgodkendelse", today, **approved)
            self.moeder[approved["moede"]] = approve_by_moede(self.moeder[approved["moede"]], approved["godkendt"])
            self.gjort["referat godkendt på møde"] += 1
        numbers = tuple(range(first, len(self.log.poster) + 1))
        self.moeder[dato] = noted.replaced(status=Moedestatus.AFSLUTTET, poster=numbers)
        if numbers:
            assert complete(noted, self.log.tilstand).er_afsluttet
        assert load_yaml(dump_yaml(self.moeder[dato]), Moede, "moede.yaml") == self.moeder[dato]
        self.aabent = None
        self.gjort["afslutning"] += 1

    # -- afterwards --

    @precondition(lambda self: any(item.er_afsluttet and not item.referat.godkendt for item in self.moeder.values()))
    @rule(data=DATA)
    def work_on_a_referat(self, data: st.DataObject) -> None:
        waiting = [item for item in self.moeder.values() if item.er_afsluttet and not item.referat.godkendt]
        item = data.draw(st.sampled_from(waiting), label="referat")
        regler = rules_of(PLAN)
        acts: dict[str, Callable[[], Moede]] = {
            "referat udsendt": lambda: send_referat(item, regler, [], self.today),
            "bemærkning": lambda: note_bemaerkning(item, "bo", "Der blev sagt mere.", None, self.today),
            "svar på bemærkning": lambda: answer_bemaerkning(item, 1, "Ført til referat."),
            "referat godkendt ved tavshed": lambda: approve_by_silence(item, regler, self.today),
        }
        act = data.draw(st.sampled_from(list(acts)), label="akt")
        try:
            after = acts[act]()
        except MoedeError:
            self.gjort[f"afvist: {act}"] += 1
            return
        self.moeder[item.dato] = after
        self.gjort[act] += 1
        if after.referat.godkendt is not None:
            day = self.today.isoformat()
            self.log.add("referatgodkendelse", day, moede=item.dato, godkendt=day, metode="frist")

    @precondition(lambda self: self.log.tilstand.forbehold() or self.log.tilstand.bemyndigelser())
    @rule(met=st.booleans())
    def settle(self, met: bool) -> None:
        tilstand, today = self.log.tilstand, self.today.isoformat()
        for item in tilstand.forbehold()[:1]:
            if met:
                own = item.afgoerelser[-1].egen_ordlyd or item.forslag.aendringer
                made = [Effekt(part.delaftale, self.today, item.forslag.id) for part in own]
                self.log.opfyld(item.forslag.id, today, versioner=self.log.plan(made))
            else:
                facts = {"forslag": item.forslag.id, "opfyldt": "nej", "grundlag": "Kommunen sagde nej."}
                self.log.add("forbehold", today, **facts)
            self.gjort[f"forbehold {'opfyldt' if met else 'bortfaldet'}"] += 1
        for item in tilstand.bemyndigelser()[:1]:
            self.log.fastlaeg(item.forslag.id, today)
            self.gjort["endelig ordlyd"] += 1

    @rule(days=st.sampled_from([1, 8, 30, 120]))
    def pass_time(self, days: int) -> None:
        self.today += timedelta(days=days)

    # -- what always holds --

    @invariant()
    def holds(self) -> None:
        self.gjort["skridt"] += 1
        if not self.log.poster:
            return
        tilstand, before = self.log.tilstand, self.seen
        check_versions(tilstand)
        if tilstand is not before:
            check_nothing_is_forgotten(before, tilstand)
            for nr, answer in self.answers.items():
                assert {key: tilstand.in_force(*key, efter_post=nr) for key in answer} == answer
            self.answers |= answers(tilstand)
            self.seen = tilstand
        for item in self.others():
            if item.er_afsluttet and item.poster:
                assert complete(item, tilstand) == item
        if self.aabent is not None:
            self.check_agenda()

    def check_agenda(self) -> None:
        """What waits stands on an agenda that is up to date, once, and under one item of its own to decide."""
        fresh = update_dagsorden(self.now, self.log.tilstand, self.others())
        waits = [one.forslag.id for one in self.log.tilstand.verserende() if one.indstillet <= fresh.dato]
        assert sorted(name for punkt in fresh.punkter for name in punkt.forslag) == sorted(waits)
        assert update_dagsorden(fresh, self.log.tilstand, self.others()) == fresh
        assert all(
            punkt.type is Punkttype.B and punkt.art is Punktart.INDSTILLING for punkt in fresh.punkter if punkt.forslag
        )
