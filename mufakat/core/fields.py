"""A path in a tree as text, so that a subtree is one range of an index and never a walk."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Expression
from django.db.models.lookups import FieldGetDbPrepValueMixin, Lookup

if TYPE_CHECKING:
    Text = models.CharField[str, str]
    PathLookup = Lookup[str]
else:
    Text, PathLookup = models.CharField, Lookup


class PathField(Text):
    """Text whose parts each end in `.`, compared byte by byte on every database ("32.73.04.")."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        # A national collation would sort "32.73." after "32.8": only C order makes a subtree a range.
        parameters["collation"] = "C" if connection.vendor == "postgresql" else None
        return parameters


@PathField.register_lookup
class Under(FieldGetDbPrepValueMixin, PathLookup):
    """`path__under="32.73."`: the node itself and all below it. The empty path is the root: everything."""

    lookup_name = "under"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        left, params = self.process_lhs(compiler, connection)
        prefix: Any = self.rhs
        if isinstance(prefix, Expression):  # its value comes later, and is never empty (core.asked)
            below, more = compiler.compile(prefix)
            return f"({left} >= {below} AND {left} < {below} || '~')", [*params, *more] * 2
        if not prefix:
            return f"{left} IS NOT NULL", list(params)
        # "~" sorts after every digit, letter and dot that a path is made of.
        return f"({left} >= %s AND {left} < %s)", [*params, prefix, *params, prefix + "~"]


def ancestors(path: str) -> list[str]:
    """Every path from the root down to this one: "32.73." → ["", "32.", "32.73."]."""
    steps = path.split(".")[:-1]
    return ["", *(".".join(steps[: n + 1]) + "." for n in range(len(steps)))]
