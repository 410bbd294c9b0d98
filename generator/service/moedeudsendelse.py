"""Send a meeting's agenda out: the file that goes to the members, kept beside the meeting as it went.

Always so: what was sent is never written over. Sent again after a change, the new one stands beside it under a name of
its own; the meeting's status moves once. Personal data is looked for first. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final

from generator.errors import MoedeError
from generator.model.moede import Moedestatus
from generator.service.moedebilag import check_bilag
from generator.service.moededokumenter import saml_dagsorden
from generator.service.moedepersondata import check_persondata
from generator.service.moeder import name_moede, open_moede, save_moede
from generator.service.moedestatus import hent_statusbilag
from generator.text import format_short_date
from generator.workflow.moederedigering import set_status

if TYPE_CHECKING:
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.udgivelse import Udgiver
    from generator.store.port import Store

MAX_DAGSORDEN: Final = 500_000_000
"""Bytes of an agenda with all its annexes, each of which has a bound of its own."""


@dataclass(frozen=True)
class Udsendt:
    """An agenda that went out: the meeting, the file for people, whether one had gone out before; what to tell."""

    moede: Moede
    fil: str
    er_rettet: bool
    meldinger: tuple[str, ...]


def send_dagsorden(store: Store, plan: str, dato: date, udgiver: Udgiver, today: date) -> Udsendt:
    """Make the agenda with its open annexes, the year's status among them, keep it, and note that it was sent today.

    Raises: MoedeError, if the meeting is closed, an annex is missing, a text holds a CPR number, or nothing has changed
    since it was sent; what rendering raises; LogConflictError, FileError.
    """
    aabent = open_moede(store, plan, dato)
    was_sent = aabent.moede.status is Moedestatus.UDSENDT
    if not was_sent:
        set_status(aabent.moede, Moedestatus.UDSENDT, today)  # refused before any file is made
    told = check_persondata(aabent.moede, referat=False)
    before, of_status = hent_statusbilag(store, aabent, udgiver)
    after = before if was_sent else set_status(before, Moedestatus.UDSENDT, today)
    check_bilag(store, plan, before)
    pdf, about = saml_dagsorden(store, replace(aabent, moede=after), udgiver, today=today)
    earlier = read_sendte(store, plan, dato)
    if was_sent and earlier and earlier[-1][1] == pdf:
        day = format_short_date(dato)
        raise MoedeError(f"Dagsordenen til mødet den {day} er sendt ud, og intet er ændret siden.", "Ret den først.")
    if earlier and earlier[-1][1] == pdf:  # begun before and broken off
        fil = f"aftaler/{plan}/{earlier[-1][0]}"
    else:
        fil = store.write_fil(plan, _name(dato, len(earlier)), pdf, None)
    _, meldinger = save_moede(store, aabent, after)
    return Udsendt(after, fil, bool(earlier), (*told, *of_status, *about, *meldinger))


def read_sendte(store: Store, plan: str, dato: date) -> list[tuple[str, bytes]]:
    """Return the agendas that lie beside the meeting, in the order they went out: path and bytes. Raises: FileError."""
    found: list[tuple[str, bytes]] = []
    for number in count():
        sti = _name(dato, number)
        data = store.read_fil(plan, sti, MAX_DAGSORDEN)
        if data is None:
            return found
        found.append((sti, data))
    raise AssertionError


def copy_sendte(store: Store, plan: str, dato: date, ny: date) -> dict[str, bytes]:
    """Copy the agendas that went out to another day; return those that lie there, by path, with their bytes.

    Raises: LogConflictError, if another file stands there; FileError.
    """
    sent = dict(read_sendte(store, plan, dato))
    for number, data in enumerate(sent.values()):
        there = _name(ny, number)
        if store.read_fil(plan, there, MAX_DAGSORDEN) != data:
            store.write_fil(plan, there, data, None)
    return sent


def _name(dato: date, number: int) -> str:
    return name_moede(dato, f"dagsorden-rettet-{number}.pdf" if number else "dagsorden.pdf")
