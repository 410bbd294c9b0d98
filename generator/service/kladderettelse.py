"""A draft that holds nothing but spelling and the like becomes a corrected edition without a meeting.

Always so: one change that is more than that, and nothing is made; the draft is gone only when the edition counts, and
the comments that go with it are named.
Source: domaene.md §1 (Who decides what: redaktionel rettelse; reported to the board).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.forslag import Delaftaleaendringer
from generator.service.akter import AktError, open_planlog
from generator.service.kladder import find_base
from generator.service.kommentarer import tell_of_draft
from generator.service.rettelse import IkkeRedaktionelError, ret_redaktionelt
from generator.service.samling import is_redaktionel
from generator.workflow.diff import diff
from generator.workflow.names import name_change

if TYPE_CHECKING:
    from datetime import date

    from generator.service.akter import Gemt, Handling
    from generator.store.port import DelaftaleRef, Store


def ret_fra_kladde(store: Store, ref: DelaftaleRef, handling: Handling, *, begrundelse: str, gaelder_fra: date) -> Gemt:
    """Make a corrected edition of the draft; return what was stored, and close the draft.

    Raises: IkkeRedaktionelError, naming the first change that is more; AktError, without a change or where the draft
    builds on another text than the one in force; LogError, DataError, FileError.
    """
    kladde = store.read_kladde(ref)
    data = store.read_fil(ref.plan, f"{ref.delaftale}/kladde.yaml") or b""
    tilstand = open_planlog(store, ref.plan).tilstand
    text = tilstand.text_on(ref.delaftale, gaelder_fra)
    if text is None:
        raise AktError(f"»{ref}« har ingen tekst den dag, rettelsen skal gælde fra.")
    base = find_base(data)
    if base is not None and base != text.nr:
        raise AktError(
            f"Kladden bygger på version {base}, men version {text.nr} gælder. "
            f"Ret den ud fra version {text.nr}, eller indstil ændringerne."
        )
    before = store.read_version(ref, text.nr).delaftale
    changes = tuple(diff(before, kladde.delaftale))
    if not changes:
        raise AktError(f"Kladden af »{ref}« ændrer ikke noget.")
    for change in changes:
        if not is_redaktionel(change):
            raise IkkeRedaktionelError(name_change(change, before))
    lost = tell_of_draft(store, ref, data, [text.nr])
    done = ret_redaktionelt(
        store,
        ref.plan,
        handling,
        begrundelse=begrundelse,
        gaelder_fra=gaelder_fra,
        aendringer=[Delaftaleaendringer(delaftale=ref.delaftale, aendringer=changes)],
    )
    store.remove_fil(ref.plan, f"{ref.delaftale}/kladde.yaml", data)
    return replace(done, meldinger=(*done.meldinger, *lost))
