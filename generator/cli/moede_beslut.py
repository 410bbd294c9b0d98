"""`delaftale moede deltagere|svar|beslut`: who was there, and what the board decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.moede_faelles import MOEDE, act_on, day_of
from generator.cli.option_types import Choice, Value, read_dato, read_kl
from generator.cli.options import DATO, PLAN
from generator.cli.output import next_command, open_store
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_list, format_short_date

if TYPE_CHECKING:
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.moeder import AabentMoede
    from generator.workflow.tilstand import Tilstand


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale moede deltagere 2026-09-14 --til-stede formand,fob --afbud politi", "hvem der kom"),
        ("delaftale moede deltagere 2026-09-14 --suppleant vice=politi", "en suppleant træder ind"),
    ],
)
@MOEDE
@click.option(
    "--til-stede", cls=DanishOption, metavar="PERSON,…", multiple=True, help="Nøglerne på dem, der er til stede."
)
@click.option("--afbud", cls=DanishOption, metavar="PERSON,…", multiple=True, help="De, der har meldt afbud.")
@click.option("--fravaerende", cls=DanishOption, metavar="PERSON,…", multiple=True, help="De, der mangler uden afbud.")
@click.option("--suppleant", cls=DanishOption, metavar="NY=FOR", multiple=True,
              help="Suppleanten og den, pladsen er taget for, fx vice=politi.")  # fmt: skip
@click.option("--fjern", cls=DanishOption, metavar="PERSON,…", multiple=True, help="De, der er noteret ved en fejl.")
@click.option("--moedeleder", cls=DanishOption, metavar="PERSON", help="Den, der leder mødet.")
@click.option("--referent", cls=DanishOption, metavar="PERSON", help="Den, der skriver referat.")
@click.option("--slut-kl", cls=DanishOption, type=Value(read_kl), metavar="TT:MM", help="Hvornår mødet sluttede.")
@click.option("--naeste-moede", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD", help="Næste mødes dag.")
@PLAN
def deltagere(  # noqa: PLR0917 - click hands in by name
    moede: date,
    til_stede: tuple[str, ...],
    afbud: tuple[str, ...],
    fravaerende: tuple[str, ...],
    suppleant: tuple[str, ...],
    fjern: tuple[str, ...],
    moedeleder: str | None,
    referent: str | None,
    slut_kl: str | None,
    naeste_moede: date | None,
    plan: str | None,
) -> None:
    """Notér, hvem der er til stede, og hvem der ikke er. PERSON er nøglen i personer.yaml."""
    from generator.model.moede import Deltager, Fremmoede  # noqa: PLC0415 - not needed for help
    from generator.workflow.mandater import check_deltagere, voters  # noqa: PLC0415
    from generator.workflow.moederedigering import note_deltagere  # noqa: PLC0415

    people = [Deltager(person=name, fremmoede=Fremmoede.TIL_STEDE) for name in _split(til_stede)]
    people += [Deltager(person=name, fremmoede=Fremmoede.AFBUD) for name in _split(afbud)]
    people += [Deltager(person=name, fremmoede=Fremmoede.FRAVAERENDE) for name in _split(fravaerende)]
    for pair in _split(suppleant):
        new, equals, old = pair.partition("=")
        if not equals or not new or not old:
            raise DanishUsageError(f"»{pair}« skal skrives som NY=FOR, fx vice=politi.", click.get_current_context())
        people.append(Deltager(person=new, fremmoede=Fremmoede.TIL_STEDE, suppleant_for=old))
    twice = [item.person for nr, item in enumerate(people) if item.person in {one.person for one in people[:nr]}]
    if twice:
        raise DanishUsageError(
            f"»{twice[0]}« er nævnt to gange. Skriv én ting om personen.", click.get_current_context()
        )
    stated = {"moedeleder": moedeleder, "referent": referent, "slut_kl": slut_kl, "naeste_moede": naeste_moede}
    facts = {name: value for name, value in stated.items() if value is not None}
    gone = set(_split(fjern))
    if not people and not facts and not gone:
        raise DanishUsageError("Skriv, hvem der er til stede, fx »--til-stede«.", click.get_current_context())
    problems: list[str] = []
    entitled: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        from generator.errors import MoedeError  # noqa: PLC0415 - not needed for help

        kept = tuple(item for item in aabent.moede.deltagere if item.person not in gone)
        after = note_deltagere(aabent.moede, people).replaced(**facts)
        if gone:
            after = note_deltagere(after.replaced(deltagere=kept), people)
        problems.extend(check_deltagere(after, aabent.register))
        if problems:
            raise MoedeError(" ".join(problems), "Intet er noteret.")
        entitled.extend(voters(after, aabent.register))
        return after

    done = act_on(moede, plan, act)
    counts = {kind: sum(item.fremmoede is kind for item in done.moede.deltagere) for kind in Fremmoede}
    shown = format_list(f"{number} {kind.ordlyd}" for kind, number in counts.items() if number)
    click.echo(f"Mødet den {format_short_date(moede)}: {shown or 'ingen deltagere noteret'}.")
    if shown:
        click.echo(f"Stemmeret: {format_list(entitled) or 'ingen af dem'}.")
    next_command(f"»delaftale moede beslut {moede} --som-indstillet« noterer beslutningerne.")


@click.command(
    cls=DanishCommand, examples=[("delaftale moede svar 2027-03-01 formand godkender", "et medlem har svaret")]
)
@MOEDE
@click.argument("person", metavar="PERSON")
@click.argument("svar", metavar="SVAR", type=Choice("godkender", "oensker-moede", "bemaerkning"))
@click.option("--tekst", cls=DanishOption, metavar="TEKST", help="Medlemmets bemærkning.")
@PLAN
@DATO
def svar(moede: date, person: str, svar: str, tekst: str | None, plan: str | None, dato: date | None) -> None:  # noqa: PLR0917 - click hands in by name
    """Notér et medlems svar i en skriftlig behandling: godkender, oensker-moede eller bemaerkning."""
    from generator.model.moede import SkriftligtSvar  # noqa: PLC0415 - not needed for help
    from generator.workflow.referatforloeb import note_svar  # noqa: PLC0415

    facts = {"person": person, "dato": day_of(dato), "svar": svar, "bemaerkning": tekst}

    def act(aabent: AabentMoede) -> Moede:
        answer = SkriftligtSvar.model_validate(facts)
        return note_svar(aabent.moede, answer, aabent.register)

    done = act_on(moede, plan, act)
    click.echo(f"Svaret er noteret: {len(done.moede.svar)} har svaret.")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale moede beslut 2026-09-14 --som-indstillet", "alt er godkendt som indstillet"),
        ('delaftale moede beslut 2026-09-14 4.2 udsat --ordlyd "Udsat til næste møde."', "det andet forslag i punkt 4"),
        (
            'delaftale moede beslut 2026-09-14 4.1 godkendt-med-aendring --felt "Tillid, Måltal" --tekst 60',
            "bestyrelsens egen ordlyd",
        ),
        ("delaftale moede beslut 2026-09-14 3 droeftet", "punkt 3 er drøftet"),
        ("delaftale moede beslut 2026-09-14 --fortryd 4.2", "beslutningen er taget tilbage"),
    ],
)
@MOEDE
@click.argument("hvad", metavar="FORSLAG|PUNKT", required=False)
@click.argument("udfald", metavar="UDFALD", required=False)
@click.option("--som-indstillet", cls=DanishOption, is_flag=True, help="Alle forslag uden beslutning er godkendt.")
@click.option("--fortryd", cls=DanishOption, is_flag=True, help="Tag beslutningen tilbage; uden FORSLAG: dem alle.")
@click.option("--ordlyd", cls=DanishOption, metavar="TEKST", help="Beslutningen, som den skal stå i referatet.")
@click.option("--gaelder-fra", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD",
              help="Den dag, beslutningen gælder fra. Normalt den dag, forslaget nævner, ellers mødets.")  # fmt: skip
@click.option("--forbehold", cls=DanishOption, metavar="TEKST", help="Det, der tages forbehold for.")
@click.option("--felt", cls=DanishOption, metavar="FELT", multiple=True,
              help="Et felt med bestyrelsens egen ordlyd; hører til det »--tekst«, der følger.")  # fmt: skip
@click.option("--tekst", cls=DanishOption, metavar="TEKST", multiple=True, help="Feltets ordlyd.")
@click.option("--numre", cls=DanishOption, metavar="NR,…", help="Kun de ændringer i forslaget; resten afgøres for sig.")
@click.option("--titel", cls=DanishOption, metavar="TITEL", help="Hvad den del kaldes, når et forslag deles.")
@click.option("--for", "for_", cls=DanishOption, type=int, metavar="ANTAL", help="Stemmer for.")
@click.option("--imod", cls=DanishOption, type=int, metavar="ANTAL", help="Stemmer imod.")
@click.option("--undlod", cls=DanishOption, type=int, metavar="ANTAL", help="De, der undlod at stemme.")
@click.option("--inhabil", cls=DanishOption, metavar="PERSON,…", multiple=True, help="De, der var inhabile.")
@click.option("--aar", cls=DanishOption, type=int, metavar="ÅÅÅÅ", help="Året; kun ved ingen-aendringer.")
@click.option("--retter", cls=DanishOption, type=int, metavar="POST",
              help="Posten, hvis beslutning en bemærkning til referatet retter.")  # fmt: skip
@PLAN
@DATO
def beslut(  # noqa: PLR0917 - click hands in by name
    moede: date,
    hvad: str | None,
    udfald: str | None,
    som_indstillet: bool,  # noqa: FBT001 - click hands in by name
    fortryd: bool,  # noqa: FBT001 - click hands in by name
    plan: str | None,
    dato: date | None,
    **valg: Any,
) -> None:
    """Notér beslutningerne. De gælder først, når mødet er afsluttet, og kan fortrydes indtil da.

    FORSLAG er forslagets id, dets titel eller dets nummer (4.2 er det andet forslag i punkt 4); PUNKT er et nummer.
    UDFALD for et forslag: godkendt, godkendt-med-aendring, godkendt-med-forbehold, bemyndiget, ikke-godkendt, udsat,
    sendt-tilbage. For et punkt: godkendt, ikke-godkendt, udsat, droeftet, taget-til-efterretning, ingen-aendringer.
    """
    from generator.service import moedebeslutninger  # noqa: PLC0415 - not needed for help

    ctx = click.get_current_context()
    if sum((som_indstillet, fortryd, udfald is not None)) != 1:
        raise DanishUsageError("Skriv FORSLAG og UDFALD, »--som-indstillet« eller »--fortryd«.", ctx)
    facts = _facts(valg, ctx)
    _refuse_stray(hvad, facts, ctx, som_indstillet=som_indstillet, fortryd=fortryd)
    store, day, lines = open_store(), day_of(dato), []
    tilstande: list[Tilstand] = []

    def act(aabent: AabentMoede) -> Moede:
        if som_indstillet:
            after, line = moedebeslutninger.godkend_alt(aabent, day, facts["gaelder_fra"])
        elif fortryd:
            after, line = moedebeslutninger.fortryd(aabent, hvad)
        else:
            after, line = moedebeslutninger.noter(store, aabent, str(hvad), str(udfald), facts=facts, today=day)
        lines.append(line)
        tilstande.append(aabent.planlog.tilstand)
        return after

    done = act_on(moede, plan, act, store=store)
    click.echo(lines[0])
    missing = moedebeslutninger.count_undecided(done.moede, tilstande[-1])
    if missing:
        next_command(f"{missing} mangler endnu; »delaftale moede vis {moede}« viser hvilke.")
    else:
        next_command(f"»delaftale moede afslut {moede}«, når alt er noteret.")


def _refuse_stray(
    hvad: str | None, facts: dict[str, Any], ctx: click.Context, *, som_indstillet: bool, fortryd: bool
) -> None:
    """Refuse what »--som-indstillet« and »--fortryd« would leave out without a word. Raises: DanishUsageError."""
    stated = {name for name, value in facts.items() if value not in {None, ()}}
    if som_indstillet and (hvad is not None or stated - {"gaelder_fra"}):
        told = "»--som-indstillet« gælder alle forslag uden beslutning og kan kun stå sammen med »--gaelder-fra«."
        raise DanishUsageError(f"{told} Notér det ene forslag for sig.", ctx)
    if fortryd and stated:
        raise DanishUsageError("»--fortryd« kan kun stå sammen med det forslag eller punkt, det gælder.", ctx)


def _facts(valg: dict[str, Any], ctx: click.Context) -> dict[str, Any]:
    """Return what was stated of a decision. Raises: DanishUsageError, on options that don't go together."""
    felter, tekster = valg["felt"], valg["tekst"]
    if len(felter) != len(tekster):
        raise DanishUsageError("Hvert »--felt« skal følges af ét »--tekst«.", ctx)
    votes = [valg["for_"], valg["imod"], valg["undlod"]]
    if any(vote is not None and vote < 0 for vote in votes):
        raise DanishUsageError("Et antal stemmer kan ikke være under 0.", ctx)
    if any(vote is not None for vote in votes) and None in votes[:2]:
        raise DanishUsageError("En afstemning skal have både »--for« og »--imod«.", ctx)
    numre = [part.strip() for part in (valg["numre"] or "").split(",") if part.strip()]
    if not all(part.isdecimal() for part in numre):
        raise DanishUsageError(f"»--numre {valg['numre']}« skal være tal med komma imellem, fx 1,3.", ctx)
    return {
        "ordlyd": valg["ordlyd"], "gaelder_fra": valg["gaelder_fra"], "forbehold": valg["forbehold"],
        "felter": tuple(zip(felter, tekster, strict=True)), "numre": tuple(int(part) for part in numre),
        "titel": valg["titel"], "aar": valg["aar"], "retter": valg["retter"], "inhabile": _split(valg["inhabil"]),
        "afstemning": None if None in votes[:2] else tuple(vote or 0 for vote in votes),
    }  # fmt: skip


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in options that may hold several with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
