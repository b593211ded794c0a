"""Django's templates with less work in each render (docs/adr/0007-quick-templates.md).

After a template is compiled, its lists of nodes are drawn by `QuickNodes` and its variables looked up by
`QuickVariable`. Both take the short way only where it gives what Django gives; anything else, and every error,
goes Django's own way. Without this loader every page looks the same and takes longer.
"""

from collections.abc import Callable, Sequence
from html import escape
from types import MethodType
from typing import Any

from django.template import Template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TextNode,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import IfNode
from django.template.loaders import cached
from django.template.smartif import TokenBase
from django.utils.safestring import SafeString

Part = str | Callable[[Any], str]


class NotQuick(Exception):
    """Here Django's own way is needed."""


def look_up(bits: Sequence[str], context: Any) -> Any:
    """What `a.b.c` is in this context: dictionaries by key, objects by attribute, methods called.

    Raises NotQuick (or whatever goes wrong on the way) for all else: lists, missing names, other callables.
    """
    found: Any = context
    for bit in bits:
        kind = found.__class__
        if found is context or kind is dict:
            found = found[bit]
        elif hasattr(kind, "__getitem__"):
            raise NotQuick
        else:
            found = getattr(found, bit)
        if callable(found):
            if found.__class__ is not MethodType or hasattr(found, "alters_data"):
                raise NotQuick
            found = found()
    return found


class QuickVariable(Variable):
    """Takes the place of a Variable that is already there: it has the same slots."""

    __slots__ = ()

    def _resolve_lookup(self, context: Any) -> Any:
        try:
            return look_up(self.lookups, context)  # type: ignore[arg-type]
        except Exception:  # Django finds it, or says what is wrong
            return super()._resolve_lookup(context)  # type: ignore[misc]


class QuickNodes(NodeList):
    """The same nodes; neighbouring texts are joined, plain {{ variables }} drawn at once."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        super().__init__(nodes)
        self.contains_nontext = getattr(nodes, "contains_nontext", False)
        self.parts: list[Part] = []
        for node in nodes:
            part = _part(node)
            if isinstance(part, str) and self.parts and isinstance(self.parts[-1], str):
                self.parts[-1] += part
            else:
                self.parts.append(part)

    def render(self, context: Any) -> SafeString:
        return SafeString("".join([p if p.__class__ is str else p(context) for p in self.parts]))  # type: ignore[operator]


def _part(node: Node) -> Part:
    if isinstance(node, TextNode):
        return str(node.s)
    if type(node) is VariableNode:
        asked = node.filter_expression
        if isinstance(asked.var, QuickVariable) and not asked.filters:
            return _variable(node, asked.var.lookups)  # type: ignore[arg-type]
    return node.render_annotated


def _variable(node: VariableNode, bits: Sequence[str]) -> Part:
    def draw(context: Any) -> str:
        try:
            value = look_up(bits, context)
        except Exception:
            return node.render_annotated(context)
        if value.__class__ is SafeString:
            return str(value)
        if value.__class__ is str:
            return escape(value) if context.autoescape else str(value)
        return render_value_in_context(value, context)

    return draw


def quicken(nodes: NodeList) -> QuickNodes:
    """The list, and all below it."""
    for node in nodes:
        for value in list(vars(node).values()):
            _quicken_variables(value)
        for name in node.child_nodelists:
            if name in vars(node) and isinstance(vars(node)[name], NodeList):
                setattr(node, name, quicken(vars(node)[name]))
        if isinstance(node, IfNode):
            node.conditions_nodelists = [
                (condition, quicken(below)) for condition, below in node.conditions_nodelists
            ]
    return QuickNodes(nodes)


def _quicken_variables(value: Any) -> None:
    """In an argument of a tag, or in the tree of conditions of an {% if %}."""
    if isinstance(value, FilterExpression):
        var = value.var
        if type(var) is Variable and var.lookups:
            var.__class__ = QuickVariable
        for _filter, arguments in value.filters:
            for is_lookup, argument in arguments:
                if is_lookup and type(argument) is Variable and argument.lookups:
                    argument.__class__ = QuickVariable
    elif isinstance(value, TokenBase):
        for each in (value.first, value.second, getattr(value, "value", None)):
            _quicken_variables(each)
    elif isinstance(value, (list, tuple)) and not isinstance(value, NodeList):
        for each in value:
            _quicken_variables(each)
    elif isinstance(value, dict):
        for each in value.values():
            _quicken_variables(each)


class Loader(cached.Loader):
    """Compiles each template once, and quickens it."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template: Template = super().get_template(template_name, skip)
        if not isinstance(template.nodelist, QuickNodes):
            template.nodelist = quicken(template.nodelist)
        return template


