"""Say what an unknown key of a YAML file may have been meant as: misspelt, indented wrongly, a field of another part.

Always so: only fields that are not yet used can be meant, and the surest reading is told first. A key that is one of
the model's but for capitals, æ, ø, å and blanks is that field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.store.yaml_spot import alternatives, models_in
from generator.text import nearest, shown, to_ascii

if TYPE_CHECKING:
    from generator.store.yaml_spot import Spot

MAX_LISTED: Final = 8  # fields named where none looks like the key


def describe_unknown(spot: Spot) -> str:
    """Return what is said of a key that its part has no field for, and what to do."""
    key = str(spot.path[-1])
    quoted = shown(key)
    near = suggest(spot)
    if (above := _field_above(spot, _as_name(key))) is not None:
        where, far = (
            ("på linjen over", "to mellemrum ind") if spot.mapping[above] is None else ("ovenfor", "ind under den")
        )
        return f"Feltet »{quoted}« hører vist til »{above}« {where}. Ryk linjen {far}."
    if near and _as_name(key) == near[0]:
        return f"Feltet »{quoted}« hedder »{near[0]}«. Skriv det med små bogstaver og uden æ, ø, å og mellemrum."
    home = next((model for model in reversed(spot.owners[:-1]) if _as_name(key) in model.model_fields), None)
    if home is not None:
        return f"Feltet »{quoted}« hører ikke til her. Ryk linjen ud til felterne for »{home.TITEL}«."
    if near:
        guesses = " eller ".join(f"»{name}«" for name in near)
        return f"Feltet »{quoted}« kendes ikke. Mente du {guesses}?"
    free = _free_names(spot)
    if not free:
        return f"Feltet »{quoted}« kendes ikke. Slet linjen."
    listed = ", ".join(free[:MAX_LISTED])
    return f"Feltet »{quoted}« kendes ikke. Her kan stå {listed}{' …' if len(free) > MAX_LISTED else ''}."


def _field_above(spot: Spot, name: str) -> str | None:
    """Return the part next above an unknown key that has a field of that name, so that the line needs indenting."""
    fields = spot.owners[-1].model_fields if spot.owners else {}
    keys = list(spot.mapping)
    for key in reversed(keys[: keys.index(spot.path[-1])]):
        if key in fields:
            models = models_in(alternatives(fields[key].annotation))
            is_part = isinstance(spot.mapping[key], dict | None)
            return key if is_part and any(name in model.model_fields for model in models) else None
    return None


def suggest(spot: Spot) -> list[str]:
    """Return the fields that an unknown key may mean, the likeliest first; only those not yet used can be meant."""
    key = str(spot.path[-1])
    names = _free_names(spot)
    if (exact := _as_name(key)) in names:
        return [exact]
    fields = spot.owners[-1].model_fields if spot.owners else {}
    by_title = {fields[name].title or name: name for name in names}
    near = [by_title.get(hit, hit) for hit in nearest(key[:60], [*by_title, *names])]
    return list(dict.fromkeys(near))


def _free_names(spot: Spot) -> list[str]:
    return [name for name in (spot.owners[-1].model_fields if spot.owners else {}) if name not in spot.mapping]


def _as_name(key: str) -> str:
    return to_ascii(key).strip().lower().replace(" ", "_").replace("-", "_")
