"""What the tests of meetings share: a board with mandates and rules, a meeting that is called, sent out and held."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pikepdf

from generator.model.moede import Deltager, Moedestatus
from generator.service import moedeakter, moedebeslutninger
from generator.service.akter import open_planlog
from generator.service.indstilling import INDSTILLING
from generator.service.moeder import open_moede
from generator.service.moedeslut import Afsluttet, afslut_moede
from generator.workflow.moederedigering import note_deltagere
from tests.unit.service.akter_hjaelp import draft, edit, fill_in, gather, on

if TYPE_CHECKING:
    from generator.model.moede import Moede
    from generator.service.moedeakter import Noteret
    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

PLAN = "en-faelles-indsats"
MOEDE, NAESTE = date(2022, 9, 14), date(2022, 12, 7)
SAG = "2022-beboervejledere"
ALLE = ("formand", "kommune", "politi")
PERSONER = """format: 1
personer:
  - {id: formand, rolle: Formand, mandater: [{rolle: formandskab, fra: 2021-10-01}]}
  - {id: kommune, rolle: Formand, mandater: [{rolle: formandskab, fra: 2021-10-01}]}
  - {id: politi, rolle: Medlem, mandater: [{rolle: medlem, fra: 2021-10-01, til: 2022-10-31}]}
  - {id: vikar, rolle: Suppleant, mandater: [{rolle: suppleant}]}
  - {id: referent, rolle: Referent}
"""
REGLER = """
bestyrelse:
  regler:
    beslutningsdygtig_mindst: 3
    flertal: simpelt
    bemaerkningsfrist: 8
    tavshed_godkender: ja
    sidste_punkter:
      - {id: nyt, titel: Nyt fra områderne, type: O}
"""
_FACTS: dict[str, Any] = {
    "ordlyd": None, "gaelder_fra": None, "forbehold": None, "felter": (), "numre": (), "titel": None, "aar": None,
    "retter": None, "inhabile": (), "afstemning": None,
}  # fmt: skip


def make_pdf(text: str = "") -> bytes:
    """Return a PDF of one empty page, its title `text`."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = text
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def seat_board(store: FolderStore, regler: str = REGLER) -> None:
    """Give the real plan a board, with rules of its own."""
    folder = store.root / "aftaler" / PLAN
    (folder / "personer.yaml").write_text(PERSONER, "utf-8")
    with (folder / "helhedsplan.yaml").open("a", encoding="utf-8") as file:
        file.write(regler)


def call(store: FolderStore, dato: date = MOEDE, **facts: Any) -> None:
    """Call a meeting and send its agenda out, without the file."""
    moedeakter.indkald(store, PLAN, dato, facts, dato)
    moedeakter.skift_status(store, PLAN, dato, Moedestatus.UDSENDT, dato)


def attend(store: FolderStore, *people: str, dato: date = MOEDE) -> None:
    """Note who is there."""
    deltagere = [Deltager.model_validate({"person": name, "fremmoede": "til-stede"}) for name in people or ALLE]
    moedeakter.rediger(store, PLAN, dato, lambda aabent: note_deltagere(aabent.moede, deltagere))


def stay_away(store: FolderStore, person: str, dato: date = MOEDE) -> None:
    """Note that somebody is not there."""
    away = Deltager.model_validate({"person": person, "fremmoede": "afbud"})
    moedeakter.rediger(store, PLAN, dato, lambda aabent: note_deltagere(aabent.moede, [away]))


def put_linked(store: FolderStore, ref: DelaftaleRef) -> tuple[str, str]:
    """Put a new aktivitet, and apart from it an indikator that points to it; return the two forslag."""
    draft(store, ref)
    new = (
        "aktiviteter:\n  - id: naboskab\n    navn: Naboskab\n    formaal: [{id: a, rolle: indledning, tekst: Godt.}]\n"
        "    maalgruppe: {tekst: Alle}\n    indhold_og_praksis: Fester.\n    ansvar_og_roller: Planen.\n"
        "    forankring: Frivillige.\n"
    )
    own = "        type: effekt\n"
    kladde = f"{ref.delaftale}/kladde.yaml"
    edit(store, ref, kladde, ("aktiviteter:\n", new), (own, f"{own}        aktiviteter: [naboskab]\n"))
    gather(store, ref)
    path = store.root / "aftaler" / ref.plan / INDSTILLING
    text = path.read_text("utf-8")
    cut, end = text.index("          - art: tilfoej"), text.index("\n# Skriv ved")
    head = (
        f"  - id: ny\n    titel: Naboskab\n    aendringer:\n      - delaftale: {ref.delaftale}\n        aendringer:\n"
    )
    path.write_text(text[:cut] + head + text[cut:end], "utf-8")
    fill_in(store, ref)
    gather(store, ref, endelig=True)
    names = [item.forslag.id for item in open_planlog(store, ref.plan).tilstand.verserende()]
    return "ny", next(name for name in names if name != "ny")


def noter(
    store: FolderStore, hvad: str, udfald: str, *, dato: date = MOEDE, today: date | None = None, **facts: Any
) -> Noteret:
    """Note a decision as the command does."""

    def act(aabent: AabentMoede) -> Moede:
        return moedebeslutninger.noter(store, aabent, hvad, udfald, facts=_FACTS | facts, today=today or dato)[0]

    return moedeakter.rediger(store, PLAN, dato, act)


def close(store: FolderStore, udgiver: Udgiver, dato: date = MOEDE) -> Afsluttet:
    """Close a meeting on its day."""
    return afslut_moede(store, PLAN, dato, on(dato.isoformat(), "referent"), udgiver)


def numbers(store: FolderStore, dato: date = MOEDE) -> dict[str, str]:
    """Return the number of each item that needs a decision of its own, by its kind."""
    moede = open_moede(store, PLAN, dato).moede
    return {item.art.value: str(moede.punkt_nummer(item.id)) for item in moede.punkter if not item.forslag}
