"""What was built once is put back for every test: the rows as the actions wrote them, the things as they were then.

Building the world takes three hundred statements and all our rules, putting it back takes some thirty. Nothing is
invented on the way: the rows are read from the tables, and Django's own statements write them again as they are.
"""

import pickle
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import DeleteQuery, InsertQuery

type Statement = tuple[str, tuple[Any, ...]]
type Rows = dict[type[Model], list[Model]]


def rows_of_the_house() -> Rows:
    """Every row of our tables, those between two things among them."""
    every = apps.get_models(include_auto_created=True)
    ours = (model for model in every if model.__module__.startswith("mufakat."))
    return {model: list(model._base_manager.order_by("pk")) for model in ours}


class Kept[T]:
    """Builds a thing, keeps it, and leaves the database as it was. `put_back` gives a fresh copy of the thing."""

    def __init__(self, build: Callable[[], T]) -> None:
        with transaction.atomic():
            before = rows_of_the_house()
            self.thing = pickle.dumps(build())
            after = rows_of_the_house()
            transaction.set_rollback(True)
        self.statements: list[Statement] = []
        for model, rows in after.items():
            if before[model]:  # one that the migrations wrote: how far the journal has come
                self.statements += _statements(DeleteQuery(model))
            fields = model._meta.local_concrete_fields
            most = connection.ops.bulk_batch_size(fields, rows) or 1  # 0 for no rows
            for start in range(0, len(rows), most):
                query: Any = InsertQuery(model)
                query.insert_values(fields, rows[start : start + most], raw=True)
                self.statements += _statements(query)

    def put_back(self) -> T:
        """Into tables that are as they were before the building; a row that is there already is an error."""
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in self.statements:
                cursor.execute(sql, params)
        thing: T = pickle.loads(self.thing)
        return thing


def _statements(query: Any) -> list[Statement]:
    made = query.get_compiler(connection=connection).as_sql()
    return made if isinstance(made, list) else [made]
