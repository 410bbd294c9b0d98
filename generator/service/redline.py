"""The redline of two editions of a delaftale, or of any two Word files, in the formats that are asked for.

Always so: an edition that was issued is compared as it was issued, byte for byte; all formats come from the one redline
whose law was checked. Author and moment are handed in. Writes the files last, when all of them could be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.sti import list_felter
from generator.service.formater import Dokumentformat, write_formater
from generator.service.generering import fill_in
from generator.service.kilde import find_kilde
from generator.service.oprindelse import describe_stored
from generator.service.sammenligning import read_gaeldende
from generator.service.udgaver import Kladde, read_udgave
from generator.word.bookmarks import anchor_key
from generator.word.redline import Udgivelse, make_redline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from generator.document.blocks import Document
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.service.udgaver import Udgavevalg
    from generator.store.files import Files
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale
    from generator.word.redline import Redline
    from generator.word.roles import StyleFact

FORMATER: Final = (Dokumentformat.DOCX, Dokumentformat.PDF, Dokumentformat.HTML)
MAX_FIL: Final = 50_000_000  # bytes of a Word file


@dataclass(frozen=True)
class Redlinefil:
    """A file that was written."""

    format: Dokumentformat
    path: Path
    size: int


@dataclass(frozen=True)
class Redlineresultat:
    """What came of a comparison. `antal` counts the changes of the text; `meddelelser` are for the user."""

    fra: str
    til: str
    antal: int
    filer: tuple[Redlinefil, ...]
    meddelelser: tuple[str, ...]


@dataclass(frozen=True)
class _Sammenlignet:
    """Two compared documents: what the formats are written from."""

    redline: Redline
    facts: Mapping[str, StyleFact]
    stier: Mapping[str, str]
    title: str
    fra: str
    til: str
    stil: str
    dag: date


def redline_udgaver(
    store: Store,
    forms: FormStore,
    perioder: Bevillingsperioder,
    files: Files,
    ref: DelaftaleRef,
    *,
    fra: Udgavevalg,
    til: Udgavevalg,
    formater: Collection[Dokumentformat],
    folder: Path,
    today: date,
    moment: datetime,
) -> Redlineresultat:
    """Write the redline of two editions to `folder`/plan/. `fra` None: the text in force; `til` None: the draft.

    Raises: GeneratorError, if there is no such edition, it can't be read or rendered, or can't be compared.
    """
    older = read_gaeldende(store, ref, today) if fra is None else read_udgave(store, ref, fra)
    newer = read_udgave(store, ref, Kladde.KLADDE if til is None else til)
    names = [_name(older), _name(newer)]
    docx = [_render(store, forms, perioder, item, today) for item in (older, newer)]
    made = make_redline(
        Udgivelse(docx[0], names[0]), Udgivelse(docx[1], names[1]), author=newer.helhedsplan.navn, moment=moment
    )
    compared = _Sammenlignet(
        redline=made,
        facts=forms.load(newer.delaftale.formular).facts,
        stier={anchor_key(str(sti)): str(sti) for stored in (older, newer) for sti, _ in list_felter(stored.delaftale)},
        title=_title(made, ref.delaftale),
        fra=names[0],
        til=names[1],
        stil=forms.load_pdf_stil(newer.delaftale.formular),
        dag=newer.delaftale.gaelder_fra,
    )
    target = folder / ref.plan
    stem = f"{ref.delaftale}-redline-{_edition(older)}-{_edition(newer)}"
    return _write(files, compared, target, stem, formater)


def redline_filer(
    forms: FormStore,
    files: Files,
    gammel: Path,
    ny: Path,
    *,
    formater: Collection[Dokumentformat],
    folder: Path,
    author: str,
    moment: datetime,
    formular: str,
) -> Redlineresultat:
    """Write the redline of two Word files to `folder`. `formular` is the form whose looks a PDF has.

    Raises: GeneratorError, if one can't be read, or they can't be compared.
    """
    from generator.word.redline_reader import read_facts  # noqa: PLC0415 - only files from elsewhere need it

    old, new = (Udgivelse(files.read(path, MAX_FIL), path.name) for path in (gammel, ny))
    made = make_redline(old, new, author=author, moment=moment)
    compared = _Sammenlignet(
        redline=made,
        facts=read_facts(made),
        stier={},
        title=_title(made, ny.stem),
        fra=old.file,
        til=new.file,
        stil=forms.load_pdf_stil(formular),
        dag=moment.date(),
    )
    return _write(files, compared, folder, f"{ny.stem}-redline", formater)


def _render(
    store: Store,
    forms: FormStore,
    perioder: Bevillingsperioder,
    stored: StoredDelaftale,
    today: date,
) -> bytes:
    """Return an edition's Word file: as issued, else from its form as of today."""
    planlog = None
    if store.has_log(stored.ref.plan):
        from generator.service.akter import open_planlog  # noqa: PLC0415 - most plans have no log yet

        planlog = open_planlog(store, stored.ref.plan)
    kilde = find_kilde(store, planlog, stored, frozenset({Dokumentformat.DOCX}), today=today, gengiv=None)
    if Dokumentformat.DOCX in kilde.taget:
        return kilde.taget[Dokumentformat.DOCX]
    indhold = fill_in(stored, perioder, kilde.dag, describe_stored(kilde.planlog, stored, kilde.dag))
    return next(data for _, data in write_formater(indhold, forms, (Dokumentformat.DOCX,)))


