"""A question that a page asks each time it is opened: Django puts it into SQL once, then only the values change.

On the page of a session, writing the SQL of its questions took three times as long as answering them (ADR 10).
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import count, islice
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    CharField,
    Expression,
    F,
    Field,
    IntegerField,
    Model,
    Q,
    QuerySet,
    UUIDField,
)
from django.db.models.base import ModelState
from django.db.models.lookups import In

type Shape = tuple[Any, ...]  # how many slots each list gets, and the form of each condition


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
        """Of the values as the database takes them."""
        value = values[self.name]
        return value if self.index is None else value[self.index]


class Asked:
    """Rows as tuples, each time for other values:

        names = Asked(lambda forum: Meeting.objects.filter(forum=forum).values_list("title"), forum=UUIDField())
        names(forum=forum.pk)

    `ask` gets a slot for each name and may put it wherever a filter takes an expression. A name given as
    `[UUIDField()]` takes a list of values and gets a list of slots, for `__in`: as many as the next power of two, of
    which the last repeat a value; none for an empty list, and an empty list finds nothing.

    A name given as `Q` takes a condition, as those of what a user may see: the SQL is written once for each form
    that it takes. Its values are texts, numbers and ids, alone or in lists; everything else (an empty path, `None`,
    a truth value) is part of the form.
    """

    def __init__(self, ask: "Callable[..., QuerySet[Any, Any]]", **fields: Any) -> None:
        self.ask = ask
        self.fields = fields
        self.ready: dict[tuple[str, Shape], tuple[str, tuple[Any, ...], Any] | None] = {}

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        shape: list[Any] = []
        for name, field in self.fields.items():
            given = values[name]
            if field is Q:
                found: list[Any] = []
                shape.append(_form(given, found))
                values[name] = [_prepared(value, _SLOTTED[type(value)]) for value in found]
            elif type(field) is list:
                size = _power(len(given))
                shape.append(size)
                each = [_prepared(value, field[0]) for value in given]
                values[name] = each + each[-1:] * (size - len(each))  # repeats its last one
            else:
                values[name] = _prepared(given, field)
        key = connection.vendor, tuple(shape)
        ready = self.ready[key] if key in self.ready else self._prepare(key)
        if ready is None:
            return []
        sql, params, converters = ready
        bound = [p.bound(values) if isinstance(p, Slot) else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, bound)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _prepare(self, key: tuple[str, Shape]) -> tuple[str, tuple[Any, ...], Any] | None:
        shapes = iter(key[1])
        slots: dict[str, Any] = {}
        for name, field in self.fields.items():
            if field is Q:
                slots[name] = _condition(next(shapes), name, count())
            elif type(field) is list:
                slots[name] = [Slot(name, field[0], index) for index in range(next(shapes))]
            else:
                slots[name] = Slot(name, field)
        compiler: Any = self.ask(**slots).query.get_compiler(connection=connection)
        # Kept when it is finished, not before: other threads ask meanwhile.
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # a condition that nothing meets, as that of one without a role
            self.ready[key] = None
            return None
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        read_key = getattr(connection.ops, "convert_uuidfield_value", None)
        converters = [
            (position, _key if convert == read_key else convert, column)
            for position, (converts, column) in compiler.get_converters(columns).items()
            for convert in converts
        ]
        self.ready[key] = sql, tuple(params), converters
        return self.ready[key]


class Part(NamedTuple):
    """The thing that is asked for, or one that it refers to, and where it hangs."""

    path: str  # "forum__region", "" for the thing itself
    before: str  # "forum"
    field: str  # "region"
    model: type[Model]
    names: list[str]  # of its columns
    key: int  # which of them is its own key


class AskedThings[T: Model]:
    """The same for things instead of tuples, each with the things that it refers to (`with_`, as select_related has
    them: "forum", "forum__region")."""

    def __init__(
        self,
        model: type[T],
        find: "Callable[..., Q | QuerySet[T]]",
        *with_: str,
        **fields: Any,
    ) -> None:
        self.model = model
        self.find = (
            find  # a condition, or the things themselves where their order and number matter
        )
        self.with_ = with_
        self.asked = Asked(self._rows, **fields)

    def __call__(self, **values: Any) -> list[T]:
        parts = self.parts
        return [self._built(row, parts) for row in self.asked(**values)]

    def first(self, **values: Any) -> T | None:
        return next(iter(self(**values)), None)

    @cached_property
    def parts(self) -> list[Part]:
        """The thing itself and each that it refers to."""
        found: list[tuple[str, Any]] = [("", self.model)]
        for path in self.with_:
            model: Any = self.model
            for step in path.split("__"):
                model = model._meta.get_field(step).related_model
            found.append((path, model))
        return [_part(path, model) for path, model in found]

    def _rows(self, **slots: Any) -> Any:
        columns = [
            f"{part.path}__{name}" if part.path else name
            for part in self.parts
            for name in part.names
        ]
        found = self.find(**slots)
        if isinstance(found, Q):
            found = self.model._default_manager.filter(found)
        return found.values_list(*columns)

    def _built(self, row: tuple[Any, ...], parts: list[Part]) -> T:
        made: dict[str, Any] = {}
        start = 0
        for part in parts:
            cells, start = row[start : start + len(part.names)], start + len(part.names)
            thing = _stored(part, cells) if cells[part.key] is not None else None
            made[part.path] = thing
            if part.path and (before := made[part.before]) is not None:
                before._state.fields_cache[part.field] = thing
        found: T = made[""]
        return found


def _part(path: str, model: type[Model]) -> Part:
    names = [f.attname for f in model._meta.concrete_fields]
    before, _, field = path.rpartition("__")
    key: Any = model._meta.pk
    return Part(path, before, field, model, names, names.index(key.attname))


def _stored(part: Part, cells: tuple[Any, ...]) -> Any:
    """A thing as `Model.from_db` makes it, in a third of the time: no field of ours does more than keep its value, and
    nobody listens to the making of things (ADR 10)."""
    thing = part.model.__new__(part.model)
    state = ModelState()
    state.adding, state.db = False, "default"
    thing.__dict__ = dict(zip(part.names, cells, strict=True), _state=state)
    return thing


def _prepared(value: Any, field: "Field[Any, Any]") -> Any:
    """As the database takes it."""
    if type(value) is UUID and type(field) is UUIDField:
        return value if connection.features.has_native_uuid_field else value.hex
    return field.get_db_prep_value(value, connection)


def _power(length: int) -> int:
    """The next power of two, so that lists of every length need few forms of SQL."""
    return length and 1 << (length - 1).bit_length()


def _form(where: Q, values: list[Any]) -> Shape:
    """A condition without its values, which are added to `values` in their order."""
    form: list[Any] = [where.connector, where.negated]
    for child in where.children:
        if isinstance(child, Q):
            form.append(_form(child, values))
            continue
        name, value = cast("tuple[str, Any]", child)
        if isinstance(value, list | tuple):
            size = _power(len(value))
            values += [*value, *value[-1:] * (size - len(value))]
            form.append((name, size, type(value[0]) if value else None))
        elif type(value) in _SLOTTED and value != "":
            values.append(value)
            form.append((name, None, type(value)))
        else:
            form.append((name, value))
    return tuple(form)


_SLOTTED: Any = {str: CharField(), int: IntegerField(), UUID: UUIDField()}


def _condition(form: Shape, name: str, index: Iterator[int]) -> Q:
    """The condition of this form, with slots in place of its values."""
    connector, negated, *children = form
    found: list[Any] = []
    for child in children:
        if child[0] in (Q.AND, Q.OR, Q.XOR):
            found.append(_condition(child, name, index))
        elif len(child) == 2:
            found.append(child)
        else:
            lookup, size, kind = child
            slots = (Slot(name, _SLOTTED[kind], at) for at in index)
            found.append((lookup, next(slots) if size is None else list(islice(slots, size))))
    return Q(*found, _connector=connector, _negated=negated)


def among(name: str, slots: Iterable[Slot]) -> Any:
    """The condition "`name` is one of these", for a foreign key: Django's `__in` takes only values there.

    One list and no chain of ORs: SQLite refuses an expression that is deeper than 1,000.
    """
    return In(F(name), list(slots))


def _converted(row: tuple[Any, ...], converters: Any) -> tuple[Any, ...]:
    cells = list(row)
    for position, convert, column in converters:
        cells[position] = convert(cells[position], column, connection)
    return tuple(cells)


# The same few thousand keys come back on every page, and making one takes longer than finding it.
_read_key = lru_cache(maxsize=1 << 14)(UUID)


def _key(value: str | None, _column: Any, _connection: Any) -> UUID | None:
    """A key as a database without a type for it keeps it."""
    return _read_key(value) if value else None
