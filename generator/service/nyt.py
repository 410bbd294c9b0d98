"""Begin a new helhedsplan or a new delaftale: valid data with guiding comments, ready to be filled in.

Always so: what is written loads at once, and nothing that is there is touched. A delaftale that follows an older one
takes over its texts and its ids, so that the two can be compared part by part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from generator.errors import GeneratorError
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.service.eksempler import DELAFTALE, FORGAENGER, HELHEDSPLAN
from generator.service.generering import UnknownIndsatsomraadeError, find_indsatsomraade
from generator.service.udgaver import Udgavevalg, read_udgave
from generator.store.port import DelaftaleRef, resolve_delaftale, resolve_plan
from generator.text import shown, slugify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pydantic_core import ErrorDetails

    from generator.model.base import Model
    from generator.model.helhedsplan import Bevillingsperioder, Indsatsomraade
    from generator.store.forms import FormStore
    from generator.store.port import Store, StoredDelaftale


M = TypeVar("M", Delaftale, Helhedsplan)


class NyError(GeneratorError):
    """Something new can't be begun from what was stated; `text` says what and why in Danish."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


class AlreadyThereError(NyError):
    """The plan or delaftale to begin is there already."""

    exit_code = 6
    http_status = 409


def ny_plan(
    store: Store, perioder: Bevillingsperioder, *, navn: str, bevillingsperiode: str, kommuner: Sequence[str] = ()
) -> tuple[str, str]:
    """Begin a helhedsplan; return its id and where it stands.

    Raises: NyError, UnknownIndsatsomraadeError for the grant period, FileTakenError, FileError.
    """
    plan_id = slugify(navn)
    if not plan_id:
        raise NyError(_why_no_id(navn))
    if plan_id in store.list_planer():
        raise AlreadyThereError(
            f"Der er allerede en plan, der hedder »{plan_id}«. Ret i den, eller vælg et andet navn."
        )
    periode = re.sub(r"[–—]", "-", bevillingsperiode.strip())
    if perioder.find(periode) is None:
        raise UnknownIndsatsomraadeError(
            "bevillingsperiode", bevillingsperiode, [item.id for item in perioder.perioder]
        )
    helhedsplan = _validated(
        Helhedsplan,
        format=1,
        id=plan_id,
        navn=navn,
        bevillingsperiode=periode,
        kommuner=tuple(navn for navn in kommuner if navn.strip()),
    )
    return plan_id, store.add_helhedsplan(helhedsplan, HELHEDSPLAN)


def ny_delaftale(
    store: Store,
    forms: FormStore,
    perioder: Bevillingsperioder,
    *,
    plan: str,
    indsatsomraade: str,
    gaelder_fra: date,
    gaelder_til: date,
    forgaenger: tuple[str, Udgavevalg] | None = None,
) -> tuple[DelaftaleRef, str]:
    """Begin a delaftale as a draft; return it and where it stands. `forgaenger`: a name and an edition to start from.

    Raises: NyError, UnknownNavnError, UnknownIndsatsomraadeError, FileTakenError, FileError, DataError.
    """
    helhedsplan = store.read_helhedsplan(resolve_plan(store, plan))
    omraade = find_indsatsomraade(perioder, helhedsplan, indsatsomraade)
    ref = DelaftaleRef(helhedsplan.id, omraade.id)
    if ref in store.list_delaftaler(ref.plan):
        raise AlreadyThereError(f"Der er allerede en delaftale »{ref}«. Ret i den, eller vælg et andet indsatsområde.")
    facts = {
        "format": 1,
        "id": ref.delaftale,
        "formular": _choose_formular(forms, helhedsplan),
        "indsatsomraade": omraade.id,
        "gaelder_fra": gaelder_fra.isoformat(),
        "gaelder_til": gaelder_til.isoformat(),
    }
    if forgaenger is None:
        return ref, store.add_kladde(ref, _validated(Delaftale, **facts), DELAFTALE)
    older = read_forgaenger(store, forgaenger)
    delaftale = _validated(Delaftale, **(_taken_over(older.delaftale, helhedsplan) | facts))
    return ref, store.add_kladde(ref, delaftale, FORGAENGER.format(forgaenger=_name(older)), oeverst=True)


def read_forgaenger(store: Store, forgaenger: tuple[str, Udgavevalg]) -> StoredDelaftale:
    """Return the delaftale to start from, by its name and edition. Raises: UnknownNavnError, GeneratorError."""
    return read_udgave(store, resolve_delaftale(store, forgaenger[0]), forgaenger[1])


