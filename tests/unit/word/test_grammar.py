"""What a tag may say, and what its author reads when it says something else."""

from __future__ import annotations

import pytest

from generator.word.contract import Kind
from generator.word.grammar import MAX_DEPTH, MAX_TAG, Grammar, TagError
from generator.word.tags import Tag

HOME = object()


def open_blocks(*tags: str) -> Grammar:
    """Return a grammar that has read these statements, all in one place."""
    grammar = Grammar()
    for tag in tags:
        grammar.read_statement(Tag.parse(tag), HOME, "")
    return grammar


def complaint(*tags: str, home: object = HOME) -> str:
    """Return what is wrong with the last of `tags`; the ones before it are good."""
    grammar = open_blocks(*tags[:-1])
    with pytest.raises(TagError) as caught:
        grammar.read_statement(Tag.parse(tags[-1]), home, "")
    return str(caught.value)


def value_complaint(body: str, *tags: str) -> str:
    with pytest.raises(TagError) as caught:
        open_blocks(*tags).read_value(body)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("plan.navn", Kind.LINE),
        ("delaftale.gaelder_fra", Kind.LINE),
        ("plan.kommuner", Kind.LINE),
        ("delaftale.indikatortabel.note", Kind.LINE),
        ("delaftale.revisionsbestemmelse", Kind.LONG),
        ("udgave.version_tekst", Kind.LINE),
        ("(plan.navn)", Kind.LINE),
    ],
)
def test_a_dotted_name_leads_to_a_field(body: str, kind: Kind) -> None:
    assert Grammar().read_value(body).kind is kind


def test_a_loop_binds_a_name_until_it_ends() -> None:
    grammar = open_blocks("{% for d in delaftale.delmaal %}", "{% for i in d.indikatorer %}")

    assert grammar.read_value("i.baseline.ordlyd").kind is Kind.LINE
    assert grammar.read_value("loop.index").kind is Kind.LINE
    grammar.read_statement(Tag.parse("{% endfor %}"), HOME, "")
    with pytest.raises(TagError, match="»i« findes ikke her"):
        grammar.read_value("i.tekst")


def test_in_the_else_of_a_loop_nothing_is_bound_and_nothing_repeats() -> None:
    grammar = open_blocks("{% for d in delaftale.delmaal %}", "{% else %}")

    assert not grammar.in_loop
    with pytest.raises(TagError, match="»d« findes ikke her"):
        grammar.read_value("d.tekst")


