"""Findings become notes where the document shows what they speak of."""

from __future__ import annotations

from generator.document.blocks import Anchor, Document, NoteKind, Paragraph, Role, Run
from generator.model.sti import Sti
from generator.rules import Finding, Severity
from generator.service.bemaerkninger import notes_of


def finding(sti: str, message: str, severity: Severity = "advarsel") -> Finding:
    return Finding("X-1", severity, Sti(sti), message, None)


def document(*stier: str) -> Document:
    """Return a document that shows the fields at `stier`, and words of the form that belong to none."""
    fields = (Run("x", anchor=Anchor(f"{number:016x}", 1, 1, Sti(sti))) for number, sti in enumerate(stier))
    unknown = Run("x", anchor=Anchor("f" * 16, 1, 1, None))
    blocks = tuple(Paragraph((run,), Role.VALUE) for run in (*fields, unknown, Run("formularens ord")))
    return Document("Titel", "da-DK", (), (), blocks)


def test_note_stands_at_its_field() -> None:
    notes = notes_of([finding("a/b/c", "Ret det.")], document("a/b/c", "a/b/d"))

    assert {sti: note.text for sti, note in notes.items()} == {"a/b/c": "Advarsel: Ret det. (X-1)"}
    assert {note.kind for note in notes.values()} == {NoteKind.FINDING}


def test_note_of_a_field_that_is_not_shown_stands_at_the_part_around_it() -> None:
    assert set(notes_of([finding("a/b/maaltal/horisont", "Ret.")], document("a/b/tekst"))) == {"a/b"}


def test_note_without_any_place_keeps_its_address() -> None:
    assert set(notes_of([finding("helhedsplan/navn", "Ret.")], document("a/b"))) == {"helhedsplan/navn"}


def test_several_findings_in_one_place_are_one_note_with_fejl_first() -> None:
    findings = [finding("a/x", "Se på det."), finding("a/y", "Ret det.", "fejl"), finding("a/z", "Og det.")]
    notes = notes_of(findings, document("a/tekst"))

    assert notes[Sti("a")].text == "Fejl: Ret det. (X-1)\nAdvarsel: Se på det. (X-1)\nAdvarsel: Og det. (X-1)"
