"""Say in Danish why a file is not YAML, in terms of the line that a person sees, and what to do.

Always so: nothing of the parser's own English reaches the user. The parser's words only pick the kind of mistake; what
is said comes from the line itself, since one mistake (a colon in a text, a wrong indentation) gives different words at
different places. Known are the wordings of libyaml and of PyYAML's own parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.errors import DataFejl
from generator.store.yaml_traps import LOST
from generator.text import shown

if TYPE_CHECKING:
    import yaml

MAX_KEY = 1024  # characters; YAML gives up looking for the colon of a longer key

_QUOTE = "Sæt hele teksten i citationstegn."
_INDENT = (
    "Linjen er rykket forkert ind. Lad den begynde lige under det felt, den hører sammen med; "
    "er den en del af en tekst, så sæt teksten i citationstegn eller brug »|-«."
)
_PART = (
    "Linjen er rykket forkert ind. Begynder her en ny del af listen, så sæt »- « foran; "
    "ellers lad den begynde lige under det felt, den hører sammen med."
)
_ESCAPED = {"'": "''", '"': '\\"'}  # a quotation mark inside a text in quotation marks of its kind
_FALLBACK = "Her kan filen ikke læses. Se efter indrykning, kolon og citationstegn på denne linje og linjen over."


def translate_syntax(error: yaml.YAMLError, text: str) -> DataFejl:
    """Return what is wrong with `text`, given what the YAML parser said of it."""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    if mark is None or start is None:
        return DataFejl(0, 0, "", "Filen kan ikke læses som YAML. Se efter indrykning, kolon og citationstegn.")
    lines = text.split("\n")
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    place, message = _diagnose(problem, context, _Spot(lines, mark), _Spot(lines, start))
    return DataFejl(place.line + 1, place.column + 1, "", message)


class _Spot:
    """A place in the file and the line it is in, both counting from 0."""

    def __init__(self, lines: list[str], mark: Any) -> None:
        self.lines = lines
        self.line: int = min(mark.line, len(lines) - 1)
        self.text: str = lines[self.line]
        self.column: int = mark.column if mark.line == self.line else len(self.text)

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def character(self) -> str:
        return self.text[self.column : self.column + 1]

    @property
    def begins_line(self) -> bool:
        return not self.before.strip(" -")

    def at(self, column: int, line: int | None = None) -> _Spot:
        spot = _Spot.__new__(_Spot)
        spot.lines, spot.line, spot.column = self.lines, self.line if line is None else line, column
        spot.text = spot.lines[spot.line]
        return spot


def _diagnose(problem: str, context: str, spot: _Spot, start: _Spot) -> tuple[_Spot, str]:  # noqa: C901, PLR0911 - one for each kind of mistake
    """Return the place to point at and the message; the order goes from the surest sign to the vaguest."""
    if "quoted scalar" in context:
        return _quoted(problem, spot, start)
    if "block scalar" in context:
        sign = start.character
        return start, (
            f"Efter »{sign}« må der ikke stå andet på linjen. "
            "Skriv teksten på de næste linjer, rykket to mellemrum ind, "
            f"eller sæt den i citationstegn, hvis den skal begynde med »{sign}«."
        )
    if "nesting depth" in problem:
        return spot, "Her er for mange niveauer inden i hinanden. Sæt teksten i citationstegn, hvis den er en tekst."
    if "simple key" in context:
        if start.line and (lost := LOST.search(start.lines[start.line - 1])) is not None:
            return start, (
                f"Teksten fra »{shown(lost[1])}« på linjen over læses som en kommentar. "
                "Sæt hele teksten i citationstegn, eller brug »|-«."
            )
        return start, (
            f"»{shown(start.text.strip())}« mangler et kolon. "
            "Skriv »felt: værdi«, eller ryk linjen ind, hvis den hører til teksten over den."
        )
    if "mapping values" in problem:
        return _colon(spot)
    if "sequence entries" in problem:
        return spot, (
            "En liste skal begynde på en ny linje under feltets navn. "
            "Skal teksten selv begynde med »-«, så sæt den i citationstegn."
        )
    if "directive" in context or "document" in problem:
        return _document(spot, start)
    if any(word in context for word in ("anchor", "alias", "next token", "tag", "parsing a node")):
        return start, f"Teksten begynder med »{start.character}«. {_QUOTE}"
    if "mapping keys" in problem or "block node" in context:
        return spot, f"Her står »{spot.character}«, hvor en værdi skulle begynde. {_QUOTE}"
    if "flow" in context:
        return start, (
            f"Der mangler et komma, eller »{start.character}« bliver ikke afsluttet. "
            f"Begynder en tekst med »{start.character}«, så sæt den i citationstegn."
        )
    if "block mapping" in context or "block collection" in context or "block sequence" in context:
        return _block(spot, context)
    return spot, _FALLBACK


def _quoted(problem: str, spot: _Spot, start: _Spot) -> tuple[_Spot, str]:
    if "end of stream" in problem or "document" in problem:
        sign = start.character
        return start, f"Citationstegnet {sign} bliver ikke afsluttet. Sæt et {sign} til, hvor teksten slutter."
    backslash = spot.text.rfind("\\", 0, spot.column + 1)
    code = re.match(r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.?", spot.text[max(backslash, 0) :])
    shown = code.group() if code else "\\"
    if "invalid Unicode" in problem:
        return spot.at(max(backslash, 0)), f"Koden »{shown}« er et halvt tegn (surrogat) eller intet tegn. Slet koden."
    return spot.at(max(backslash, 0)), (
        f"»{shown}« er ikke en kode, der kan stå i dobbelte citationstegn. "
        "Skriv »\\\\«, hvis der skal stå en omvendt skråstreg."
    )


def _colon(spot: _Spot) -> tuple[_Spot, str]:
    before = spot.before.lstrip(" -")
    if len(before) > MAX_KEY and ": " not in before:
        return spot.at(len(spot.before) - len(before)), f"Feltnavnet er for langt. Brug højst {MAX_KEY} tegn før kolon."
    if ": " in before and before.partition(": ")[2].startswith(("“", "”", "„", "‘", "’")):
        return spot, 'Teksten indeholder et kolon. Brug lige citationstegn (") i stedet for de krumme.'
    if ": " in before:
        return spot, f"Teksten indeholder et kolon. {_QUOTE}"
    above = next((line for line in reversed(spot.lines[: spot.line]) if line.strip() and line.strip()[0] != "#"), "")
    if ":" not in above and not above.lstrip().startswith("-"):
        return spot.at(len(spot.before) - len(before)), (
            "Linjen over den her mangler et kolon, eller linjen her er rykket forkert ind. "
            "Skriv »felt: værdi« på hver linje."
        )
    return spot.at(len(spot.before) - len(before)), _INDENT


def _document(spot: _Spot, start: _Spot) -> tuple[_Spot, str]:
    if start.character == "%":
        return start, "En linje kan ikke begynde med »%«. Slet linjen, eller sæt teksten i citationstegn."
    if any(line.startswith("...") for line in spot.lines[: spot.line]):
        return spot, "Filen fortsætter efter en afslutning (»...«). Slet linjen »...«, og saml felterne i ét dokument."
    first = next((nr for nr, line in enumerate(spot.lines) if line.strip() and line.strip()[0] != "#"), spot.line)
    indent = len(spot.lines[first]) - len(spot.lines[first].lstrip(" "))
    if first < spot.line and indent > spot.column:
        return spot.at(indent, first), (
            f"Filens første felt er rykket ind, men linje {spot.line + 1} er ikke. Slet mellemrummene foran feltet, "
            "og foran de linjer under det, der er rykket lige så langt ind."
        )
    return spot, _FALLBACK


def _block(spot: _Spot, context: str) -> tuple[_Spot, str]:
    if spot.begins_line and spot.character == ":":
        return spot, "Der mangler et feltnavn foran kolon. Skriv fx »navn: …«."
    if spot.begins_line and spot.character not in "]},":
        is_part = "block collection" in context and not spot.text.lstrip().startswith("-")
        return spot.at(len(spot.before) - len(spot.before.lstrip(" "))), _PART if is_part else _INDENT
    if (sign := spot.before.rstrip()[-1:]) in _ESCAPED:
        return spot, (
            f"Efter det afsluttende {sign} står der mere tekst. Sæt citationstegn om hele teksten, "
            f"og skriv {_ESCAPED[sign]}, hvor {sign} selv skal stå i den."
        )
    value = re.match(r" *(?:- +)*(?:[^\s:]+: +)?", spot.text)
    column = value.end() if value else 0
    if spot.text[column : column + 1] in {"[", "{"}:
        return spot.at(column), f"Teksten begynder med »{spot.text[column]}«. {_QUOTE}"
    return spot, f"Her står »{spot.character}«, som filen ikke kan læses med. {_QUOTE}"
