"""Verifying from bytes: each thing that can be wrong is found, the first of them, and its file is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model.beslutningslog import Post
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.kontrolkode import kontrolkode, seal, sha256
from generator.workflow.verify import Brud, path_of, verify
from tests.logskriver import A, Log, forslag

Files = dict[str, bytes]
BACKUP = "Hent filen fra en sikkerhedskopi."
ONE, TWO, THREE, FOUR = (path_of(nr) for nr in range(1, 5))
WRONG_VERSION = (
    "Stand pr. 05.10.22 af »naboskab« er version 2, ikke version 1. "
    "Vælg en anden dato, eller send den version, der hører til den."
)
VERSION_1 = f"{A}/versioner/0001/delaftale.yaml"


def read(data: bytes, path: str) -> Post:
    return load_yaml(data, Post, path)


def record() -> tuple[Files, Files]:
    """Return the posts and files of a small record: registered, put, approved, sent."""
    log = Log()
    log.registrer()
    log.indstil(forslag("tavle"))
    log.beslut({"forslag": "tavle", "udfald": "godkendt", "gaelder_fra": "2022-10-01"})
    sent = {"modtager": "Landsbyggefonden", "stand_pr": "2022-10-05", "omfang": [{"delaftale": A, "version": 2}]}
    log.add("forsendelse", "2022-10-05", **sent)
    return log.stored, log.filer


def split(together: Files) -> tuple[Files, Files]:
    """Return the posts and the other files."""
    posts = {path: data for path, data in together.items() if path.startswith("beslutningslog/")}
    return posts, {path: data for path, data in together.items() if path not in posts}


def reseal(posts: Files, number: int, **changes: object) -> None:
    """Change a post as somebody would who knows how its sum is made."""
    posts[path_of(number)] = seal(read(posts[path_of(number)], "").replaced(**changes), dump_yaml)


def test_a_record_that_holds_has_no_brud() -> None:
    assert verify(*record(), read) is None
    assert verify({}, {}, read) is None


def test_every_changed_byte_of_a_record_is_found_and_its_file_named() -> None:
    """Each byte of each post and each file, in two ways: one bit, and another letter."""
    posts, files = record()
    missed = []
    for folder in (posts, files):
        for path, data in list(folder.items()):
            for index, byte in enumerate(data):
                for other in {byte ^ 1, byte ^ 32}:
                    folder[path] = data[:index] + bytes([other]) + data[index + 1 :]
                    found = verify(posts, files, read)
                    if found is None or found.fil != path:
                        missed.append((path, index, other, found))
            folder[path] = data

    assert missed == []


def swap(record: Files) -> None:
    record[TWO], record[THREE] = record[THREE], record[TWO]


def swap_files(record: Files) -> None:
    other = f"{A}/versioner/0002/delaftale.yaml"
    record[VERSION_1], record[other] = record[other], record[VERSION_1]


def renumber(record: Files) -> None:
    record["beslutningslog/00004.yaml"] = record.pop(FOUR)


def number_zero(record: Files) -> None:
    record["beslutningslog/0000.yaml"] = record.pop(FOUR)


def rewrite(record: Files) -> None:
    reseal(record, 2, dato="2022-08-16")


def skip_number(record: Files) -> None:
    reseal(record, 4, nr=5, slut=5)


def other_act(record: Files) -> None:
    """Rewrite the last post so that it tells of what could not be; the chain still holds."""
    omfang = [{"delaftale": A, "version": 1}]
    facts = {"modtager": "Landsbyggefonden", "stand_pr": "2022-10-05", "omfang": omfang}
    reseal(record, 4, forsendelse=facts)


def unreadable(record: Files) -> None:
    body = record[FOUR][: record[FOUR].index(b"kontrolsum")].replace(b"art: forsendelse", b"art: bortsendelse")
    record[FOUR] = body + f'kontrolsum: "{sha256(body)}"\nslut: 4\n'.encode()


def newer(record: Files) -> None:
    body = record[FOUR][: record[FOUR].index(b"kontrolsum")].replace(b"format: 1", b"format: 2", 1)
    record[FOUR] = body + f'kontrolsum: "{sha256(body)}"\nslut: 4\n'.encode()


Change = Callable[[Files], object]


@pytest.mark.parametrize(
    ("change", "fil", "problem", "udvej"),
    [
        (lambda r: r.pop(TWO), TWO, "mangler, men der er senere poster.", BACKUP),
        (
            lambda r: r.update({"beslutningslog/noter.txt": b"x"}),
            "beslutningslog/noter.txt",
            "hører ikke til i beslutningsloggen.",
            "Flyt filen et andet sted hen.",
        ),
        (
            renumber,
            "beslutningslog/00004.yaml",
            "hører ikke til i beslutningsloggen.",
            "Flyt filen et andet sted hen.",
        ),
        (
            number_zero,
            "beslutningslog/0000.yaml",
            "hører ikke til i beslutningsloggen.",
            "Flyt filen et andet sted hen.",
        ),
        (swap, TWO, "indeholder post 3. Poster er byttet om.", BACKUP),
        (skip_number, FOUR, "indeholder post 5. Poster er byttet om.", BACKUP),
        (
            lambda r: r.update({FOUR: r[FOUR][:-3]}),
            FOUR,
            "er ikke skrevet til ende, eller slutningen er ændret.",
            BACKUP,
        ),
        (lambda r: r.update({FOUR: b""}), FOUR, "er ikke skrevet til ende, eller slutningen er ændret.", BACKUP),
        (
            lambda r: r.update({THREE: r[THREE].replace(b"Godkendt", b"Udsat   ")}),
            THREE,
            "er ændret, efter at den blev skrevet.",
            BACKUP,
        ),
        (newer, FOUR, "er skrevet af et nyere program.", "Opdatér programmet, og prøv igen."),
        (
            lambda r: r.update({FOUR: b"format: 12\nsignatur: x\n"}),
            FOUR,
            "er skrevet af et nyere program.",
            "Opdatér programmet, og prøv igen.",
        ),
        (
            lambda r: r.update({FOUR: r[FOUR].replace(b"format: 1", b"format: 9", 1)}),
            FOUR,
            "er ændret, efter at den blev skrevet.",
            BACKUP,
        ),
        (rewrite, TWO, "er ikke den, som post 3 bygger på. En af de to er skiftet ud.", BACKUP),
        (lambda r: r.pop(VERSION_1), VERSION_1, "mangler, men post 1 lavede den.", BACKUP),
        (
            lambda r: r.update({VERSION_1: r[VERSION_1] + b"\n"}),
            VERSION_1,
            "er ændret, efter at post 1 lavede den.",
            BACKUP,
        ),
        (swap_files, VERSION_1, "er ændret, efter at post 1 lavede den.", BACKUP),
        (
            lambda r: r.update({f"{A}/versioner/0002/bilag.pdf": b"x"}),
            f"{A}/versioner/0002/bilag.pdf",
            "er ikke lavet af nogen post, så ingen har besluttet den.",
            "Flyt filen et andet sted hen.",
        ),
        (
            lambda r: r.update({f"{A}/versioner/0003/delaftale.yaml": b"x"}),
            f"{A}/versioner/0003/delaftale.yaml",
            f"er ikke lavet af nogen post: Version 3 af »{A}« er ikke registreret.",
            (
                "Har loggen mistet en post, så hent den fra en sikkerhedskopi. Er udgaven vedtaget uden om loggen, så "
                f"registrér den med »delaftale registrer {A} --efterfoelgende --grundlag TEKST«."
            ),
        ),
        (
            lambda r: r.update({"uddannelse/versioner/0002/delaftale.yaml": b"x"}),
            "uddannelse/versioner/0002/delaftale.yaml",
            (
                "er ikke lavet af nogen post: Version 2 af »uddannelse« er ikke registreret. "
                "Det er version 1 heller ikke, og den kommer først."
            ),
            (
                "Er udgaven vedtaget, så registrér den med »delaftale registrer uddannelse --grundlag TEKST«; flyt "
                "ellers mappen et andet sted hen."
            ),
        ),
        (
            other_act,
            FOUR,
            f"fortæller om noget, der ikke kunne ske: {WRONG_VERSION}",
            BACKUP,
        ),
    ],
)
def test_each_fault_is_named(change: Change, fil: str, problem: str, udvej: str) -> None:
    posts, files = record()
    together = posts | files

    change(together)

    assert verify(*split(together), read) == Brud(fil, problem, udvej)


def test_version_that_is_not_registered_is_named_after_what_only_a_backup_mends() -> None:
    posts, files = record()
    files["uddannelse/versioner/0001/delaftale.yaml"] = b"x"
    files[VERSION_1] = b""

    found = verify(posts, files, read)

    assert found is not None
    assert found.fil == VERSION_1


def test_a_post_that_is_none_of_ours_says_why() -> None:
    posts, files = record()

    unreadable(posts)

    found = verify(posts, files, read)
    assert found is not None
    assert found.fil == FOUR
    assert found.problem.startswith(f"kan ikke læses som en post: {FOUR}, linje 9, tegn 6: »Art«: »bortsendelse«")


def test_the_first_fault_of_two_is_named() -> None:
    posts, files = record()
    files[VERSION_1] = b""
    posts[TWO] = posts[TWO][:-1]

    found = verify(posts, files, read)

    assert found is not None
    assert found.fil == TWO


# -- the code from outside --


def test_a_printed_code_is_found_whichever_post_has_it() -> None:
    posts, files = record()

    assert [verify(posts, files, read, kontrolkode(data)) for data in posts.values()] == [None] * 4


def test_a_record_that_was_rewritten_as_a_whole_holds_but_lacks_the_printed_code() -> None:
    """Whoever rewrites all of it makes a chain that holds; the paper tells."""
    posts, files = record()
    kode = kontrolkode(posts[TWO])
    reseal(posts, 2, dato="2022-08-16")
    for nr in (3, 4):
        reseal(posts, nr, forrige=sha256(posts[path_of(nr - 1)]))

    assert verify(posts, files, read) is None
    found = verify(posts, files, read, kode)
    assert str(found) == (
        f"Ingen post har kontrolkoden {kode}, så loggen er en anden end den, der blev trykt efter. "
        "Sammenlign koden med papiret igen, og hent ellers mappen fra en sikkerhedskopi."
    )


def test_a_last_post_that_was_taken_away_is_seen_by_its_files_or_its_code() -> None:
    posts, files = record()
    kode = kontrolkode(posts.pop(FOUR))
    assert verify(posts, files, read) is None
    assert verify(posts, files, read, kode) is not None

    posts.pop(THREE)
    found = verify(posts, files, read)

    assert found is not None
    assert found.fil == f"{A}/versioner/0002/delaftale.yaml"


def test_a_brud_reads_as_two_sentences() -> None:
    brud = Brud(TWO, "mangler.", BACKUP)

    assert str(brud) == "»beslutningslog/0002.yaml« mangler. Hent filen fra en sikkerhedskopi."
