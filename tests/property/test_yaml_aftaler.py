"""Laws of an agreement's and a plan's file: it reads back as it was and is written the same, however odd the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from hypothesis import given

from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from tests.strategier import delaftaler, planer

if TYPE_CHECKING:
    from generator.model.base import Model
    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Helhedsplan

SCHEMA = "../../../.skema/skema.json"


def assert_kept(model: Model) -> None:
    """Fail unless the file of `model`, with its schema or without, reads back equal and is written the same again.

    By a stranger's reader too: the model takes numbers, dates and ja/nej as the strings that stand in the file, so what
    any reader of YAML makes of them as strings must be equal as well.
    """
    for schema in (None, SCHEMA):
        data = dump_yaml(model, schema=schema)
        again = load_yaml(data, type(model), "f.yaml")

        assert again == model
        assert dump_yaml(again, schema=schema) == data
        read = yaml.load(data, Loader=yaml.BaseLoader)
        assert type(model).model_validate(read) == model


@given(delaftaler)
def test_an_agreement_is_kept(delaftale: Delaftale) -> None:
    assert_kept(delaftale)


@given(planer)
def test_a_plan_is_kept(plan: Helhedsplan) -> None:
    assert_kept(plan)
