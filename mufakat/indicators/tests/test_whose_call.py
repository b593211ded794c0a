"""Whose days hold, who is on whose list, and who judges: rules that show only when two things happen at once."""

from datetime import UTC, date
from typing import Any

import pytest
import time_machine

from mufakat.commitments.proofs import proof_of
from mufakat.core.errors import RuleBroken
from mufakat.indicators.actions.accepting import verify_assessment
from mufakat.indicators.actions.calls import (
    change_call,
    excuse_obligation,
    record_call,
    record_obligation,
    record_obligations,
)
from mufakat.indicators.actions.photos import record_photo
from mufakat.indicators.models import Assessment, Call, Instrument, Obligation
from mufakat.indicators.queries.assessments import call_holding
from mufakat.indicators.queries.hands import judges_of, of_own_hand
from mufakat.indicators.queries.joined import joined
from mufakat.indicators.queries.network import checked
from mufakat.programmes.models import CoeUnit, Programme
from tests.assessing import begin, call_for, fill, send
from tests.proofs import photo
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")
END = date(2026, 6, 30)


def excused(world: World, call: Call) -> Obligation:
    owed = Obligation.objects.get(call=call)
    with world.doing("dinkes_kabkota") as act:
        return excuse_obligation(act, owed, reason="Kebanjiran")


# -- Whose days hold ----------------------------------------------------------------------------


def test_who_was_excused_after_he_began_is_held_to_no_day(
    world: World, instrument: Instrument
) -> None:
    """What he began for the call goes on: he owes nothing, and may fill it in when the call has closed."""
    call = call_for(world, instrument)
    begun = begin(world, instrument)
    assert begun.call == call and call_holding(begun) == call
    excused(world, call)
    assert call_holding(begun) is None
    with time_machine.travel("2026-07-20T05:00:00Z"):
        sent = send(world, fill(world, Assessment.objects.get(pk=begun.pk)))
    assert sent.state == "submitted"


def test_days_of_two_writers_are_in_order_together(world: World, instrument: Instrument) -> None:
    """Each moved one day, and each saw days in order; both together would be due after it is closed."""
    call = call_for(world, instrument)
    seen = call.version
    days: Any = {"opens_on": date(2026, 6, 1), "title": call.title}
    with world.doing("dinkes_kabkota") as act:
        change_call(
            act, call, base=seen, due_on=date(2026, 6, 20), closes_on=date(2026, 6, 25), **days
        )
    late = Call.objects.get(pk=call.pk)
    with pytest.raises(RuleBroken) as broken, world.doing("dinkes_provinsi") as act:
        change_call(
            act, late, base=seen, due_on=date(2026, 6, 30), closes_on=date(2026, 7, 10), **days
        )
    assert (broken.value.code, broken.value.field) == ("call.closes", "closes_on")
    stands = Call.objects.get(pk=call.pk)
    assert (stands.due_on, stands.closes_on) == (date(2026, 6, 20), date(2026, 6, 25))


# -- Who is on the list -------------------------------------------------------------------------


def test_who_was_excused_here_is_not_asked_to_join_here(
    world: World, instrument: Instrument
) -> None:
    """He stands on the list, with his reason; he did not come to the network."""
    call = call_for(world, instrument)
    excused(world, call)
    assert joined(call, END) == []
    with pytest.raises(RuleBroken), world.doing("dinkes_kabkota") as act:
        record_obligations(act, call, bodies=[str(world.citarip.pk)])
    assert call.obligations.count() == 1


def test_a_call_of_a_programme_is_answered_by_its_own_centres(
    world: World, instrument: Instrument
) -> None:
    other = Programme.objects.create(
        code="lain", family="lain", title="Lain", region=world.regions["ID"], region_path=""
    )
    with world.doing("dinkes_kabkota") as act:
        call = record_call(
            act, instrument=instrument, region=world.city, month="2026-06", programme=other,
            opens_on=date(2026, 6, 1), due_on=END, closes_on=date(2026, 7, 10),
        )  # fmt: skip
    with pytest.raises(RuleBroken, match=r"network\."), world.doing("dinkes_kabkota") as act:
        record_obligation(act, call, organisation=world.citarip)  # a centre, but of another one
    first = CoeUnit.objects.get()
    second = CoeUnit.objects.create(
        programme=other, puskesmas=first.puskesmas, pustu=first.pustu,
        region_path=first.region_path, valid_from=first.valid_from,
    )  # fmt: skip
    assert checked(instrument, world.citarip, END).unit == first
    assert checked(instrument, world.citarip, END, call).unit == second


# -- Who judges ---------------------------------------------------------------------------------


def judges(world: World, assessment: Assessment, what: str) -> set[str]:
    found = judges_of([Assessment.objects.get(pk=assessment.pk)], what, END)
    named = {user.pk: who for who, user in world.users.items()}
    return {named[role.user_id] for role in found[assessment.pk].values()}


@pytest.mark.parametrize(
    ("wrote", "told"), [("notulis", "dinkes_kabkota"), ("dinkes_kabkota", "ministry")]
)
def test_who_filled_in_anything_is_not_told_that_it_waits_for_him(
    world: World, instrument: Instrument, wrote: str, told: str
) -> None:
    """The nearest of the others is."""
    assessment = begin(world, instrument, who=wrote)
    send(world, fill(world, assessment, who=wrote), wrote)
    assert judges(world, assessment, "verify") == {told}


def test_who_took_a_photo_judges_nothing_of_it(world: World, instrument: Instrument) -> None:
    """Neither is it told to wait for him, nor offered to him; a second person is asked."""
    assessment = begin(world, instrument)
    question = f"antropometri:{world.bodies['posyandu'].pk}"
    with world.doing("dinkes_kabkota") as act:
        shown = proof_of(photo(), place=False, zone=UTC)
        record_photo(act, assessment, question=question, proof=shown)
    send(world, fill(world, assessment))
    own = {
        who: of_own_hand(world.users[who], [assessment.pk]) for who in ("dinkes_kabkota", "notulis")
    }
    assert own == {who: {str(assessment.pk)} for who in own}
    assert of_own_hand(world.users["dinkes_provinsi"], [assessment.pk]) == set()
    assert judges(world, assessment, "verify") == {"ministry"}
    with pytest.raises(RuleBroken, match="own_hand"), world.doing("dinkes_kabkota") as act:
        verify_assessment(act, assessment)
