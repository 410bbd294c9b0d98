"""No payload gets out of a form: each is refused when the form is compiled, or is no tag and printed as it stands.

Three walls stand behind one another (the grammar, the check of the whole syntax tree, the environment at run time);
here each is proved to hold alone too.
"""

from __future__ import annotations

import re
from html import escape

import pytest
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError

from generator.errors import FormError, PackageError
from generator.word.form import compile_form
from generator.word.sandbox import ACTS, Act, FormEnvironment, check_tree
from generator.word.view import View
from tests.unit.word import byg

KNOWN = {
    "cycler, joiner, namespace, lipsum": [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ dict.__base__.__subclasses__() }}",
        "{{ range.__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
    "subclasses": [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        '{{ "".__class__.__base__.__subclasses__() }}',
        "{{ [].__class__ }}",
        "{{ {}.__class__ }}",
        "{{ ().__class__.__bases__[0] }}",
        "{{ (1).__class__ }}",
        "{{ 1.0.__class__ }}",
        "{{ true.__class__ }}",
        "{{ none.__class__ }}",
    ],
    "CVE-2016-10745, CVE-2019-10906, CVE-2024-56326": [
        "{{ '{0.__class__}'.format(plan) }}",
        "{{ '{a.__class__}'.format_map({'a': plan}) }}",
        "{{ '%s'.__mod__(plan) }}",
        "{{ ('{0.__init__.__globals__}'|string).format(plan) }}",
        "{{ plan.navn.format }}",
        "{{ plan.navn.format(plan) }}",
        "{{ plan.navn.format_map(plan) }}",
        "{% for x in ['{0}'.format] %}{{ x(plan) }}{% endfor %}",
    ],
    "CVE-2025-27516": [
        "{{ plan|attr('__class__') }}",
        "{{ ''|attr('format')|attr('__call__') }}",
        "{{ plan|map(attribute='__class__')|list }}",
        "{{ plan|selectattr('__class__') }}",
        "{{ plan|groupby('__class__') }}",
        "{{ plan|sort(attribute='__class__') }}",
        "{{ plan|sum(attribute='__class__') }}",
    ],
    "self, context": [
        "{{ self._TemplateReference__context }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self }}",
        "{{ super() }}",
        "{{ caller() }}",
        "{{ varargs }}",
        "{{ loop }}",
        "{{ loop.__class__ }}",
        "{{ _context }}",
        "{{ context.vars }}",
        "{{ environment }}",
        "{{ g }}",
        "{{ request.application.__globals__ }}",
        "{{ config }}",
        "{{ url_for.__globals__ }}",
        "{{ get_flashed_messages.__globals__ }}",
    ],
}
VALUES = [
    "{{ 7*7 }}", "{{ 7 }}", "{{ '7'*7 }}", "{{ -1 }}", "{{ 1/0 }}", "{{ 2**999 }}", "{{ 1 ~ 2 }}", "{{ 'a' }}",
    "{{ plan.navn + plan.navn }}", "{{ plan.navn == plan.navn }}", "{{ plan.navn is defined }}",
    "{{ plan.navn in plan }}", "{{ plan.navn if plan.navn }}", "{{ plan.navn|upper }}", "{{ plan.navn|safe }}",
    "{{ plan.navn|e }}", "{{ plan['navn'] }}", "{{ plan.navn[0] }}", "{{ plan.navn[::-1] }}", "{{ plan.navn() }}",
    "{{ plan.navn.upper() }}", "{{ plan.__class__ }}", "{{ plan._part }}", "{{ plan._cls.__init__ }}",
    "{{ plan.get }}", "{{ plan.model_dump() }}", "{{ plan.model_fields }}", "{{ plan.replaced }}", "{{ plan.sti }}",
    "{{ plan.navn.value }}", "{{ plan.navn.sti }}", "{{ plan.navn.__class__ }}", "{{ _felt(plan.navn, 0) }}",
    "{{ _afsnit }}", "{{ _ord(plan.navn) }}", "{{ _felt }}", "{{ (plan, plan) }}", "{{ [plan] }}", "{{ {} }}",
    "{{ plan.navn, 0) ~ _felt(plan.navn }}", "{{ plan.navn }}}}", "{{{ plan.navn }}}", "{{ {{ plan.navn }} }}",
    "{{ plan.navn # }}", "{{ plan . __class__ }}", "{{ plan\n.__class__ }}", "{{ plan.navn;plan }}",
    "{{ lambda: 1 }}", "{{ not plan.navn }}", "{{ plan.navn and plan.navn }}", "{{ (plan).__class__ }}",
    "{{ ｐｌａｎ.navn }}", "{{ plan.ｎavn }}", "{{ рlan.navn }}", "{{ plan.__сlass__ }}", "{{ plan․navn }}",
    "{{ plan.na\u200bvn }}", "{{ plan.navn\u202e }}", "{{}}", "{{ }}", "{{ . }}", "{{ %}", "{% }}",
]  # fmt: skip
STATEMENTS = [
    "{% set x = plan %}", "{% set x %}a{% endset %}", "{% call plan() %}{% endcall %}",
    "{% filter upper %}a{% endfilter %}", "{% macro m() %}{% endmacro %}", "{% import 'os' as os %}",
    "{% from 'os' import path %}", "{% include '/etc/passwd' %}", "{% extends 'x' %}", "{% block b %}{% endblock %}",
    "{% raw %}{{ plan.navn }}{% endraw %}", "{% with a=plan %}{% endwith %}", "{% do plan.navn() %}",
    "{% autoescape false %}{{ plan.navn }}{% endautoescape %}", "{% debug %}", "{% trans %}a{% endtrans %}",
    "{% if plan.__class__ %}a{% endif %}", "{% if ''.__class__ %}a{% endif %}", "{% if plan.navn() %}a{% endif %}",
    "{% if 1 %}a{% endif %}", "{% if plan.navn == 'a' %}a{% endif %}", "{% if cycler %}a{% endif %}",
    "{% if plan is mapping %}a{% endif %}", "{% if plan|length %}a{% endif %}", "{% if loop %}a{% endif %}",
    "{% if plan.navn %}a{% elif ''.__class__ %}b{% endif %}", "{% if (((((((((plan.navn))))))))) %}a{% endif %}",
    "{% for x in range(999999999) %}{% endfor %}", "{% for x in ''.__class__.__mro__ %}{% endfor %}",
    "{% for x in plan.kommuner recursive %}{% endfor %}", "{% for x in plan.organisationer if x %}{% endfor %}",
    "{% for x, y in plan.organisationer %}{% endfor %}", "{% for x.y in plan.organisationer %}{% endfor %}",
    "{% for _felt in plan.organisationer %}{% endfor %}", "{% for plan in plan.organisationer %}{% endfor %}",
    "{% for self in cycler %}{% endfor %}", "{% for x in [plan] %}{% endfor %}",
    "{% for x in plan.organisationer %}{{ x.__class__ }}{% endfor %}",
    "{% for x in plan.organisationer %}{{ loop.cycle }}{% endfor %}",
    "{% for x in plan.organisationer %}{{ loop._iterator }}{% endfor %}",
    "{% for loop in plan.organisationer %}{% endfor %}", "{% break %}", "{% continue %}", "{% hm %}",
    "{% colspan 9 %}", "{% cellbg plan.navn %}", "{% vm %}", "{%- if plan.navn %}a{% endif %}",
    "{% if plan.navn -%}a{% endif %}", "{% else %}", "{% endif %}", "{% endfor %}", "{%%}", "{% %}",
    "{% if %}a{% endif %}", "{% for %}{% endfor %}", "{% if not %}a{% endif %}", "{% if plan.navn or %}a{% endif %}",
]  # fmt: skip
ALONE = [
    "{{p ''.__class__ }}", "{{p cycler.__init__ }}", "{{p plan }}", "{{p plan.__class__ }}", "{{p _afsnit(plan, 0) }}",
    "{{p plan.navn|safe }}", "{%p set x = 1 %}", "{%p include 'x' %}", "{%p macro m() %}", "{%p if ''.__class__ %}",
    "{%p for x in range(9) %}", "{%p call x() %}", "{%p filter upper %}", "{%tr include 'x' %}", "{%tc if plan.navn %}",
    "{{tr plan.navn }}", "{{tc plan.navn }}", "{{r ''.__class__ }}", "{%r set x = 1 %}", "{%p- if plan.navn %}",
]  # fmt: skip
PAYLOADS = [*(item for group in KNOWN.values() for item in group), *VALUES, *STATEMENTS, *ALONE]


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 150


