"""What the fold knows of documents as issued, and that the posts of one act belong together."""

from __future__ import annotations

import pytest

from generator.errors import LogError
from generator.model.beslutningslog import Post
from generator.model.udgivelse import Serie
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import seal, sha256
from generator.workflow.verify import path_of, verify
from tests.logskriver import A, B, Log


def read(data: bytes, path: str) -> Post:
    return load_yaml(data, Post, path)


def issued() -> Log:
    """Return a log in which two versions were issued, one of them again."""
    log = Log()
    log.registrer()
    log.registrer(B)
    log.udgiv((A, 1), (B, 1), dato="2022-08-02")
    log.udgiv((B, 1), nr=2, dato="2022-09-01", anledning="Nyt logo.")
    return log


def chained(serie: dict[int, Serie | None]) -> dict[str, bytes]:
    """Return the posts of `issued` with these series, sealed and chained anew."""
    posts: dict[str, bytes] = {}
    forrige = None
    for post in issued().poster:
        again = post.replaced(serie=serie.get(post.nr), forrige=forrige)
        posts[path_of(post.nr)] = seal(again, dump_yaml)
        forrige = sha256(posts[path_of(post.nr)])
    return posts


def test_last_issue_of_a_version_is_known_with_its_files() -> None:
    tilstand = issued().tilstand

    last, only = tilstand.udgivet(B, 1), tilstand.udgivet(A, 1)
    assert last is not None
    assert only is not None
    assert (last.nr, last.post, last.dato.isoformat()) == (2, 4, "2022-09-01")
    assert (only.nr, only.post, only.docx.sti, only.pdf.sti) == (
        1,
        3,
        f"{A}/versioner/0001/udgivet-1.docx",
        f"{A}/versioner/0001/udgivet-1.pdf",
    )
    assert tilstand.udgivet(A, 2) is None
    assert tilstand.udgivet("ukendt", 1) is None


def test_earlier_state_does_not_see_a_later_issue() -> None:
    log = issued()

    before = fold(log.poster[:3])
    after = fold(log.poster[3:], before)

    assert [item.nr for item in before.udgivelser[B, 1]] == [1]
    assert after == log.tilstand


def test_issue_belongs_to_the_story_of_the_delaftaler_it_names() -> None:
    tilstand = issued().tilstand

    assert [post.nr for post in tilstand.historik(A)] == [1, 3]
    assert [post.nr for post in tilstand.historik(B)] == [2, 3, 4]


def test_issue_changes_nothing_that_holds() -> None:
    log = issued()
    before = fold(log.poster[:2])

    assert log.tilstand.linjer == before.linjer
    assert log.tilstand.virkninger == before.virkninger


def test_version_is_issued_after_the_plans_end_too() -> None:
    """The last meeting's referat is approved then."""
    log = issued()
    log.add("afslutning", "2025-09-01", dato="2025-09-30", begrundelse="Planen er slut.")

    assert log.udgiv((A, 1), nr=2, dato="2025-12-01").nr == 6


@pytest.mark.parametrize(
    ("nr", "said"), [(1, "er allerede lavet af post 3"), (3, r"næste udgivelse .* er nr\. 2, ikke nr\. 3")]
)
def test_issues_of_a_version_are_numbered_without_gap(nr: int, said: str) -> None:
    with pytest.raises(LogError, match=said):
        issued().udgiv((A, 1), nr=nr, dato="2022-10-01")


@pytest.mark.parametrize("navn", [A, "ukendt"])
def test_version_that_is_not_there_is_not_issued(navn: str) -> None:
    with pytest.raises(LogError, match="har ingen version 2"):
        issued().udgiv((navn, 2), dato="2022-10-01")


def test_posts_of_one_act_are_all_there_or_the_first_missing_is_named() -> None:
    serie = Serie(fra=3, til=4)
    posts = chained({3: serie, 4: serie})
    assert verify(posts, issued().filer, read) is None

    del posts[path_of(4)]
    filer = {sti: data for sti, data in issued().filer.items() if "udgivet-2" not in sti}
    brud = verify(posts, filer, read)

    assert brud is not None
    assert str(brud) == (
        "»beslutningslog/0004.yaml« mangler, men post 3 er lavet sammen med den. Hent filen fra en sikkerhedskopi."
    )
    assert verify(posts, filer, read, er_i_gang=True) is None


def test_post_that_does_not_say_which_act_it_belongs_to_is_named() -> None:
    brud = verify(chained({3: Serie(fra=3, til=4)}), issued().filer, read)

    assert brud is not None
    assert "»beslutningslog/0004.yaml« siger ikke, at den er lavet sammen med post 3." in str(brud)
