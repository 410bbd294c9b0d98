"""Bench: the real agreement from its YAML bytes to a checked model, and where the time goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from generator.model.delaftale import Delaftale
from generator.model.tekst import parse_tekst
from generator.store.yaml_reader import load_yaml, parse_yaml
from generator.store.yaml_text import read_text
from generator.store.yaml_tree import LOADER
from tests.bench.agreement import context_of, delaftale_bytes, find_texts, load_indhold
from tests.bench.figures import Figure, Result
from tests.bench.measure import time_paired

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.figures import Effort

_ALL = "load and validate"


def measure(effort: Effort) -> Result:
    """Return the figures; long texts are read anew each time, though the program remembers those it has read."""
    data = delaftale_bytes()
    text = read_text(data, "delaftale.yaml").text
    raw, _, _ = parse_yaml(data, "delaftale.yaml")
    texts = [str(tekst) for _, _, tekst in find_texts(context_of(load_indhold())["delaftale"])]
    calls: dict[str, Callable[[], object]] = {
        _ALL: lambda: load_yaml(data, Delaftale, "delaftale.yaml"),
        "of it: YAML's own C parser, its events alone": lambda: sum(1 for _ in yaml.parse(text, Loader=LOADER)),
        "of it: YAML as values with their places": lambda: parse_yaml(data, "delaftale.yaml"),
        "of it: values as a model": lambda: Delaftale.model_validate(raw),
        "of that: long texts as paragraphs": lambda: [parse_tekst(item) for item in texts],
        "for comparison: yaml.load with CSafeLoader, unchecked": lambda: yaml.load(text, LOADER),  # noqa: S506 - is safe
    }
    timings = time_paired({name: _forgetful(call) for name, call in calls.items()}, effort.rounds)
    figures = tuple(Figure(name, timings.median(name) * 1000, "ms", timings.ratio(name, _ALL)) for name in calls)
    remark = f"{len(data):,} bytes, {len(texts)} long texts."
    return Result("load", "From YAML to a checked model", figures, (), (remark,))


def _forgetful(call: Callable[[], object]) -> Callable[[], object]:
    def forget_and_call() -> object:
        parse_tekst.cache_clear()
        return call()

    return forget_and_call
