"""Word changes as a person would mark them with a pen: [-slettet-] and {+tilføjet+}."""

from __future__ import annotations

import pytest

from generator.workflow import alignment
from generator.workflow.words import Ordaendring, Stykke, mark_changes, merge_words, word_changes


def _marked(before: str, after: str) -> str:
    marks = {"lige": "{}", "slettet": "[-{}-]", "tilfoejet": "{{+{}+}}"}
    return "".join(marks[art].format(text) for art, text in mark_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("", "a b", "{+a b+}"),
        ("a b", "", "[-a b-]"),
        ("a b", "a b", "a b"),
        ("a b", "b", "[-a -]b"),
        ("b", "a b", "{+a +}b"),
        ("a b", "a b c", "a b{+ c+}"),
        ("a  b", "a b", "a [- -]b"),
        ("et syn på kommunen", "et godt syn på byen", "et {+godt +}syn på [-kommunen-]{+byen+}"),
        ("et hus, en have", "et hus. en have", "et [-hus,-]{+hus.+} en have"),
    ],
)  # fmt: skip
def test_whole_words_change_with_their_punctuation(before: str, after: str, expected: str) -> None:
    assert _marked(before, after) == expected


def test_small_word_alone_between_two_changes_goes_along() -> None:
    assert (
        _marked("vi ser rød og blå i dag", "vi ser grøn og gul i dag") == "vi ser [-rød og blå-]{+grøn og gul+} i dag"
    )


def test_telling_word_between_two_changes_stays() -> None:
    assert _marked("her rød beboer blå i dag", "her grøn beboer gul i dag") == (
        "her [-rød-]{+grøn+} beboer [-blå-]{+gul+} i dag"
    )


def test_more_small_words_than_change_stay() -> None:
    assert _marked("det er rød og for blå i dag", "det er grøn og for gul i dag") == (
        "det er [-rød-]{+grøn+} og for [-blå-]{+gul+} i dag"
    )


def test_whole_sentences_come_and_go() -> None:
    """The words would answer as well to »her. B er«; nobody would mark it so."""
    assert _marked("A er her. C er her.", "A er her. B er her. C er her.") == "A er her. {+B er her. +}C er her."
    assert _marked("A er her. B er her. C er her.", "A er her. C er her.") == "A er her. [-B er her. -]C er her."


def test_whole_paragraphs_come_and_go() -> None:
    assert _marked("- et\n- tre", "- et\n- to\n- tre") == "- et\n{+- to\n+}- tre"
    assert _marked("- et\n- to\n- tre", "- et\n- to") == "- et\n- to[-\n- tre-]"


def test_words_do_not_answer_to_words_of_another_paragraph() -> None:
    before = "Beboerne mødes hver uge i huset."
    after = "Beboerne i kvarteret og deres børn.\n\nBeboerne mødes hver måned i huset."

    assert _marked(before, after) == (
        "{+Beboerne i kvarteret og deres børn.\n\n+}Beboerne mødes hver [-uge-]{+måned+} i huset."
    )


def test_paragraph_rewritten_from_end_to_end_is_one_change() -> None:
    assert _marked("Alle mødes i huset om aftenen.", "Foreningen har nye rammer.") == (
        "[-Alle mødes i huset om aftenen.-]{+Foreningen har nye rammer.+}"
    )


def test_paragraph_split_in_two_is_a_new_break() -> None:
    before = "Det er en lang sætning. Her er den næste, som er lang."

    assert _marked(before, before.replace(". ", ".\n\n")) == (
        "Det er en lang sætning.[- -]{+\n\n+}Her er den næste, som er lang."
    )


def test_break_that_grows_is_the_only_change() -> None:
    assert _marked("et\nto", "et\n\nto") == "et\n{+\n+}to"


def test_change_tells_its_characters_on_both_sides() -> None:
    assert word_changes("en to tre", "en fem tre") == (Ordaendring((3, 5), (3, 6), "to", "fem"),)


def test_pieces_are_never_empty() -> None:
    assert mark_changes("a", "b") == (Stykke("slettet", "a"), Stykke("tilfoejet", "b"))


def test_changes_of_different_words_merge() -> None:
    assert merge_words("en to tre fire", "EN to tre fire", "en to tre FIRE fem") == "EN to tre FIRE fem"


def test_same_change_on_both_sides_is_made_once() -> None:
    assert merge_words("en to tre fire", "EN to tre fire", "EN to tre FIRE") == "EN to tre FIRE"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("en X tre", "en Y tre"), ("en X to tre", "en Y to tre"), ("en tre", "en TO tre"), ("en to X tre", "en to")],
)
def test_changes_that_touch_do_not_merge(ours: str, theirs: str) -> None:
    assert merge_words("en to tre", ours, theirs) is None
    assert merge_words("en to tre", theirs, ours) is None


def test_text_too_long_for_words_is_compared_by_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is lowered here; a field that reaches the real one would be a hundred pages."""
    monkeypatch.setattr(alignment, "_MAX_CELLS", 100)
    before = "a b. c d. e f g h. i j k l."
    after = "x b. c d. e f G h. I J K L M N O."

    assert _marked(before, after) == "[-a-]{+x+} b. c d. e f [-g-]{+G+} h. [-i j k l.-]{+I J K L M N O.+}"


def test_sentences_come_and_go_in_a_text_too_long_for_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MAX_CELLS", 30)

    assert _marked("x a b. c d. e f. y", "X a b. g h. c d. e f. Y") == ("[-x-]{+X+} a b. {+g h. +}c d. e f. [-y-]{+Y+}")
    assert _marked("x. a b. c d. e f. y", "X. a b. g h. c d. e f. Y") == (
        "[-x.-]{+X.+} a b. {+g h. +}c d. e f. [-y-]{+Y+}"
    )


def test_sentence_too_long_for_words_changes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MAX_CELLS", 3)

    assert _marked("a b c d.", "A b c D.") == "[-a b c d.-]{+A b c D.+}"
    assert _marked("a b. c d. e f. g h.", "A b. c D. e F. G h.") == "[-a b. c d. e f. g-]{+A b. c D. e F. G+} h."


def test_many_paragraphs_are_compared_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MAX_LINE_PAIRS", 1)

    assert _marked("a b c\n\nd e f", "a x c\n\nd y f") == "a [-b-]{+x+} c\n\nd [-e-]{+y+} f"
