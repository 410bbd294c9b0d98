"""The posts: what each holds, what is refused with which words, and that files hold them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.beslutning import Bemyndigelse, Forbehold, Forslagsbeslutning, NyVersion, Referatgodkendelse
from generator.model.beslutningslog import Post, Postart, Tidspunkt
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from tests.logskriver import A, Log, aendringer, forslag

FIL = {"sha256": "0" * 64}
VERSION = {"delaftale": A, "version": 2, "gaelder_fra": "2022-10-01", "gaelder_til": "2025-09-30", "bygger_paa": 1}


def refusal(cls: Any, data: object) -> str:
    """Return what a person is told; one error only."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(cls).validate_python(data)
    (error,) = caught.value.errors()
    return error["msg"]


def all_kinds() -> Log:
    """Return a log with a post of each kind."""
    log = Log()
    log.registrer()
    log.indstil(*(forslag(id_) for id_ in ("a", "b", "c", "d", "e")))
    log.add("tilbagetraekning", "2022-08-20", forslag=["e"], begrundelse="Ikke aktuelt.")
    log.beslut(
        {"forslag": "a", "udfald": "godkendt", "gaelder_fra": "2022-10-01"},
        {"forslag": "b", "udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja."},
        {"forslag": "c", "udfald": "bemyndiget"},
        {"forslag": "d", "udfald": "ikke-godkendt"},
    )
    log.opfyld("b")
    log.fastlaeg("c")
    log.ret(A, fra="2022-11-05", orienteret="2022-11-05")
    omfang = [{"delaftale": A, "version": 5}]
    log.add("forsendelse", "2022-12-01", modtager="Landsbyggefonden", omfang=omfang, stand_pr="2022-11-30")
    log.add("referatgodkendelse", "2022-12-07", moede="2022-09-14", godkendt="2022-12-07", metode="moede")
    log.add("ingen-aendringer", "2023-09-13", aar=2023, moede="2023-09-13", ordlyd="Ingen ændringer.")
    log.forlaeng("2026-09-30", A)
    log.add("afslutning", "2026-09-01", dato="2026-09-30", begrundelse="Planen er slut.")
    log.udgiv((A, 1), (A, 5), dato="2026-09-02", anledning="Formularen har fået nyt logo.")
    return log


def as_data(log: Log, nr: int, **changes: Any) -> dict[str, Any]:
    """Return a post as data, changed; a change of None takes the field away."""
    data = log.poster[nr - 1].model_dump(mode="json", exclude_none=True) | changes
    return {name: value for name, value in data.items() if value is not None}


@pytest.fixture(scope="module")
def log() -> Log:
    return all_kinds()


def test_every_kind_of_post_is_read_as_it_was_written(log: Log) -> None:
    assert {post.art for post in log.poster} == set(Postart)
    for post, data in zip(log.poster, log.stored.values(), strict=True):
        assert load_yaml(data, Post, post.filnavn) == post
        assert dump_yaml(post) == data


def test_a_post_ends_with_its_number(log: Log) -> None:
    assert [data.splitlines()[-1].decode() for data in log.stored.values()] == [
        f"slut: {post.nr}" for post in log.poster
    ]


def test_the_facts_stand_under_the_kinds_own_key(log: Log) -> None:
    assert [getattr(post, post.art.felt) for post in log.poster] == [post.akt for post in log.poster]
    assert Postart.INGEN_AENDRINGER.felt == "ingen_aendringer"


def test_a_post_tells_which_versions_it_made(log: Log) -> None:
    assert [post.lavede for post in log.poster if post.lavede] == [((A, nr),) for nr in range(1, 7)]
    assert log.poster[0].filnavn == "0001.yaml"


