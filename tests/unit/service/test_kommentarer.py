"""Comments that go are named; what the program wrote, and a sub-heading within a text, is no comment of a person's."""

from __future__ import annotations

import pytest

from generator.model.delaftale import Delaftale
from generator.model.forslag import Indstillingsudkast
from generator.service.kommentarer import find_comments, tell_lost_comments
from generator.store.yaml_writer import list_guidance

FIL = """\
# yaml-language-server: $schema=../x.json
# Bygger på version 2. Lad linjen stå.
# husk skolen
a: |-
  ## Overskrift
  tekst # i teksten

  # også tekst
# efter teksten
b: 'en
  # del af teksten' # efter citatet
c: x#1  # på linjen
  # rykket ind
d: [1, "#2", # i listen
  3]
e: |- # ved teksten
  tekst
f: # ved et felt uden tekst
  - g: en lang
      tekst # sidst i den
#
""".encode()


def test_what_a_person_wrote_is_found_on_a_line_of_its_own_and_after_a_value() -> None:
    found = (
        "# husk skolen",
        "# efter teksten",
        "# efter citatet",
        "# på linjen",
        "# rykket ind",
        "# i listen",
        "# ved teksten",
        "# ved et felt uden tekst",
        "# sidst i den",
    )
    assert find_comments(FIL) == found
    assert find_comments(FIL.replace(b"\n", b"\r\n")) == found
    assert find_comments(b"\xef\xbb\xbf" + FIL) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: |-\n  tekst", ()),
        ("a: |-\n  tekst\n# sidst", ("# sidst",)),
        ("a: 1 # sidst", ("# sidst",)),
        ("a: |- # tom\nb: 1", ("# tom",)),
        ("# alene", ("# alene",)),
        ("", ()),
    ],
)
def test_the_end_of_a_file_hides_nothing(text: str, found: tuple[str, ...]) -> None:
    assert find_comments(text.encode()) == found


def test_comments_that_stand_elsewhere_are_not_lost() -> None:
    data = b"# husk skolen\n# rykket ind\na: 1 # sidst\n"
    known = [b"# husk skolen\n", b"# rykket ind\na: b\n"]
    assert tell_lost_comments(data, known, "kladde.yaml") == ["Kommentaren »# sidst« i kladde.yaml er ikke taget med."]
    assert tell_lost_comments(None, [], "kladde.yaml") == []


def test_guidance_of_the_program_is_nobodys_comment() -> None:
    """Also where a person removed the first mark, so that what stood after the value is a comment now."""
    guidance = "\n".join((*list_guidance(Delaftale), *list_guidance(Indstillingsudkast)))
    data = f"{guidance}\na: 1\nrolle: primaer # eller sekundaer\nb: 2 # min\n".encode()
    assert "Skal blive stående." in guidance
    assert tell_lost_comments(data, [], "kladde.yaml") == ["Kommentaren »# min« i kladde.yaml er ikke taget med."]
    known = [b"#   grundlag: [viden]   # gerne flere\n"]
    assert tell_lost_comments(b"grundlag: [viden] # gerne flere\n", known, "kladde.yaml") == []
