"""A question that a page asks each time it is opened: Django puts it into SQL once, then only the values change.

On the page of a session, writing the SQL of its questions took three times as long as answering them (ADR 10).
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet


class Slot(Expression):
    """The place of a value in a question."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def bound(self, values: dict[str, Any]) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Asked:
    """Rows as tuples, each time for other values:

        names = Asked(lambda forum: Meeting.objects.filter(forum=forum).values_list("title"), forum=UUIDField())
        names(forum=forum.pk)

    `ask` gets a slot for each name and may put it wherever a filter takes an expression.
    """

    def __init__(
        self, ask: "Callable[..., QuerySet[Any, Any]]", **fields: "Field[Any, Any]"
    ) -> None:
        self.ask = ask
        self.slots = {name: Slot(name, field) for name, field in fields.items()}
        self.ready: dict[str, tuple[str, tuple[Any, ...], Any]] = {}

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        sql, params, converters = self.ready.get(connection.vendor) or self._prepare()
        given = [p.bound(values) if isinstance(p, Slot) else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _prepare(self) -> tuple[str, tuple[Any, ...], Any]:
        compiler: Any = self.ask(**self.slots).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        converters = list(compiler.get_converters(columns).items())
        self.ready[connection.vendor] = sql, tuple(params), converters
        return self.ready[connection.vendor]


def _converted(row: tuple[Any, ...], converters: Any) -> tuple[Any, ...]:
    cells = list(row)
    for position, (convert, column) in converters:
        for each in convert:
            cells[position] = each(cells[position], column, connection)
    return tuple(cells)
