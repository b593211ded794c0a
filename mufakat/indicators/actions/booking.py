"""Writes the figures: what a body counts with, and by how much that changes every region above it (ADR 17).

Not an act of anybody: it follows from what was accepted, in the transaction of who accepted it, and `rebuild` makes all
of it anew. One lock for each instrument, and rows in one order: two who accept at once wait, none is turned away.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction

from mufakat.directory.models import Organisation
from mufakat.indicators.models import Cell, Instrument, SiteSpan
from mufakat.indicators.queries.formulas import formulas_of
from mufakat.indicators.queries.spans import bodies_in_turn, spans_found, spans_kept, unlike
from mufakat.indicators.rollup.steps import Steps, difference, parent_of, steps, upwards

AT_ONCE = 500  # bodies, or rows of a statement
COLUMNS = (
    *("instrument_id", "region_path", "measure", "month"),
    *("parent_path", "numerator", "denominator", "sites"),
)


def book(instrument: Instrument, organisation: Organisation) -> None:
    """What was accepted of a body, where it lies, or until when it stands has changed: so do its figures."""
    book_all(instrument, [organisation.pk])


@transaction.atomic
def book_all(instrument: Instrument, keys: Collection[Any]) -> int:
    """The same of several bodies at once, by their keys; answers how many of them count otherwise than before."""
    _lock(instrument)
    keys = list(keys)
    before, now = spans_kept(instrument, keys), spans_found(instrument, keys)
    changed = [unlike(before.get(key, ()), now.get(key, ())) for key in keys]
    old = [row for gone, _fresh in changed for row in gone]
    new = [row for _gone, fresh in changed for row in fresh]
    SiteSpan.objects.filter(pk__in=[row.pk for row in old]).delete()
    SiteSpan.objects.bulk_create(new, AT_ONCE)
    sums = formulas_of(instrument.pk).sums
    _add(instrument, upwards(difference(steps(new, sums), steps(old, sums))))
    return sum(any(each) for each in changed)


@transaction.atomic
def rebuild(instrument: Instrument) -> int:
    """Throw the figures of an instrument away and make them anew; answers the number of spans."""
    _lock(instrument)
    sums = formulas_of(instrument.pk).sums
    SiteSpan.objects.filter(instrument=instrument).delete()
    Cell.objects.filter(instrument=instrument).delete()
    counted = 0
    for keys in bodies_in_turn(instrument, AT_ONCE):
        rows = [row for those in spans_found(instrument, keys).values() for row in those]
        SiteSpan.objects.bulk_create(rows, AT_ONCE)
        _add(instrument, upwards(steps(rows, sums)))
        counted += len(rows)
    return counted


def _lock(instrument: Instrument) -> None:
    """One booking of an instrument at a time: each reads what is accepted after the one before it has ended."""
    Instrument.objects.select_for_update(no_key=True).get(pk=instrument.pk)


def _add(instrument: Instrument, changes: Steps) -> None:
    """Add to the cells, whether they are there already or not, always in the same order."""
    key = Cell._meta.get_field("instrument").get_db_prep_save(instrument.pk, connection)
    above = {path: parent_of(path) for path, _measure, _month in changes}
    ordered = sorted((cell, step) for cell, step in changes.items() if any(step))
    rows = [(key, *cell, above[cell[0]], *step) for cell, step in ordered]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # a short statement many times
            cursor.executemany(_upsert(1), rows)
            return
        for start in range(
            0, len(rows), AT_ONCE
        ):  # a long one a few times: each goes over the wire
            part = rows[start : start + AT_ONCE]
            cursor.execute(_upsert(len(part)), [value for row in part for value in row])


def _upsert(rows: int) -> str:
    table = Cell._meta.db_table
    row = f"({', '.join(['%s'] * len(COLUMNS))})"
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COLUMNS[-3:])
    return (
        f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES {', '.join([row] * rows)} "  # noqa: S608
        f"ON CONFLICT ({', '.join(COLUMNS[:4])}) DO UPDATE SET {added}"
    )