def refuse(*blocks: str, **parts: str | bytes) -> None:
    """Compile a form that must be refused with an error of our own, which quotes no Python."""
    with pytest.raises((FormError, PackageError)) as caught:
        byg.compiled(*blocks, **parts)
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_refused_in_a_paragraph(payload: str) -> None:
    refuse(escape(payload, quote=False))


@pytest.mark.parametrize("payload", PAYLOADS[::3])
def test_payload_is_refused_when_word_split_it_over_runs(payload: str) -> None:
    refuse(byg.p(*(byg.run(escape(sign, quote=False), "<w:b/>") for sign in payload)))


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS[1::3] if payload != "{% vm %}"])
def test_payload_is_refused_in_a_cell_that_repeats(payload: str) -> None:
    rows = "{%tr for x in plan.organisationer %}", escape(payload, quote=False), "{%tr endfor %}"
    refuse(byg.table(*map(byg.tr, rows)))


@pytest.mark.parametrize("payload", [*KNOWN["subclasses"], *KNOWN["self, context"], "{% set x = 1 %}", "{{ 7*7 }}"])
@pytest.mark.parametrize(
    "place",
    [
        "word_header1", "word_footer1", "word_footnotes", "docProps_core", "docProps_custom", "docProps_app",
        "word_settings", "word_styles", "word_comments", "word_endnotes", "customXml_item1",
    ],
)  # fmt: skip
def test_payload_is_refused_in_every_part(place: str, payload: str) -> None:
    text = escape(payload, quote=False)
    roots = {"word_header1": "hdr", "word_footer1": "ftr", "word_footnotes": "footnotes"}
    content = byg.story(roots[place], text) if place in roots else f'<x xmlns="u">{text}</x>'
    refuse("Tekst", **{place: content})


