"""The printed code and the post's own sum: how they are made, typed again, found in a text, and what they notice."""

from __future__ import annotations

import hashlib

import pytest

from generator.model.beslutningslog import Post
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.kontrolkode import (
    KontrolkodeError,
    find_kontrolkoder,
    find_post,
    is_untouched,
    is_whole,
    kontrolkode,
    parse_kontrolkode,
    seal,
    sha256,
)
from tests.logskriver import Log

KODE = "ba78 16bf 8f01 cfea 4141 40de 5dae 2223"  # of b"abc", as the standard's own example


def test_kontrolkode_is_the_first_half_of_the_sha256_in_groups_of_four() -> None:
    assert sha256(b"abc") == hashlib.sha256(b"abc").hexdigest()
    assert kontrolkode(b"abc") == KODE


@pytest.mark.parametrize(
    "typed",
    [KODE, KODE.upper(), KODE.replace(" ", ""), KODE.replace(" ", "-"), f"  {KODE}\n", KODE.replace(" ", "\xa0")],
)
def test_kontrolkode_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_kontrolkode(typed) == KODE


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (KODE[:-1], "den har 31 tegn og ikke 32"),
        ("", "den har 0 tegn og ikke 32"),
        (KODE.replace("0", "o"), "»o« er hverken et ciffer eller et af bogstaverne a-f"),
    ],
)
def test_what_is_no_kontrolkode_is_refused_with_the_reason(typed: str, problem: str) -> None:
    with pytest.raises(KontrolkodeError) as caught:
        parse_kontrolkode(typed)

    assert str(caught.value) == (
        f"»{typed}« er ikke en kontrolkode: {problem}. Skriv de otte grupper à fire tegn, som de er trykt."
    )


def test_kontrolkoder_are_found_in_a_documents_text() -> None:
    """Also over a line's end; each once; a hash in full is no code."""
    other = kontrolkode(b"")
    text = f"Kontrolkode {KODE.upper()}.\nKontrolkode: {other.replace(' ', chr(10))} og igen {KODE} {sha256(b'x')}"

    assert find_kontrolkoder(text) == (KODE, other)
    assert find_kontrolkoder("Årene 2018 2019 2020 2021") == ()


def test_post_of_a_code_is_found() -> None:
    assert find_post([b"x", b"abc"], KODE) == 2
    assert find_post([b"x"], KODE) is None


# -- the sum in the post --


def post() -> Post:
    log = Log()
    log.registrer()
    return log.poster[0]


def test_a_sealed_post_is_whole_and_untouched_and_reads_back_as_it_was() -> None:
    unsealed = post().replaced(kontrolsum=None)

    data = seal(unsealed, dump_yaml)

    read = load_yaml(data, Post, "0001.yaml")
    assert is_whole(data)
    assert is_untouched(data)
    assert read.replaced(kontrolsum=None) == unsealed
    assert dump_yaml(read) == data
    assert seal(read, dump_yaml) == data


def test_kontrolsum_is_what_sha256sum_says_of_the_lines_above_it() -> None:
    data = seal(post(), dump_yaml)
    above = b"".join(data.splitlines(keepends=True)[:-2])

    assert f"kontrolsum: {sha256(above)}" in data.decode().replace('"', "")


def test_a_post_without_its_last_line_is_not_whole() -> None:
    data = seal(post(), dump_yaml)

    assert [length for length in range(len(data)) if is_whole(data[:length])] == []


def test_no_byte_of_a_post_can_be_changed_unnoticed() -> None:
    """Each byte by each single bit, the sum and the end included; `slut` is held against the number when it is read."""
    data = seal(post(), dump_yaml)
    number = data.rindex(b"slut: ") + len(b"slut: ")
    unnoticed = [
        (index, bit)
        for index in range(len(data))
        for bit in range(8)
        if is_untouched(data[:index] + bytes([data[index] ^ (1 << bit)]) + data[index + 1 :]) and index != number
    ]

    assert unnoticed == []


def test_a_writer_that_ends_otherwise_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="`slut` as its last line"):
        seal(post(), lambda _: b"format: 1\n")
