"""Threshold rules are data: "met*100 >= 80*applicable". A small language of whole numbers, fractions and comparisons,
counted exactly; anything else is refused when the version is written, not when it is counted.

A value may be nothing: nothing applies there. A comparison with it says nothing, and counts in "and" and "or" as if it
did not stand there: not applicable is never 0 and never 100."""

import ast
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

Number = int | Fraction
Value = Number | None
Said = bool | None
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


def holds(rule: str, values: Mapping[str, Value]) -> Said:
    """Does the rule hold for these values? Nothing, if all that it compares does not apply. Raises RuleBroken
    ("bad_threshold") for a rule that is none."""
    return _truth(_parsed(rule), values)


def check(rule: str, names: set[str]) -> None:
    """RuleBroken unless the rule is one, and asks only for these names."""
    holds(rule, dict.fromkeys(names, 1))


def names_in(rule: str) -> set[str]:
    """The names that a text asks for; of one that cannot be read, none."""
    try:
        return {each.id for each in ast.walk(_parsed(rule)) if isinstance(each, ast.Name)}
    except RuleBroken:
        return set()


@lru_cache(maxsize=64)
def _parsed(rule: str) -> ast.expr:
    if len(rule) > LONGEST:
        raise _bad(rule)
    try:
        return ast.parse(rule.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _bad(rule) from None


def _truth(node: ast.expr, values: Mapping[str, Value]) -> Said:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            one, other = _number(left, values), _number(right, values)
            return None if one is None or other is None else COMPARISONS[type(op)](one, other)
        case ast.BoolOp(op=op, values=parts):
            # Every part is counted, so that a wrong one is found whatever the others say.
            said = [each for part in parts if (each := _truth(part, values)) is not None]
            if not said:
                return None
            return all(said) if isinstance(op, ast.And) else any(said)
    raise _bad(ast.unparse(node))


def _number(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            one, other = _number(left, values), _number(right, values)
            return None if one is None or other is None else ARITHMETIC[type(op)](one, other)
    raise _bad(ast.unparse(node))


def _bad(rule: str) -> RuleBroken:
    return RuleBroken(
        "bad_threshold",
        _("This is no rule that can be counted: %(rule)s") % {"rule": rule[:80]},
        "threshold",
    )
