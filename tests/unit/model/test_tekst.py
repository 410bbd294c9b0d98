"""Long texts: every construct of the Markdown subset, and every refusal with the words a person reads."""

from __future__ import annotations

import time
from threading import Thread

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.tekst import (
    MAX_AFSNIT,
    MAX_TEXT,
    Stykke,
    Tekst,
    check_href,
    normalize_stykker,
    parse_tekst,
)
from generator.model.tekst_maerker import read_inline

TEKST: TypeAdapter[Tekst] = TypeAdapter(Tekst)


def shape(text: str) -> list[tuple[str, int, str]]:
    """Return the paragraphs as (kind, level, words)."""
    return [(afsnit.art.name.lower(), afsnit.niveau, afsnit.tekst) for afsnit in parse_tekst(text)]


def pieces(text: str) -> tuple[Stykke, ...]:
    """Return the pieces of the only paragraph."""
    (afsnit,) = parse_tekst(text)
    return afsnit.stykker


def refusal(text: str) -> str:
    """Return what a person is told."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_tekst(text)
    return caught.value.message()


# -- paragraphs, bullets, headings --


def test_a_blank_line_begins_a_paragraph_and_a_line_break_does_not() -> None:
    assert shape("Et\nto\n\n\ntre") == [("afsnit", 0, "Et to"), ("afsnit", 0, "tre")]


def test_blanks_around_lines_say_nothing() -> None:
    assert shape("Et   \n  to \n \xa0 \ntre") == [("afsnit", 0, "Et to"), ("afsnit", 0, "tre")]


@pytest.mark.parametrize("sign", ["-", "*", "+", "•", "·", "▪", "●", "\uf0b7", "\uf0a7"])
def test_bullets_may_have_any_usual_sign(sign: str) -> None:
    assert shape(f"{sign} et\n{sign}   to") == [("punkt", 1, "et"), ("punkt", 1, "to")]


@pytest.mark.parametrize("indent", ["  ", "   ", "    "])
def test_nested_bullets_are_indented_by_two_to_four_blanks(indent: str) -> None:
    text = f"- et\n{indent}- to\n{indent}{indent}- tre\n{indent}- fire\n- fem"

    assert [(niveau, words) for _, niveau, words in shape(text)] == [
        (1, "et"),
        (2, "to"),
        (3, "tre"),
        (2, "fire"),
        (1, "fem"),
    ]


def test_one_blank_is_a_slip_and_no_level() -> None:
    assert shape("- et\n - to\n\n inden for") == [("punkt", 1, "et"), ("punkt", 1, "to"), ("afsnit", 0, "inden for")]


def test_bullets_may_follow_straight_after_a_paragraph() -> None:
    assert shape("Principper:\n- et\n- to") == [("afsnit", 0, "Principper:"), ("punkt", 1, "et"), ("punkt", 1, "to")]


def test_a_bullet_goes_on_over_lines() -> None:
    assert shape("- et\n  to\ntre\n- fire") == [("punkt", 1, "et to tre"), ("punkt", 1, "fire")]


def test_an_indented_paragraph_belongs_to_its_bullet() -> None:
    text = "- et\n\n  Man kunne forestille sig:\n\n  - to\n\n    Og:\n\n- tre\n\nUdenfor"

    assert shape(text) == [
        ("punkt", 1, "et"),
        ("afsnit", 1, "Man kunne forestille sig:"),
        ("punkt", 2, "to"),
        ("afsnit", 2, "Og:"),
        ("punkt", 1, "tre"),
        ("afsnit", 0, "Udenfor"),
    ]


def test_an_indented_paragraph_without_a_bullet_is_a_paragraph() -> None:
    assert shape("et\n\n    to") == [("afsnit", 0, "et"), ("afsnit", 0, "to")]


def test_a_bullet_without_words_is_none() -> None:
    assert shape("-\n\n- \n\n•") == [("afsnit", 0, "-"), ("afsnit", 0, "-"), ("afsnit", 0, "•")]
    assert shape("- \u2003\n  - b") == [("punkt", 1, "b")]


def test_a_sub_heading_has_two_signs_and_ends_the_list() -> None:
    assert shape("- et\n## Særligt om KVINFO:\n  - to") == [
        ("punkt", 1, "et"),
        ("underoverskrift", 0, "Særligt om KVINFO:"),
        ("punkt", 1, "to"),
    ]


@pytest.mark.parametrize("signs", ["#", "###", "######"])
def test_other_headings_are_refused(signs: str) -> None:
    assert refusal(f"et\n{signs} Overskrift") == "Skriv underoverskriften »Overskrift« med netop to #: ## …"


def test_a_number_sign_without_a_blank_is_text() -> None:
    assert shape("#1 og\n##2") == [("afsnit", 0, "#1 og ##2")]


def test_a_fourth_level_is_refused() -> None:
    text = "- a\n  - b\n    - c\n      - " + "d" * 40

    assert refusal(text) == f"Punktet »- {'d' * 28}…« er på fjerde niveau. Brug højst tre niveauer."


# -- what the subset leaves out stays as it stands --


@pytest.mark.parametrize(
    "text",
    [
        "1. oktober",
        "Aftalen gælder fra\n1. oktober",
        "12) og 3)",
        "snake_case_ord og __to__ og _et_",
        "`kode` og ~~streg~~",
        "> ikke citat",
        "5 * 3 = 15",
        "5 ** 3",
        "1 ++ 2",
        "C++ og C++",
        "boliger* og *se noten",
        "**",
        "****",
        "* *",
        "a < b og c > d, <3, < 5",
        "100<100",
        "Bo & Bolig &amp; &#230;",
        "{{ navn }} og {% if %}",
        "[i parentes] og [1][2]",
        "[a]: http://x.dk",
        "[a](ikke en adresse)",
        "[](http://x.dk)",
        "[ ](http://x.dk)",
        "C:\\mappe\\ny",
        "a\\",
        "---",
        "===",
        "| a | b |",
        "http://x.dk/a_b_c",
        "a\u200fb \u200b🙂 👩‍👧 æøå",
    ],
)
def test_other_signs_are_themselves(text: str) -> None:
    """Only the bullet's own sign goes."""
    words = " ".join(text.split("\n")).removeprefix("* ")

    assert "".join(afsnit.tekst for afsnit in parse_tekst(text)) == words
    assert all(piece.href is None for afsnit in parse_tekst(text) for piece in afsnit.stykker)


