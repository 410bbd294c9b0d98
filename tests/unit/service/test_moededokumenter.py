"""The documents of a meeting, from a meeting with every outcome: what each says, what the public may not read.

What the agenda and the minutes say as a whole is kept in tests/golden/moede and was looked at; `--accept` rewrites it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree

from generator.errors import MoedeError
from generator.service.formater import ALLE_FORMATER, Dokumentformat
from generator.service.moededokumenter import Moededokument, render_moededokument
from generator.service.moedereferat import bemaerk
from generator.service.moedereferat import udsend as udsend_referat
from generator.service.moedeslut import afslut_moede
from generator.service.samlet_tekst import list_samlede
from generator.service.udgivelse import Udgiver
from tests.pdf_reading import read_furniture, read_text
from tests.unit.service.akter_hjaelp import edit, on
from tests.unit.service.moede_scene import DAG, FIL, NEXT, call_next, hold, make_scene, opened

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

D = Moededokument
MD = (Dokumentformat.MD,)


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def called(store: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return a project with a meeting whose agenda is out."""
    make_scene(store, ref)
    return store


@pytest.fixture
def held(called: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return the same after the meeting, before it is closed."""
    hold(called, ref)
    return called


@pytest.fixture
def closed(held: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> FolderStore:
    """Return the same once the meeting is closed."""
    afslut_moede(held, ref.plan, DAG, on("2022-09-14"), udgiver)
    return held


class Say:
    """Says what a document says, as Markdown."""

    def __init__(self, store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> None:
        self.store, self.ref, self.udgiver = store, ref, udgiver

    def __call__(
        self,
        dokument: Moededokument,
        *,
        day: date = DAG,
        offentlig: bool = False,
        punkt: str | None = None,
        delaftale: str | None = None,
    ) -> str:
        aabent = opened(self.store, self.ref, day)
        ((_, data),) = render_moededokument(
            self.store, aabent, self.udgiver, dokument, MD,
            today=day, offentlig=offentlig, punkt=punkt, delaftale=delaftale,
        )  # fmt: skip
        return data.decode("utf-8")


@pytest.fixture
def say(store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> Say:
    return Say(store, ref, udgiver)


class Compare:
    """Holds what is said against the golden file of that name."""

    def __init__(self, folder: Path, *, accept: bool) -> None:
        self.folder, self.accept = folder, accept

    def __call__(self, said: str, name: str) -> None:
        path = self.folder / f"{name}.md"
        if self.accept:
            self.folder.mkdir(exist_ok=True)
            path.write_text(said, "utf-8")
        assert said == path.read_text("utf-8")


@pytest.fixture
def compare(repo: Path, accept: bool) -> Compare:
    return Compare(repo / "tests" / "golden" / "moede", accept=accept)


# -- as a whole --


@pytest.mark.parametrize("offentlig", [False, True], ids=["hel", "offentlig"])
def test_dagsorden_is_as_it_was_last_looked_at(
    called: FolderStore, say: Say, compare: Compare, offentlig: bool
) -> None:
    compare(say(D.DAGSORDEN, offentlig=offentlig), f"dagsorden-{'offentlig' if offentlig else 'hel'}")


@pytest.mark.parametrize("offentlig", [False, True], ids=["hel", "offentlig"])
def test_referat_is_as_it_was_last_looked_at(closed: FolderStore, say: Say, compare: Compare, offentlig: bool) -> None:
    said = say(D.REFERAT, offentlig=offentlig)
    before, code, after = said.partition(" · kontrolkode ")  # it hangs on the moment at which the log was written
    compare(f"{before}{code}…\n", f"referat-{'offentlig' if offentlig else 'hel'}")
    assert len(after.partition("\n")[0].partition(" · ")[0].replace(" ", "")) == 32


@pytest.mark.parametrize("dokument", [D.AENDRINGER, D.UDSKRIFT])
def test_the_short_ones_are_as_they_were_last_looked_at(
    held: FolderStore, say: Say, compare: Compare, dokument: Moededokument
) -> None:
    compare(say(dokument, punkt="2"), str(dokument))


# -- formats --


@pytest.mark.parametrize("dokument", [D.DAGSORDEN, D.REFERAT, D.UDSKRIFT, D.AENDRINGER])
def test_every_format_is_made_of_the_same_document_and_the_pdf_is_tagged(
    held: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, dokument: Moededokument
) -> None:
    made = dict(render_moededokument(held, opened(held, ref), udgiver, dokument, ALLE_FORMATER, today=DAG, punkt="2"))

    assert list(made) == list(ALLE_FORMATER)
    assert made[Dokumentformat.DOCX].startswith(b"PK")
    read = read_text(made[Dokumentformat.PDF])
    page = etree.HTML(made[Dokumentformat.HTML])
    told = " ".join(map(str, page.itertext()))
    for words in ("Årlig revision 2022 af delaftalerne", "Samtaler", "opfølgende"):
        assert words in read
        assert words in told
        assert words in made[Dokumentformat.MD].decode("utf-8")
    with pikepdf.open(io.BytesIO(made[Dokumentformat.PDF])) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_documents_are_the_same_bytes_each_time(held: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> None:
    one, other = (
        list(render_moededokument(held, opened(held, ref), udgiver, D.REFERAT, ALLE_FORMATER, today=DAG))
        for _ in range(2)
    )

    assert one == other


def test_every_page_of_the_referat_says_that_it_is_not_approved(
    closed: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    ((_, pdf),) = render_moededokument(
        closed, opened(closed, ref), udgiver, D.REFERAT, (Dokumentformat.PDF,), today=DAG
    )

    assert all("Ikke godkendt · kontrolkode" in page for page in read_furniture(pdf))


# -- the public --


@pytest.mark.parametrize("dokument", [D.DAGSORDEN, D.REFERAT])
def test_public_edition_has_nothing_of_what_is_closed_in_any_format(
    held: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, dokument: Moededokument
) -> None:
    """Neither the text nor the title of a closed item, nor a closed annex, nor anything hidden in a file."""
    made = dict(
        render_moededokument(held, opened(held, ref), udgiver, dokument, ALLE_FORMATER, today=DAG, offentlig=True)
    )
    with zipfile.ZipFile(io.BytesIO(made[Dokumentformat.DOCX])) as package:
        texts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    texts += [made[Dokumentformat.HTML].decode(), made[Dokumentformat.MD].decode(), read_text(made[Dokumentformat.PDF])]

    for text in texts:
        assert not any(word in text for word in ("Hemmelighed", "personalesag", "Løntabel"))
    assert "5. Lukket punkt" in texts[-1]


def test_remark_and_task_of_a_closed_item_stay_closed_at_the_next_meeting(
    held: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, say: Say
) -> None:
    edit(held, ref, FIL, ("punkt: 2022-aarlig, tekst: Spørg kommunen", "punkt: person, tekst: Spørg kommunen"))
    afslut_moede(held, ref.plan, DAG, on("2022-09-14"), udgiver)
    bemaerk(held, ref.plan, DAG, "politi", "Kontrakten var en anden.", punkt="5", today=date(2022, 9, 20))
    call_next(held, ref)

    whole, public = (say(D.DAGSORDEN, day=NEXT, offentlig=each) for each in (False, True))

    for words in ("Kontrakten var en anden.", "Spørg kommunen om tallene"):
        assert words in whole
        assert words not in public


def test_closed_item_gives_no_public_extract(held: FolderStore, say: Say) -> None:
    assert "Hemmeligheden" in say(D.UDSKRIFT, punkt="5")
    with pytest.raises(MoedeError, match=r"Punkt 5 er lukket\."):
        say(D.UDSKRIFT, punkt="5", offentlig=True)


# -- what is read from where --


def test_decisions_of_a_closed_meeting_are_read_from_the_log_and_not_from_its_file(
    closed: FolderStore, ref: DelaftaleRef, say: Say
) -> None:
    before = say(D.REFERAT)
    edit(closed, ref, FIL, ("udfald: ikke-godkendt", "udfald: udsat"), ("vil se **tallene** først", "vil noget andet"))

    assert say(D.REFERAT) == before
    assert "Bestyrelsen vil se **tallene** først." in before


def test_erased_name_shows_as_the_role(held: FolderStore, ref: DelaftaleRef, say: Say) -> None:
    assert "Anne Agerbo, formand, FOB" in say(D.REFERAT)
    edit(held, ref, "personer.yaml", (", navn: Anne Agerbo", ""))

    said = say(D.REFERAT)

    assert "Anne" not in said
    assert "Formand, FOB" in said
    assert "**Mødeleder** Formand fra FOB" in said


def test_erased_name_of_who_is_stood_in_for_or_has_a_task_shows_as_the_role(
    held: FolderStore, ref: DelaftaleRef, say: Say
) -> None:
    edit(held, ref, "personer.yaml", (", navn: Carl Carstensen", ""), (", navn: Frida Fogh", ""))

    said = say(D.REFERAT)

    assert "(for medlem fra Sydsjællands- og Lolland Falsters politi)" in said
    assert "Spørg kommunen om tallene (chef for helhedsplanen, senest den 1. november 2022)" in said


def test_remark_on_the_referat_is_minuted_at_the_next_meeting_without_its_marks(
    closed: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, say: Say
) -> None:
    udsend_referat(closed, ref.plan, DAG, udgiver, date(2022, 9, 16))
    bemaerk(closed, ref.plan, DAG, "politi", "Der var **fire** for.", punkt="2", today=date(2022, 9, 20))
    call_next(closed, ref)

    said = say(D.DAGSORDEN, day=NEXT)

    assert "- Carl Carstensen, 20.09.22, til punkt 2: Der var fire for." in said
    assert "- Spørg kommunen om tallene (Frida Fogh, senest den 1. november 2022), fra mødet den 14. september" in said
    assert "Tidligere behandlet: Udsat på mødet den 14.09.22. Har ventet siden 20.08.22 (3 måneder)." in said
    assert "# Dagsorden: Onlinemøde den 1. december 2022" in said
    assert "Ikke godkendt. Bemærkninger senest den 26. september 2022" in say(D.REFERAT)


def test_written_procedure_shows_the_answers(called: FolderStore, ref: DelaftaleRef, say: Say) -> None:
    edit(called, ref, FIL, ("kl: ", "form: skriftlig\nsvarfrist: 2022-09-20\nkl: "))
    path = called.root / "aftaler" / ref.plan / FIL
    answer = "{person: boligkorsoer, dato: 2022-09-15, svar: bemaerkning, bemaerkning: Vi mangler tal.}"
    path.write_text(f"{path.read_text('utf-8')}\nsvar:\n  - {answer}\n", "utf-8")

    said = say(D.REFERAT)

    assert "# Referat: Skriftlig behandling den 14. september 2022" in said
    assert "20. september 2022" in said.replace("\\", "")
    assert "Bente Bak, medlem, BoligKorsør" in said
    assert "Vi mangler tal." in said


# -- the others --


def test_samlet_reads_as_if_all_were_approved_and_says_that_nothing_is_decided(
    called: FolderStore, ref: DelaftaleRef, say: Say
) -> None:
    assert list_samlede(opened(called, ref)) == (ref.delaftale,)

    said = say(D.SAMLET, delaftale=ref.delaftale)

    assert "UDKAST – ikke besluttet" in said
    assert "Der afholdes 1600 brobygnings-samtaler" in said
    assert "Naboskab" in said


@pytest.mark.parametrize(
    ("dokument", "which", "message"),
    [
        (D.SAMLET, None, r"Skriv, hvilken delaftale"),
        (D.SAMLET, "beskaeftigelse", r"»beskaeftigelse« ændres ikke på mødet den 14\.09\.22\."),
        (D.UDSKRIFT, None, r"En udskrift er af ét punkt\."),
        (D.UDSKRIFT, "9", r"»9«"),
    ],
)
def test_what_was_not_said_is_asked_for(
    called: FolderStore, say: Say, dokument: Moededokument, which: str | None, message: str
) -> None:
    with pytest.raises(MoedeError, match=message):
        say(dokument, punkt=which, delaftale=which)


def test_samlet_is_refused_once_the_text_is_decided(closed: FolderStore, ref: DelaftaleRef, say: Say) -> None:
    with pytest.raises(MoedeError, match=r"er afsluttet, så teksten er besluttet\."):
        say(D.SAMLET, delaftale=ref.delaftale)


def test_aendringer_needs_a_forslag(called: FolderStore, ref: DelaftaleRef, say: Say) -> None:
    edit(called, ref, FIL, ("    forslag: [", "    # forslag: ["))

    with pytest.raises(MoedeError, match="ingen forslag på dagsordenen"):
        say(D.AENDRINGER)


# -- split, and corrected --

SPLIT = """\
  - forslag: 2022-beboervejledning
    udskilt: {id: 2022-kort, titel: Den korte tekst, numre: [1]}
    udfald: godkendt
  - forslag: 2022-beboervejledning
    udskilt: {id: 2022-lang, titel: Den lange tekst, numre: [2]}
    udfald: udsat
    afstemning: {stemmer_for: 1, stemmer_imod: 3}
"""


@pytest.mark.parametrize("is_closed", [False, True], ids=["noted", "closed"])
def test_forslag_that_was_split_has_a_decision_for_each_part(
    held: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, say: Say, is_closed: bool
) -> None:
    path = held.root / "aftaler" / ref.plan / FIL
    before, _, rest = path.read_text("utf-8").partition("  - forslag: 2022-beboervejledning\n")
    path.write_text(before + SPLIT + rest[rest.index("  - {forslag: 2022-naboskab") :], "utf-8")
    if is_closed:
        afslut_moede(held, ref.plan, DAG, on("2022-09-14"), udgiver)

    said = say(D.REFERAT)

    short = said.partition("**Forslag 2.3, Den korte tekst (»")[2].partition("«)**")
    assert short[0]
    assert short[2].startswith("\n\nGodkendt som indstillet. Gælder fra den 14. september 2022.")
    long = said.partition("**Forslag 2.3, Den lange tekst (»")[2].partition("«)**")
    assert long[0] not in {"", short[0]}
    assert long[2].startswith("\n\nUdsat.\n\nFor stemte 1, og imod stemte 3.")


def test_correction_of_a_decision_stands_under_the_referat_that_it_corrects(
    closed: FolderStore, ref: DelaftaleRef, say: Say
) -> None:
    call_next(closed, ref)
    path = closed.root / "aftaler" / ref.plan / "moeder" / str(NEXT) / "moede.yaml"
    nr = opened(closed, ref).planlog.tilstand.forslag["2022-delmaal-1"].afgoerelser[-1].post
    path.write_text(
        f"{path.read_text('utf-8')}afgoerelser:\n"
        f"  - forslag: 2022-delmaal-1\n    udfald: godkendt\n    retter: {nr}\n    ordlyd: Der skal stå 1650.\n"
        "    aendringer:\n      - delaftale: sammenhaengskraft-og-medborgerskab\n        aendringer:\n"
        "          - art: saet\n            sti: delmaal/positivt-syn/indikatorer/samtaler/maaltal/vaerdi\n"
        '            nuvaerende: "1600"\n            foreslaaet: "1650"\n',
        "utf-8",
    )

    said = say(D.REFERAT, day=NEXT)

    under = said.partition("## 1\\. Godkendelse af referat (B)")[2].partition("## 2")[0]
    assert "**Rettelse af beslutningen om »Samtaler«**" in under
    assert "Der skal stå 1650." in under
    assert "**1600**" in under
    assert "**1650**" in under
