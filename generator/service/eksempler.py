"""The comments at the end of a new file: what else it can hold, as an example to be uncommented.

Always so: the lines after the first paragraph, taken as YAML, complete the file they stand in to a valid one (a test
holds it), so a person may remove the marks and write.
"""

from __future__ import annotations

from typing import Final

_INTRO: Final = """\
Resten udfyldes herunder. Fjern »# « foran de linjer, der skal bruges, og skriv jeres egne ord.
Hvert id er et kort navn, som I selv vælger og aldrig ændrer: små bogstaver, cifre og bindestreg.
"""

HELHEDSPLAN: Final = (
    _INTRO
    + """\

gaelder_fra: 2026-01-01
gaelder_til: 2029-12-31
organisationer:
  - id: boligselskabet
    navn: Boligselskabet
    type: boligorganisation # eller kommune, politi, forening, anden
  - id: kommunen
    navn: Kommunen
    type: kommune
boligomraader:
  - id: parken
    navn: Parken
overordnede_maal:
  - id: flere-i-arbejde
    indsatsomraade: beskaeftigelse
    tekst: Flere beboere kommer i arbejde.
chef:
  titel: Chef for helhedsplanen
sekretariat: Sekretariatet
"""
)

DELAFTALE: Final = (
    _INTRO
    + """\
Lange tekster står efter »|-« og rykkes ind. De kan have afsnit, punkter (- ), **fed**, *kursiv* og [links](https://…).

parter:
  - id: boligselskabet
    betegnelse: Boligselskabet
    rolle: primaer # eller sekundaer
delmaal:
  - id: flere-i-arbejde
    tekst: Flere beboere kommer i arbejde.
    indikatorer:
      - id: i-arbejde
        type: effekt # eller aktivitetsnaer
        tekst: Andelen af beboere i arbejde.
        maaltal:
          vaerdi: 60
          enhed: procent
        baseline:
          ordlyd: 51 % (2025)
          vaerdi: 51
          aar: 2025
        datakilde:
          navn: Danmarks Statistik
aktiviteter:
  - id: jobvejledning
    navn: Jobvejledning
    kortbeskrivelse: hjælp til at finde et job
    formaal:
      - id: formaal
        rolle: indledning
        tekst: |-
          Formålet er, at flere beboere finder et job.
    maalgruppe:
      tekst: |-
        Beboere uden arbejde.
    indhold_og_praksis: |-
      Vejlederen

      - holder åbent hver uge
      - følger beboeren det første halve år
    forankring: |-
      Indsatsen overgår til jobcentret.
    ansvar_og_roller: |-
      Helhedsplanen driver tilbuddet.
ressourcer:
  - id: jobvejleder
    funktion: Jobvejleder
    procent: 50
    grundlag: stilling # eller samlet-kapacitet, timer, aarsvaerk
kommunal_sammenhaeng: |-
  Indsatsen supplerer jobcentrets.
revisionsbestemmelse: |-
  Delaftalen drøftes en gang om året i bestyrelsen.
"""
)

FORGAENGER: Final = """\
Teksterne er taget fra {forgaenger}. Før kladden indstilles:
- Udfyld baselines. De er tomme, fordi de gamle tal ikke er den nye periodes udgangspunkt. Også »Opgøres ikke« er
  faldet bort og skal skrives igen, hvor det stadig gælder.
- Ret måltal, årstal og datoer, også dem, der står inde i teksterne.
- Skriv »organisation« og »overordnet_maal« igen, hvor den nye plan ikke har dem under samme id; dér er de faldet bort.
- Tilføj nye parter og aktiviteter, og slet dem, der er ophørt.
Slet linjerne her, når det er gjort.
"""
