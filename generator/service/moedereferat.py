"""The referat after the meeting: written, sent, remarked on, approved by silence, signed.

Always so: what goes out is made from the log where the log knows it, kept beside the meeting under its hash, and named
by the post that approves it. Signatures are put outside the program; the signed file is kept as it came. Source:
docs/analyse/moede.md.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.beslutning import Godkendelsesmetode
from generator.model.fil import Fil
from generator.service.akter import UnknownPersonError
from generator.service.formater import Dokumentformat
from generator.service.moedeakter import Noteret, rediger
from generator.service.moedebilag import MAX_BILAG, check_pdf
from generator.service.moededokumenter import Moededokument, render_moededokument
from generator.service.moedepersondata import check_persondata
from generator.service.moeder import name_moede, open_moede, save_moede
from generator.service.planakter import godkend_referat
from generator.service.samlet import handl_samlet
from generator.service.udgivelse import udgiv_efter_referat
from generator.workflow.dagsorden import rules_of
from generator.workflow.referatforloeb import (
    answer_bemaerkning,
    approve_by_silence,
    attach_underskrevet,
    note_bemaerkning,
    send_referat,
)

if TYPE_CHECKING:
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.akter import Handling
    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.port import Store


def udsend(store: Store, plan: str, dato: date, udgiver: Udgiver, today: date) -> Noteret:
    """Write the referat as Word and PDF beside the meeting and note that it was sent today.

    Sent again, the files are written anew; those that were sent before are told by their hashes alone.

    Raises: MoedeError, before the meeting is closed, after the referat is approved, or if a text holds a CPR number;
    what rendering raises.
    """
    aabent = open_moede(store, plan, dato)
    regler = rules_of(aabent.plan)
    sent = send_referat(aabent.moede, regler, (), today)  # refuses before anything is made, and the pages say the day
    told = check_persondata(aabent.moede, referat=True)
    shown = _shown(aabent, sent)
    made = render_moededokument(
        store, shown, udgiver, Moededokument.REFERAT, (Dokumentformat.DOCX, Dokumentformat.PDF), today=today
    )
    filer = []
    for form, data in made:
        sti = name_moede(dato, f"referat.{form}")
        store.write_fil(plan, sti, data, store.read_fil(plan, sti, MAX_BILAG))
        filer.append(Fil(sti=sti, sha256=sha256(data).hexdigest()))
    after = send_referat(aabent.moede, regler, filer, today)
    fil, meldinger = save_moede(store, aabent, after)
    return Noteret(plan, after, fil, (*told, *meldinger))


def bemaerk(store: Store, plan: str, dato: date, person: str, tekst: str, *, punkt: str | None, today: date) -> Noteret:
    """Note a remark on the referat. Raises: UnknownPersonError, MoedeError, and as `rediger`."""

    def act(aabent: AabentMoede) -> Moede:
        if aabent.register.find(person) is None:
            raise UnknownPersonError(person, [item.id for item in aabent.register.personer])
        return note_bemaerkning(aabent.moede, person, tekst, punkt, today)

    return rediger(store, plan, dato, act)


def svar(store: Store, plan: str, dato: date, nummer: int, tekst: str) -> Noteret:
    """Note what the board minuted about a remark, counted from 1. Raises: as `rediger`."""
    return rediger(store, plan, dato, lambda aabent: answer_bemaerkning(aabent.moede, nummer, tekst))


def godkend_ved_tavshed(store: Store, plan: str, dato: date, handling: Handling, udgiver: Udgiver) -> Noteret:
    """Record that a referat is approved since nobody remarked on it in time, and issue anew what it decided.

    Raises: MoedeError, unless the plan's rules allow it and the day has passed; LogError, FileError.
    """
    aabent = open_moede(store, plan, dato)
    after = approve_by_silence(aabent.moede, rules_of(aabent.plan), handling.dato)
    samlet = handl_samlet(
        store,
        plan,
        [
            lambda serie: godkend_referat(
                serie, plan, handling, moede=dato, godkendt=handling.dato, metode=Godkendelsesmetode.FRIST
            ),
            lambda serie: udgiv_efter_referat(serie, plan, handling, udgiver, moede=dato),
        ],
    )
    fil, meldinger = save_moede(store, aabent, after)
    return Noteret(plan, after, fil, (*samlet.meldinger, *meldinger))


def gem_underskrevet(store: Store, plan: str, dato: date, navn: str, data: bytes) -> Noteret:
    """Keep the signed referat beside the meeting, with its hash; a new one takes the place of the old.

    Raises: BilagError, if it is no PDF; MoedeError; LogConflictError, FileError.
    """
    check_pdf(navn, data)
    aabent = open_moede(store, plan, dato)
    sti = name_moede(dato, "referat-underskrevet.pdf")
    after = attach_underskrevet(aabent.moede, Fil(sti=sti, sha256=sha256(data).hexdigest()))
    store.write_fil(plan, sti, data, store.read_fil(plan, sti, MAX_BILAG))
    fil, meldinger = save_moede(store, aabent, after)
    return Noteret(plan, after, fil, meldinger)


def read_referat(store: Store, plan: str, moede: Moede, form: Dokumentformat) -> bytes:
    """Return the referat as it was sent last. Raises: MoedeError, if it is gone or changed; FileError."""
    wanted = next((item for item in moede.referat.filer if item.sti.endswith(f".{form}")), None)
    data = None if wanted is None else store.read_fil(plan, wanted.sti, MAX_BILAG)
    if wanted is None or data is None or sha256(data).hexdigest() != wanted.sha256:
        problem = "Referatet ligger der ikke, som det blev sendt ud." if wanted else "Referatet er ikke sendt ud."
        raise MoedeError(problem, f"Send det ud med »delaftale moede referat {moede.dato} --udsend«.")
    return data


def _shown(aabent: AabentMoede, moede: Moede) -> AabentMoede:
    """Return what stands around the meeting with the meeting as it will be."""
    from dataclasses import replace  # noqa: PLC0415 - only here

    return replace(aabent, moede=moede)
