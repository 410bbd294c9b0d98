"""What holds of whole parts is checked although fields of theirs are wrong, and all is told at once, in order."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.model.base import Model, fejl
from generator.model.delaftale import Delaftale
from generator.model.forslag import Indstillingsudkast
from generator.model.helhedsplan import Helhedsplan
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_text import MAX_FEJL

HEAD = "format: 1\nid: a\nformular: lbf\nindsatsomraade: b\ngaelder_fra: 2021-10-01\ngaelder_til: 2025-09-30\n"


def refuse(text: str, cls: type[Model] = Delaftale) -> list[str]:
    """Return what is wrong, a line per error, without the file's name."""
    with pytest.raises(DataError) as caught:
        load_yaml(text.encode("utf-8", "surrogatepass"), cls, "aftale.yaml")
    return [str(item) for item in caught.value.fejl]


def test_every_kind_of_mistake_in_one_file_is_told_at_its_place_and_in_order() -> None:
    text = """\
format: 2
id: job og uddannelse
formular: lbf\x00-2019-26
indsatsomraade: &omraade beskaeftigelse
gaelder_fra: 2025-10-01
gaelder_til: 2021-09-30
parter:
  - id: kommunen
    betegnelse: Kommunen
    rolle: primær
  - id: kommunen
    betegnelse: Lokale\x07 foreninger
    rolle: sekundaer
    rolle: primaer
  - id: kommunen
    betegnelse: !!str Skolen
delmaal:
  - id: tillid
    tekst: Se afsnit #4
    indikatorer:
      - id: tal
        type: effekt
        tekst: “Tillid”
        måltal: 5
      - id: tal
        type: effekt
        tekst: "Tal\\0"
        maaltal: {vaerdi: -1, enhed: børn}
aktiviteter:
  - id: vejledning
    maalgruppe:
      tekst: Unge
      primaer: Børn
      alder: 15
    forankring: <b>Fed</b>
    fra: 1.10.21
\t \ttil: 2023-01-01
ressourcer: *omraade
"""

    assert [line.partition(". ")[0] for line in refuse(text)] == [
        "linje 1, tegn 9: »Filformat«: Filformatet er »2«, men programmet læser format 1",
        "linje 2, tegn 5: »Id«: »job og uddannelse« kan ikke være et id (det korte navn)",
        "linje 3, tegn 14: Her står et NUL-tegn",
        "linje 4, tegn 17: »&omraade« er et anker, og dem bruges der ingen af",
        "linje 6, tegn 14: »Delaftalen gælder til«: Slutdatoen 2021-09-30 skal ligge efter startdatoen 2025-10-01",
        "linje 10, tegn 12: »Kommunen, Rolle«: »primær« kan ikke vælges her",
        "linje 11, tegn 9: »Lokale foreninger, Id«: Part nr",
        "linje 12, tegn 23: Her står tegnet U+0007",
        "linje 14, tegn 5: Feltet »rolle« står to gange, først på linje 13",
        "linje 15, tegn 9: »Skolen, Id«: Part nr",
        "linje 16, tegn 17: »!!str« er et typemærke (tag), og dem bruges der ingen af",
        "linje 19, tegn 22: Teksten fra »#4« læses som en kommentar og kommer ikke med",
        "linje 23, tegn 16: “Tillid” står i krumme citationstegn, og de ville blive trykt med",
        "linje 24, tegn 9: »Delmål 1, Indikator 1«: Feltet »måltal« hedder »maaltal«",
        "linje 25, tegn 13: »Delmål 1, Indikator 2, Id«: Indikator nr",
        "linje 27, tegn 16: Teksten indeholder et NUL-tegn, skrevet som en kode med »\\«",
        "linje 28, tegn 27: »Delmål 1, Indikator 2, Måltal«: -1 er for lidt",
        "linje 30, tegn 5: »Aktivitet 1, Aktivitetsnavn«: Feltet mangler",
        "linje 32, tegn 7: »Aktivitet 1, Målgruppe(r)«: Målgruppen står på to måder",
        "linje 34, tegn 7: »Aktivitet 1, Målgruppe(r)«: Feltet »alder« kendes ikke",
        "linje 35, tegn 17: »Aktivitet 1, Forankring«: »<b>« ser ud som HTML-kode",
        "linje 36, tegn 10: »Aktivitet 1, Fra«: Datoen »1.10.21« skal skrives som år-måned-dag",
        "linje 37, tegn 1: Linjen er rykket ind med et tabulatortegn",
        "linje 38, tegn 13: »*omraade« er en henvisning (alias), og dem bruges der ingen af",
    ]


def test_a_plans_dates_are_compared_beside_a_wrong_field() -> None:
    text = "format: 1\nid: a\nnavn: A\nbevillingsperiode: x\ngaelder_fra: 2025-01-01\ngaelder_til: 2024-01-01\ncvr: 1\n"

    assert [line.partition(":")[0] for line in refuse(text, Helhedsplan)] == ["linje 6, tegn 14", "linje 7, tegn 1"]


