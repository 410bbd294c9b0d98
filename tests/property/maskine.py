"""A machine that lives a plan's life at random: drafts, indstillinger, meetings, corrections, time, and other programs.

Always so: an act is done by the program's own use cases and either counts, or is refused in Danish with nothing of the
record changed; after each step `Vidne` looks at all of it. What the machine did is counted, so that a run which did
little is seen for what it is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from generator.errors import AendringError, GeneratorError
from generator.model.aendring import Aendringsart
from generator.model.beslutning import Forslagsbeslutning, Godkendelsesmetode, Opdeling, Udfald
from generator.model.beslutningslog import Postart
from generator.model.forslag import Indstillingstype
from generator.rules import Tilstand
from generator.service.akter import add_simple_post
from generator.service.beslutning import afgoer_forbehold, beslut, fastlaeg_ordlyd
from generator.service.fletning import Tekster, find_konflikter
from generator.service.forslag import traek
from generator.service.indstilling import INDSTILLING, indstil
from generator.service.kladder import find_base, open_kladde
from generator.service.kontrol import Kontrollant
from generator.service.nye_versioner import BeslutningKonfliktError
from generator.service.personer import ret_person, slet_person, tilfoej_person
from generator.service.planakter import afslut, fremsend, godkend_referat, skriv_ingen_aendringer
from generator.service.registrering import registrer
from generator.service.rettelse import forlaeng, ret_redaktionelt
from generator.store.folder import FolderStore
from generator.store.log_errors import LogConflictError
from generator.store.port import DelaftaleRef
from generator.store.yaml_writer import dump_yaml
from tests.property.maskine_aftaler import PLAN, A, B, datakilder, edits, hot_edits, perioder
from tests.property.maskine_liv import START, Liv

if TYPE_CHECKING:
    from collections.abc import Callable


REFS = st.sampled_from([DelaftaleRef(PLAN, A), DelaftaleRef(PLAN, B)])
DATA = st.data()
MANY = 4  # forslag that wait, before the chef takes some back
LONG = 15  # posts of a life that may end


class Maskine(Liv):
    """A life in which anything may be done next."""

    # -- beginning --

    @initialize(both=st.sampled_from([True, True, True, False]))
    def begin_log(self, both: bool) -> None:
        for name in (A, B) if both else (A,):
            registrer(self.store, DelaftaleRef(PLAN, name), self.on(), grundlag="Bilag til aftalen.")
        self.vidne.look(self.store)

    @precondition(lambda self: not self.vidne.tilstand.versioner(B))
    @rule()
    def register_the_other(self) -> None:
        with self.attempt("registrering"):
            registrer(self.store, DelaftaleRef(PLAN, B), self.on(), grundlag="Bilag til aftalen.")

    @precondition(lambda self: any(self.store.has_kladde(DelaftaleRef(PLAN, name)) for name in (A, B)))
    @rule(ref=REFS, data=DATA)
    def register_afterwards(self, ref: DelaftaleRef, data: st.DataObject) -> None:
        """Enter an edition that was adopted outside the log: what stands in the draft."""
        vedtaget = data.draw(st.none() | st.just(self.today - timedelta(days=200)), label="vedtaget")
        fra = self.today - timedelta(days=data.draw(st.sampled_from([0, 100, 300]), label="dage"))
        with self.attempt("registrering efterfølgende"):
            facts: dict[str, Any] = {"vedtaget": vedtaget, "efterfoelgende": True, "gaelder_fra": fra}
            registrer(self.store, ref, self.on(), grundlag="Fundet i et gammelt referat.", **facts)

    # -- the chef --

    def edit_draft(self, ref: DelaftaleRef, data: st.DataObject) -> None:
        if not self.store.has_kladde(ref):
            with self.attempt("kladde"):
                open_kladde(self.store, ref, self.today)
        if not self.store.has_kladde(ref):
            return
        sti = f"{ref.delaftale}/kladde.yaml"
        old = self.store.read_fil(PLAN, sti) or b""
        now = self.store.read_kladde(ref).delaftale
        text = data.draw(hot_edits(now) | edits(now, self.today), label="kladde")
        base = find_base(old)
        line = b"" if base is None else f"# Bygger på version {base}.\n".encode()
        self.write(sti, line + dump_yaml(text))

    @rule(ref=REFS, data=DATA, drop=st.booleans())
    def draft(self, ref: DelaftaleRef, data: st.DataObject, drop: bool) -> None:
        """Leave a draft lying, on a text that may grow old; or throw what is half done away."""
        if not drop:
            self.edit_draft(ref, data)
            return
        for sti in (f"{ref.delaftale}/kladde.yaml", INDSTILLING):
            if (lying := self.store.read_fil(PLAN, sti)) is not None:
                self.store.remove_fil(PLAN, sti, lying)

    @rule(ref=REFS, data=DATA)
    def put_akut(self, ref: DelaftaleRef, data: st.DataObject) -> None:
        self.put(ref, data, akut=True, both=False)

    @rule(ref=REFS, data=DATA, both=st.booleans())
    def put_aarlig(self, ref: DelaftaleRef, data: st.DataObject, both: bool) -> None:
        self.put(ref, data, akut=False, both=both)

    def put(self, ref: DelaftaleRef, data: st.DataObject, *, akut: bool, both: bool) -> None:
        """Edit, gather, regroup, give reasons and freeze; what is half done stays for another time."""
        self.edit_draft(ref, data)
        refs = () if both else (ref,)
        type_ = Indstillingstype.AKUT if akut else Indstillingstype.AARLIG
        kontrollant = Kontrollant(self.store, perioder(), datakilder(), today=self.today, tilstand=Tilstand.GODKENDELSE)
        with self.attempt("indstilling"):
            indstil(self.store, kontrollant, refs, self.on(), type_=type_)
            self.fill_in(data)
            indstil(self.store, kontrollant, refs, self.on(), type_=type_, endelig=True)

    @precondition(lambda self: self.vidne.tilstand.verserende())
    @rule(data=DATA)
    def hold_meeting(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from([self.approve_what_fits, self.decide, self.decide, self.split]), label="møde")(data)

    @precondition(lambda self: any(item.afgoerelser for item in self.vidne.tilstand.forslag.values()))
    @rule(data=DATA)
    def come_back(self, data: st.DataObject) -> None:
        """Settle what waits for a forbehold or a final wording, else correct a referat."""
        tilstand = self.vidne.tilstand
        if tilstand.forbehold() or tilstand.bemyndigelser():
            self.settle(data)
        else:
            self.correct_referat(data)

    @precondition(lambda self: len(self.vidne.tilstand.verserende()) > MANY)
    @rule(data=DATA)
    def withdraw(self, data: st.DataObject) -> None:
        names = [item.forslag.id for item in self.pick(data, self.planlog().tilstand.verserende(), 2)]
        with self.attempt("tilbagetrækning"):
            traek(self.store, [PLAN], names, "Ikke aktuelt.", self.on())

    # -- the board --

    def decide(self, data: st.DataObject) -> None:
        planlog = self.planlog()
        chosen = self.pick(data, planlog.tilstand.verserende(), 3)
        items = [self.draw_afgoerelse(item, data) for item in chosen]
        with self.attempt("beslutning"):
            beslut(self.store, PLAN, self.on(), moede=self.today, afgoerelser=items)

    @precondition(lambda self: self.vidne.tilstand.verserende())
    @rule(data=DATA)
    def approve_what_fits(self, data: st.DataObject) -> None:
        """What is not told as a conflict can be approved, and what is can't."""
        planlog = self.planlog()
        (item,) = self.pick(data, planlog.tilstand.verserende(), 1)
        konflikter = find_konflikter(Tekster(self.store, planlog), [item], self.today)
        afgoerelse = self.as_put(item, self.today)
        clashed: GeneratorError | None = None
        with self.attempt("godkendelse"):
            try:
                beslut(self.store, PLAN, self.on(), moede=self.today, afgoerelser=[afgoerelse])
            except (BeslutningKonfliktError, AendringError) as error:
                clashed = error
            else:
                assert not konflikter
                bases = [planlog.tilstand.text_on(name, self.today) for name, _ in item.bygger_paa]
                numbers = [nr for _, nr in item.bygger_paa]
                is_rebased = [None if text is None else text.nr for text in bases] != numbers
                self.gjort["ført over på nyere tekst" if is_rebased else "godkendt som indstillet"] += 1
        assert clashed is None or konflikter, f"put before the board, and can't be approved: {clashed}"
        if clashed is not None:
            with self.attempt("konflikt til chefen"):
                beslut(self.store, PLAN, self.on(), moede=self.today, afgoerelser=[self.sent_back(item)])

    def split(self, data: st.DataObject) -> None:
        (item,) = self.pick(data, self.planlog().tilstand.verserende(), 1)
        count = sum(len(part.aendringer) for part in item.forslag.aendringer)
        cut = data.draw(st.integers(1, max(count - 1, 1)), label="skel")
        name = f"del-{len(self.vidne.tilstand.forslag)}"
        dele = [
            {"id": f"{name}-a", "titel": "Den ene", "numre": range(1, cut + 1)},
            {"id": f"{name}-b", "titel": "Den anden", "numre": range(cut + 1, count + 1)},
        ]
        with self.attempt("opdeling"):
            if count < 2:
                return
            opdeling = Opdeling.model_validate({"forslag": item.forslag.id, "dele": dele})
            facts = {"forslag": f"{name}-a", "punkt": "4", "udfald": "godkendt", "ordlyd": "Godkendt."}
            decided = Forslagsbeslutning.model_validate(facts | {"gaelder_fra": self.today})
            beslut(self.store, PLAN, self.on(), moede=self.today, afgoerelser=[decided], opdelinger=[opdeling])

    def settle(self, data: st.DataObject) -> None:
        tilstand = self.planlog().tilstand
        opfyldt = data.draw(st.booleans(), label="opfyldt")
        day = self.draw_day(data)
        for item in tilstand.forbehold()[:1]:
            with self.attempt("forbehold"):
                facts: dict[str, Any] = {"gaelder_fra": day} if opfyldt else {}
                afgoer_forbehold(
                    self.store, PLAN, self.on(), forslag=item.forslag.id, opfyldt=opfyldt, grundlag="Svar.", **facts
                )
        for item in tilstand.bemyndigelser()[:1]:
            with self.attempt("endelig ordlyd"):
                fastlaeg_ordlyd(
                    self.store, PLAN, self.on(), forslag=item.forslag.id, ordlyd="Godkendt.", gaelder_fra=day
                )

    def correct_referat(self, data: st.DataObject) -> None:
        decided = tuple(item for item in self.planlog().tilstand.forslag.values() if item.afgoerelser)
        (item,) = self.pick(data, decided, 1)
        day = self.draw_day(data)
        own = self.draw_aendringer(item.forslag.delaftaler[0], day, data)
        facts: dict[str, Any] = {"forslag": item.forslag.id, "punkt": "1", "ordlyd": "Referatet rettes."}
        facts |= {"retter": item.afgoerelser[-1].post, "gaelder_fra": day, "aendringer": [own] if own else []}
        facts["udfald"] = Udfald.GODKENDT_MED_AENDRING
        with self.attempt("rettelse af referat"):
            afgoerelse = Forslagsbeslutning.model_validate(facts)
            beslut(self.store, PLAN, self.on(), moede=self.today, afgoerelser=[afgoerelse])

    # -- other acts --

    @rule(ref=REFS, data=DATA)
    def correct_spelling(self, ref: DelaftaleRef, data: st.DataObject) -> None:
        day = self.draw_day(data)
        own = self.draw_aendringer(ref.delaftale, day, data)
        if own is not None:
            saet = tuple(change for change in own.aendringer if change.art is Aendringsart.SAET)[:1]
            with self.attempt("redaktionel rettelse"):
                parts = [own.replaced(aendringer=saet)] if saet else [own]
                ret_redaktionelt(
                    self.store, PLAN, self.on(), begrundelse="Stavefejl.", gaelder_fra=day, aendringer=parts
                )

    @rule(data=DATA)
    def do_something_else(self, data: st.DataObject) -> None:
        """Prolong, send, approve a referat, end the year without changes, and seldom the plan."""
        acts: dict[str, Callable[[], object]] = {
            "forlængelse": lambda: forlaeng(
                self.store,
                PLAN,
                self.on(),
                godkendt=self.today,
                journalnummer="24/117",
                gaelder_til=self.today + timedelta(days=1500),
            ),
            "forsendelse": lambda: fremsend(
                self.store, PLAN, self.on(), modtager="Landsbyggefonden", stand_pr=self.today
            ),
            "godkendelse af referat": lambda: godkend_referat(
                self.store, PLAN, self.on(), moede=self.today, godkendt=self.today, metode=Godkendelsesmetode.MOEDE
            ),
            "ingen ændringer": lambda: skriv_ingen_aendringer(
                self.store, PLAN, self.on(), aar=self.today.year, moede=self.today, ordlyd="Ingen ændringer."
            ),
            "afslutning": lambda: afslut(self.store, PLAN, self.on(), dato=self.today, begrundelse="Planen slutter."),
        }
        names = list(acts)[: 4 if len(self.vidne.poster) < LONG else 5]
        act = data.draw(st.sampled_from(names), label="akt")
        with self.attempt(act):
            acts[act]()

    @rule(data=DATA)
    def let_the_world_go_on(self, data: st.DataObject) -> None:
        """People come and go; other programs act on the same plan."""
        what = [self.keep_people, self.two_programs, self.begin_anew]
        data.draw(st.sampled_from(what), label="verden")(data)

    def keep_people(self, data: st.DataObject) -> None:
        self.personer += 1
        key = f"rolle-{data.draw(st.integers(1, 3), label='person')}"
        with self.attempt("person"):
            match data.draw(st.integers(0, 2), label="hvad"):
                case 0:
                    facts = {"navn": f"Navn {self.personer}", "rolle": "Referent", "organisation": "fob"}
                    tilfoej_person(self.store, PLAN, key, facts)
                case 1:
                    ret_person(self.store, PLAN, key, {"navn": f"Andet navn {self.personer}"})
                case _:
                    slet_person(self.store, PLAN, key)

    @rule(dage=st.integers(1, 150))
    def pass_time(self, dage: int) -> None:
        self.today += timedelta(days=dage)

    def two_programs(self, _: st.DataObject) -> None:
        """Another program acts between this one's reading and writing: it is told, and nothing is lost."""
        mine = self.planlog()
        other = FolderStore(self.root, self.files)
        day = START - timedelta(days=len(mine.poster))
        facts: dict[str, Any] = {"moede": day, "godkendt": day, "metode": Godkendelsesmetode.FRIST}
        with self.attempt("andet program"):
            godkend_referat(other, PLAN, self.on(), **facts)
        if len(self.planlog().poster) > len(mine.poster):
            own = {"moede": day, "godkendt": self.today, "metode": Godkendelsesmetode.MOEDE}
            with pytest.raises(LogConflictError):
                add_simple_post(self.store, mine, self.on(), Postart.REFERATGODKENDELSE, own)
            self.gjort["konflikt mellem to programmer"] += 1

    def begin_anew(self, _: st.DataObject) -> None:
        """Another program goes on from what is stored."""
        self.store = FolderStore(self.root, self.files)
