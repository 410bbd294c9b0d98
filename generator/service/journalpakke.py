"""What a meeting leaves for the archive: dagsorden, bilag, referat and the new delaftaler as PDF, and a list of them.

Always so: what was sent or issued goes along byte for byte; what is lukket goes along only when it is asked for, and
else the public edition takes the place of a dagsorden or referat that has closed items. The original is the PDF that
the administrerende boligorganisation has journalised, and the package says so. Source: domaene.md §13 (The original).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from generator.errors import MoedeError
from generator.service.formater import Dokumentformat
from generator.service.journalliste import INDHOLD, LISTE, Dokument, write_csv, write_text
from generator.service.moedebilag import all_bilag, read_bilag
from generator.service.moededokumenter import Moededokument, render_moededokument, saml_dagsorden
from generator.service.moeder import open_moede
from generator.service.moedereferat import read_referat
from generator.service.moedeudsendelse import read_sendte
from generator.service.sammenligning import plan_navne
from generator.service.udgivelse import read_udgivet
from generator.text import format_list, format_short_date, slugify
from generator.workflow.referatforloeb import referat_status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.files import Files
    from generator.store.port import Store

_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Journalpakke:
    """The package: its documents in order, all files by name with the lists, and what was left out, as sentences."""

    navn: str
    dokumenter: tuple[Dokument, ...]
    filer: dict[str, bytes]
    udeladt: tuple[str, ...]


def saml_journalpakke(
    store: Store, plan: str, dato: date, udgiver: Udgiver, *, today: date, med_lukkede: bool = False
) -> Journalpakke:
    """Return the package of a meeting.

    Raises: NoMoedeError; MoedeError, before the referat is sent, or where a file is not there as it was kept;
    FileError.
    """
    aabent = open_moede(store, plan, dato)
    if not aabent.moede.er_afsluttet:
        problem = f"Mødet den {format_short_date(dato)} er ikke afsluttet, så der er intet at journalisere."
        raise MoedeError(problem, f"Kør »delaftale moede afslut {dato}«.")
    made: list[Dokument] = []
    for titel, day, sag, is_closed, fil, data in _dokumenter(
        store, aabent, udgiver, today=today, med_lukkede=med_lukkede
    ):
        nr = f"{len(made) + 1:02}"
        made.append(Dokument(f"{dato}-{nr}", titel, day, sag, is_closed, f"{nr}-{fil}", data))
    udeladt = () if med_lukkede else tuple(_udeladt(aabent))
    filer = {item.fil: item.data for item in made}
    filer[LISTE] = write_csv(made)
    filer[INDHOLD] = write_text(aabent, made, udeladt)
    return Journalpakke(f"journalpakke-{dato}", tuple(made), filer, udeladt)


def write_mappe(files: Files, folder: Path, pakke: Journalpakke) -> Path:
    """Write the package's files to a folder of its own name in `folder`; return it. Raises: FileError."""
    target = folder / pakke.navn
    files.make_folder(target)
    for name, data in pakke.filer.items():
        files.replace(target / name, data)
    return target


