"""What the tests of the acts on the log share: a person who acts on a day, a draft with a change, the usual texts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from generator.model.beslutning import Forslagsbeslutning
from generator.model.forslag import Indstillingstype
from generator.rules import Tilstand
from generator.service.akter import Handling
from generator.service.indstilling import INDSTILLING, Indstillet, indstil
from generator.service.kladder import open_kladde
from generator.service.kontrol import Kontrollant
from generator.service.registrering import registrer
from generator.store.viden import load_bevillingsperioder, load_datakilder

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

PROCENT = ("procent: 40", "procent: 50")
RESSOURCE = "ressourcer/beboervejledere/procent"


def on(day: str, person: str = "") -> Handling:
    """Return the chef, or somebody else, acting on a day."""
    return Handling(date.fromisoformat(day), datetime(2022, 8, 1, 10, 2, 11, tzinfo=UTC), person)


def register(store: FolderStore, ref: DelaftaleRef, day: str = "2022-08-01", **facts: Any) -> None:
    """Register the edition that lies in the folder."""
    registrer(store, ref, on(day), **({"grundlag": "Bilag til den strategiske samarbejdsaftale."} | facts))


def draft(store: FolderStore, ref: DelaftaleRef, *changes: tuple[str, str], day: str = "2022-08-02") -> None:
    """Open a draft and change its text; with a draft open, only change it."""
    if not store.has_kladde(ref):
        open_kladde(store, ref, date.fromisoformat(day))
    edit(store, ref, f"{ref.delaftale}/kladde.yaml", *changes)


def edit(store: FolderStore, ref: DelaftaleRef, sti: str, *changes: tuple[str, str]) -> None:
    """Change a file of the plan as a person does."""
    path = store.root / "aftaler" / ref.plan / sti
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def gather(
    store: FolderStore, *refs: DelaftaleRef, day: str = "2022-08-15", akut: bool = False, **facts: Any
) -> Indstillet:
    """Gather the drafts, or with `endelig` freeze them."""
    kontrollant = Kontrollant(
        store,
        load_bevillingsperioder(),
        load_datakilder(),
        today=date.fromisoformat(day),
        tilstand=Tilstand.GODKENDELSE,
    )
    type_ = Indstillingstype.AKUT if akut else Indstillingstype.AARLIG
    return indstil(store, kontrollant, refs, on(day), type_=type_, **facts)


def fill_in(store: FolderStore, ref: DelaftaleRef, text: str = "Det viser erfaringen.") -> None:
    """Write a ground and a reason at each forslag that has none."""
    path = store.root / "aftaler" / ref.plan / INDSTILLING
    lines = []
    in_forslag = [line.strip() for line in path.read_text("utf-8").splitlines()]
    for nr, line in enumerate(path.read_text("utf-8").splitlines()):
        lines.append(line)
        if line.startswith("    titel:") and not in_forslag[nr + 1].startswith("grundlag"):
            lines += ["    grundlag: [erfaring]", f"    begrundelse: {text}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def freeze(
    store: FolderStore, ref: DelaftaleRef, *changes: tuple[str, str], day: str = "2022-08-15", **facts: Any
) -> Indstillet:
    """Take a change from a draft all the way to a frozen indstilling."""
    draft(store, ref, *changes, day=day)
    gather(store, ref, day=day, **facts)
    fill_in(store, ref)
    return gather(store, ref, day=day, endelig=True, **facts)


def afgoer(
    forslag: str, udfald: str = "godkendt", gaelder_fra: str | None = "2022-10-01", **facts: Any
) -> Forslagsbeslutning:
    """Return the board's decision on a forslag."""
    own = {"forslag": forslag, "punkt": "4", "udfald": udfald, "ordlyd": "Godkendt.", "gaelder_fra": gaelder_fra}
    return Forslagsbeslutning.model_validate(own | facts)


def draft_naboskab(store: FolderStore, ref: DelaftaleRef) -> None:
    """Register the agreement and open a draft with a new activity and a delmål that mentions it."""
    register(store, ref)
    draft(store, ref)
    kladde = store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml"
    text = kladde.read_text("utf-8")
    new = (
        "aktiviteter:\n  - id: naboskab\n    navn: Naboskab\n    formaal: [{id: a, rolle: indledning, tekst: Godt.}]\n"
        "    maalgruppe: {tekst: Alle}\n    indhold_og_praksis: Fester.\n    ansvar_og_roller: Planen.\n"
        "    forankring: Frivillige.\n"
    )
    text = text.replace("aktiviteter:\n", new, 1)
    at = text.index("    tekst:", text.index("\ndelmaal:"))
    kladde.write_text(f"{text[:at]}    aktiviteter: [naboskab]\n{text[at:]}", "utf-8")
