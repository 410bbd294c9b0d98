"""What each kind of post does to the state: one function per act, and the conditions it is made under.

Always so: an act either changes the state as its post says or raises a `LogError` that says in Danish why it could not
have been made; each returns the delaftaler that it speaks of, () when it speaks of the plan. Only `fold` calls them.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.errors import EndedError, IdTakenError, LogError, NotRegisteredError, StaleVersionError
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus, Indstillingstype
from generator.text import format_short_date
from generator.workflow.deciding import find_forslag, take_bemyndigelse, take_beslutning, take_forbehold
from generator.workflow.fakta import AarligGennemgang, Forslagstilstand, Udgivet
from generator.workflow.recording import record_registrering, record_versions
from generator.workflow.transitions import AFLOESELIGE, move

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model.beslutning import IngenAendringer, Referatgodkendelse
    from generator.model.beslutningslog import (
        Afslutning,
        Forlaengelse,
        Forsendelse,
        Post,
        RedaktionelRettelse,
        Registrering,
        Tilbagetraekning,
    )
    from generator.model.forslag import Aendringsforslag, Indstilling
    from generator.model.udgivelse import Udgivelse
    from generator.workflow.tilstand import Tilstand

Act: TypeAlias = "Callable[[Tilstand, Post, Any], tuple[str, ...]]"


def _take_registrering(tilstand: Tilstand, post: Post, facts: Registrering) -> tuple[str, ...]:
    """An edition from outside the log: the first of a delaftale, or one marked as entered afterwards."""
    if tilstand.versioner(facts.delaftale) and not facts.efterfoelgende:
        raise LogError(
            f"»{facts.delaftale}« er allerede registreret.",
            "Indstil ændringer, eller registrér en udgave, som er vedtaget uden om loggen, som efterfølgende.",
        )
    record_registrering(tilstand, post, facts)
    return (facts.delaftale,)


def _take_indstilling(tilstand: Tilstand, post: Post, facts: Indstilling) -> tuple[str, ...]:
    """New forslag, each on the text of a version that holds or held."""
    if facts.id in tilstand.indstillinger:
        raise IdTakenError("Indstillingen", facts.id)
    bases = tuple((base.delaftale, base.version) for base in facts.bygger_paa)
    for delaftale, version in bases:
        _check_base(tilstand, delaftale, version)
        til = tilstand.period_end(delaftale)
        if til is not None and facts.type is Indstillingstype.AKUT and post.dato > til:
            raise EndedError(f"»{delaftale}«", format_short_date(til))
    for item in facts.forslag:
        _check_new(tilstand, item)
        tilstand.forslag[item.id] = Forslagstilstand(
            forslag=item,
            status=Forslagsstatus.INDSTILLET,
            indstilling=facts.id,
            type=facts.type,
            aar=facts.aar,
            indstillet=post.dato,
            post=post.nr,
            bygger_paa=tuple(base for base in bases if base[0] in item.delaftaler),
        )
    tilstand.indstillinger.add(facts.id)
    return tuple(delaftale for delaftale, _ in bases)


def _check_base(tilstand: Tilstand, delaftale: str, version: int) -> None:
    linje = tilstand.linjer.get(delaftale)
    if linje is None:
        raise NotRegisteredError(delaftale)
    if not any(item.nr == version for item in reversed(linje)):
        raise StaleVersionError(delaftale, version, None)


def _check_new(tilstand: Tilstand, item: Aendringsforslag) -> None:
    if item.id in tilstand.forslag:
        raise IdTakenError("Forslaget", item.id)
    if item.afloeser is None:
        return
    earlier = find_forslag(tilstand, item.afloeser)
    if earlier.status not in AFLOESELIGE:
        raise LogError(
            f"»{item.titel}« afløser »{earlier.forslag.titel}«, som er {earlier.status.ordlyd}.",
            "Træk det tidligere forslag først, eller slet afloeser.",
        )


def _take_tilbagetraekning(tilstand: Tilstand, post: Post, facts: Tilbagetraekning) -> tuple[str, ...]:
    """Forslag that the chef takes back."""
    touched: list[str] = []
    for forslag in facts.forslag:
        before = find_forslag(tilstand, forslag)
        status = move(before.forslag.titel, before.status, Forslagsstatus.TRUKKET, post.art)
        if post.dato < before.indstillet:
            put = format_short_date(before.indstillet)
            problem = f"Forslaget »{before.forslag.titel}« er først indstillet den {put}."
            raise LogError(problem, "Vælg en senere dato at trække det på.")
        tilstand.forslag[forslag] = replace(before, status=status, trukket=post.nr)
        touched += before.forslag.delaftaler
    return tuple(touched)


def _take_ingen_aendringer(tilstand: Tilstand, post: Post, facts: IngenAendringer) -> tuple[str, ...]:
    """A yearly revision without change; once a year."""
    if facts.aar in {item.aar for item in tilstand.aarlige}:
        raise LogError(
            f"Den årlige revision for {facts.aar} står allerede i beslutningsloggen.", "Er det det rigtige år?"
        )
    tilstand.aarlige.append(AarligGennemgang(facts.aar, facts.moede, post.nr, ingen_aendringer=True))
    return ()


def _take_referatgodkendelse(tilstand: Tilstand, _: Post, facts: Referatgodkendelse) -> tuple[str, ...]:
    """The approval of a referat; once for each meeting."""
    known = tilstand.referater.get(facts.moede)
    if known is not None:
        raise LogError(
            f"Referatet fra den {format_short_date(facts.moede)} er allerede godkendt den {format_short_date(known)}.",
            "Er det det rigtige møde?",
        )
    tilstand.referater[facts.moede] = facts.godkendt
    return ()


def _take_redaktionel_rettelse(tilstand: Tilstand, post: Post, facts: RedaktionelRettelse) -> tuple[str, ...]:
    """Spelling and the like, with the versions that come of it."""
    record_versions(tilstand, post, [(None, facts.gaelder_fra, facts.aendringer)], facts.versioner, post.dato)
    return tuple(part.delaftale for part in facts.aendringer)


def _take_forsendelse(tilstand: Tilstand, post: Post, facts: Forsendelse) -> tuple[str, ...]:
    """What was sent: of each delaftale the text of the day that it says."""
    for item in facts.omfang:
        if item.delaftale not in tilstand.versioner_af:
            raise NotRegisteredError(item.delaftale)
        text = tilstand.text_on(item.delaftale, facts.stand_pr)
        if text is None or text.nr != item.version:
            right = "ingen" if text is None else f"version {text.nr}"
            day = format_short_date(facts.stand_pr)
            raise LogError(
                f"Stand pr. {day} af »{item.delaftale}« er {right}, ikke version {item.version}.",
                "Vælg en anden dato, eller send den version, der hører til den.",
            )
    tilstand.sendt.append(post.nr)
    return tuple(item.delaftale for item in facts.omfang)


def _take_forlaengelse(tilstand: Tilstand, post: Post, facts: Forlaengelse) -> tuple[str, ...]:
    """A later last day, with the editions that say so."""
    for part in facts.aendringer:
        til = tilstand.period_end(part.delaftale)
        if til is not None and facts.gaelder_til <= til:
            problem = f"»{part.delaftale}« gælder allerede til {format_short_date(til)}."
            raise LogError(problem, "En forlængelse skal give en senere slutdato.")
    record_versions(tilstand, post, [(None, facts.gaelder_fra, facts.aendringer)], facts.versioner, facts.godkendt)
    return tuple(part.delaftale for part in facts.aendringer)


def _take_afslutning(tilstand: Tilstand, post: Post, _: Afslutning) -> tuple[str, ...]:
    """The plan's end; that it is the only one, `fold` has seen to."""
    tilstand.afslutning = post
    return ()


