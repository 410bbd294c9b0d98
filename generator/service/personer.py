"""Keep the plan's register of people: names that stand outside the beslutningslog and can be mended or erased.

Always so: a key is used for one person only, also when the name is erased; erasing takes the name and leaves the role,
so that what is recorded still reads and `verificer` still holds. Source: domaene.md §13 (personal data).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from generator.model.person import Person, Personregister
from generator.service.akter import (
    CHEF,
    PERSONER,
    AktError,
    UnknownPersonError,
    describe_validation,
    open_planlog,
    read_personer,
)
from generator.store.yaml_writer import dump_yaml
from generator.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.store.port import Store

T = TypeVar("T", Person, Personregister)


class PersonTakenError(AktError):
    """The key is another person's."""

    exit_code = 6

    def __init__(self, noegle: str) -> None:
        self.noegle = noegle
        super().__init__(f"Nøglen »{noegle}« er brugt. Vælg en anden, eller ret personen med »delaftale person ret«.")


def tilfoej_person(store: Store, plan: str, noegle: str, facts: Mapping[str, Any]) -> Person:
    """Add a person under a new key; return the entry.

    Raises: PersonTakenError; AktError, if the facts can't be kept; LogConflictError, FileError, DataError.
    """
    register, data = read_personer(store, plan)
    used = set() if not store.has_log(plan) else {item.post.af.person for item in open_planlog(store, plan).poster}
    if register.find(noegle) is not None or noegle in used - {CHEF}:
        raise PersonTakenError(noegle)
    navn = facts.get("navn")
    if navn and slugify(str(navn)) == noegle:
        raise AktError("Nøglen står i beslutningsloggen for altid og må ikke være navnet. Vælg fx chef eller referent.")
    _check_organisation(store, plan, facts)
    person = _made(lambda: Person.model_validate({"id": noegle} | dict(facts)))
    _save(store, plan, register, (*register.personer, person), data)
    return person


def ret_person(store: Store, plan: str, noegle: str, facts: Mapping[str, Any]) -> Person:
    """Change what is stated of a person; return the entry. Posts that were made keep the role of their day.

    Raises: UnknownPersonError; AktError; LogConflictError, FileError, DataError.
    """
    if not facts:
        raise AktError("Skriv, hvad der skal rettes, fx »--navn« eller »--rolle«.")
    _check_organisation(store, plan, facts)
    return _change(store, plan, noegle, facts)


def slet_person(store: Store, plan: str, noegle: str) -> Person:
    """Erase a person's name; the key and the role stay. Return the entry.

    Raises: UnknownPersonError; LogConflictError, FileError, DataError.
    """
    return _change(store, plan, noegle, {"navn": None})


def _change(store: Store, plan: str, noegle: str, facts: Mapping[str, Any]) -> Person:
    register, data = read_personer(store, plan)
    found = register.find(noegle)
    if found is None:
        raise UnknownPersonError(noegle, [item.id for item in register.personer])
    person = _made(lambda: found.replaced(**facts))
    _save(store, plan, register, tuple(person if item is found else item for item in register.personer), data)
    return person


def _check_organisation(store: Store, plan: str, facts: Mapping[str, Any]) -> None:
    wanted = facts.get("organisation")
    known = [item.id for item in store.read_helhedsplan(plan).organisationer]
    if wanted is not None and wanted not in known:
        names = ", ".join(f"»{name}«" for name in known)
        raise AktError(f"Planen har ingen organisation »{wanted}«. Der er {names}.")


def _made(make: Callable[[], T]) -> T:
    try:
        return make()
    except ValidationError as error:
        raise AktError(describe_validation(error)) from error


def _save(
    store: Store, plan: str, register: Personregister, personer: tuple[Person, ...], before: bytes | None
) -> None:
    changed = _made(lambda: register.replaced(personer=personer))
    store.write_fil(plan, PERSONER, dump_yaml(changed, schema="../.skema/personer.schema.json"), before)