# -- looks --


def test_bold_italic_and_underline() -> None:
    assert pieces("a **b** *c* ++d++") == (
        Stykke("a "),
        Stykke("b", fed=True),
        Stykke(" "),
        Stykke("c", kursiv=True),
        Stykke(" "),
        Stykke("d", understreget=True),
    )


def test_looks_may_be_joined_and_may_cross() -> None:
    assert pieces("***a***") == (Stykke("a", fed=True, kursiv=True),)
    assert pieces("**a*b**c*") == (
        Stykke("a", fed=True),
        Stykke("b", fed=True, kursiv=True),
        Stykke("c", kursiv=True),
    )


def test_looks_go_over_line_breaks_but_not_over_paragraphs() -> None:
    assert pieces("**a\nb**") == (Stykke("a b", fed=True),)
    assert shape("**a\n\nb**") == [("afsnit", 0, "**a"), ("afsnit", 0, "b**")]


def test_the_nearest_opening_mark_counts() -> None:
    assert pieces("2 *3 *kursiv*") == (Stykke("2 *3 "), Stykke("kursiv", kursiv=True))


def test_looks_inside_a_word() -> None:
    assert pieces("bo*li*g") == (Stykke("bo"), Stykke("li", kursiv=True), Stykke("g"))


def test_a_backslash_keeps_a_sign() -> None:
    assert pieces(r"\*a\* \+\+b\+\+ \[c\](d) \<select> \\ \- \# \•") == (Stykke("*a* ++b++ [c](d) <select> \\ - # •"),)
    assert shape("\\- a\n\n\\## b") == [("afsnit", 0, "- a"), ("afsnit", 0, "## b")]


# -- links --


def test_a_link_has_words_and_an_address() -> None:
    assert pieces("se [**vores** side](https://x.dk/a_(b)?c=*d*#e) nu") == (
        Stykke("se "),
        Stykke("vores", fed=True, href="https://x.dk/a_%28b%29?c=*d*#e"),
        Stykke(" side", href="https://x.dk/a_%28b%29?c=*d*#e"),
        Stykke(" nu"),
    )


def test_a_bare_address_prints_itself() -> None:
    assert pieces("se <http://børnedemokrati.dk/>. Og") == (
        Stykke("se "),
        Stykke("http://børnedemokrati.dk/", href="http://børnedemokrati.dk/"),
        Stykke(". Og"),
    )
    assert pieces("<mailto:a@b.dk>") == (Stykke("mailto:a@b.dk", href="mailto:a@b.dk"),)
    assert pieces("<HTTPS://x.dk/a*b*c++d++>") == (Stykke("HTTPS://x.dk/a*b*c++d++", href="HTTPS://x.dk/a*b*c++d++"),)


@pytest.mark.parametrize(
    "line",
    ["<http://x.dk>", "a <http://x.dk/(b)*c++d> b <mailto:a@b.dk>", "C+, a < 5, [1] og <https://x.dk/[a>", "se [a]"],
)
def test_what_is_read_without_the_package_is_read_as_with_it(line: str) -> None:
    """An agreement with nothing but bare addresses does not wait for the package to be imported."""
    assert pieces(line) == normalize_stykker(read_inline(line))


def test_an_escaped_sign_in_a_link_is_itself() -> None:
    assert pieces(r"[a \[b\]](https://x.dk/\(c\))") == (Stykke("a [b]", href="https://x.dk/%28c%29"),)


