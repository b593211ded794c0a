"""A question that a page asks each time it is opened: Django puts it into SQL once, then only the values change.

On the page of a session, writing the SQL of its questions took three times as long as answering them (ADR 10).
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Expression, F, Field, Model, Q, QuerySet
from django.db.models.lookups import In

type Sizes = tuple[int, ...]  # how many slots each list of values gets


class Slot(Expression):
    """The place of a value in a question; of the `index`-th one where a list is asked for."""

    def __init__(self, name: str, field: "Field[Any, Any]", index: int | None = None) -> None:
        super().__init__(output_field=field)
        self.name = name
        self.index = index

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def get_group_by_cols(self) -> list[Any]:
        return []  # a constant, as far as the database is concerned

    def bound(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        if self.index is not None:
            value = value[min(self.index, len(value) - 1)]  # a short list repeats its last one
        return self.output_field.get_db_prep_value(value, connection)


class Asked:
    """Rows as tuples, each time for other values:

        names = Asked(lambda forum: Meeting.objects.filter(forum=forum).values_list("title"), forum=UUIDField())
        names(forum=forum.pk)

    `ask` gets a slot for each name and may put it wherever a filter takes an expression. A name given as
    `[UUIDField()]` takes a list of values and gets a list of slots, for `__in`: as many as the next power of two, of
    which the last repeat a value; none for an empty list. Where nothing is asked for, nothing is found.
    """

    def __init__(self, ask: "Callable[..., QuerySet[Any, Any]]", **fields: Any) -> None:
        self.ask = ask
        self.fields = fields
        self.ready: dict[tuple[str, Sizes], tuple[str, tuple[Any, ...], Any]] = {}

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        lengths = [len(values[name]) for name, field in self.fields.items() if type(field) is list]
        if lengths and not max(lengths):
            return []
        key = connection.vendor, tuple(n and 1 << (n - 1).bit_length() for n in lengths)
        sql, params, converters = self.ready.get(key) or self._prepare(key)
        given = [p.bound(values) if isinstance(p, Slot) else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _prepare(self, key: tuple[str, Sizes]) -> tuple[str, tuple[Any, ...], Any]:
        sizes = iter(key[1])
        slots: dict[str, Any] = {
            name: [Slot(name, field[0], index) for index in range(next(sizes))]
            if type(field) is list
            else Slot(name, field)
            for name, field in self.fields.items()
        }
        compiler: Any = self.ask(**slots).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        converters = list(compiler.get_converters(columns).items())
        self.ready[key] = sql, tuple(params), converters
        return self.ready[key]


class AskedThings[T: Model]:
    """The same for things instead of tuples, each with the things that it refers to (`with_`, as select_related has
    them: "forum", "forum__region")."""

    def __init__(
        self, model: type[T], find: Callable[..., Q], *with_: str, **fields: "Field[Any, Any]"
    ) -> None:
        self.model = model
        self.find = find
        self.with_ = with_
        self.asked = Asked(self._rows, **fields)

    def __call__(self, **values: Any) -> list[T]:
        return [self._built(row) for row in self.asked(**values)]

    def first(self, **values: Any) -> T | None:
        return next(iter(self(**values)), None)

    @cached_property
    def parts(self) -> list[tuple[str, type[Model], list[str]]]:
        """Path, model and columns of the thing itself and of each that it refers to."""
        found: list[tuple[str, Any]] = [("", self.model)]
        for path in self.with_:
            model: Any = self.model
            for step in path.split("__"):
                model = model._meta.get_field(step).related_model
            found.append((path, model))
        return [
            (path, model, [f.attname for f in model._meta.concrete_fields]) for path, model in found
        ]

    def _rows(self, **slots: Any) -> Any:
        columns = [
            f"{path}__{name}" if path else name for path, _, names in self.parts for name in names
        ]
        return self.model._default_manager.filter(self.find(**slots)).values_list(*columns)

    def _built(self, row: tuple[Any, ...]) -> T:
        made: dict[str, Any] = {}
        start = 0
        for path, model, names in self.parts:
            cells, start = row[start : start + len(names)], start + len(names)
            there = cells[names.index(model._meta.pk.attname)] is not None
            made[path] = model.from_db("default", names, cells) if there else None
            before, _, name = path.rpartition("__")
            if path and made[before] is not None:
                setattr(made[before], name, made[path])
        thing: T = made[""]
        return thing


def among(name: str, slots: Iterable[Slot]) -> Any:
    """The condition "`name` is one of these", for a foreign key: Django's `__in` takes only values there.

    One list and no chain of ORs: SQLite refuses an expression that is deeper than 1,000.
    """
    return In(F(name), list(slots))


def _converted(row: tuple[Any, ...], converters: Any) -> tuple[Any, ...]:
    cells = list(row)
    for position, (convert, column) in converters:
        for each in convert:
            cells[position] = each(cells[position], column, connection)
    return tuple(cells)