@pytest.mark.parametrize("wrong", ["gaelder_fra: 2025-99-01", "gaelder_til: snart", "gaelder_fra:"])
def test_dates_are_not_compared_where_one_is_wrong(wrong: str) -> None:
    key = wrong.partition(":")[0]
    text = "".join(f"{wrong if line.startswith(key) else line}\n" for line in HEAD.splitlines())

    assert len(refuse(text + "parter: x\n")) == 2


def test_ids_are_compared_though_parts_among_them_cannot_be_read() -> None:
    text = HEAD + (
        "parter:\n  - x\n  - {id: a}\n  - {betegnelse: B}\n  - {id: Æ, betegnelse: C}\n  - {id: Æ, betegnelse: D}\n"
        "  - {id: a, betegnelse: E}\n  - {betegnelse: F}\n  - {id: b, betegnelse: G}\n  - {id: b, betegnelse: H}\n"
    )
    said = [line for line in refuse(text) if "samme id" in line]

    assert [line.partition(": ")[2] for line in said] == [
        "»E, Id«: Part nr. 2 og nr. 6 har samme id »a«. Giv den ene et andet id.",
        "»H, Id«: Part nr. 8 og nr. 9 har samme id »b«. Giv den ene et andet id.",
    ]


def test_ids_that_all_are_the_same_are_told_one_by_one_and_once() -> None:
    text = HEAD + "parter:\n" + "".join(f"  - {{id: a, betegnelse: N{nr}}}\n" for nr in range(1, 5))

    assert [line.partition("Part ")[2][:15] for line in refuse(text)] == [
        "nr. 1 og nr. 2 ",
        "nr. 1 og nr. 3 ",
        "nr. 1 og nr. 4 ",
    ]


def test_equal_ids_in_a_very_long_list_take_no_long_time() -> None:
    text = HEAD + "parter:\n" + "  - {id: a, betegnelse: N}\n" * 3_000
    with pytest.raises(DataError) as caught:
        load_yaml(text.encode(), Delaftale, "aftale.yaml")

    assert len(caught.value.fejl) == MAX_FEJL + 1


def test_an_indstilling_is_checked_as_a_whole_only_where_it_can_be_read() -> None:
    head = "format: 1\ntype: aarlig\nbygger_paa: [{delaftale: a, version: 1}]\n"
    matter = "forslag:\n  - id: x\n    titel: X\n    aendringer:\n      - delaftale: a\n        aendringer: []\n"
    said = refuse(f"{head}{matter}ukendt: 1\n", Indstillingsudkast)

    assert [line.partition(": ")[2][:20] for line in said] == [
        "»År«: En årlig indst",
        "»X, a, Ændringer«: L",
        "Feltet »ukendt« kend",
    ]
    said = refuse(f"{head.replace('aarlig', 'tit')}aar: 2022\n{matter}", Indstillingsudkast)
    assert [line.partition(": »")[0] for line in said] == ["linje 2, tegn 7", "linje 10, tegn 21"]


def test_checks_that_are_handed_in_are_told_with_the_others() -> None:
    def is_named_b(delaftale: Delaftale) -> None:
        if delaftale.id != "b":
            raise fejl("id", f"Her står »{delaftale.id}«. Skriv b.", loc=("id",))

    def fails_in(text: str) -> list[str]:
        with pytest.raises(DataError) as caught:
            load_yaml(text.encode(), Delaftale, "aftale.yaml", (is_named_b,))
        return [str(item) for item in caught.value.fejl]

    expected = "linje 2, tegn 5: »Id«: Her står »a«. Skriv b."
    assert fails_in(HEAD) == [expected]
    assert fails_in(HEAD + "parter: x\n")[0] == expected
    assert fails_in(HEAD.replace("formular: lbf", "formular: &a lbf"))[0] == expected
    assert len(fails_in(HEAD.replace("id: a", "id: Æ"))) == 1
    assert load_yaml(HEAD.replace("id: a", "id: b").encode(), Delaftale, "f", (is_named_b,)).id == "b"


def test_what_a_message_quotes_of_the_file_is_short() -> None:
    long = "ord " * 2_000
    text = HEAD.replace("2021-10-01", long).replace("id: a", f'id: "{long}"').replace("lbf", f"&{'x' * 5_000} lbf")
    text += f"aktiviteter:\n  - id: !{'y' * 5_000} b\n    navn: B\n    status: {long}\n    fra: *{'z' * 5_000}\n"
    text += f"    {'w' * 900}: 1\n    til: {long}\n"

    said = refuse(text)
    assert len(said) == 8
    assert [line for line in said if len(line) > 400] == []
    assert all(len(quote) <= 60 for line in said for quote in _quotes(line))


def _quotes(line: str) -> list[str]:
    return [part.partition("«")[0] for part in line.split("»")[1:]]
