"""An invented roll-out whose data can answer what it did: sites assessed every month that enter in two steps, and some
that do not. `skrining_2024/screening.toml` holds every figure; nothing of it is from a source. The question waits for
the job that answers it, some seconds after the demonstration has begun."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from mufakat.directory.models import Organisation
from mufakat.indicators.actions import accepting, assessments, drafts, instruments
from mufakat.indicators.models import Assessment, Instrument
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.journal.actions import OpenAct
from mufakat.learning import actions as learning
from mufakat.programmes import actions

from .momentum import CONFIRMED, MINISTRY, programme_of
from .stage import Row, Stage, Step, local, read

STORY = "skrining_2024"


def steps(stage: Stage) -> Iterator[Step]:
    data = read("screening", STORY)
    zone = ZoneInfo(data["zone"])
    start = local(data["start"], zone)
    yield Step(start, "screening/instrument", MINISTRY, partial(_instrument, stage, data))
    yield Step(start, "screening/programme", MINISTRY, partial(_programme, stage, data))
    for since in sorted({row["from"] for row in data["site"] if "from" in row}):
        entered = partial(_entered, stage, data, since)
        yield Step(local(f"{since}T09:00", zone), f"screening/lokus/{since}", MINISTRY, entered)
    for n, on in enumerate(data["months"]):
        at, month = local(f"{on}T11:00", zone), on[:7]
        assessed = partial(_assess, stage, data, n, month)
        yield Step(at, f"screening/answers/{month}", data["mentor"], assessed)
        accepted = partial(_accept, data, month)
        yield Step(at.replace(hour=16), f"screening/accepted/{month}", MINISTRY, accepted)
    asked = local(data["study"]["asked_at"], zone)
    yield Step(asked, "screening/study", MINISTRY, partial(_ask, stage, data))


def _instrument(stage: Stage, data: Row, act: OpenAct) -> None:
    row = data["instrument"]
    draft = instruments.record_instrument(
        act,
        keeper=stage.organisations["kemenkes"],
        code=row["code"],
        title=row["title"],
        level="puskesmas",
        source=data["source"],
    )
    (first,) = draft.body["domain"]
    drafts.change_domain(act, draft, first["code"], row=row["domain"], after="")
    drafts.record_question(act, draft, row=row["question"], domain=row["domain"]["code"], after="")
    drafts.change_version(
        act, draft, title=row["title"], threshold=row["threshold"], threshold_note="", grade=[]
    )
    valid_from = local(data["start"], ZoneInfo(data["zone"])).date()
    instruments.publish_version(act, draft, valid_from=valid_from, mapping={})


def _programme(stage: Stage, data: Row, act: OpenAct) -> None:
    actions.record_programme(
        act,
        code=data["programme"],
        title=data["title"],
        region=stage.region(data["region"]),
        lead=stage.organisations["kemenkes"],
        source=data["source"],
        valid_from=local(data["start"], ZoneInfo(data["zone"])).date(),
    )


def _site(stage: Stage, data: Row, row: Row) -> Organisation:
    return stage.organisations[f"{row['region']}/puskesmas/{data['puskesmas']}"]


def _entered(stage: Stage, data: Row, since: str, act: OpenAct) -> None:
    those = [_site(stage, data, row) for row in data["site"] if row.get("from") == since]
    actions.record_lokus(
        act, programme_of(data), organisations=those, valid_from=date.fromisoformat(since)
    )


def _assess(stage: Stage, data: Row, n: int, month: str, act: OpenAct) -> None:
    instrument = Instrument.objects.get(code=data["instrument"]["code"])
    for row in data["site"]:
        body = _site(stage, data, row)
        made = assessments.record_assessment(
            act, instrument=instrument, organisation=body, month=month
        )
        sheet = sheet_of(made)
        said = {"num": row["screened"][n], "den": data["target"]} | CONFIRMED
        (domain,) = sheet.form.domains
        items = {each.key: said for each in sheet.of_domain(domain.code)}
        assessments.fill_assessment(act, made, base=None, domain=domain.code, items=items)
        made.refresh_from_db()
        assessments.submit_assessment(act, made)


def _accept(data: Row, month: str, act: OpenAct) -> None:
    waiting = Assessment.objects.filter(instrument__code=data["instrument"]["code"], month=month)
    for made in waiting.order_by("region_path"):
        accepting.verify_assessment(act, made)
        accepting.accept_assessment(act, made)


def _ask(stage: Stage, data: Row, act: OpenAct) -> None:
    learning.record_study(
        act,
        programme=programme_of(data),
        instrument=Instrument.objects.get(code=data["instrument"]["code"]),
        region=stage.region(data["region"]),
        measure=data["instrument"]["question"]["code"],
        through_month=data["study"]["through_month"],
        start="lokus",
    )
