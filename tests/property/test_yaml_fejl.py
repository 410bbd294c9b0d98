"""Law of errors: of so many independent mistakes in an agreement's file each is told, once, in the file's order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DataError
from generator.model.delaftale import Delaftale
from generator.store.yaml_reader import load_yaml
from tests.strategier import delaftaler

if TYPE_CHECKING:
    from collections.abc import Iterator

DOUBLE: dict[str, dict[str, str]] = {
    "parter": {"id": "dobbelt", "betegnelse": "A"},
    "delmaal": {"id": "dobbelt", "tekst": "A"},
    "aktiviteter": {"id": "dobbelt", "navn": "A"},
    "ressourcer": {"id": "dobbelt", "funktion": "A", "procent": "1"},
}
Place = tuple[Any, Any]  # a mapping or list, and the key or index in it


def as_written(value: Any) -> Any:
    """Return a dumped value as a person writes it: everything a text, blank fields left out."""
    if isinstance(value, dict):
        return {name: as_written(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [as_written(part) for part in value]
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else str(value)


def places_in(value: Any) -> Iterator[Place]:
    """Yield each place of a value inside, however deep."""
    for key, part in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if not isinstance(part, str):
            yield from places_in(part)


@given(delaftaler, st.data())
def test_each_of_many_mistakes_is_told_once(delaftale: Delaftale, data: st.DataObject) -> None:
    raw = as_written(delaftale.model_dump(mode="json"))
    places = list(places_in(raw))
    parts = [raw, *(holder[key] for holder, key in places if isinstance(holder[key], dict))]
    leaves = [
        (holder, key)
        for holder, key in places
        if isinstance(holder[key], str) and key not in ("gaelder_fra", "gaelder_til")
    ]
    with_unknown = data.draw(st.lists(st.sampled_from(range(len(parts))), unique=True, max_size=5))
    wrong = data.draw(st.lists(st.sampled_from(range(len(leaves))), unique=True, max_size=5))
    doubled = data.draw(st.sets(st.sampled_from(sorted(DOUBLE))))
    ends_first = data.draw(st.booleans())
    characters = data.draw(st.lists(st.sampled_from("\x00\x07\x1b\ufffe\u2028\ufeff\ud800"), max_size=3))
    count = len(with_unknown) + len(wrong) + len(doubled) + ends_first + len(characters)

    for nr in with_unknown:
        parts[nr]["qqqqq"] = "1"
    for nr in wrong:
        holder, key = leaves[nr]
        holder[key] = ["x"]
    for name in doubled:
        raw[name] += [DOUBLE[name], DOUBLE[name]]
    if ends_first:
        raw["gaelder_til"] = "1950-01-01"
    text = json.dumps(raw, ensure_ascii=False, indent=1) + "".join(f"\n{sign}" for sign in characters)
    if not count:
        assert load_yaml(text.encode(), Delaftale, "f.yaml") == delaftale
        return
    with pytest.raises(DataError) as caught:
        load_yaml(text.encode("utf-8", "surrogatepass"), Delaftale, "f.yaml")

    fejl = caught.value.fejl
    assert len(fejl) == count
    assert len(set(fejl)) == count
    assert list(fejl) == sorted(fejl, key=lambda item: (item.line, item.column))
    assert all(0 < item.line <= text.count("\n") + 1 for item in fejl)
