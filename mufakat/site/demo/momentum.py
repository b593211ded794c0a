"""Seed 3's mentored districts: the network, the centres of excellence, what they answered, and the contest in Ende.

Every answer follows from `momentum_2024/network.toml`: an indicator that is named there as lacking gets an answer that
does not meet it, every other one that does.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.directory import actions as directory
from mufakat.directory.models import Organisation, Region
from mufakat.indicators.actions import accepting, assessments, calls, snapshots
from mufakat.indicators.models import Assessment, Instrument
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.journal.actions import OpenAct
from mufakat.programmes import actions as programmes
from mufakat.programmes.models import Programme

from .answers import answer
from .stage import Row, Stage, Step, day, local, read

STORY = "momentum_2024"
MINISTRY, HOST = "kemenkes", "dinkes.ende"
INVENTED = "(contoh rekaan)"
CONFIRMED = {"still": True}  # also where it is what was said the last time
Do = Callable[[OpenAct], Any]


def steps(stage: Stage) -> Iterator[Step]:
    data = read("network", STORY)
    zone = ZoneInfo(data["zone"])
    start, mentored = local(data["start"], zone), local(f"{data['mentoring_from']}T09:00", zone)
    yield Step(start, "momentum/programme", "", partial(_programme, stage, data))
    for row in data["district"]:
        key = row["region"]
        yield Step(start, f"momentum/network/{key}", "", partial(_network, stage, data, row))
        yield Step(
            mentored, f"momentum/lokus/{key}", MINISTRY, partial(_mentored, stage, data, row)
        )
        for month, on in data["months"].items():
            at = local(f"{on}T10:00", zone)
            asked = partial(assess, stage, row, row[month], on[:7])
            yield Step(at, f"momentum/answers/{key}/{month}", mentor_of(data, key), asked)
            looked = partial(accept, stage, row, on[:7])
            yield Step(at.replace(hour=15), f"momentum/accepted/{key}/{month}", MINISTRY, looked)
    for row in data["visit"]:
        at = local(f"{row['on']}T15:00", zone)
        key = f"momentum/visit/{row['region']}/{row['on']}"
        by = mentor_of(data, row["region"])
        yield Step(at, key, by, partial(_visit, stage, data, row))
    called = local(data["call"]["at"], zone)
    yield Step(called, "momentum/call", MINISTRY, partial(_call, stage, data))
    frozen = partial(_freeze, stage, data)
    yield Step(local(data["frozen_at"], zone), "momentum/frozen", MINISTRY, frozen)
    yield from _contest_steps(stage, data, zone)


def _programme(stage: Stage, data: Row, act: OpenAct) -> None:
    programmes.record_programme(
        act,
        code=data["programme"],
        title=data["title"],
        region=stage.region(""),
        lead=stage.organisations["momentum"],
        parent=Programme.objects.get(code="ilp"),
        source=data["source"],
        valid_from=day(data["programme_from"]),
    )


def programme_of(data: Row) -> Programme:
    return Programme.objects.get(code=data["programme"])


def _network(stage: Stage, data: Row, row: Row, act: OpenAct) -> None:
    """The Dinkes, its mentored Puskesmas (the first is the centre), the Pustu of the centre and its Posyandu."""
    region = stage.region(row["region"])
    office = _dinkes(stage, region, act)
    many = data["contestants"] if region.code == data["contest"]["region"] else row["mentored"]
    below = list(region.children.filter(valid_to=None).order_by("code"))
    for n in range(many):
        key = f"{region.code}/puskesmas/{n + 1}"
        name = f"Puskesmas COE {region}" if n == 0 else f"Puskesmas {n + 1} {region}"
        place = below[n % len(below)]
        stage.organisations[key] = facility(act, name, "puskesmas", place, office)
    centre = stage.organisations[f"{region.code}/puskesmas/1"]
    village = below[0].children.filter(valid_to=None).order_by("code").first() or below[0]
    pustu = facility(act, f"Pustu COE {region}", "pustu", village, centre)
    stage.organisations[f"{region.code}/pustu"] = pustu
    for n in range(row["posyandu"]):
        facility(act, f"Posyandu {n + 1} Pustu COE {region}", "posyandu", village, pustu)


def _dinkes(stage: Stage, region: Region, act: OpenAct) -> Organisation:
    key = f"dinkes/{region.code}"
    if key not in stage.organisations:
        there = (each for each in stage.organisations.values() if _is_office_of(each, region))
        stage.organisations[key] = next(there, None) or directory.record_facility(
            act, kind="dinkes_kabkota", name=f"Dinas Kesehatan {_spelt(region)}", region=region
        )
    return stage.organisations[key]


def _is_office_of(body: Organisation, region: Region) -> bool:
    return body.region_id == region.pk and body.name.startswith("Dinas Kesehatan")


def _spelt(region: Region) -> str:
    return str(region).replace("Kab.", "Kabupaten")


def facility(
    act: OpenAct, name: str, kind: str, region: Region, parent: Organisation
) -> Organisation:
    return directory.record_facility(
        act, name=f"{name} {INVENTED}", kind=kind, region=region, parent=parent
    )


def _mentored(stage: Stage, data: Row, row: Row, act: OpenAct) -> None:
    programme, since = programme_of(data), day(data["mentoring_from"])
    assert since  # noqa: S101 - the file says it
    code = row["region"]
    mentored = [stage.organisations[f"{code}/puskesmas/{n + 1}"] for n in range(row["mentored"])]
    programmes.record_lokus(act, programme, organisations=mentored, valid_from=since)
    unit = programmes.record_unit(
        act,
        programme,
        puskesmas=mentored[0],
        pustu=stage.organisations[f"{code}/pustu"],
        valid_from=since,
    )
    for target in mentored[1 : 1 + row.get("replicas", 0)]:
        planned = day(data["replicas_by"])
        assert planned  # noqa: S101 - the file says it
        programmes.record_replication(act, unit, target=target, planned_on=planned)


def assess(stage: Stage, row: Row, lacking: int, month: str, act: OpenAct, number: int = 1) -> None:
    """Begun, every domain answered, sent: by the centre, the first Puskesmas of the district, or by another one."""
    centre = stage.organisations[f"{row['region']}/puskesmas/{number}"]
    instrument = Instrument.objects.get(code="coe")
    made = assessments.record_assessment(
        act, instrument=instrument, organisation=centre, month=month
    )
    left = set(row["lacking"][:lacking])
    sheet = sheet_of(made)
    for domain in sheet.form.domains:
        items = {
            each.key: answer(each.indicator, met=each.indicator.code not in left) | CONFIRMED
            for each in sheet.of_domain(domain.code)
        }
        made.refresh_from_db()
        assessments.fill_assessment(act, made, base=None, domain=domain.code, items=items)
    made.refresh_from_db()
    assessments.submit_assessment(act, made)


def accept(stage: Stage, row: Row, month: str, act: OpenAct, number: int = 1) -> None:
    centre = stage.organisations[f"{row['region']}/puskesmas/{number}"]
    made = Assessment.objects.get(organisation=centre, month=month)
    accepting.verify_assessment(act, made)
    accepting.accept_assessment(act, made)


def mentor_of(data: Row, region: str) -> str:
    """Each province has its own."""
    username: str = data["mentors"][region[:2]]
    return username


def _visit(stage: Stage, data: Row, row: Row, act: OpenAct) -> None:
    on, next_on = (date.fromisoformat(row[name]) for name in ("on", "next_on"))
    programmes.record_visit(
        act,
        programme_of(data),
        organisation=stage.organisations[f"{row['region']}/puskesmas/1"],
        by_organisation=stage.organisations["momentum"],
        mentors=str(stage.people[mentor_of(data, row["region"]).replace(".", "_")]),
        on=on,
        next_on=next_on,
        topics=row["topics"],
        observed=row["seen"],
        agreed=row["agreed"],
    )


def _call(stage: Stage, data: Row, act: OpenAct) -> None:
    row = data["call"]
    names = ("opens_on", "due_on", "closes_on")
    days: Row = {name: date.fromisoformat(row[name]) for name in names}
    calls.record_call(
        act,
        instrument=Instrument.objects.get(code="coe"),
        region=stage.region(""),
        programme=programme_of(data),
        title=row["title"],
        month=row["month"],
        **days,
    )


def _freeze(stage: Stage, data: Row, act: OpenAct) -> None:
    """The dashboard of 31 July 2024 as the seed quotes it: 35 of 44."""
    as_of = day(data["frozen_as_of"])
    assert as_of  # noqa: S101 - the file says it
    snapshots.take_snapshot(
        act,
        instrument=Instrument.objects.get(code="coe"),
        region=stage.region(""),
        as_of=as_of,
        title=data["frozen_title"],
        programme=programme_of(data),
    )


def _contest_steps(stage: Stage, data: Row, zone: ZoneInfo) -> Iterator[Step]:
    """Told in September 2024 as past; the source gives no day, and of the year it says 2024."""
    row = data["contest"]

    def contest(act: OpenAct) -> None:
        made = programmes.record_contest(
            act,
            programme_of(data),
            title=row["title"],
            region=stage.region(row["region"]),
            year=row["year"],
            criteria=row["criteria"],
            audience=row["audience"],
            source=row["source"],
        )
        bodies = [
            stage.organisations[f"{row['region']}/puskesmas/{n + 1}"]
            for n in range(data["contestants"])
        ]
        entries = programmes.record_contestants(act, made, organisations=bodies)
        names = [each["code"] for each in made.criteria]
        for entry, points in zip(entries, row["points"], strict=True):
            programmes.record_points(act, entry, **dict(zip(names, points, strict=True)))

    yield Step(local(row["recorded_at"], zone), "momentum/contest", HOST, contest)
