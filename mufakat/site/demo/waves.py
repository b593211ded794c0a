"""Seed 5's first wave of districts: joined, found ready, running."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from mufakat.journal.actions import OpenAct
from mufakat.programmes import actions
from mufakat.programmes.models import Cohort, CohortDistrict
from mufakat.programmes.queries import readiness_items

from .stage import Row, Stage, Step, local, read

WAY = ("ready", "running")  # after it has joined


def steps(stage: Stage) -> Iterator[Step]:
    data = read("waves", "jayapura_2024")
    named = local(f"{data['joined']}T09:00")
    yield Step(named, "wave/instrument", data["by"], partial(_measured, data))
    for row in data["district"]:
        key, at = f"wave/{row['region']}", local(f"{data['joined']}T10:00")
        yield Step(at, key, data["by"], partial(_joined, stage, data, row))
        for state in WAY[: WAY.index(row["state"]) + 1] if row["state"] in WAY else ():
            at = local(f"{data[state]}T10:00")
            yield Step(at, f"{key}/{state}", data["by"], partial(_stands, data, row, state))
        if row["state"] == "planned" and "lacking" in row:
            at = local(f"{data['looked']}T10:00")
            yield Step(at, f"{key}/looked", data["by"], partial(_looks, data, row))


def _cohort(data: Row) -> Cohort:
    return Cohort.objects.get(programme__code=data["programme"], title=data["cohort"])


def _measured(data: Row, act: OpenAct) -> None:
    cohort = _cohort(data)
    actions.change_cohort(act, cohort, base=cohort.version, instrument_code=data["instrument"])


def _joined(stage: Stage, data: Row, row: Row, act: OpenAct) -> None:
    on = date.fromisoformat(data["joined"])
    actions.join_district(act, _cohort(data), region=stage.region(row["region"]), on=on)


def _stands(data: Row, row: Row, state: str, act: OpenAct) -> None:
    district = CohortDistrict.objects.get(cohort=_cohort(data), region__code=row["region"])
    on = date.fromisoformat(data[state])
    looked = _looked(row) if state == "ready" else {}
    actions.record_standing(
        act, district, state=state, on=on, reason=data["reason"], checklist=looked
    )


def _looks(data: Row, row: Row, act: OpenAct) -> None:
    district = CohortDistrict.objects.get(cohort=_cohort(data), region__code=row["region"])
    on = date.fromisoformat(data["looked"])
    actions.record_readiness(act, district, on=on, checklist=_looked(row))


def _looked(row: Row) -> dict[str, bool]:
    """The readiness list of a district, empty where nobody looked."""
    if "lacking" not in row:
        return {}
    return {code: code not in row["lacking"] for code, _title in readiness_items()}
