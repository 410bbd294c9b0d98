"""The closed room in which a compiled form runs: strict names, escaped output, nothing but fields and our own acts.

Three walls, each enough by itself: the grammar lets only names, for and if through; the syntax tree of the whole part is
checked again here after docxtpl's patching; and at run time an attribute is a field of a `View` or of the loop, a call one of our
acts, or it is a `SecurityError`. Source: fejl-hos-andre 32; Jinja 3.1 documentation, "Sandbox".
"""

from __future__ import annotations

from typing import Any, NoReturn

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from generator.word.contract import LOOP_FIELDS
from generator.word.view import View

ACTS = ("_felt", "_afsnit", "_ord")
"""The calls that the compiler writes into a form: a field in a run, a long text's paragraphs, bare words."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or,
    nodes.Name, nodes.Getattr,
)  # fmt: skip


class FormEnvironment(SandboxedEnvironment):
    """Jinja without globals, filters, tests and extensions, and with attributes from a list instead of a ban."""

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

    def getitem(self, obj: Any, argument: Any) -> NoReturn:
        """Refuse: no form looks things up by key."""
        raise SecurityError(str(argument))

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call one of our own acts; Jinja adds loop variables as keywords, which none needs. Raises: SecurityError."""
        if type(obj) is not Act:
            raise SecurityError(type(obj).__name__)
        return obj.run(*args)


class Act:
    """A function that a compiled form may call; nothing that an agreement holds is ever one."""

    __slots__ = ("run",)

    def __init__(self, run: Any) -> None:
        self.run = run


def check_tree(tree: nodes.Template) -> None:
    """Refuse a compiled part that holds more than names, for, if and our acts. Raises: SecurityError."""
    pending: list[nodes.Node] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.Call):
            _check_call(node)
            pending.append(node.args[0])
        elif not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and (node.test or node.recursive)):
            raise SecurityError(type(node).__name__)
        else:
            if any(name.startswith("_") for name in _names(node)):
                raise SecurityError(", ".join(_names(node)))
            pending.extend(node.iter_child_nodes())


def _check_call(node: nodes.Call) -> None:
    """Refuse a call that the compiler did not write: an act, a dotted name, perhaps a style's number."""
    is_act = isinstance(node.node, nodes.Name) and node.node.name in ACTS
    shape = [type(argument) for argument in node.args[1:]] in ([], [nodes.Const])
    if not is_act or not node.args or not shape or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise SecurityError("call")


def _names(node: nodes.Node) -> list[str]:
    match node:
        case nodes.Name():
            return [node.name]
        case nodes.Getattr():
            return [node.attr]
        case _:
            return []