PLACES = {
    "an attribute": '<w:p><w:r><w:t w:x="{}">a</w:t></w:r></w:p>',
    "a bookmark's name": '<w:p><w:bookmarkStart w:id="1" w:name="{}"/><w:bookmarkEnd w:id="1"/></w:p>',
    "a simple field": '<w:p><w:fldSimple w:instr="{}"/></w:p>',
    "a field's code": "<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p>",
    "deleted text": "<w:p><w:del><w:r><w:delText>{}</w:delText></w:r></w:del></w:p>",
    "text in no run": "<w:p><w:t>{}</w:t></w:p>",
    "text in no paragraph": "<w:r><w:t>{}</w:t></w:r>",
    "a formula": '<w:p><m:oMath xmlns:m="urn:m"><m:r><m:t>{}</m:t></m:r></m:oMath></w:p>',
    "a text box": byg.p(f"<w:r><w:pict><w:txbxContent>{byg.p('{}')}</w:txbxContent></w:pict></w:r>"),
    "an alternative": byg.p(
        "<w:r><mc:AlternateContent><mc:Choice><w:t>{}</w:t></mc:Choice></mc:AlternateContent></w:r>"
    ),
    "a link": '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>',
    "an insertion": "<w:p><w:ins><w:r><w:t>{}</w:t></w:r></w:ins></w:p>",
    "a content control": "<w:p><w:sdt><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    "CDATA": "<w:p><w:r><w:t><![CDATA[{}]]></w:t></w:r></w:p>",
    "character references": "<w:p><w:r><w:t>&#123;&#x7b; cycler &#125;&#x7D;{}</w:t></w:r></w:p>",
    "behind a comment": "<w:p><w:r><w:t>{{<!-- -->{{ cycler }}<?x y?>}}{}</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", ["{{ cycler.__init__.__globals__ }}", "{% set x = 1 %}", "{{ 7*7 }}"])
def test_payload_is_refused_wherever_it_hides(place: str, payload: str) -> None:
    refuse(PLACES[place].format(payload))


@pytest.mark.parametrize("place", ["an attribute", "a field's code", "a formula", "text in no run", "an alternative"])
@pytest.mark.parametrize("tag", ["{{ plan.navn }}", "{{p plan.navn }}", "{%p if plan.navn %}", "{{p plan.x }}"])
def test_even_a_good_tag_is_refused_where_nobody_looks_for_one(place: str, tag: str) -> None:
    refuse(PLACES[place].format(tag))


@pytest.mark.parametrize(
    "text",
    ["{ { 7*7 } }", "{ % set x % }", "｛｛ 7*7 ｝｝", "❴❴ 7*7 ❵❵", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{7*7}", "$(id)",
     "a } b { c", "%{x}", "&#123;&#32;&#123; 7", "{&#8203;{ 7*7 }&#8203;}"],
)  # fmt: skip
def test_what_is_no_tag_is_printed_as_it_stands(text: str) -> None:
    form = byg.compiled(byg.p(escape(text, quote=False).replace("&amp;#", "&#")))

    printed = byg.paragraphs(byg.rendered(form)["word/document.xml"])[0]
    assert printed == re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), text)
    assert "49" not in printed