def write_zip(files: Files, folder: Path, pakke: Journalpakke) -> Path:
    """Write the package as one zip file, the same bytes each time; return it. Raises: FileError."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(pakke.filer.items()):
            info = zipfile.ZipInfo(f"{pakke.navn}/{name}", _ZIP_DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, data)
    files.make_folder(folder)
    path = folder / f"{pakke.navn}.zip"
    files.replace(path, buffer.getvalue())
    return path


# -- what goes along --

_Fundet = tuple[str, "date", str, bool, str, bytes]  # title, day, case number, closed, file name, bytes


def _dokumenter(
    store: Store, aabent: AabentMoede, udgiver: Udgiver, *, today: date, med_lukkede: bool
) -> Iterator[_Fundet]:
    """Yield the documents in order: dagsorden, bilag, referat, the signed one, the new delaftaler."""
    yield from _dagsordener(store, aabent, udgiver, today=today, med_lukkede=med_lukkede)
    yield from _bilag(store, aabent, med_lukkede=med_lukkede)
    yield _referat(store, aabent, udgiver, today=today, med_lukkede=med_lukkede)
    yield from _underskrevet(store, aabent, med_lukkede=med_lukkede)
    yield from _delaftaler(store, aabent, udgiver)


def _is_closed_in_part(aabent: AabentMoede) -> bool:
    return any(punkt.lukket for punkt in aabent.moede.punkter)


def _day(aabent: AabentMoede) -> str:
    return format_short_date(aabent.moede.dato)


def _dagsordener(
    store: Store, aabent: AabentMoede, udgiver: Udgiver, *, today: date, med_lukkede: bool
) -> Iterator[_Fundet]:
    """Yield the agenda as it was sent, each time; its public edition where it has closed items that stay out.

    Made anew, and said so, where no file of it is kept.
    """
    moede, is_closed = aabent.moede, _is_closed_in_part(aabent)
    sent = read_sendte(store, aabent.planlog.plan, moede.dato)
    day = moede.udsendt or moede.dato
    if is_closed and not med_lukkede:
        data, _ = saml_dagsorden(store, aabent, udgiver, today=today, offentlig=True)
        yield f"Dagsorden til mødet den {_day(aabent)}, offentlig udgave", day, "", False, "dagsorden.pdf", data
        return
    if not sent:
        data, _ = saml_dagsorden(store, aabent, udgiver, today=today)
        titel = f"Dagsorden til mødet den {_day(aabent)}, dannet til journalen"
        yield titel, day, "", is_closed, "dagsorden.pdf", data
    for number, (_, data) in enumerate(sent):
        which = f", rettet {number}. gang" if number else ""
        name = f"dagsorden-rettet-{number}.pdf" if number else "dagsorden.pdf"
        yield f"Dagsorden til mødet den {_day(aabent)}{which}", day, "", is_closed, name, data


def _bilag(store: Store, aabent: AabentMoede, *, med_lukkede: bool) -> Iterator[_Fundet]:
    moede = aabent.moede
    for punkt, bilag in all_bilag(moede):
        is_closed = punkt.lukket or bilag.lukket
        if is_closed and not med_lukkede:
            continue
        data = read_bilag(store, aabent.planlog.plan, moede, bilag)
        number = moede.punkt_nummer(punkt.id)
        name = f"bilag-punkt-{number}-{slugify(bilag.titel)[:60] or 'bilag'}.pdf"
        yield f"Bilag til punkt {number}: {bilag.titel}", moede.dato, punkt.sagsnummer or "", is_closed, name, data


def _referat(store: Store, aabent: AabentMoede, udgiver: Udgiver, *, today: date, med_lukkede: bool) -> _Fundet:
    """Return the referat as it was sent; its public edition where it has closed items that stay out."""
    moede, is_closed = aabent.moede, _is_closed_in_part(aabent)
    data = read_referat(store, aabent.planlog.plan, moede, Dokumentformat.PDF)  # it must have been sent either way
    titel = f"Referat af mødet den {_day(aabent)}, {referat_status(moede).ordlyd}"
    if is_closed and not med_lukkede:
        ((_, data),) = render_moededokument(
            store, aabent, udgiver, Moededokument.REFERAT, (Dokumentformat.PDF,), today=today, offentlig=True
        )
        titel += ", offentlig udgave"
    return titel, moede.dato, "", is_closed and med_lukkede, "referat.pdf", data


def _underskrevet(store: Store, aabent: AabentMoede, *, med_lukkede: bool) -> Iterator[_Fundet]:
    """Yield the signed referat; it can't be shortened, so with closed items it stays out unless they are asked for."""
    fil, is_closed = aabent.moede.referat.underskrevet, _is_closed_in_part(aabent)
    if fil is None or (is_closed and not med_lukkede):
        return
    data = store.read_fil(aabent.planlog.plan, fil.sti, 1_000_000_000)
    if data is None or sha256(data).hexdigest() != fil.sha256:
        raise MoedeError("Den underskrevne udgave ligger der ikke, som den blev gemt.", "Gem den igen.")
    titel = f"Referat af mødet den {_day(aabent)}, underskrevet"
    yield titel, aabent.moede.dato, "", is_closed, "referat-underskrevet.pdf", data


def _delaftaler(store: Store, aabent: AabentMoede, udgiver: Udgiver) -> Iterator[_Fundet]:
    """Yield the versions that the meeting made, as they were issued last."""
    plan, tilstand = aabent.planlog.plan, aabent.planlog.tilstand
    navne = plan_navne(store, aabent.plan, udgiver.perioder)
    for post in aabent.planlog.poster:
        if post.post.nr not in aabent.moede.poster:
            continue
        for delaftale, nr in post.post.lavede:
            udgivet = tilstand.udgivet(delaftale, nr)
            if udgivet is None:
                continue
            data = read_udgivet(store, plan, udgivet, (Dokumentformat.PDF,))[Dokumentformat.PDF]
            fra = tilstand.versioner(delaftale)[nr - 1].gaelder_fra
            titel = f"Delaftale »{navne[delaftale]}«, version {nr}, gælder fra {format_short_date(fra)}"
            yield titel, udgivet.dato, "", False, f"{delaftale}-version-{nr}.pdf", data


def _udeladt(aabent: AabentMoede) -> Iterator[str]:
    """Yield what stays out since it is closed."""
    closed = [str(aabent.moede.punkt_nummer(punkt.id)) for punkt in aabent.moede.punkter if punkt.lukket]
    if closed:
        word = "punkt" if len(closed) == 1 else "punkterne"
        yield f"Indholdet af {word} {format_list(closed)} er lukket og er ikke med."
        if aabent.moede.referat.underskrevet is not None:
            yield "Det underskrevne referat er ikke med, for det har lukkede punkter."
    count = sum(punkt.lukket or bilag.lukket for punkt, bilag in all_bilag(aabent.moede))
    if count:
        yield f"{'Ét lukket bilag' if count == 1 else f'{count} lukkede bilag'} er ikke med."
