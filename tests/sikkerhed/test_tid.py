"""A hostile form costs no more time than its size: four times as much of anything takes about four times as long.

Told by ratio, in processor time, the best of two: no clock decides. What grew with the square before took sixteen times
as long, or never ended; what is bounded by a count is refused.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from generator.errors import FormError, GeneratorError
from generator.word import package
from generator.word.form import compile_form
from tests.unit.word import byg

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL, TIMES = 1_000, 4
GENEROUS = 2.5 * TIMES

_STYLE = '<w:style w:styleId="s{}"><w:basedOn w:val="s{}"/></w:style>'
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>'
_BOOKMARK = '<w:bookmarkStart w:id="{0}" w:name="b{0}"/><w:p/><w:bookmarkEnd w:id="{0}"/>'


def _styles(number: int) -> bytes:
    names = [name for _, name in byg.ROLLER.styles()]
    chain = [_STYLE.format(nr, nr + 1) for nr in range(number)]
    return byg.docx("a", word_styles=byg.story("styles", *(f'<w:style w:styleId="{name}"/>' for name in names), *chain))


KINDS: dict[str, Callable[[int], bytes]] = {
    "marks that begin and never end": lambda n: byg.docx("{{" * 10 * n),
    "marks of all kinds": lambda n: byg.docx("{{ {% {# " * n),
    "blanks in a tag": lambda n: byg.docx(f"{{{{ a{' ' * 30 * n}b }}}}"),
    "a tag in very many runs": lambda n: byg.docx(byg.p(*(byg.run(letter) for letter in f"{{{{ {'a' * n} }}}}"))),
    "tags in pieces": lambda n: byg.docx(byg.p(*(byg.run(letter) for letter in "{{ plan.navn }}" * (n // 10)))),
    "tags in one paragraph": lambda n: byg.docx("{{ plan.navn }} " * (n // 5)),
    "tags in paragraphs of their own": lambda n: byg.docx(*["{{p plan.navn }}"] * (n // 5)),
    "wrong tags": lambda n: byg.docx(*["{{ x }}"] * n),
    "wrong rows": lambda n: byg.docx(byg.table(byg.tr(byg.tc(*["{%tr if plan.navn %}"] * n)))),
    "paragraphs": lambda n: byg.docx(*["tekst"] * n),
    "runs beside a tag": lambda n: byg.docx(byg.p("{{ plan.navn }}", *["a"] * n)),
    "tables without rows": lambda n: byg.docx(*["<w:tbl><w:tblPr/></w:tbl>"] * n),
    "cells": lambda n: byg.docx(byg.table(byg.tr(*["a"] * n))),
    "bookmarks": lambda n: byg.docx(*map(_BOOKMARK.format, range(n))),
    "styles based on one another": _styles,
    "fields within fields": lambda n: byg.docx(byg.p(_FIELD * n)),
    "text boxes": lambda n: byg.docx(
        *["<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>"] * n
    ),
}


def _processor_time(data: bytes) -> float:
    """Return how long it takes until a form is compiled or refused."""
    best = float("inf")
    for _ in range(2):
        before = time.process_time()
        try:
            compile_form(data, byg.ROLLER, "lille")
        except GeneratorError as error:
            told = str(error)
            assert len(told) < 100_000, told[:1_000]
        best = min(best, time.process_time() - before)
    return best


@pytest.mark.parametrize("kind", list(KINDS))
def test_time_grows_with_the_size_alone(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_RATIO", 1_000_000)  # else the largest would be refused before they are read
    small, large = (_processor_time(KINDS[kind](size)) for size in (SMALL, SMALL * TIMES))

    assert large < GENEROUS * max(small, 0.02)


def _told(*blocks: str, **parts: str | bytes) -> list[str]:
    with pytest.raises(FormError) as caught:
        byg.compiled(*blocks, **parts)
    return [str(item) for item in caught.value.fejl]


def test_so_many_mistakes_are_told_and_no_more() -> None:
    told = _told(*["{{ x }}"] * 300, word_header1=byg.story("hdr", "{{ y }}"))

    assert len(told) == 101
    assert told[-1] == "i alt: Der er 100 fejl eller flere; her er de første."
    assert not any("Sidehovedet" in item for item in told)


def test_a_form_has_so_many_tags_and_no_more() -> None:
    told = _told("{{ plan.navn }} " * 1_500, word_header1=byg.story("hdr", "{{ plan.navn }} " * 600))

    assert told == ["Sidehovedet: Der er over 2000 tags i formularen. Brug gentagelser, eller del den op."]


def test_lists_are_not_repeated_for_each_other_without_end() -> None:
    """Eight activities in twelve loops would be printed 68 billion times."""
    begin = [f"{{%p for x{nr} in delaftale.aktiviteter %}}" for nr in range(12)]
    told = _told(*begin, "{{ x1.navn }}", *["{%p endfor %}"] * 12)

    assert told[0] == (
        "Teksten: {%p for x2 in delaftale.aktiviteter %} – Her gentages over 2 lister for hinanden, så teksten kunne "
        "blive uendelig lang. Gentag en liste i det, der gentages uden om, fx x.indikatorer."
    )


def test_two_lists_may_be_crossed_and_what_a_part_holds_may_be_repeated() -> None:
    """A table with a column for each delmål and a row for each activity is a form's own business."""
    made = byg.body(
        "{%p for x in delaftale.aktiviteter %}",
        "{%p for y in delaftale.delmaal %}",
        "{%p for z in y.indikatorer %}",
        "{{ x.navn }}: {{ z.tekst }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{%p endfor %}",
    )

    assert made == ["Vejledning: Antal", "Vejledning: Andel", "Café: Antal", "Café: Andel"]


def test_an_if_has_so_many_branches_and_no_more() -> None:
    told = _told("{% if plan.navn %}" + "{% elif plan.navn %}" * 60 + "{% endif %}")

    assert told[0].endswith("{% elif plan.navn %} – {% if plan.navn %} har over 50 elif. Del det op i flere if.")


@pytest.mark.parametrize(("loops", "limit"), [(1, "200.000"), (2, "50.000")])
def test_what_is_repeated_is_not_without_end(loops: int, limit: str) -> None:
    """With long lists it would fill the memory."""
    begin = ["{%p for x in delaftale.delmaal %}", "{%p for y in x.indikatorer %}"][:loops]
    told = _told(*begin, "a" * 210_000, *["{%p endfor %}"] * loops)

    assert told == [
        (
            f"word/document.xml: Det, der gentages i {loops} lag, fylder over {limit} tegn. "
            "Flyt det, der er ens, ud af gentagelsen."
        )
    ]


def test_a_huge_tag_is_told_in_short() -> None:
    told = _told(f"{{{{ {'a' * 100_000} }}}}", f"{{% for {'x' * 100_000} in y %}}{{% endfor %}}")

    assert all(len(item) < 1_000 for item in told)