DATA = [
    "{{ 7*7 }}", "{% for x in y %}", "{{ cycler.__init__.__globals__ }}", "</w:t></w:r></w:p>", "a & b", "100<100",
    "]]>",
    "<select>", "&lt;", "&#123;&#123;", "{", "}}", "{#", "_x0000_", "'\"", "{{p plan.navn }}", "\\u0000", "\ufdfa",
]  # fmt: skip


@pytest.mark.parametrize("text", DATA)
def test_what_an_agreement_says_is_never_a_tag(text: str) -> None:
    content = byg.indhold(
        parter=[{"id": "a", "betegnelse": text}], kommunal_sammenhaeng=text.replace("<", "\\<").replace("#", "\\#")
    )
    blocks = "{%p for x in delaftale.parter %}", "{{ x.betegnelse }}", "{%p endfor %}"

    printed = byg.body(*blocks, "{{p delaftale.kommunal_sammenhaeng }}", content=content)

    assert printed == [text, text]


def test_what_an_agreement_says_is_never_a_tag_in_properties() -> None:
    content = byg.indhold()
    plan = content.plan.replaced(navn="</dc:title>{{ 7*7 }}&")
    form = byg.compiled("Tekst", docProps_core=byg.CORE.format("<dc:title>{{ plan.navn }}</dc:title>"))

    parts = byg.rendered(form, type(content)(content.delaftale, plan, content.indsatsomraade, content.udgave))

    assert "<dc:title>&lt;/dc:title&gt;{{ 7*7 }}&amp;</dc:title>" in parts["docProps/core.xml"]


# -- each wall alone -------------------------------------------------------------------------------------------------

ESCAPES = [
    payload
    for payload in [*(item for group in KNOWN.values() for item in group), *STATEMENTS[:12], "{{ plan._part }}"]
    if payload not in {"{{ self }}", "{% raw %}{{ plan.navn }}{% endraw %}", "{% block b %}{% endblock %}"}
]


@pytest.mark.parametrize("payload", [item for item in ESCAPES if item not in STATEMENTS or "import" in item])
def test_the_environment_refuses_at_run_time_by_itself(payload: str) -> None:
    """Nothing was judged before: the template is made straight from the payload."""
    content = byg.indhold()

    def fill_in() -> str:
        template = FormEnvironment().from_string(payload)
        return template.render(plan=View(type(content.plan), content.plan, "plan"), _felt=Act(lambda *_: ""))

    with pytest.raises((TemplateError, TypeError)):
        fill_in()


def test_the_environment_calls_nothing_but_acts() -> None:
    with pytest.raises(SecurityError):
        FormEnvironment().from_string("{{ f() }}").render(f=print)


def test_the_environment_looks_nothing_up() -> None:
    with pytest.raises(SecurityError):
        FormEnvironment().from_string("{{ x['navn'] }}").render(x={"navn": 1})


@pytest.mark.parametrize("payload", [*ESCAPES, "{{ self }}", "{% block b %}{% endblock %}", *STATEMENTS[16:21]])
def test_the_check_of_the_tree_refuses_by_itself(payload: str) -> None:
    def check() -> None:
        check_tree(FormEnvironment().parse(payload))

    with pytest.raises(TemplateError):
        check()


@pytest.mark.parametrize("act", ACTS)
def test_the_check_of_the_tree_lets_through_what_the_compiler_writes(act: str) -> None:
    number = "" if act == "_ord" else ", 3"

    check_tree(FormEnvironment().parse(f"{{% for x in plan.a %}}a{{{{ {act}(x.navn{number}) }}}}{{% endfor %}}"))


@pytest.mark.parametrize(
    "call", ["_felt()", "_felt(x, 1, 2)", "_felt(x, y)", "_felt(x=1)", "_felt(*x)", "_felt(x, **y)", "x(_felt)",
             "_felt(_felt)", "_felt(x.__class__, 1)", "plan._felt(x)", "_felt('a', 1)", "x", "_felt(x) ~ 1"],
)  # fmt: skip
def test_the_check_of_the_tree_refuses_any_other_call(call: str) -> None:
    with pytest.raises(SecurityError):
        check_tree(FormEnvironment().parse(f"{{{{ {call} }}}}"))


def test_a_form_that_is_no_word_file_is_not_looked_into() -> None:
    with pytest.raises(PackageError):
        compile_form(b"{{ cycler }}", byg.ROLLER, "lille")
