"""Whether the record holds, and whether it still contains what was printed then.

Always so: the code comes from outside, typed by a person or read out of a document they hand over, never from the
store; nothing is changed, and what is found is named. Where all bytes hold, each version is compared with the one it
builds on: what nobody decided is found also where the post and the version were made together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.errors import GeneratorError
from generator.model.sti import UnknownStiError, read_felt
from generator.service.akter import AktError
from generator.store.log_poster import read_post
from generator.store.port import DelaftaleRef
from generator.text import format_short_date
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import find_kontrolkoder, kontrolkode
from generator.workflow.names import name_sti
from generator.workflow.tekstkontrol import find_decided, find_ubesluttet, find_udeladt
from generator.workflow.verify import Brud, path_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.delaftale import Delaftale
    from generator.model.sti import Sti
    from generator.store.port import Store
    from generator.workflow.fakta import Version
    from generator.workflow.tilstand import Tilstand

_UDVEJ: Final = (
    "Loggen og versionen er lavet sammen, så en sikkerhedskopi hjælper ikke. Sammenlign med referatet, og indstil det, "
    "der skal rettes."
)
_UDGIVET: Final = re.compile(r"/udgivet-[0-9]+\.(docx|pdf)\Z", re.ASCII)
_LOST: Final = "Hent mappen »beslutningslog« fra en sikkerhedskopi."


@dataclass(frozen=True)
class Planverificering:
    """What was found in one plan. `brud` is the first thing that does not hold, None if all does.

    `poster` is how many posts there are; `fundet` has each code that was asked for and the post that has it, None if
    none does.
    """

    plan: str
    poster: int
    brud: Brud | None
    fundet: tuple[tuple[str, int | None], ...]


class NoKodeError(GeneratorError):
    """A document shows no kontrolkode."""

    def __init__(self, fil: str) -> None:
        self.fil = fil
        super().__init__(
            f"Der står ingen kontrolkode i »{fil}«. Er det et dokument, som programmet har dannet af en registreret "
            "version? Skriv ellers koden selv med »--kontrolkode«."
        )


def verificer(store: Store, planer: Sequence[str], koder: Sequence[str]) -> tuple[Planverificering, ...]:
    """Return what holds in each plan that has a log. `koder` are kontrolkoder as printed.

    A plan without a log is passed over, unless it has a document that was issued: then the log is lost.

    Raises: AktError, if there is no log and never was one; FileError.
    """
    found = [
        item
        for plan in planer
        if (item := (_verify if store.has_log(plan) else _find_lost_log)(store, plan, koder)) is not None
    ]
    if not found:
        if koder:
            raise AktError(
                "Der er ingen beslutningslog. Er mappen »beslutningslog« slettet, så hent den fra en sikkerhedskopi. "
                "Er intet registreret endnu, så begynd med »delaftale registrer DELAFTALE«."
            )
        raise AktError("Der er ingen beslutningslog endnu. Begynd med »delaftale registrer DELAFTALE«.")
    return tuple(found)


def _find_lost_log(store: Store, plan: str, koder: Sequence[str]) -> Planverificering | None:
    """Return what is wrong with a plan whose versions were issued, as only a log can tell; None if none was."""
    for ref in store.list_delaftaler(plan):
        for nr in store.list_versioner(ref):
            issued = next((sti for sti in sorted(store.read_versionsfiler(ref, nr)) if _UDGIVET.search(sti)), None)
            if issued is not None:
                lost = Brud(issued, "er udgivet, men planen har ingen beslutningslog.", _LOST)
                return Planverificering(plan, 0, lost, tuple((kode, None) for kode in koder))
    return None


def _verify(store: Store, plan: str, koder: Sequence[str]) -> Planverificering:
    brud, poster = store.verify_log(plan)
    brud = brud or find_tekstbrud(store, plan, poster)
    codes = {kontrolkode(data): nr for nr, data in enumerate(poster, start=1)}
    return Planverificering(plan, len(poster), brud, tuple((kode, codes.get(kode)) for kode in koder))


def find_tekstbrud(store: Store, plan: str, poster: Sequence[bytes]) -> Brud | None:
    """Return the first version that is not what its post says was decided; None if all are. The rest must hold.

    `poster` are the posts as stored. Raises: GeneratorError, if a version is none that can be read.
    """
    tilstand = fold(read_post(data, path_of(nr)) for nr, data in enumerate(poster, start=1))
    for delaftale in tilstand.delaftaler:
        ref = DelaftaleRef(plan, delaftale)
        texts: dict[int, Delaftale] = {}
        for version in tilstand.versioner(delaftale):
            text = texts[version.nr] = store.read_version(ref, version.nr).delaftale
            if (problem := _compare(tilstand, version, texts, text)) is not None:
                return Brud(f"{delaftale}/versioner/{version.nr:04}/delaftale.yaml", problem, _UDVEJ)
    return None


def _compare(tilstand: Tilstand, version: Version, texts: Mapping[int, Delaftale], text: Delaftale) -> str | None:
    """Return what a version's text has that its post does not say, or lacks; None for nothing."""
    if text.gaelder_til != version.gaelder_til:
        return f"gælder til {format_short_date(text.gaelder_til)}, men post {version.post} siger noget andet."
    if version.bygger_paa is None:
        return None
    old, decided = texts[version.bygger_paa], find_decided(tilstand, version)
    sti = find_ubesluttet(old, text, decided)
    if sti is not None:
        name = name_sti(sti, text if _has(text, sti) else old)
        before = f"end version {version.bygger_paa}"
        return f"har en anden tekst i »{name}« {before}, og det siger post {version.post} intet om."
    missing = find_udeladt(old, text, decided)
    if missing is None:
        return None
    name = name_sti(missing.sti, text if _has(text, missing.sti) else old, missing.foreslaaet or missing.nuvaerende)
    return f"mangler ændringen af »{name}«, som post {version.post} siger er besluttet."


def _has(text: Delaftale, sti: Sti) -> bool:
    try:
        read_felt(text, sti)
    except UnknownStiError:
        return False
    return True


def read_koder(data: bytes, fil: str) -> tuple[str, ...]:
    """Return the kontrolkoder that a docx or PDF shows, each once.

    Raises: NoKodeError; PackageError, if it is no sound file of its kind.
    """
    if data.startswith(b"PK"):
        found = find_kontrolkoder(_docx_text(data, fil))
    elif data.startswith(b"%PDF"):
        from generator.service.pdf_tekst import read_texts  # noqa: PLC0415 - only a PDF needs it

        found = tuple(dict.fromkeys(code for text in read_texts(data) for code in find_kontrolkoder(text)))
    else:
        found = find_kontrolkoder(data.decode("utf-8", "replace"))
    if not found:
        raise NoKodeError(fil)
    return found


def _docx_text(data: bytes, fil: str) -> str:
    """Return the words of a Word file's body, headers and footers; a paragraph a line."""
    from generator.word.package import read_package  # noqa: PLC0415 - only a Word file needs it

    parts = []
    for name, entry in read_package(data, fil).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            xml = entry.read().decode("utf-8", "replace")
            lines = re.split(r"</w:p>|<w:br/>|<w:tab/>", xml)
            parts += ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in lines]
    return "\n".join(parts)
