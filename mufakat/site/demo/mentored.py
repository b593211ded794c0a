"""Seed 3's districts as one wave, what came after its frozen dashboard, and what was asked about its effect.

That they are one wave, the second centres and the question are invented; `momentum_2024/network.toml` says which.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from mufakat.indicators.models import Instrument
from mufakat.journal.actions import OpenAct
from mufakat.learning import actions as learning, jobs
from mufakat.learning.models import Study
from mufakat.programmes import actions
from mufakat.programmes.models import Cohort, Programme

from .momentum import MINISTRY, STORY, accept, assess, facility, mentor_of, programme_of
from .stage import Row, Stage, Step, day, local, read

FEW = 2  # Posyandu of a second centre


def steps(stage: Stage) -> Iterator[Step]:
    data = read("network", STORY)
    wave, zone = data["cohort"], ZoneInfo(data["zone"])
    joined = local(f"{wave['joined']}T10:00", zone)
    yield Step(joined, "momentum/wave", MINISTRY, partial(_wave, stage, data))
    for state in ("ready", "running"):
        at = local(f"{wave[state]}T10:00", zone)
        yield Step(at, f"momentum/wave/{state}", MINISTRY, partial(_stand, wave, state))
    for row in data["second"]:
        yield from _second(stage, data, row, zone)
    asked = local(data["study"]["asked_at"], zone)
    yield Step(asked, "momentum/study", MINISTRY, partial(_ask, stage, data))
    answered = asked.replace(minute=10)
    yield Step(answered, "momentum/study/answer", "", partial(_answer, data))


def _wave(stage: Stage, data: Row, act: OpenAct) -> None:
    wave = data["cohort"]
    names = ("title", "year", "funder", "instrument_code", "target_percent", "source")
    regions = [stage.region(row["region"]) for row in data["district"]]
    made = actions.record_cohort(
        act,
        programme_of(data),
        quota=len(regions),
        starts_on=date.fromisoformat(wave["starts_on"]),
        **{name: wave[name] for name in names},
    )
    on = date.fromisoformat(wave["joined"])
    actions.join_districts(act, made, regions=regions, on=on, leave=())


def _stand(wave: Row, state: str, act: OpenAct) -> None:
    cohort, on = Cohort.objects.get(title=wave["title"]), date.fromisoformat(wave[state])
    for district in cohort.districts.select_related("region").order_by("region_path"):
        actions.record_standing(act, district, state=state, on=on, reason=wave["reason"])


def _second(stage: Stage, data: Row, row: Row, zone: ZoneInfo) -> Iterator[Step]:
    """A second centre, and what it answered: with what the first one lacked longest."""
    key = f"momentum/second/{row['region']}"
    began = local(f"{row['from']}T10:00", zone)
    yield Step(began.replace(hour=9), f"{key}/network", "", partial(_network, stage, row))
    yield Step(began, key, MINISTRY, partial(_centre, stage, data, row))
    first = next(each for each in data["district"] if each["region"] == row["region"])
    asked = partial(assess, stage, first, row["lacking"], row["month"], number=2)
    at = local(f"{row['assessed']}T10:00", zone)
    yield Step(at, f"{key}/answers", mentor_of(data, row["region"]), asked)
    looked = partial(accept, stage, first, row["month"], number=2)
    yield Step(at.replace(hour=15), f"{key}/accepted", MINISTRY, looked)


def _network(stage: Stage, row: Row, act: OpenAct) -> None:
    """The Pustu of the second centre, and its Posyandu."""
    region, head = stage.region(row["region"]), stage.organisations[f"{row['region']}/puskesmas/2"]
    pustu = facility(act, f"Pustu Puskesmas 2 {region}", "pustu", head.region, head)
    for n in range(FEW):
        name = f"Posyandu {n + 1} Pustu Puskesmas 2 {region}"
        facility(act, name, "posyandu", head.region, pustu)
    stage.organisations[f"{row['region']}/pustu/2"] = pustu


def _centre(stage: Stage, data: Row, row: Row, act: OpenAct) -> None:
    since = day(row["from"])
    assert since  # noqa: S101 - the file says it
    head = stage.organisations[f"{row['region']}/puskesmas/2"]
    pustu = stage.organisations[f"{row['region']}/pustu/2"]
    actions.record_unit(act, programme_of(data), puskesmas=head, pustu=pustu, valid_from=since)


def _ask(stage: Stage, data: Row, act: OpenAct) -> None:
    row = data["study"]
    learning.record_study(
        act,
        programme=programme_of(data),
        instrument=Instrument.objects.get(code="coe"),
        region=stage.region(""),
        measure=row["measure"],
        through_month=row["through_month"],
        start="lokus",
    )


def _answer(data: Row, act: OpenAct) -> None:
    """What the job would answer some minutes later."""
    programme = Programme.objects.get(code=data["programme"])
    study = Study.objects.select_related("instrument", "programme").get(programme=programme)
    state, result, digest = jobs.answer_of(study)
    learning.estimate_study(act, study, state=state, result=result, data_digest=digest)