@pytest.mark.parametrize(
    "condition",
    ["plan.navn", "not plan.navn", "plan.navn and delaftale.parter", "not (plan.navn or udgave.er_kladde)",
     "delaftale.indikatortabel", "delaftale.har_sekundaere"],
)  # fmt: skip
def test_a_condition_is_names_with_not_and_or(condition: str) -> None:
    grammar = open_blocks(f"{{% if {condition} %}}", f"{{% elif {condition} %}}", "{% else %}", "{% endif %}")

    assert grammar.blocks == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("plan.navm", "»navm« findes ikke i Helhedsplan. Mente du »navn«?"),
        ("delaftale.gælder_fra", "»gælder_fra« findes ikke i Delaftale. Mente du »gaelder_fra« eller »gaelder_til«?"),
        ("delaftle.id", "»delaftle« findes ikke her. Mente du »delaftale«?"),
        ("x", "»x« findes ikke her. Brug delaftale, plan, indsatsomraade, udgave."),
        ("plan.chef", "»plan.chef« er en del og kan ikke trykkes. Skriv det felt, der menes: plan.chef.…"),
        (
            "delaftale.delmaal",
            (
                "»delaftale.delmaal« er en liste og kan ikke trykkes. "
                "Gentag den: {% for x in delaftale.delmaal %} … {% endfor %}."
            ),
        ),
        (
            "delaftale.delmaal.tekst",
            (
                "»delaftale.delmaal« er en liste og har ingen felter. "
                "Gentag den: {% for x in delaftale.delmaal %} … {% endfor %}."
            ),
        ),
        (
            "plan.navn.id",
            "»plan.navn« er en tekst på én linje og har ingen felter. Slet det, der står efter punktummet.",
        ),
        (
            "delaftale.har_sekundaere",
            "»delaftale.har_sekundaere« er ja eller nej og kan kun bruges i {% if %}.",
        ),
        ("", "Tagget mangler et navn. Skriv fx {{ delaftale.gaelder_fra }}."),
        ("a.", "Tagget kan ikke læses. Skriv kun et navn, fx {{ delaftale.gaelder_fra }}."),
        ("plan.navn plan.id", "Der står mere end ét navn i tagget. Skriv kun ét, fx {{ delaftale.gaelder_fra }}."),
        ("plan|upper", "Tegnet | kan ikke bruges i et tag. Skriv kun navne, punktum, not, and og or."),
        ("‘a’", "Der står et anførselstegn (‘) i tagget. Tags bruger ingen; skriv kun navnet."),
        ("7", "En formular kan kun bruge navne fra docs/skabelon.md, fx delaftale.gaelder_fra. Ret tagget."),
        (
            "not plan.navn",
            "En formular kan kun bruge navne fra docs/skabelon.md, fx delaftale.gaelder_fra. Ret tagget.",
        ),
        ("(" * 9 + "plan.navn" + ")" * 9, "Der er over 8 parenteser i tagget. Del det op."),
        (
            "a" * (MAX_TAG + 1),
            "Tagget er over 400 tegn langt. Skriv kun et navn, fx {{ delaftale.gaelder_fra }}.",
        ),
    ],
)
def test_a_bad_value_is_explained(body: str, message: str) -> None:
    assert value_complaint(body) == message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("loop", "»loop« findes ikke her. Mente du »loop.last«?"),
        ("loop.length", "»loop.length« findes ikke her. Mente du »loop.last«?"),
        ("loop.index.x", "»loop.index.x« findes ikke her. Mente du »loop.index«?"),
        ("loop.first", "»loop.first« er ja eller nej og kan kun bruges i {% if %}."),
    ],
)
def test_of_a_loop_there_are_three_things_to_know(body: str, message: str) -> None:
    assert value_complaint(body, "{% for d in delaftale.delmaal %}") == message


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        (["{% for d delaftale.delmaal %}"], "Skriv en gentagelse som {% for delmaal in delaftale.delmaal %}."),
        (["{% for %}"], "Skriv en gentagelse som {% for delmaal in delaftale.delmaal %}."),
        (["{% for a, b in plan.kommuner %}"], "Skriv en gentagelse som {% for delmaal in delaftale.delmaal %}."),
        (
            ["{% for plan in delaftale.delmaal %}"],
            "»plan« er optaget. Kald det gentagne noget andet, fx p.",
        ),
        (["{% for loop in delaftale.delmaal %}"], "»loop« er optaget. Kald det gentagne noget andet, fx l."),
        (
            ["{% for d in plan.kommuner %}"],
            "»plan.kommuner« er ikke en liste. Gentag over en liste, fx delaftale.delmaal.",
        ),
        (["{% if %}"], "Skriv, hvad der spørges om, fx {% if aktivitet.forankring %}."),
        (["{% if plan.navm %}"], "»navm« findes ikke i Helhedsplan. Mente du »navn«?"),
        (["{% set x = 1 %}"], "En formular kan kun bruge for, if, elif, else, endfor, endif og vm. Slet tagget."),
        (["{% else x %}"], "En formular kan kun bruge for, if, elif, else, endfor, endif og vm. Slet tagget."),
        (["{% endif x %}"], "En formular kan kun bruge for, if, elif, else, endfor, endif og vm. Slet tagget."),
        (["{% endif %}"], "Der er intet åbent for eller if at høre til. Slet tagget."),
        (["{% else %}"], "Der er intet åbent for eller if at høre til. Slet tagget."),
        (
            ["{% if plan.navn %}", "{% endfor %}"],
            "Her skal {% if plan.navn %} først afsluttes med endif.",
        ),
        (
            ["{% for d in delaftale.delmaal %}", "{% elif plan.navn %}"],
            "Tagget passer ikke til {% for d in delaftale.delmaal %}. Slet det, eller flyt det.",
        ),
        (
            ["{% if plan.navn %}", "{% else %}", "{% else %}"],
            "Tagget passer ikke til {% if plan.navn %}. Slet det, eller flyt det.",
        ),
        (
            ["{% if plan.navn %}", "{% else %}", "{% elif plan.navn %}"],
            "Tagget passer ikke til {% if plan.navn %}. Slet det, eller flyt det.",
        ),
        (
            ["{%p if plan.navn %}", "{% endif %}"],
            "Tagget hører til {%p if plan.navn %} og skal have samme form: {%p … %}.",
        ),
    ],
)
def test_a_bad_statement_is_explained(tags: list[str], message: str) -> None:
    assert complaint(*tags) == message


@pytest.mark.parametrize(
    ("scope", "where"), [("", "samme afsnit"), ("p", "samme celle eller tekst"), ("tr", "samme tabel")]
)
def test_a_block_closes_where_it_opened(scope: str, where: str) -> None:
    opened = f"{{%{scope} if plan.navn %}}"

    assert complaint(opened, f"{{%{scope} endif %}}", home=object()) == (
        f"Tagget hører til {opened} og skal stå i {where} som det."
    )


def test_blocks_are_not_endlessly_deep() -> None:
    """Python itself, which a form becomes, allows twenty."""
    deep = ["{% if plan.navn %}"] * (MAX_DEPTH + 1)

    assert complaint(*deep) == "Der er over 12 for og if inden i hinanden. Del det op."
