"""A meeting for the tests of its documents: a yearly indstilling of five forslag, every outcome, people of all kinds.

The meeting's file is written as a person may write it, so that these tests say nothing of how it is made.
"""

from __future__ import annotations

import io
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pikepdf

from generator.service.moeder import AabentMoede, open_moede
from tests.unit.service.akter_hjaelp import draft, edit, fill_in, gather, register

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

DAG = date(2022, 9, 14)
NEXT = date(2022, 12, 1)
FIL = f"moeder/{DAG}/moede.yaml"
BILAG = "moeder/2022-09-14/bilag"

BESTYRELSE = """
bestyrelse:
  navn: Bestyrelsen for En Fælles Indsats
  underskrifter: ja
  regler:
    bemaerkningsfrist: 10
"""

PERSONER = """
format: 1
personer:
  - {id: formand-fob, rolle: Formand, organisation: fob, navn: Anne Agerbo, mandater: [{rolle: formandskab}]}
  - {id: formand-kommune, rolle: Formand, organisation: slagelse-kommune, mandater: [{rolle: formandskab}]}
  - {id: boligkorsoer, rolle: Medlem, organisation: boligkorsoer, navn: Bente Bak, mandater: [{rolle: medlem}]}
  - {id: politi, rolle: Medlem, organisation: politi, navn: Carl Carstensen, mandater: [{rolle: medlem}]}
  - {id: vice, rolle: Suppleant, organisation: politi, navn: Dorte Dam, mandater: [{rolle: suppleant}]}
  - {id: referent, rolle: Sekretær, navn: Erik Eg}
  - {id: chef, rolle: Chef for helhedsplanen, navn: Frida Fogh}
"""

NY_AKTIVITET = """
  - id: naboskab
    navn: Naboskab
    kortbeskrivelse: nye naboer bydes velkommen i opgangen.
    formaal:
      - id: indledning
        rolle: indledning
        tekst: |-
          Naboskab skal give nye beboere en god begyndelse.

          - En velkomst i opgangen.
          - Et fælles måltid om året.
    maalgruppe:
      tekst: Beboere, der er flyttet ind for nylig.
    indhold_og_praksis: Beboervejlederen og frivillige går sammen ud til nye beboere.
    ansvar_og_roller: Helhedsplanen har ansvaret.

# Funktion og andel i procent.
"""

DEMOKRATI = """\
      - id: boernedemokrati
        type: aktivitetsnaer
        tekst: 12 børn deltager i forløb om børnedemokrati
        maaltal:
          vaerdi: 12
          enhed: børn
        datakilde:
          navn: Egen registrering af deltagere i forløb
"""

CHANGES = (
    ("Der afholdes 1500 brobygnings-samtaler", "Der afholdes 1600 brobygnings-samtaler"),
    ("vaerdi: 1500", "vaerdi: 1600"),
    ("generel vejledning og brobygning", "generel vejledning og opfølgende brobygning"),
    ("have faste åbningstider og gennemgående", "have faste åbningstider, også en aften om ugen, og gennemgående"),
    ("procent: 34", "procent: 40"),
    (DEMOKRATI, ""),
    ("\n# Funktion og andel i procent.\n", NY_AKTIVITET),
)

HOERING = """    grundlag: [erfaring, viden]
    begrundelse: |-
      Køen er nu på **tre uger**.

      Følgegruppen har set på tallene.
    konsekvenser: Udgiften holdes inden for budgettet.
    strategisk: uklart
    gaelder_fra: 2022-10-01
    hoeringer:
      - {forum: Følgegruppen, dato: 2022-08-10, bemaerkning: "Hvornår er der åbent?", svar: Torsdag til kl. 19.}
      - {forum: Afdelingsbestyrelsen i Ringparken, dato: 2022-08-12}
"""

MOEDE = """
format: 1
dato: 2022-09-14
status: udsendt
kl: "14:00"
sted: Rådhuset, lokale 2
udsendt: 2022-09-01
moedeleder: formand-fob
referent: referent
naeste_moede: 2022-12-01
punkter:
  - {id: dagsorden, titel: Godkendelse af dagsorden, type: B, art: standard}
  - id: 2022-aarlig
    titel: Årlig revision 2022 af delaftalerne
    type: B
    art: indstilling
    resume: Fem forslag, der især giver beboervejledningen mere tid.
    forslag: [2022-delmaal-1, 2022-delmaal-2, 2022-beboervejledning, 2022-naboskab, 2022-aktivitetsmedarbejder]
  - id: nyt
    titel: Nyt fra boligområderne
    type: O
    markering: eftersendt
    sagsfremstilling: Der er nye folk i **driften** på Motalavej.
    gaester: [referent]
  - id: budget
    titel: Budget 2023
    type: B
    sagsnummer: 22/114
    tid: 10 min.
    indstilling: [budgettet godkendes, at formandskabet kan flytte op til 50.000 kr.]
    sagsfremstilling: "Budgettet følger rammen.\\n\\n- Løn er sat op.\\n- Aktiviteter er uændret."
    oekonomi: Inden for bevillingen.
    bilag:
      - {id: budgettet, titel: Budget 2023, fil: bilag/4-budget.pdf, sha256: %(budget)s}
      - {id: loen, titel: Løntabel, fil: bilag/4-loen.pdf, sha256: %(loen)s, lukket: ja, markering: rettet}
  - {id: person, titel: En personalesag, type: D, lukket: ja, sagsfremstilling: Hemmeligheden om kontrakten.}
  - {id: eventuelt, titel: Eventuelt, type: D, art: standard}
"""