def _take_udgivelse(tilstand: Tilstand, post: Post, facts: Udgivelse) -> tuple[str, ...]:
    """Versions as issued, each under the number that follows upon its last issue."""
    filer = {item.sti: item for item in post.filer}
    for item in facts.omfang:
        if item.version > len(tilstand.versioner(item.delaftale)):
            raise LogError(
                f"»{item.delaftale}« har ingen version {item.version}, der kan udgives.",
                "En version skal være registreret eller besluttet, før den udgives.",
            )
        earlier = tilstand.udgivelser.setdefault((item.delaftale, item.version), [])
        if item.nr != len(earlier) + 1:
            raise LogError(
                f"Den næste udgivelse af version {item.version} af »{item.delaftale}« er nr. {len(earlier) + 1}, "
                f"ikke nr. {item.nr}.",
                "Læs loggen igen, og udgiv igen.",
            )
        docx, pdf = filer[item.docx], filer[item.pdf]
        earlier.append(Udgivet(item.delaftale, item.version, item.nr, post.nr, post.dato, docx, pdf))
    return tuple(item.delaftale for item in facts.omfang)


HANDLERS: Final[Mapping[Postart, Act]] = MappingProxyType(
    {
        Postart.REGISTRERING: _take_registrering,
        Postart.INDSTILLING: _take_indstilling,
        Postart.TILBAGETRAEKNING: _take_tilbagetraekning,
        Postart.BESLUTNING: take_beslutning,
        Postart.FORBEHOLD: take_forbehold,
        Postart.BEMYNDIGELSE: take_bemyndigelse,
        Postart.INGEN_AENDRINGER: _take_ingen_aendringer,
        Postart.REFERATGODKENDELSE: _take_referatgodkendelse,
        Postart.REDAKTIONEL_RETTELSE: _take_redaktionel_rettelse,
        Postart.FORSENDELSE: _take_forsendelse,
        Postart.FORLAENGELSE: _take_forlaengelse,
        Postart.AFSLUTNING: _take_afslutning,
        Postart.UDGIVELSE: _take_udgivelse,
    }
)
"""By kind; every kind is here."""