def find_forgaengers_omraade(
    perioder: Bevillingsperioder, plan: Helhedsplan, older: StoredDelaftale
) -> Indsatsomraade | None:
    """Return the indsatsområde of the plan's period that goes by the name of the older delaftale's; None if none."""
    periode = perioder.find(plan.bevillingsperiode)
    return None if periode is None else periode.find(older.delaftale.indsatsomraade)


def _name(stored: StoredDelaftale) -> str:
    return f"{stored.ref}, {'kladden' if stored.version is None else f'version {stored.version}'}"


def _choose_formular(forms: FormStore, plan: Helhedsplan) -> str:
    """Return the form of the plan's grant period, else the latest one. Raises: NyError, if there is none at all."""
    known = forms.list_formularer()
    if not known:
        raise NyError("Der er ingen formularer i mappen »templates«. Læg Landsbyggefondens formular der.")
    own = f"lbf-{plan.bevillingsperiode}"
    return own if own in known else known[-1]


def _taken_over(older: Delaftale, plan: Helhedsplan) -> dict[str, object]:
    """Return what a new delaftale takes over from an older one.

    Texts, ids, parties, staff, måltal and datakilder are kept. Baselines are left blank: an old figure carried along
    would be printed as the new period's starting point, and nobody would see that it was never measured. An activity's
    status and dates belong to the old period. Links to the plan's organisations and overordnede mål are kept where the
    new plan has them.
    """
    organisationer = {item.id for item in plan.organisationer}
    overordnede = {item.id for item in plan.overordnede_maal}
    return {
        "parter": tuple(
            part.replaced(organisation=part.organisation if part.organisation in organisationer else None)
            for part in older.parter
        ),
        "indikatortabel": older.indikatortabel,
        "delmaal": tuple(
            delmaal.replaced(
                overordnet_maal=delmaal.overordnet_maal if delmaal.overordnet_maal in overordnede else None,
                indikatorer=tuple(item.replaced(baseline=None, anden_baseline=None) for item in delmaal.indikatorer),
            )
            for delmaal in older.delmaal
        ),
        "aktiviteter": tuple(
            aktivitet.replaced(
                status=None,
                fra=None,
                til=None,
                samarbejdspartnere=tuple(
                    item.replaced(organisation=item.organisation if item.organisation in organisationer else None)
                    for item in aktivitet.samarbejdspartnere
                ),
            )
            for aktivitet in older.aktiviteter
        ),
        "ressourcer": tuple(
            item.replaced(arbejdsgiver=item.arbejdsgiver if item.arbejdsgiver in organisationer else None)
            for item in older.ressourcer
        ),
        "kommunal_sammenhaeng": older.kommunal_sammenhaeng,
        "revisionsbestemmelse": older.revisionsbestemmelse,
    }


def _validated(cls: type[M], **facts: object) -> M:
    """Return the model. Raises: NyError, with what our own validators say of the facts."""
    try:
        return cls(**facts)
    except ValidationError as error:
        raise NyError(" ".join(_describe(cls, detail) for detail in error.errors())) from error


def _describe(cls: type[Model], detail: ErrorDetails) -> str:
    """Return what is wrong with a field: in the words of our own validator, else by the field's name."""
    said = detail.get("ctx", {}).get("message")
    if said is not None:
        return str(said)
    field = cls.model_fields.get(str(detail["loc"][0])) if detail["loc"] else None
    name = "Det skrevne" if field is None or field.title is None else f"»{field.title}«"
    return f"{name} kan ikke bruges, som det er skrevet: »{shown(str(detail['input']))}«."


def _why_no_id(navn: str) -> str:
    """Return why a name can't become a folder's name, and what to do."""
    if not navn.strip():
        return "Planens navn er tomt. Skriv navnet, som det skal stå i delaftalerne."
    if any(sign.isalnum() for sign in navn):
        return (
            f"Planens navn »{shown(navn)}« har ingen af bogstaverne a til å og ingen cifre, så mappen kan ikke få navn "
            "efter det. Skriv navnet med latinske bogstaver, og ret det bagefter i filen; mappen beholder sit navn."
        )
    return (
        f"Planens navn »{shown(navn)}« har ingen bogstaver eller cifre. Skriv navnet, som det skal stå i delaftalerne."
    )
