"""The closed room itself; what tries to get out of it stands in tests/sikkerhed."""

from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from generator.word.sandbox import FormEnvironment, check_tree
from generator.word.view import Felt, View
from tests.unit.word import byg


def test_the_room_is_empty() -> None:
    environment = FormEnvironment()

    assert (environment.globals, environment.filters, environment.tests) == ({}, {}, {})


def test_a_view_hands_out_fields_only() -> None:
    content = byg.indhold()
    view = View(type(content.delaftale), content.delaftale, "")

    assert isinstance(view.get("id"), Felt)
    with pytest.raises(UndefinedError):
        view.get("model_dump")


def test_a_blank_part_hands_out_blank_fields_with_their_addresses() -> None:
    content = byg.indhold()
    view = View(type(content.delaftale), content.delaftale, "")

    tabel = view.get("indikatortabel")
    assert isinstance(tabel, View)
    note = tabel.get("note")
    assert isinstance(note, Felt)
    assert (bool(tabel), bool(note), note.value, note.sti) == (False, False, None, "indikatortabel/note")


@pytest.mark.parametrize(
    ("value", "filled"),
    [(None, False), ("", False), ((), False), (False, False), (0, True), ("a", True), (("a",), True)],
)
def test_a_field_is_filled_in_unless_it_is_blank_or_no(value: object, filled: bool) -> None:
    assert bool(Felt(value, "x")) is filled


def test_of_a_loop_only_three_things_can_be_asked() -> None:
    environment = FormEnvironment()
    good = environment.from_string("{% for x in y %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{% endfor %}")

    assert good.render(y=[1]) == "1TrueTrue"
    with pytest.raises(SecurityError):
        environment.from_string("{% for x in y %}{{ loop.length }}{% endfor %}").render(y=[1])


@pytest.mark.parametrize(
    "source",
    ["{% for x in y if x %}{% endfor %}", "{% for x in y recursive %}{% endfor %}", "{% for _x in y %}{% endfor %}",
     "{% if x is none %}{% endif %}", "{% if _x %}{% endif %}", "{% if x._y %}{% endif %}", "{{ x }}", "{{ x() }}"],
)  # fmt: skip
def test_a_tree_with_more_than_a_form_needs_is_refused(source: str) -> None:
    environment = FormEnvironment()
    environment.tests["none"] = lambda value: value is None  # so that Jinja itself has nothing against it

    with pytest.raises(SecurityError):
        check_tree(environment.parse(source))