@pytest.mark.parametrize(
    ("nr", "changes", "said"),
    [
        (
            3,
            {"tilbagetraekning": None},
            "Under tilbagetraekning skal det stå, hvad posten handler om, når art er »tilbagetraekning«.",
        ),
        (
            3,
            {"afslutning": {"dato": "2022-08-20", "begrundelse": "x"}},
            "Der kan ikke stå noget under afslutning, når art er »tilbagetraekning«. Slet det.",
        ),
        (3, {"slut": 4}, "Posten har nummer 3, men ender med 4."),
        (
            3,
            {"forrige": None},
            "Kun den første post har ingen post før sig. Skriv SHA-256 af posten før under forrige.",
        ),
        (
            1,
            {"forrige": "0" * 64},
            "Kun den første post har ingen post før sig. Skriv SHA-256 af posten før under forrige.",
        ),
        (
            4,
            {"dato": "2022-09-13"},
            "Posten er dateret 2022-09-13, men moede er 2022-09-14, som ligger senere. Ret en af datoerne.",
        ),
        (1, {"filer": []}, f"Filen »{A}/versioner/0001/delaftale.yaml« mangler blandt postens filer."),
        (
            3,
            {"filer": [{"sti": f"{A}/versioner/0002/delaftale.docx"} | FIL]},
            f"Filen »{A}/versioner/0002/delaftale.docx« hører ikke til en version, som posten lavede eller udgav.",
        ),
        (
            13,
            {"filer": [{"sti": f"{A}/versioner/0001/udgivet-{nr}.docx"} | FIL for nr in (1, 2)]},
            f"Filen »{A}/versioner/0001/udgivet-2.docx« hører ikke til en version, som posten lavede eller udgav.",
        ),
        (
            13,
            {"filer": [{"sti": f"{A}/versioner/0001/udgivet-1.docx"} | FIL]},
            f"Filen »{A}/versioner/0001/udgivet-1.pdf« mangler blandt postens filer.",
        ),
        (13, {"serie": {"fra": 1, "til": 2}}, "Post 13 hører ikke til post 1-2. Ret serie."),
        (
            13,
            {"serie": {"fra": 13, "til": 13}},
            "En serie går fra en post til en senere, ikke fra 13 til 13. Ret tallene.",
        ),
        (13, {"serie": {"fra": 13, "til": 33}}, "En serie er på højst 20 poster. Ret tallene."),
        (
            13,
            {"udgivelse": {"omfang": [{"delaftale": A, "version": 1, "nr": nr} for nr in (1, 2)]}},
            f"Version 1 af »{A}« udgives to gange. Slet den ene.",
        ),
        (3, {"filer": [{"sti": "a"} | FIL, {"sti": "a"} | FIL]}, "Filen »a« står to gange."),
    ],
)
def test_a_post_that_does_not_hang_together_is_refused(log: Log, nr: int, changes: dict[str, Any], said: str) -> None:
    assert refusal(Post, as_data(log, nr, **changes)) == said


def test_the_files_as_issued_lie_beside_the_version(log: Log) -> None:
    data = as_data(log, 1)
    issued = [{"sti": f"{A}/versioner/0001/delaftale.{kind}"} | FIL for kind in ("docx", "pdf")]

    assert len(Post.model_validate(data | {"filer": data["filer"] + issued}).filer) == 4


# -- moments --


def test_a_moment_is_kept_in_utc_to_the_second() -> None:
    read = TypeAdapter(Tidspunkt).validate_python
    utc = datetime(2022, 8, 15, 10, 2, 11, tzinfo=UTC)
    danish = datetime(2022, 8, 15, 12, 2, 11, 999_999, tzinfo=timezone(timedelta(hours=2)))

    assert read("2022-08-15T10:02:11Z") == read("2022-08-15T12:02:11+02:00") == read(danish) == utc
    assert read(danish).isoformat() == "2022-08-15T10:02:11+00:00"


@pytest.mark.parametrize(
    "value",
    ["2022-08-15", "2022-08-15T10:02:11", "2022-02-30T10:02:11Z", "i går", 3, datetime(2022, 8, 15)],  # noqa: DTZ001
)
def test_another_moment_is_refused(value: object) -> None:
    assert refusal(Tidspunkt, value) == (f"»{value}« er ikke et tidspunkt. Skriv det som 2022-08-15T10:02:11+00:00.")


# -- decisions --


