"""What was accepted is proved by the journal; and who showed an answer is of its hands."""

from collections.abc import Iterator
from datetime import UTC, date

import pytest
import time_machine

from mufakat.commitments.proofs import proof_of
from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Organisation
from mufakat.indicators.actions.accepting import verify_assessment
from mufakat.indicators.actions.assessments import withdraw_assessment
from mufakat.indicators.actions.calls import withdraw_call
from mufakat.indicators.actions.photos import record_photo
from mufakat.indicators.jobs.accepted import altered_assessments
from mufakat.indicators.models import Assessment
from mufakat.indicators.pages.filling import why_stopped
from mufakat.indicators.queries.network import checked
from mufakat.journal.models import Event
from tests.assessing import accept, begin, call_for, centre_of, fill, instrument_of, send
from tests.proofs import photo
from tests.world import TODAY, World


@pytest.fixture
def accepted(world: World) -> Iterator[Assessment]:
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        centre_of(world)
        yield accept(world, send(world, fill(world, begin(world, instrument_of()))))


def told() -> list[str]:
    return [sentence.partition(": ")[2] for sentence in altered_assessments()]


@pytest.mark.parametrize(
    "change",
    [
        {"met": 3},
        {"applicable": 5},
        {"passed": False},
        {"grade": "A"},
        {"accepted_by": "Orang Lain"},
        {"month": "2026-05"},
        {"answers": {}},
        {"parts": []},
        {"result": {"measures": {}}},
    ],
)
def test_what_sql_changes_is_found(accepted: Assessment, change: dict[str, object]) -> None:
    assert told() == []
    Assessment.objects.filter(pk=accepted.pk).update(**change)
    assert told() == ["altered after it was accepted"]


def test_state_and_removal_are_found(world: World, accepted: Assessment) -> None:
    rows = Assessment.objects.filter(pk=accepted.pk)
    rows.update(state="withdrawn")
    assert told() == ["its state was altered"]
    rows.update(state="draft", accepted_at=None)
    assert told() == ["removed, or no longer said to be accepted"]
    rows.update(state="final", accepted_at=accepted.verified_at)
    assert told() == []
    with world.doing("mentor") as act:
        withdraw_assessment(act, rows.get(), reason="Salah ketik")
    assert told() == []
    rows.update(state="final")
    assert told() == ["its state was altered"]
    Event.objects.filter(verb="assessment.accepted").delete()
    assert told() == ["inserted, or the event of its acceptance was removed"]


def test_who_showed_an_answer_does_not_verify_it(world: World) -> None:
    """A photo is an answer's evidence: who took it looks at the whole with the eyes of who filled it in."""
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        centre_of(world)
        assessment = begin(world, instrument_of())
        proof = proof_of(photo(), place=False, zone=UTC)
        with world.doing("mentor") as act:
            question = f"antropometri:{world.bodies['posyandu'].pk}"
            record_photo(act, assessment, question=question, proof=proof)
        send(world, fill(world, assessment))
        with world.doing("mentor") as act, pytest.raises(RuleBroken, match="own_hand"):
            verify_assessment(act, assessment)
        with world.doing("dinkes_kabkota") as act:
            assert verify_assessment(act, assessment).state == "verified"


def test_a_body_that_had_ended_is_not_assessed(world: World) -> None:
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        centre_of(world)
        instrument = instrument_of()
        bodies = Organisation.objects.filter(pk=world.citarip.pk)
        bodies.update(valid_to=date(2026, 5, 31))
        assert checked(instrument, bodies.get(), date(2026, 5, 31)).unit
        with pytest.raises(RuleBroken, match="ended"):
            checked(instrument, bodies.get(), date(2026, 6, 1))


def test_who_answers_for_a_past_month_is_who_was_there_then(world: World) -> None:
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        centre_of(world)
        gone = Organisation.objects.filter(pk=world.bodies["second_posyandu"].pk)
        gone.update(valid_to=date(2026, 6, 2))
        instrument = instrument_of()
        parts = {m: begin(world, instrument, m).parts for m in ("2026-05", "2026-06")}
        there = {
            month: "Posyandu Mawar" in {p["name"] for p in those} for month, those in parts.items()
        }
        assert there == {"2026-05": True, "2026-06": False}


def test_a_call_that_was_made_later_closes_what_was_begun_before(world: World) -> None:
    """Begun of one's own accord in the month, called for since: the days of the call hold, until it is taken back."""
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        centre_of(world)
        instrument = instrument_of()
        assessment = begin(world, instrument)
        call = call_for(world, instrument)
        fill(world, assessment)
    with time_machine.travel("2026-07-20T05:00:00Z"):
        assert why_stopped(Assessment.objects.get())
        with pytest.raises(RuleBroken, match="closed"):
            send(world, Assessment.objects.get())
        with world.doing("dinkes_kabkota") as act:
            withdraw_call(act, call, reason="Salah bulan")
        assert send(world, Assessment.objects.get()).state == "submitted"