HELD = """
slut_kl: "16:05"
deltagere:
  - {person: formand-fob, fremmoede: til-stede}
  - {person: formand-kommune, fremmoede: til-stede}
  - {person: boligkorsoer, fremmoede: til-stede}
  - {person: politi, fremmoede: afbud}
  - {person: vice, fremmoede: til-stede, suppleant_for: politi}
afgoerelser:
  - {forslag: 2022-delmaal-1, udfald: godkendt, afstemning: {stemmer_for: 3, stemmer_imod: 1}}
  - {forslag: 2022-delmaal-2, udfald: ikke-godkendt, ordlyd: "Ikke godkendt. Bestyrelsen vil se **tallene** først."}
  - forslag: 2022-beboervejledning
    udfald: godkendt-med-aendring
    aendringer:
      - delaftale: sammenhaengskraft-og-medborgerskab
        aendringer:
          - art: saet
            sti: aktiviteter/beboervejledning/kortbeskrivelse
            nuvaerende: generel vejledning og brobygning til øvrige aktører.
            foreslaaet: generel vejledning, også om aftenen, og opfølgende brobygning til øvrige aktører.
  - {forslag: 2022-naboskab, udfald: godkendt-med-forbehold, forbehold: kommunens tilsagn}
  - {forslag: 2022-aktivitetsmedarbejder, udfald: udsat, inhabile: [boligkorsoer]}
opgaver:
  - {id: tal, punkt: 2022-aarlig, tekst: Spørg kommunen om tallene, ansvarlig: chef, frist: 2022-11-01}
"""

BESLUTNINGER = {
    "dagsorden": "godkendt",
    "nyt": "taget-til-efterretning",
    "budget": "godkendt",
    "person": "droeftet",
    "eventuelt": "droeftet",
}


def make_pdf(*titles: str) -> bytes:
    """Return a PDF with a blank page for each title, which is its label."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for title in titles:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[-1].obj["/Label"] = pikepdf.String(title)
            pdf.pages[-1].obj["/StructParents"] = 0
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def make_scene(store: FolderStore, ref: DelaftaleRef) -> None:
    """Make the project: the plan with its board and people, a frozen indstilling, the meeting with its annexes."""
    folder = store.root / "aftaler" / ref.plan
    plan = folder / "helhedsplan.yaml"
    plan.write_text(plan.read_text("utf-8") + BESTYRELSE, "utf-8")
    (folder / "personer.yaml").write_text(PERSONER, "utf-8")
    register(store, ref, "2022-03-01")
    draft(store, ref, *CHANGES, day="2022-05-01")
    gather(store, ref, day="2022-08-20")
    edit(store, ref, "indstilling.yaml", ('    titel: "Delmål 1: ændringer"\n', f"    titel: Samtaler\n{HOERING}"))
    fill_in(store, ref)
    gather(store, ref, day="2022-08-20", endelig=True)
    annexes = {"budget": make_pdf("budget 1", "budget 2"), "loen": make_pdf("løn")}
    (folder / BILAG).mkdir(parents=True)
    for name, data in annexes.items():
        (folder / BILAG / f"4-{name}.pdf").write_bytes(data)
    hashes = {name: sha256(data).hexdigest() for name, data in annexes.items()}
    (folder / FIL).write_text(MOEDE % hashes, "utf-8")


def hold(store: FolderStore, ref: DelaftaleRef) -> None:
    """Write into the meeting's file who came and what was decided."""
    path = store.root / "aftaler" / ref.plan / FIL
    text = path.read_text("utf-8")
    for name, udfald in BESLUTNINGER.items():
        text = text.replace(f"id: {name}, ", f"id: {name}, beslutning: {{udfald: {udfald}}}, ")
        text = text.replace(f"id: {name}\n", f"id: {name}\n    beslutning: {{udfald: {udfald}}}\n")
    path.write_text(text + HELD, "utf-8")


def call_next(store: FolderStore, ref: DelaftaleRef) -> None:
    """Write the next meeting: the referat to be approved, open tasks, the forslag that was postponed."""
    path = store.root / "aftaler" / ref.plan / "moeder" / str(NEXT) / "moede.yaml"
    path.parent.mkdir()
    path.write_text(
        f"format: 1\ndato: {NEXT}\nform: online\npunkter:\n"
        f"  - {{id: referat, titel: Godkendelse af referat, type: B, art: referat, referat_af: {DAG}}}\n"
        "  - {id: opgaver, titel: Opgaver, type: O, art: opgaver}\n"
        "  - {id: 2022-aarlig, titel: Revision, type: B, art: indstilling, forslag: [2022-aktivitetsmedarbejder]}\n",
        "utf-8",
    )


def opened(store: FolderStore, ref: DelaftaleRef, day: date = DAG) -> AabentMoede:
    """Return the meeting with all around it."""
    return open_moede(store, ref.plan, day)
