"""Laws of word changes: no character is lost, both texts can be read back, and merging forgets nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.workflow.words import mark_changes, merge_words, word_changes

SIGNS = st.sampled_from(["a", "b", "og", "i", "Der.", "nok:", " ", " ", "  ", "\n", "\n\n", "- ", ",", "😀"])
TEXTS = st.lists(SIGNS, max_size=25).map("".join) | st.text(max_size=20)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_marked_one(before: str, after: str) -> None:
    pieces = mark_changes(before, after)

    assert "".join(text for art, text in pieces if art != "tilfoejet") == before
    assert "".join(text for art, text in pieces if art != "slettet") == after
    assert all(piece.tekst for piece in pieces)


@given(TEXTS, TEXTS)
def test_changes_come_in_order_and_stand_where_they_say(before: str, after: str) -> None:
    end = (0, 0)
    for change in word_changes(before, after):
        assert end[0] <= change.foer[0] <= change.foer[1]
        assert end[1] <= change.efter[0] <= change.efter[1]
        assert before[end[0] : change.foer[0]] == after[end[1] : change.efter[0]]
        assert (before[slice(*change.foer)], after[slice(*change.efter)]) == (change.slettet, change.tilfoejet)
        assert change.slettet != change.tilfoejet
        end = change.foer[1], change.efter[1]


@given(TEXTS)
def test_text_has_no_changes_to_itself(text: str) -> None:
    assert word_changes(text, text) == ()


@given(TEXTS, TEXTS, TEXTS)
def test_merge_asks_no_side_first_and_keeps_the_only_change(base: str, ours: str, theirs: str) -> None:
    assert merge_words(base, ours, theirs) == merge_words(base, theirs, ours)
    assert merge_words(base, ours, base) in {ours, None}
    assert merge_words(base, ours, ours) in {ours, None}


@given(st.lists(st.sampled_from("abcdefgh"), min_size=9, max_size=20), st.data())
def test_changes_of_words_apart_merge(words: list[str], data: st.DataObject) -> None:
    """One side changes a word of the first half, the other one of the second; each finds its own in the result."""
    left = data.draw(st.integers(0, 3))
    right = data.draw(st.integers(6, len(words) - 1))
    ours, theirs, both = list(words), list(words), list(words)
    ours[left] = both[left] = "venstre"
    theirs[right] = both[right] = "højre"

    assert merge_words(" ".join(words), " ".join(ours), " ".join(theirs)) == " ".join(both)
