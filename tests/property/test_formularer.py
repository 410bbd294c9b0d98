"""Law of forms: whatever stands in one, it is refused with an error of ours, or makes a whole file of every agreement.

The forms are thrown together from good, bad and half tags, in paragraphs, cells, links and boxes, in any order.
"""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.errors import FormError, PackageError
from generator.word.form import render_docx
from generator.word.repair import mend_story
from tests.unit.word import byg

PIECES = [
    "ord ", "{{ plan.navn }}", "{{ d.tekst }}", "{{ delaftale.revisionsbestemmelse }}", "{{ loop.index }}", "{", "}}",
    "{% if plan.navn %}", "{% if delaftale.revisionsbestemmelse %}", "{% else %}", "{% endif %}",
    "{% for d in delaftale.delmaal %}", "{% for i in d.indikatorer %}", "{% endfor %}", "{% vm %}", "{# note #}", "{{ ",
]  # fmt: skip
ALONE = [
    "{%p if delaftale.revisionsbestemmelse %}", "{%p if plan.navn %}", "{%p else %}", "{%p endif %}", "{%p endfor %}",
    "{%p for d in delaftale.delmaal %}", "{{p delaftale.revisionsbestemmelse }}", "{{p d.tekst }}", "{#p note #}",
    "{{p aktivitet.indhold_og_praksis }}", "{%p for aktivitet in delaftale.aktiviteter %}",
]  # fmt: skip
ROWS = [
    "{%tr for d in delaftale.delmaal %}", "{%tr if delaftale.revisionsbestemmelse %}", "{%tr else %}", "{%tr endif %}",
    "{%tr endfor %}", "{#tr note #}",
]  # fmt: skip
MARKS = ['<w:bookmarkStart w:id="1" w:name="Her"/>', '<w:bookmarkEnd w:id="1"/>', "<w:r><w:tab/></w:r>"]
GOOD = [
    ["{%p for d in delaftale.delmaal %}", "{{ loop.index }} {{ d.tekst }}", "{%p endfor %}"],
    ["{%p if delaftale.revisionsbestemmelse %}", "{{p delaftale.revisionsbestemmelse }}", "{%p endif %}"],
    ["{%p for d in delaftale.delmaal %}", "{%p else %}", "{%p endfor %}"],
]


def _halves(text: str, at: int) -> str:
    """Return a text as two runs, as Word leaves it."""
    return "".join(byg.run(part) for part in (text[:at], text[at:]) if part)


runs = st.builds(_halves, st.lists(st.sampled_from(PIECES), max_size=4).map("".join), st.integers(0, 30))
links = runs.map(lambda inner: f'<w:hyperlink w:anchor="a">{inner}</w:hyperlink>')
words = st.lists(runs | links | st.sampled_from(MARKS), max_size=3).map(lambda inner: byg.p(*inner))
alone = st.builds(_halves, st.sampled_from(ALONE), st.integers(0, 9)).map(byg.p)
group = st.sampled_from(GOOD).map(lambda blocks: "".join(map(byg.p, blocks)))
simple = st.lists(words | alone | group, max_size=4).map("".join)
row_tags = st.sampled_from(ROWS).map(byg.tr)


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = inner.map(lambda blocks: f"<w:tc><w:tcPr/>{blocks}</w:tc>")
    rows = st.lists(cells, min_size=1, max_size=2).map(lambda items: byg.tr(*items))
    loop = rows.map(lambda row: byg.tr(ROWS[0]) + row + byg.tr(ROWS[4]))
    tables = st.lists(rows | loop | row_tags, max_size=4).map(lambda items: byg.table(*items))
    boxes = inner.map(lambda blocks: byg.p(f"<w:r><w:pict><w:txbxContent>{blocks}</w:txbxContent></w:pict></w:r>"))
    return st.lists(inner | tables | boxes, max_size=3).map("".join)


bodies = st.recursive(simple, _around, max_leaves=6)
FULL = byg.indhold(revisionsbestemmelse="- a\n  - [b](https://x.dk)")
EMPTY = byg.indhold(parter=[], delmaal=[], aktiviteter=[])


@settings(max_examples=4 * settings().max_examples)
@given(bodies, bodies)
@example(byg.table(byg.tr("{#tr note #}")), "")
@example(byg.p("{%p if plan.navn %}") + byg.p(MARKS[0]) + byg.p("{%p endif %}") + byg.p(MARKS[1]), "")
def test_a_form_is_refused_or_every_agreement_makes_a_whole_file_of_it(body: str, header: str) -> None:
    try:
        form = byg.compiled(body, word_header1=byg.story("hdr", header))
    except (FormError, PackageError):
        return
    for content in (FULL, EMPTY):
        parts = byg.parts_of(render_docx(form, content))
        marks = byg.bookmarks(parts)
        assert len({number for number, _ in marks}) == len({name for _, name in marks}) == len(marks)
        for name in ("word/document.xml", "word/header1.xml"):
            tree = etree.fromstring(parts[name].encode())
            starts = [item.get(f"{{{byg.W}}}id") for item in tree.iterfind(".//w:bookmarkStart", byg.NS)]
            ends = [item.get(f"{{{byg.W}}}id") for item in tree.iterfind(".//w:bookmarkEnd", byg.NS)]
            assert sorted(map(str, starts)) == sorted(map(str, ends))
            assert tree.find("_m") is None
            assert mend_story(parts[name]) == parts[name]
            assert not [cell for cell in tree.iter(f"{{{byg.W}}}tc") if cell[-1].tag != f"{{{byg.W}}}p"]
