"""A year's status as the file that the chef fills in: every line there is, blank or not, under the words it is about.

Always so: reading the file back gives the very status, and the guiding comments are told apart from those that a person
wrote, so that a file written anew keeps the person's. Why not the ordinary writer alone: it leaves blank fields out,
and here they are the point.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Final

import yaml

from generator.document.status import describe_maaltal
from generator.model.base import fejl
from generator.model.status import AarligStatus
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_text import read_text
from generator.store.yaml_tree import LOADER
from generator.store.yaml_writer import SCHEMA_LINE, write_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.base import Model
    from generator.model.delaftale import Delaftale
    from generator.model.indikator import Delmaal, Indikator

_HEAD: Final = """\
Status for {aar} på delaftalen {delaftale}.
Udfyld de tomme linjer. »delaftale kontroller« viser, hvad der mangler. Får delaftalen nye dele, så kør
»delaftale aarsstatus« igen; den tilføjer deres linjer og bevarer det, der er udfyldt.

vurdering: naaet, paa-vej, ikke-naaet eller kan-ikke-vurderes.
vaerdi: kun tallet, fx 1480 eller 53,5 (en andel i procentpoint), eller »ikke opgjort«.
periode: det, tallet dækker, fx {aar} eller {aar}-01-01 til {aar}-06-30; tomt betyder hele {aar}.
kilde: tomt betyder delaftalens datakilde.
seriebrud: ja, hvis tallet er opgjort på en anden måde end baseline; ellers nej.
bemaerkning: ingen navne på beboere; bilaget skal kunne læses af alle.
"""
_SCHEMA: Final = "../../../.skema/status.schema.json"
_FORMAT: Final = "Skal blive stående."
_OWN: Final = "Egne kommentarer, flyttet hertil, da filen fik nye linjer:"
_GONE: Final = "Står ikke længere i delaftalen."
_ABOUT: Final = re.compile(rf"## (?:(?:Delmål \d+|Indikator \d+|Baseline|Måltal|Datakilde): .*|{_GONE})")
_WIDTH: Final = 110  # characters of a comment that tells which part a line is about


def name_status(delaftale: str, aar: int) -> str:
    """Return the file's path from the plan."""
    return f"{delaftale}/status/{aar:04}.yaml"


def load_status(data: bytes, delaftale: str, aar: int, file: str) -> AarligStatus:
    """Return the status that a file holds. Raises: DataError, also when it is of another delaftale or year."""

    def is_of_folder(status: AarligStatus) -> None:
        if status.delaftale != delaftale:
            message = f"Her står »{status.delaftale}«, men mappen hedder »{delaftale}«. Ret den ene, så de er ens."
            raise fejl("mappe", message, loc=("delaftale",))

    def is_of_year(status: AarligStatus) -> None:
        if status.aar != aar:
            message = f"Her står {status.aar}, men filen hedder {aar:04}.yaml. Ret den ene, så de er ens."
            raise fejl("filnavn", message, loc=("aar",))

    return load_yaml(data, AarligStatus, file, (is_of_folder, is_of_year))


def dump_statusskema(status: AarligStatus, delaftale: Delaftale, kommentarer: tuple[str, ...] = ()) -> bytes:
    """Return the file: `status` with its blank lines; `kommentarer`, a person's own, at its end."""
    lines = [f"{SCHEMA_LINE}{_SCHEMA}", *map(_comment, _head(status)), "", _comment(_FORMAT), "format: 1", ""]
    lines += [*_field("delaftale", status, 0), f"aar: {status.aar}", ""]
    lines += ["delmaal:"] if status.delmaal else ["delmaal: []"]
    known = {delmaal.id: (nr, delmaal) for nr, delmaal in enumerate(delaftale.delmaal, start=1)}
    for part in status.delmaal:
        nr, delmaal = known.get(part.id, (0, None))
        lines += ["", *(f"  ## {text}" for text in _about_delmaal(nr, delmaal))]
        lines += _item(part, ("id", "vurdering", "bemaerkning"), 2)
        lines.append("    indikatorer:" if part.indikatorer else "    indikatorer: []")
        own = {item.id: (at, item) for at, item in enumerate(delmaal.indikatorer, start=1)} if delmaal else {}
        for inner in part.indikatorer:
            about = _about_indikator(*own[inner.id]) if inner.id in own else [_GONE] * (delmaal is not None)
            lines += [f"      ## {text}" for text in about]
            lines += _item(inner, tuple(type(inner).model_fields), 6)
    if kommentarer:
        lines += ["", _comment(_OWN), *kommentarer]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _head(status: AarligStatus) -> list[str]:
    return _HEAD.format(aar=status.aar, delaftale=status.delaftale).splitlines()


def _about_delmaal(nr: int, delmaal: Delmaal | None) -> list[str]:
    return [_GONE] if delmaal is None else [f"Delmål {nr}: {_short(delmaal.tekst)}"]


def _about_indikator(nr: int, item: Indikator) -> list[str]:
    lines = [f"Indikator {nr}: {_short(item.tekst)}"]
    if item.baseline is not None:
        lines.append(f"Baseline: {_short(item.baseline.ordlyd)}")
    if item.maaltal is not None:
        lines.append(f"Måltal: {_short(describe_maaltal(item.maaltal))}")
    if item.datakilde is not None:
        lines.append(f"Datakilde: {_short(item.datakilde.navn)}")
    return lines


def _short(text: str) -> str:
    return textwrap.shorten(text, _WIDTH, placeholder=" …", break_on_hyphens=False) if " " in text else text[:_WIDTH]


def _comment(text: str) -> str:
    return f"# {text}".rstrip()


def _item(part: Model, fields: tuple[str, ...], indent: int) -> list[str]:
    """Return a part as an item of a list: each of its fields, blank ones with their name alone."""
    lines = [line for name in fields for line in _field(name, part, indent + 2)]
    return [f"{' ' * indent}- {lines[0][indent + 2 :]}", *lines[1:]]


def _field(name: str, part: Model, indent: int) -> list[str]:
    """Return one field's lines, as the ordinary writer spells them; of a blank one its name alone."""
    return [f"{' ' * indent}{line}" if line else "" for line in write_fields(part).get(name, [f"{name}:"])]


# -- what a person wrote between the lines --


def find_kommentarer(data: bytes, status: AarligStatus, file: str) -> tuple[str, ...]:
    """Return the comments that a person wrote in the file of `status`, in order, each with its »#«.

    Raises: DataError, if the file can't be read.
    """
    guiding = {*(line for line in _head(status) if line), _FORMAT, _OWN}
    found = []
    for comment in _comments(read_text(data, file).text):
        text = comment.lstrip("#").strip()
        if (
            text
            and not comment.startswith(SCHEMA_LINE)
            and text not in guiding
            and _ABOUT.fullmatch(comment.rstrip()) is None
        ):
            found.append(comment.rstrip())
    return tuple(found)


def _comments(text: str) -> Iterator[str]:
    """Yield the comments of a YAML text: what stands after a number sign where no token does."""
    scan: Any = yaml.scan
    end = 0
    for token in scan(text, Loader=LOADER):
        yield from re.findall(r"#[^\n]*", text[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
    yield from re.findall(r"#[^\n]*", text[end:])
