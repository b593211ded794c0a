"""Seed 3's learning session beside the workshop in Ende, and which promises are roles in a district: those of the
workshop in Flores, Lembata and Alor, and those of seed 5's meeting in Jayapura, where other sectors take one."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from mufakat.indicators.models import Instrument, Snapshot
from mufakat.journal.actions import OpenAct
from mufakat.learning import actions

from .momentum import MINISTRY, STORY, programme_of
from .stage import Row, Stage, Step, local, read


def steps(stage: Stage) -> Iterator[Step]:
    network, row = read("network", STORY), read("cla", STORY)
    zone = ZoneInfo(network["zone"])
    learnt = partial(_learnt, stage, row, network)
    yield Step(local(row["at"], zone), "momentum/cla", row["by"], learnt)
    for story in (network, read("waves", "jayapura_2024")):
        named = local(story["roles_at"], ZoneInfo(story["zone"]))
        for role in story["role"]:
            key = f"momentum/role/{role['promise']}"
            yield Step(named, key, MINISTRY, partial(_role, stage, story, role))


def _learnt(stage: Stage, row: Row, network: Row, act: OpenAct) -> None:
    on, look_on = (date.fromisoformat(row[name][:10]) for name in ("at", "look_on"))
    review = actions.record_review(
        act,
        question=row["question"],
        situation=row["situation"],
        on=on,
        region=stage.region(row["region"]),
        programme=programme_of(network),
        meeting=stage.session({"key": "ende-2024"}),
        instrument=Instrument.objects.get(code="coe"),
        measure=row["measure"],
        snapshot=Snapshot.objects.get(code="coe", as_of=network["frozen_as_of"]),
        context=row["context"],
        components=row["components"],
    )
    for factor in row["factor"]:
        actions.record_factor(act, review, **factor)
    for key in row["priorities"]:
        actions.bind_priority(act, review, commitment=stage.promise(key))
    for key in row["learners"]:
        actions.record_learner(act, review, organisation=stage.organisations[key])
    review.refresh_from_db()
    told = {name: row[name] for name in ("decision", "decided", "reason")}
    actions.close_review(act, review, look_on=look_on, **told)


def _role(stage: Stage, network: Row, role: Row, act: OpenAct) -> None:
    actions.record_districtrole(
        act,
        programme=programme_of(network),
        region=stage.region(role["region"]),
        kind=role["kind"],
        commitment=stage.promise(role["promise"]),
    )
