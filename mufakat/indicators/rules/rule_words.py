"""A threshold rule as a person reads it: "at least 80 % of the questions that apply are met"."""

import ast
from collections.abc import Mapping

from django.utils.translation import gettext as _

from mufakat.core.numbers import percent as spelt

from .instrument import Form

SIGNS: dict[type[ast.AST], str] = {
    ast.GtE: "≥",
    ast.Gt: ">",
    ast.LtE: "≤",
    ast.Lt: "<",
    ast.Eq: "=",
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
}


def rule_in_words(rule: str, form: Form) -> str:
    """The rule in the reader's language; the usual ones as a sentence, others as a formula with words for its names. A
    text that is no rule stays as it is."""
    return rule_said(rule, {domain.code: domain.title for domain in form.domains})


def rule_said(rule: str, titles: Mapping[str, str]) -> str:
    """The same, where only the titles of the domains are known, by code."""
    try:
        node = ast.parse(rule.strip(), mode="eval").body
        return _said(node, titles)
    except (SyntaxError, ValueError, KeyError, RecursionError, MemoryError):
        return rule


def _said(node: ast.expr, titles: Mapping[str, str]) -> str:
    if isinstance(node, ast.BoolOp):
        joint = f" {_('and') if isinstance(node.op, ast.And) else _('or')} "
        inner = [
            f"({_said(part, titles)})" if isinstance(part, ast.BoolOp) else _said(part, titles)
            for part in node.values
        ]
        return joint.join(inner)
    if isinstance(node, ast.Compare):
        return _usual(node, titles) or _formula(node, titles)
    raise ValueError


def _usual(node: ast.Compare, titles: Mapping[str, str]) -> str:
    """A comparison in one of the usual shapes; nothing for any other."""
    sign, left, right = type(node.ops[0]), _times(node.left), _times(node.comparators[0])
    if left is None or right is None or len(node.ops) != 1 or sign not in (ast.GtE, ast.Gt):
        return ""
    (factor, asked), (limit, of) = left, right
    domain, _sign, name = asked.rpartition("__")
    where = {"domain": titles[domain]} if domain else {}
    strict = sign is ast.Gt
    if factor <= 0 or limit * 10_000 % factor:  # a limit is never rounded
        return ""
    if name == "index" and not of:
        return _index(limit, factor, strict, where)
    pairs = {("met", "applicable"), ("must_met", "must_applicable")}
    whose, _sign, counted = of.rpartition("__")
    if (name, counted) not in pairs or whose != domain or strict:
        return ""
    return _part_met(name, limit, factor, where)


def _index(limit: int, factor: int, strict: bool, where: Mapping[str, str]) -> str:
    if limit == 0 and not strict:
        return _("in every other case")
    words = {**where, "percent": spelt(limit, factor)}
    if strict and where:
        said = _("the index of “%(domain)s” is above %(percent)s")
    elif strict:
        said = _("the index is above %(percent)s")
    elif where:
        said = _("the index of “%(domain)s” is at least %(percent)s")
    else:
        said = _("the index is at least %(percent)s")
    return said % words


def _part_met(name: str, limit: int, factor: int, where: Mapping[str, str]) -> str:
    words = {**where, "percent": spelt(limit, factor)}
    if name == "met":
        said = _("at least %(percent)s of the questions that apply are met") % words
    elif limit == factor:
        said = _("every required question that applies is met")
    else:
        said = _("at least %(percent)s of the required questions that apply are met") % words
    return f"{said} {_('in “%(domain)s”') % words}" if where else said


def _times(node: ast.expr) -> tuple[int, str] | None:
    """80 → (80, ""), met → (1, "met"), met*100 → (100, "met"); nothing for any other term."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value, ""
    if isinstance(node, ast.Name):
        return 1, node.id
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        one, other = _times(node.left), _times(node.right)
        if one and other and not (one[1] and other[1]):
            return one[0] * other[0], one[1] or other[1]
    return None


def _formula(node: ast.expr, titles: Mapping[str, str]) -> str:
    if isinstance(node, ast.Compare):
        right = _formula(node.comparators[0], titles)
        return f"{_formula(node.left, titles)} {SIGNS[type(node.ops[0])]} {right}"
    if isinstance(node, ast.BinOp):
        left, right = _formula(node.left, titles), _formula(node.right, titles)
        return f"({left} {SIGNS[type(node.op)]} {right})"
    if isinstance(node, ast.Name):
        domain, _sign, name = node.id.rpartition("__")
        return _names()[name] + (f" “{titles[domain]}”" if domain else "")
    return ast.unparse(node)


def _names() -> dict[str, str]:
    return {
        "met": _("questions met"),
        "applicable": _("questions that apply"),
        "missing": _("questions without an answer"),
        "index": _("index"),
        "must_met": _("required questions met"),
        "must_applicable": _("required questions that apply"),
    }
