"""A form's style file before Typst sees it, and Typst's complaints in Danish.

Always so: a style that asks for another file, a package from the net or code made of text is refused unread, as is one
of more than MAX_STYLE characters. That a style ends is not for anybody to prove; what goes wrong by a slip of the hand
(a loop without end, a number with a few zeros too many) is refused here, or by Typst's own bounds.
"""

from __future__ import annotations

import re
from typing import Final

from generator.errors import GeneratorError

MAX_STYLE: Final = 200_000  # characters; the shipped one has 7,000

# Only what is surely a comment is passed by: on one line, behind a blank, without anything that could end or begin a
# string. What merely looks like one (in a string, in an address) is searched as well.
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_TURNS = re.compile(r"[\"`\n]")
_FETCHES = re.compile(
    r"(?<![\w-])(import|include|read|plugin|eval|image|json|yaml|toml|csv|xml|cbor|bibliography|attach|embed|std)(?![\w-])"
)
_ENDLESS = re.compile(r"(?<![\w-])(while|loop)(?![\w-])|(?<![#\w.])(\d{7,})")
# Typst's words, and ours for them; what stands in parentheses is said again.
_DANISH: Final = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"unknown variable: (.+)", "Navnet »{}« findes ikke."),
        (r"unclosed (?:delimiter|string|raw text)", "En parentes eller et anførselstegn er ikke lukket (»unclosed«)."),
        (r"unexpected (.+)", "Der står noget, som ikke hører til (»{}«)."),
        (r"expected (.+), found (.+)", "Der skulle stå {}, men der står {}."),
        (r"expected (.+)", "Her mangler noget (»{}«)."),
        (r"unexpected argument(?:: (.+))?", "Et navn i parentesen kendes ikke (»{}«)."),
        (r"missing argument: (.+)", "I parentesen mangler »{}«."),
        (r"maximum .+ depth exceeded", "En funktion kalder sig selv uden ende."),
        (r".*(?:infinite|always true).*", "En gentagelse har ingen ende."),
        (r"failed to load file.*|file not found.*", "Stilen henter en fil, som ikke må eller kan hentes."),
        (r"(?:assertion failed|panicked).*", "Stilen standser selv."),
        (r".*could not be displayed.*", "Et tegn findes ikke i nogen af skrifterne."),
    )
)


class PdfError(GeneratorError):
    """A document can't be set as PDF. `line`: where in the style file; 0 means that the style isn't known to blame.

    `title`: the document's, "" where it isn't known yet.
    """

    def __init__(self, problem: str, line: int = 0, title: str = "") -> None:
        self.problem, self.line, self.title = problem, line, title
        document = f"»{title}«" if title else "Dokumentet"
        if line:
            text = f"Stilen til PDF, linje {line}: {problem} Ret linjen i formularens pdf.typ."
            text += f" Det skete for {document}." if title else ""
        else:
            text = f"{document} kan ikke sættes som PDF: {problem} Lav de andre formater med --format docx,html,md."
        super().__init__(text)


def read_style(style: str | bytes) -> str:
    """Return the style file's text. Raises: PdfError, if it is no UTF-8, too long, or asks for what it may not have."""
    try:
        text = style if isinstance(style, str) else style.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PdfError("Filen er ikke gemt som UTF-8.", line) from error
    if len(text) > MAX_STYLE:
        raise PdfError(f"Filen har {len(text)} tegn, og en stil må højst have {MAX_STYLE}.", 1)
    for number, line_text in enumerate(_COMMENT.sub(_blank, text).split("\n"), start=1):
        if fetch := _FETCHES.search(line_text):
            raise PdfError(f"»{fetch.group()}« henter noget udefra, og stilen skal kunne stå alene.", number)
        if endless := _ENDLESS.search(line_text):
            raise PdfError(f"»{endless.group()}« kan få programmet til at regne uden ende.", number)
    return text


def explain(message: str) -> str:
    """Return what Typst complains of in Danish, with its own words where they say more."""
    for pattern, text in _DANISH:
        if match := pattern.fullmatch(message):
            return text.format(*(part or "" for part in match.groups()))
    return f"Satsprogrammet Typst melder »{message}«."


def _blank(comment: re.Match[str]) -> str:
    """Return nothing for what is surely a comment, and anything else as it stands."""
    found, start = comment.group(), comment.start()
    is_apart = start == 0 or comment.string[start - 1].isspace()
    could_be_more = _TURNS.search(found) or (found.startswith("//") and "*/" in found)
    return "" if is_apart and not could_be_more else found