def beslutning(**facts: Any) -> dict[str, Any]:
    return {"forslag": "x", "punkt": "4", "udfald": "udsat", "ordlyd": "Udsat."} | facts


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"udfald": "godkendt-med-forbehold"}, "Skriv, hvad forbeholdet går ud på."),
        ({"forbehold": "x"}, "Der kan kun stå et forbehold ved godkendt-med-forbehold."),
        ({"retter": 3}, "Skriv, hvad rettelsen ændrer i teksten, eller aendringer: [], når den intet ændrer."),
        ({"udfald": "godkendt-med-aendring"}, "Skriv bestyrelsens egen ordlyd under aendringer."),
        (
            {"udfald": "godkendt", "gaelder_fra": "2022-10-01", "aendringer": []},
            "Her står ingen ændringer. Skriv dem, eller slet feltet.",
        ),
        ({"aendringer": aendringer(A)}, "Når udfaldet er »udsat«, ændres teksten ikke. Slet aendringer."),
        ({"udfald": "godkendt"}, "Skriv, hvornår beslutningen gælder fra."),
        ({"retter": 3, "aendringer": aendringer(A)}, "Skriv, hvornår beslutningen gælder fra."),
    ],
)
def test_a_decision_fits_its_outcome(facts: dict[str, Any], said: str) -> None:
    assert refusal(Forslagsbeslutning, beslutning(**facts)) == said


def test_a_correction_that_changes_nothing_in_the_text_takes_no_effect() -> None:
    item = Forslagsbeslutning.model_validate(beslutning(udfald="godkendt", retter=3, aendringer=[]))

    assert not item.virker


def test_a_forslag_is_decided_once_in_a_post(log: Log) -> None:
    data = as_data(log, 4)
    data["beslutning"]["forslag"].append(beslutning(forslag="a"))

    assert refusal(Post, data) == "»a« besluttes to gange. Slet den ene."


@pytest.mark.parametrize(
    "facts",
    [
        {"opfyldt": "ja"},
        {"opfyldt": "nej", "gaelder_fra": "2022-10-01"},
        {"opfyldt": "nej", "aendringer": aendringer(A)},
    ],
)
def test_a_forbehold_takes_effect_exactly_when_it_is_met(facts: dict[str, Any]) -> None:
    said = refusal(Forbehold, {"forslag": "x", "grundlag": "Brev."} | facts)

    assert said == "Skriv gaelder_fra, når forbeholdet er opfyldt, og hverken den eller ændringer, når det ikke er."


@pytest.mark.parametrize(
    ("cls", "facts"),
    [
        (Forbehold, {"forslag": "x", "grundlag": "Brev.", "opfyldt": "ja"}),
        (Bemyndigelse, {"forslag": "x", "ordlyd": "Godkendt."}),
    ],
)
def test_own_wording_is_there_or_left_out(cls: type[Forbehold | Bemyndigelse], facts: dict[str, Any]) -> None:
    given = facts | {"gaelder_fra": "2022-10-01"}

    assert cls.model_validate(given).aendringer is None
    with pytest.raises(ValidationError, match=r"Listen er tom\. Der skal stå mindst ét punkt"):
        cls.model_validate(given | {"aendringer": []})


def test_a_version_does_not_end_before_it_begins() -> None:
    said = refusal(NyVersion, VERSION | {"gaelder_fra": "2025-10-01"})

    assert said == "Versionen gælder først fra 2025-10-01, men delaftalen kun til 2025-09-30. Ret en af datoerne."


def test_a_prolongation_is_what_its_editions_say(log: Log) -> None:
    data = as_data(log, 11)
    data["forlaengelse"]["gaelder_til"] = "2027-09-30"

    assert refusal(Post, data) == "Udgaven gælder til 2026-09-30, men der er forlænget til 2027-09-30."


def test_a_referat_is_approved_after_its_meeting() -> None:
    said = refusal(Referatgodkendelse, {"moede": "2022-09-14", "godkendt": "2022-09-13", "metode": "frist"})

    assert said == "Referatet kan ikke være godkendt 2022-09-13, før mødet 2022-09-14. Ret en af datoerne."