def test_a_picture_is_a_sign_and_a_link() -> None:
    """Nothing is shown that is not in the text, and no word is lost."""
    assert pieces("![plan](https://x.dk/a.png)") == (Stykke("!"), Stykke("plan", href="https://x.dk/a.png"))


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "bilag.docx", "//x.dk",
     "https://", "https:///x", "mailto:nobody", "ftp://x.dk", "\u200bhttps://x.dk"],
)  # fmt: skip
def test_a_link_that_a_document_should_not_carry_is_refused(href: str) -> None:
    assert refusal(f"[a]({href})") == f"Linket »{href}« kan ikke bruges. Skriv en adresse med https:// eller mailto:."


def test_an_address_keeps_no_sign_that_could_end_it() -> None:
    assert check_href(" https://x.dk/\"'()<>[]\\`{}|^ a ") == (
        "https://x.dk/%22%27%28%29%3C%3E%5B%5D%5C%60%7B%7D%7C%5E%20a"
    )


# -- HTML and characters --


@pytest.mark.parametrize(
    "html", ["<p>", "</p>", "<br/>", "<!-- x -->", "<select>", "<a href='x'>", "<?php x ?>", "<B>"]
)
def test_html_is_refused(html: str) -> None:
    assert refusal(f"Tekst {html} mere") == (
        f"»{html}« ser ud som HTML-kode. Slet koden, eller skriv \\< for tegnet selv."
    )


def test_html_in_a_link_is_refused_too() -> None:
    assert refusal("[<b>](https://x.dk)").startswith("»<b>« ser ud som HTML-kode.")


def test_characters_that_no_document_can_carry_are_refused() -> None:
    assert refusal("a\x02b") == "Teksten indeholder tegnet U+0002. Slet tegnet."
    assert refusal("a\tb") == "Teksten indeholder et tabulatortegn. Slet tegnet."


# -- Tekst, the type --


def test_a_tekst_is_checked_and_normalized() -> None:
    text = TEKST.validate_python("\n  A\u030abenraa \r\n\r\nto\xa0\n")

    assert type(text) is Tekst
    assert text == "Åbenraa \n\nto"
    assert [afsnit.tekst for afsnit in text.afsnit] == ["Åbenraa", "to"]


@pytest.mark.parametrize("value", ["", " \n\xa0", "\u2003"])
def test_an_empty_tekst_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        TEKST.validate_python(value)


def test_a_tekst_of_unusual_blanks_is_told_to_be_empty() -> None:
    with pytest.raises(ValidationError, match=r"Teksten er tom\. Skriv noget, eller slet feltet\."):
        TEKST.validate_python("\u2003")


@pytest.mark.parametrize("value", [1, None, ["a"], True])
def test_a_tekst_is_made_of_a_string_only(value: object) -> None:
    with pytest.raises(ValidationError):
        TEKST.validate_python(value)


def test_a_tekst_has_a_bound() -> None:
    assert len(TEKST.validate_python("a" * MAX_TEXT)) == MAX_TEXT
    with pytest.raises(ValidationError):
        TEKST.validate_python("a" * (MAX_TEXT + 1))


def test_a_tekst_is_stored_and_described_as_a_string() -> None:
    assert TEKST.dump_python(Tekst("a"), mode="json") == "a"
    assert TEKST.json_schema() == {"type": "string", "minLength": 1}


# -- bounds --


@pytest.mark.parametrize(
    "unit",
    ["ord ", "[", "]", "<", "\\", "*", "+", "**a** ", "*a ", "- a\n", "a\n\n", "[a](", "[a](http://x.dk",
     "[a](http://x.dk) ", "<http://x.dk> ", "<a", "![a]", "[]", "((", "\\[", "&lt;", "++a", "a\n", "  - "],
)  # fmt: skip
def test_no_text_makes_reading_slow(unit: str) -> None:
    """200,000 characters take a second at most on two slow cores; what grows with the square would take minutes."""
    text = (unit * (200_000 // len(unit) + 1))[:200_000]
    parse_tekst.cache_clear()
    start = time.process_time()

    shown = "".join(afsnit.tekst for afsnit in parse_tekst(text))

    assert time.process_time() - start < 8
    assert shown


def test_threads_may_read_at_once() -> None:
    wrong: list[str] = []

    def read(name: str) -> None:
        for number in range(150):
            words = f"{name} {number}"
            if pieces(f"**{words}** [se](https://x.dk/{name}{number})")[0] != Stykke(words, fed=True):
                wrong.append(words)

    threads = [Thread(target=read, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_text_of_more_paragraphs_than_pages_can_hold_is_refused() -> None:
    """Each is a paragraph of the document; a slip of a program, not of a hand."""
    most = "\n".join(["- a"] * MAX_AFSNIT)

    assert len(TypeAdapter(Tekst).validate_python(most).afsnit) == MAX_AFSNIT
    with pytest.raises(ValidationError, match=r"Teksten har 5001 afsnit og punkter; der må være 5000\."):
        TypeAdapter(Tekst).validate_python(f"{most}\n- b")
