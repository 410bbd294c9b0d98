"""Laws of the year's status: its file reads back, fitting it is done once, and any status can be checked and shown."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.document.blocks import document_text
from generator.document.html import write_html
from generator.document.markdown import write_markdown
from generator.document.status import build_statusbilag
from generator.model.helhedsplan import Indsatsomraade
from generator.model.status import AarligStatus, Opgoerelse, Vurdering
from generator.model.sti import read_felt
from generator.model.tekst import Tekst
from generator.model.udgave import describe_udgave
from generator.rules.status import check_statusser, mangler_status
from generator.store.forms import compile_formular
from generator.store.statusfil import dump_statusskema, find_kommentarer, load_status
from generator.word.form import render_document, render_docx
from generator.word.statusbilag import AARSSTATUS, STATUSFORMULAR, Statusindhold
from generator.workflow.aarsstatus import fit_status
from tests.strategier import delaftaler, ider, linjer, planer, tekster
from tests.unit.rules.minimal import datakilder

if TYPE_CHECKING:
    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Helhedsplan
    from generator.word.form import CompiledForm

TODAY = date(2022, 12, 1)
_figures = st.decimals(-1000, 10**6, places=2).map(str) | st.just(Opgoerelse.IKKE_OPGJORT.value)
_perioder = st.sampled_from(["2018", "2023", "2022-05-01", "2022-01-01 til 2022-06-30"])


@st.composite
def statusser(draw: st.DrawFn, delaftale: Delaftale) -> AarligStatus:
    """Return a status as a person may leave it: of some of the parts and of others, filled in here and there."""
    known = [(part.id, [item.id for item in part.indikatorer]) for part in delaftale.delmaal]
    kept = [part for part in known if draw(st.booleans())]
    strange = draw(st.lists(ider, max_size=2, unique=True).filter(lambda ids: not {*ids} & {key for key, _ in known}))
    parts = []
    for key, items in [*kept, *((each, []) for each in strange)]:
        own = {*(item for item in items if draw(st.booleans())), *draw(st.lists(ider, max_size=1))}
        parts.append(
            {
                "id": key,
                "vurdering": draw(st.none() | st.sampled_from([each.value for each in Vurdering])),
                "bemaerkning": draw(st.none() | tekster),
                "indikatorer": [draw(_indikator(item)) for item in sorted(own)],
            }
        )
    return AarligStatus.model_validate({"format": "1", "delaftale": delaftale.id, "aar": "2022", "delmaal": parts})


def _indikator(part_id: str) -> st.SearchStrategy[dict[str, str | None]]:
    return st.fixed_dictionaries(
        {
            "id": st.just(part_id),
            "vaerdi": st.none() | _figures,
            "periode": st.none() | _perioder,
            "kilde": st.none() | linjer,
            "seriebrud": st.sampled_from([None, "ja", "nej"]),
            "bemaerkning": st.none() | tekster,
        }
    )


cases = delaftaler.flatmap(lambda delaftale: st.tuples(st.just(delaftale), statusser(delaftale)))


@given(cases)
def test_file_reads_back_as_it_was_and_is_written_the_same(case: tuple[Delaftale, AarligStatus]) -> None:
    delaftale, status = case
    data = dump_statusskema(status, delaftale, ("# egen",))

    assert load_status(data, delaftale.id, 2022, "2022.yaml") == status
    assert find_kommentarer(data, status, "2022.yaml") == ("# egen",)
    assert dump_statusskema(load_status(data, delaftale.id, 2022, "2022.yaml"), delaftale, ("# egen",)) == data


@given(cases)
def test_fitting_keeps_all_that_is_written_and_is_done_once(case: tuple[Delaftale, AarligStatus]) -> None:
    delaftale, before = case
    fitted = fit_status(delaftale, 2022, before)
    again = fit_status(delaftale, 2022, fitted.status)

    assert (again.status, again.tilfoejet) == (fitted.status, ())
    assert all(item.er_bevaret for item in again.udgaaet)
    for part in before.delmaal:
        kept = fitted.status.find(part.id)
        if part.er_udfyldt:
            assert kept is not None
            assert (kept.vurdering, kept.bemaerkning) == (part.vurdering, part.bemaerkning)
        for item in part.indikatorer:
            if item.er_udfyldt:
                assert kept is not None
                assert kept.find(item.id) == item
    for delmaal in delaftale.delmaal:
        own = fitted.status.find(delmaal.id)
        assert own is not None
        assert all(own.find(item.id) is not None for item in delmaal.indikatorer)


@given(cases)
def test_any_status_can_be_checked_and_every_finding_leads_to_a_part(case: tuple[Delaftale, AarligStatus]) -> None:
    delaftale, status = case
    found = check_statusser(delaftale, [status, status.replaced(aar=2021)], datakilder(), TODAY)

    for finding in [*found, *mangler_status(delaftale, status, 2022)]:
        read_felt(delaftale, finding.sti)
        assert "\n" not in finding.message
    assert found == check_statusser(delaftale, [status.replaced(aar=2021), status], datakilder(), TODAY)


@given(cases, planer)
def test_bilag_holds_every_word_of_the_comments(case: tuple[Delaftale, AarligStatus], plan: Helhedsplan) -> None:
    delaftale, before = case
    status = fit_status(delaftale, 2022, before).status
    content = Statusindhold(
        status=build_statusbilag(delaftale, status),
        delaftale=delaftale,
        plan=plan,
        indsatsomraade=Indsatsomraade(id="job", navn="Job"),
        udgave=describe_udgave(delaftale, 1, TODAY),
    )
    document = render_document(status_form(), content)
    text = document_text(document)

    for delmaal in delaftale.delmaal:
        own = status.find(delmaal.id)
        assert own is not None
        shown = [own.bemaerkning, *(found.bemaerkning for item in delmaal.indikatorer if (found := own.find(item.id)))]
        for remark in filter(None, shown):
            assert all(afsnit.tekst in text for afsnit in Tekst(remark).afsnit)
    assert write_markdown(document).endswith("\n")
    assert write_html(document, css="") == write_html(document, css="")
    assert render_docx(status_form(), content) == render_docx(status_form(), content)


@cache
def status_form() -> CompiledForm:
    """Return the shipped form, compiled once."""
    folder = Path(__file__).parents[2] / "templates" / STATUSFORMULAR
    return compile_formular(
        (folder / AARSSTATUS.fil).read_bytes(), (folder / "form.yaml").read_bytes(), folder.name, AARSSTATUS
    )