def _write(
    files: Files, compared: _Sammenlignet, folder: Path, stem: str, formater: Collection[Dokumentformat]
) -> Redlineresultat:
    made = list(_make_formater(compared, formater))
    files.make_folder(folder)
    written = []
    for form, data in made:
        path = folder / f"{stem}.{form}"
        files.replace(path, data)
        written.append(Redlinefil(form, path, len(data)))
    from generator.document.redline_html import find_changes  # noqa: PLC0415 - not needed to import this module

    antal = len(find_changes(_document(compared)))
    return Redlineresultat(compared.fra, compared.til, antal, tuple(written), compared.redline.meddelelser)


def _make_formater(
    compared: _Sammenlignet, formater: Collection[Dokumentformat]
) -> Iterator[tuple[Dokumentformat, bytes]]:
    if Dokumentformat.DOCX in formater:
        yield Dokumentformat.DOCX, compared.redline.docx
    if Dokumentformat.PDF in formater:
        from generator.document.redline_pdf import render_redline_pdf  # noqa: PLC0415 - only who wants a PDF

        yield (
            Dokumentformat.PDF,
            render_redline_pdf(
                _document(compared), style=compared.stil, date=compared.dag, fra=compared.fra, til=compared.til
            ),
        )
    if Dokumentformat.HTML in formater:
        from generator.document.redline_html import write_redline_html  # noqa: PLC0415 - only that format needs it
        from generator.store.ressourcer import load_html_css  # noqa: PLC0415 - see above

        page = write_redline_html(_document(compared), css=load_html_css(), fra=compared.fra, til=compared.til)
        yield Dokumentformat.HTML, page.encode()


def _document(compared: _Sammenlignet) -> Document:
    from generator.word.redline_reader import read_redline  # noqa: PLC0415 - the Word file alone needs no reader

    return read_redline(compared.redline, compared.facts, compared.stier, compared.title)


def _title(made: Redline, otherwise: str) -> str:
    from generator.word.redline_reader import plain_title  # noqa: PLC0415 - see above

    return plain_title(made) or otherwise


def _name(stored: StoredDelaftale) -> str:
    return "kladden" if stored.version is None else f"version {stored.version}"


def _edition(stored: StoredDelaftale) -> str:
    return Kladde.KLADDE.value if stored.version is None else f"version-{stored.version}"
