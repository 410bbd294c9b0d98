"""The closed room in which a compiled form runs: strict names, escaped output, nothing but fields and our own acts.

Three walls, each enough by itself: the grammar lets only names, for and if through; the syntax tree of the whole part
is checked again here after docxtpl's patching; and at run time an attribute is a field of a `View` or of the loop, a
call one of our acts, or it is a `SecurityError`. Source: fejl-hos-andre 32; Jinja 3.1 documentation, "Sandbox".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from generator.word.contract import LOOP_FIELDS
from generator.word.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.compiler import Frame

ACTS = ("_felt", "_afsnit", "_ord")
"""The calls that the compiler writes into a form: a field in a run, a long text's paragraphs, bare words."""

_FINISHED = ("_felt", "_afsnit")
"""Those that hand out finished XML, the words in it already escaped."""

MAX_REPEATED = {1: 200_000, 2: 50_000}
"""Characters of a form that stand in one loop, and in loops within loops; the shipped form has 1,200 and 1,500."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or,
    nodes.Name, nodes.Getattr,
)  # fmt: skip


class _FormCode(CodeGenerator):
    """Code that escapes all that is printed but finished XML; to mark that as such would take as long as to make it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        match node:
            case nodes.Call(node=nodes.Name(name=act)) if act in _FINISHED:
                self.write("(")
            case _:
                super()._output_child_pre(node, frame, finalize)


class FormEnvironment(SandboxedEnvironment):
    """Jinja without globals, filters, tests and extensions, and with attributes from a list instead of a ban."""

    code_generator_class = _FormCode

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True, cache_size=0)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of the agreement or of the loop. Raises: SecurityError, on anything else."""
        if type(obj) is View:
            return obj.get(attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        raise SecurityError(attribute)

    def getitem(self, obj: Any, argument: Any) -> NoReturn:  # noqa: ARG002 - Jinja's signature
        """Refuse: no form looks things up by key. Raises: SecurityError."""
        raise SecurityError(str(argument))

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Jinja's signature
        """Call one of our own acts; Jinja adds loop variables as keywords, which none needs. Raises: SecurityError."""
        if type(obj) is not Act:
            raise SecurityError(type(obj).__name__)
        return obj.run(*args)


class Act:
    """A function that a compiled form may call; nothing that an agreement holds is ever one."""

    __slots__ = ("run",)

    def __init__(self, run: Callable[..., str]) -> None:
        self.run = run


def check_tree(tree: nodes.Template) -> None:
    """Refuse a compiled part that holds more than names, for, if and our acts. Raises: SecurityError."""
    pending: list[nodes.Node] = [tree]
    while pending:
        node = pending.pop()
        match node:
            case nodes.Output():
                printed = [item for item in node.nodes if not isinstance(item, nodes.TemplateData)]
                pending.extend(map(_argument_of_act, printed))
                continue
            case nodes.For(test=None, recursive=False):
                pass
            case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_"):
                raise SecurityError(name)
            case nodes.For():
                raise SecurityError("for")
            case _ if not isinstance(node, _ALLOWED):
                raise SecurityError(type(node).__name__)
        pending.extend(node.iter_child_nodes())


class TooLongError(ValueError):
    """More of a form is repeated than any document needs: over `limit` characters in that many loops."""

    def __init__(self, loops: int, limit: int) -> None:
        self.loops, self.limit = loops, limit
        super().__init__(f"{limit} characters in {loops} loops")


def check_length(tree: nodes.Template) -> None:
    """Refuse a part with so much text in loops that a long agreement would fill the memory. Raises: TooLongError."""
    repeated = dict.fromkeys(MAX_REPEATED, 0)
    pending: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while pending:
        node, loops = pending.pop()
        if isinstance(node, nodes.TemplateData) and loops:
            repeated[loops] += len(node.data)
            if repeated[loops] > MAX_REPEATED[loops]:
                raise TooLongError(loops, MAX_REPEATED[loops])
        inside = min(loops + 1, max(MAX_REPEATED)) if isinstance(node, nodes.For) else loops
        pending.extend((child, inside) for child in node.iter_child_nodes())


def _argument_of_act(node: nodes.Expr) -> nodes.Expr:
    """Return the field that is printed by a call as the compiler writes it: an act, a name, perhaps a style's number.

    Raises: SecurityError, on anything else that is printed.
    """
    match node:
        case nodes.Call(node=nodes.Name(name=act), args=[field] | [field, nodes.Const()], kwargs=[]) if (
            act in ACTS and node.dyn_args is None and node.dyn_kwargs is None
        ):
            return field
        case _:
            raise SecurityError(type(node).__name__)
