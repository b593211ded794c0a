"""Loads the catalogue from `programmes/reference/`. Reference data, not an act: nobody decided it here."""

import logging
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from mufakat.directory.models import Region
from mufakat.programmes.models import Cohort, Programme

FILE = Path(__file__).resolve().parent.parent / "reference" / "programmes.toml"

logger = logging.getLogger(__name__)


def load_programmes() -> dict[str, int]:
    """Brings catalogue and cohorts to the state of the reference file; a second run changes nothing. Answers how many
    rows were "added" and "changed"; what a person has changed since (version above 1), and a programme that an office
    has recorded under such a code, stays as it is and is counted as "kept". Without regions nothing is done.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    done = {"added": 0, "changed": 0, "kept": 0}
    nation = Region.objects.filter(level=0).first()
    if nation is None:
        return done
    with transaction.atomic():
        there = {p.code: p for p in Programme.objects.all()}
        for row in told["programme"]:
            values = _programme(row, nation, there)
            there[row["code"]] = _write(Programme, there.get(row["code"]), values, done)
        _write_cohorts(told["cohort"], there, done)
    logger.info("Programmes loaded: %s", done)
    return done


def _programme(row: dict[str, Any], nation: Region, there: dict[str, Programme]) -> dict[str, Any]:
    """A programme as the file says it is; the parent, given by its code, stands before it."""
    return {
        "code": row["code"],
        "family": row["family"],
        "number": row.get("number"),
        "title": row["title"],
        "parent_id": there[row["parent"]].pk if "parent" in row else None,
        "valid_from": row.get("valid_from"),
        "source": row["source"],
        "region_id": nation.pk,
        "region_path": nation.path,
        "is_reference": True,
    }


def _write_cohorts(
    rows: list[dict[str, Any]], programmes: dict[str, Programme], done: dict[str, int]
) -> None:
    there = {(c.programme_id, c.title): c for c in Cohort.objects.all()}
    for row in rows:
        programme = programmes[row["programme"]]
        values = {
            "programme_id": programme.pk,
            "title": row["title"],
            "year": row["year"],
            "quota": row["quota"],
            "funder": row["funder"],
            "starts_on": date(row["year"], 1, 1),
            "source": row["source"],
        }
        _write(Cohort, there.get((programme.pk, row["title"])), values, done)


def _write(model: Any, thing: Any, values: dict[str, Any], done: dict[str, int]) -> Any:
    """The row with these values: a new one, the one that is there, brought up to date, or kept as a person left it."""
    if thing is None:
        done["added"] += 1
        return model.objects.create(**values)
    if all(getattr(thing, name) == value for name, value in values.items()):
        return thing
    if thing.version > 1 or not getattr(thing, "is_reference", True):
        logger.warning("%s %s was changed by a person and is kept", model.__name__, thing)
        done["kept"] += 1
        return thing
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()
    done["changed"] += 1
    return thing
