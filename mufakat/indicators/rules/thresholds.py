"""Threshold rules are data: "met*100 >= 80*applicable". A small language of whole numbers, fractions and comparisons,
counted exactly; anything else is refused when the version is written, not when it is counted."""

import ast
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

Number = int | Fraction
ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.Eq: operator.eq,
}
LONGEST = 300


def holds(rule: str, values: Mapping[str, Number]) -> bool:
    """Does the rule hold for these values? Raises RuleBroken ("bad_threshold") for a rule that is none."""
    answer = _value(_parsed(rule), values)
    if not isinstance(answer, bool):
        raise _bad(rule)
    return answer


def check(rule: str, names: set[str]) -> None:
    """RuleBroken unless the rule is one, and asks only for these names."""
    holds(rule, dict.fromkeys(names, 1))


def _parsed(rule: str) -> ast.expr:
    if len(rule) > LONGEST:
        raise _bad(rule)
    try:
        return ast.parse(rule.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise _bad(rule) from None


def _value(node: ast.expr, values: Mapping[str, Number]) -> Number | bool:
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            return ARITHMETIC[type(op)](_number(left, values), _number(right, values))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            return COMPARISONS[type(op)](_number(left, values), _number(right, values))
        case ast.BoolOp(op=op, values=parts):
            # Every part is counted, so that a wrong one is found whatever the others say.
            said = [_truth(part, values) for part in parts]
            return all(said) if isinstance(op, ast.And) else any(said)
    raise _bad(ast.unparse(node))


def _number(node: ast.expr, values: Mapping[str, Number]) -> Number:
    found = _value(node, values)
    if isinstance(found, bool):
        raise _bad(ast.unparse(node))
    return found


def _truth(node: ast.expr, values: Mapping[str, Number]) -> bool:
    found = _value(node, values)
    if not isinstance(found, bool):
        raise _bad(ast.unparse(node))
    return found


def _bad(rule: str) -> RuleBroken:
    return RuleBroken(
        "bad_threshold",
        _("This is no rule that can be counted: %(rule)s") % {"rule": rule[:80]},
        "threshold",
    )
