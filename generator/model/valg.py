"""The closed vocabularies of an agreement: each value with the words people read.

The ASCII value stands in YAML and never changes meaning; the wording is what a form prints.
"""

from __future__ import annotations

from generator.model.base import Valg


class PartRolle(Valg):
    """How a party takes part: the form's heading is »Primære aktører«."""

    PRIMAER = "primaer", "Primær aktør"
    SEKUNDAER = "sekundaer", "Sekundær aktør"


class IndikatorType(Valg):
    """What an indikator measures: the effect on residents, or the activity itself by own count."""

    EFFEKT = "effekt", "Effektindikator"
    AKTIVITETSNAER = "aktivitetsnaer", "Aktivitetsnær indikator"


class Tilstand(Valg):
    """What is known of a baseline beside its wording. Both a value and AFVENTER can hold: an update is expected."""

    OPGJORT = "opgjort", "Opgjort"
    OPGOERES_IKKE = "opgoeres-ikke", "Opgøres ikke"
    AFVENTER = "afventer", "Afventer opdatering"
    DISKRETIONERET = "diskretioneret", "Skjult af hensyn til diskretion"


class Retning(Valg):
    """Which way a måltal is to be read."""

    MINDST = "mindst", "mindst"
    HOEJST = "hoejst", "højst"
    FALD = "fald", "et fald på"
    STIGNING = "stigning", "en stigning på"


class Horisont(Valg):
    """The period a måltal counts for."""

    PR_AAR = "pr-aar", "pr. år"
    HELE_PERIODEN = "hele-perioden", "i hele aftaleperioden"


class Kadence(Valg):
    """How often a datakilde is brought up to date."""

    LOEBENDE = "loebende", "løbende"
    HALVAARLIG = "halvaarlig", "to gange om året"
    AARLIG = "aarlig", "årligt"
    ENKELTE_AAR = "enkelte-aar", "i enkelte år"


class Grundlag(Valg):
    """What a staffing percentage is a percentage of."""

    STILLING = "stilling", "af én stilling"
    SAMLET_KAPACITET = "samlet-kapacitet", "af samlet kapacitet"
    TIMER = "timer", "af timerne"
    AARSVAERK = "aarsvaerk", "af årsværkene"


class AktivitetStatus(Valg):
    """Where an activity stands."""

    PLANLAGT = "planlagt", "Planlagt"
    AKTIV = "aktiv", "Aktiv"
    PAUSET = "pauset", "Sat på pause"
    AFSLUTTET = "afsluttet", "Afsluttet"


class FormaalsRolle(Valg):
    """What a section of an activity's formål speaks of; its heading is the agreement's own."""

    INDLEDNING = "indledning", "Indledning"
    OMFANG = "omfang", "Omfang af aktiviteten"
    INDIVIDNIVEAU = "individniveau", "På individniveau"
    GRUPPENIVEAU = "gruppeniveau", "På gruppeniveau"
    BIDRAG_EGEN = "bidrag-egen", "Bidrag til delaftalens egen strategi"
    BIDRAG_ANDRE = "bidrag-andre", "Bidrag til andre delaftaler"
    ANDET = "andet", "Andet"
