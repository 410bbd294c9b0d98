"""Links: an address in ASCII whatever it was, each once in a part, beside the relationships that stand there."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.word.hyperlinks import Links, to_uri, write_relationships
from tests.unit.word import byg


@pytest.mark.parametrize(
    ("href", "uri"),
    [
        ("https://x.dk/a?b=c#d", "https://x.dk/a?b=c#d"),
        ("https://x.dk/%20", "https://x.dk/%20"),
        ("http://børn.dk/", "http://xn--brn-0na.dk/"),
        ("http://x.dk/æ?ø=å#é", "http://x.dk/%C3%A6?%C3%B8=%C3%A5#%C3%A9"),
        ("http://x.dk/%20æ", "http://x.dk/%20%C3%A6"),
        ("http://bø@børn.dk:80/", "http://b%C3%B8@xn--brn-0na.dk:80/"),
        ("mailto:bø@x.dk", "mailto:b%C3%B8@x.dk"),
        ("http://ø..dk/", "http://%C3%B8..dk/"),
        ("http://℀.dk/", "http://%E2%84%80.dk/"),
        (f"http://{'ø' * 70}.dk/", f"http://{'%C3%B8' * 70}.dk/"),
    ],
)
def test_an_address_is_written_in_ascii(href: str, uri: str) -> None:
    assert to_uri(href) == uri
    assert to_uri(uri) == uri


def test_an_address_has_one_number_in_a_part() -> None:
    links = Links("word/document.xml")

    assert [links.add(href) for href in ("a", "b", "a")] == ["rIdLink1", "rIdLink2", "rIdLink1"]
    assert links.by_id == {"rIdLink1": "a", "rIdLink2": "b"}
    assert links.part_name == "word/_rels/document.xml.rels"


def test_links_stand_after_the_forms_own() -> None:
    fixed = write_relationships(etree.fromstring(byg.rels('Id="rId1" Type="t" Target="a&amp;b&quot;.xml"')))
    links = Links("word/header1.xml")
    links.add('https://x.dk/?a=1&b="2"')

    tree = etree.fromstring(links.render(fixed).encode())

    assert [item.get("Id") for item in tree] == ["rId1", "rIdLink1"]
    assert [item.get("Target") for item in tree] == ['a&b".xml', 'https://x.dk/?a=1&b="2"']
    assert [item.get("TargetMode") for item in tree] == [None, "External"]


def test_a_part_without_relationships_gets_some() -> None:
    links = Links("word/document.xml")
    links.add("https://x.dk")

    assert len(etree.fromstring(links.render(None).encode())) == 1
