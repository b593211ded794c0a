"""The way of an assessment, by actions: begun, filled in by two, sent, verified, accepted, withdrawn."""

from typing import Any

import pytest
import time_machine

from mufakat.core.errors import RuleBroken
from mufakat.directory import actions as directory
from mufakat.indicators.actions.accepting import (
    accept_assessment,
    return_assessment,
    verify_assessment,
)
from mufakat.indicators.actions.assessments import (
    fill_assessment,
    record_assessment,
    submit_assessment,
    withdraw_assessment,
)
from mufakat.indicators.actions.calls import change_call
from mufakat.indicators.models import Assessment, Instrument, SiteSpan
from mufakat.indicators.queries.assessments import moved_since, sheet_of
from mufakat.journal.actions import Conflict
from tests.assessing import (
    ALL_YES,
    accept,
    begin,
    call_for,
    fill,
    items_of,
    send,
)
from tests.world import TODAY, World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_the_whole_way(world: World, instrument: Instrument) -> None:
    assessment = fill(world, begin(world, instrument))
    assert [part["name"] for part in assessment.parts] == [
        *("UPT Puskesmas Citarip", "Pustu Jamika", "Posyandu Mawar", "Posyandu Melati"),
    ]
    accept(world, send(world, assessment))
    assessment.refresh_from_db()
    assert (assessment.state, assessment.met, assessment.applicable) == ("final", 4, 4)
    assert assessment.passed is True
    assert assessment.result is not None
    assert assessment.result["measures"]["kader"] == [16, 20]
    assert assessment.result["measures"]["@passed"] == [1, 1]
    assert assessment.result["domains"]["sdm"]["met"] == 2
    span = SiteSpan.objects.get()
    assert (span.month, span.met, span.applicable) == ("2026-06", 4, 4)


def test_two_fill_in_different_domains(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    base = assessment.version
    for who, domain in (("notulis", "sdm"), ("kepala_puskesmas", "alat")):
        with world.doing(who) as act:
            fill_assessment(
                act,
                Assessment.objects.get(),
                base=base,
                domain=domain,
                items=items_of(assessment, domain, ALL_YES),
            )
    assert not sheet_of(Assessment.objects.get()).lacking


def test_nobody_overwrites_another_silently(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    base, key = assessment.version, f"dokter:{world.citarip.pk}"

    def say(who: str, yes: bool) -> None:
        with world.doing(who) as act:
            fill_assessment(act, assessment, base=base, domain="sdm", items={key: {"yes": yes}})

    say("notulis", True)
    say("notulis", False)  # one's own earlier word is not asked about
    with pytest.raises(Conflict) as conflict:
        say("kepala_puskesmas", True)
    assert [both.field for both in conflict.value.fields] == [key]
    assert conflict.value.last is not None
    assert Assessment.objects.get().answers["dokter"][str(world.citarip.pk)] == {"yes": False}
    say("kepala_puskesmas", False)  # the same word is no conflict


def test_begun_twice_too_early_or_by_a_body_outside(world: World, instrument: Instrument) -> None:
    begin(world, instrument)
    with refused("assessment.twice"):
        begin(world, instrument)
    with refused("month.future"):
        begin(world, instrument, "2026-07")
    with refused("instrument.no_version"):
        with_unit = world.citarip.coe_units.get()
        with_unit.valid_from = None
        with_unit.save()
        begin(world, instrument, "2025-06")
    for body, code in (("sukapakir", "network.no_unit"), ("pustu", "network.kind")):
        with refused(code), world.doing("dinkes_kabkota") as act:
            record_assessment(
                act, instrument=instrument, organisation=world.bodies[body], month="2026-06"
            )


def test_of_a_call_it_knows_its_days(world: World, instrument: Instrument) -> None:
    call = call_for(world, instrument)
    assessment = begin(world, instrument)
    assert assessment.call == call
    with time_machine.travel("2026-07-11T05:00:00Z"):
        with refused("assessment.closed"):
            fill(world, assessment)
        with world.doing("dinkes_kabkota") as act:
            change_call(
                act,
                call,
                base=call.version,
                title=call.title,
                opens_on=call.opens_on,
                due_on=call.due_on,
                closes_on=wib(8, 1).date(),
            )
        fill(world, assessment)
    with time_machine.travel("2026-08-02T05:00:00Z"), refused("assessment.closed"):
        send(world, assessment)


def test_what_was_sent_back_is_filled_in_after_the_closing_day(
    world: World, instrument: Instrument
) -> None:
    call_for(world, instrument)
    assessment = send(world, fill(world, begin(world, instrument)))
    with time_machine.travel("2026-07-20T05:00:00Z"):
        with world.doing("mentor") as act:
            return_assessment(act, assessment, reason="Foto alat belum ada")
        fill(world, assessment, {**ALL_YES, "dokter": {"yes": False}})
        send(world, assessment)
    assessment.refresh_from_db()
    assert (assessment.state, assessment.returned_reason) == ("submitted", "")


def test_only_what_is_whole_is_sent(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    with refused("assessment.lacking"):
        send(world, assessment)
    fill(world, assessment)
    send(world, assessment)
    with refused("assessment.sent"):
        send(world, assessment)
    with refused("assessment.sent"):
        fill(world, assessment)


def test_a_second_person_verifies_and_accepts(world: World, instrument: Instrument) -> None:
    assessment = fill(world, begin(world, instrument))
    domain, items = "sdm", items_of(assessment, "sdm", {"dokter": {"yes": False}})
    with world.doing("dinkes_kabkota") as act:
        fill_assessment(act, assessment, base=None, domain=domain, items=items)
    send(world, assessment)
    with refused("assessment.own_hand"), world.doing("dinkes_kabkota") as act:
        verify_assessment(act, assessment)
    with refused("assessment.not_verified"), world.doing("dinkes_provinsi") as act:
        accept_assessment(act, assessment)
    with world.doing("mentor") as act:
        verify_assessment(act, assessment)
    with refused("assessment.own_hand"), world.doing("dinkes_kabkota") as act:
        accept_assessment(act, assessment)
    with world.doing("dinkes_provinsi") as act:
        accept_assessment(act, assessment)
    with refused("assessment.not_returnable"), world.doing("mentor") as act:
        return_assessment(act, assessment, reason="terlambat")


def test_sent_back_says_why(world: World, instrument: Instrument) -> None:
    assessment = send(world, fill(world, begin(world, instrument)))
    with refused("assessment.no_reason"), world.doing("mentor") as act:
        return_assessment(act, assessment, reason=" ")
    with world.doing("mentor") as act:
        verify_assessment(act, assessment)
    with world.doing("mentor") as act:
        return_assessment(act, assessment, reason="Angka kader keliru")
    assert (assessment.state, assessment.verified_by) == ("returned", "")


def test_an_accepted_one_is_corrected_by_a_new_one(world: World, instrument: Instrument) -> None:
    assessment = accept(world, send(world, fill(world, begin(world, instrument))))
    with refused("assessment.final"):
        fill(world, assessment)
    with refused("assessment.no_reason"), world.doing("dinkes_kabkota") as act:
        withdraw_assessment(act, assessment, reason="")
    with world.doing("dinkes_kabkota") as act:
        withdraw_assessment(act, assessment, reason="Salah bulan")
    assert not SiteSpan.objects.exists()
    again = begin(world, instrument)
    assert again.pk != assessment.pk
    assert all(answer["prior"] for inner in again.answers.values() for answer in inner.values())
    with refused("assessment.withdrawn"):
        fill(world, assessment)


def test_answers_of_the_last_time_are_confirmed_one_by_one(
    world: World, instrument: Instrument
) -> None:
    accept(world, send(world, fill(world, begin(world, instrument, "2026-05"))))
    assessment = begin(world, instrument)
    assert len(sheet_of(assessment).lacking) == 6
    fill(world, assessment)  # the same words, not confirmed: still only copied
    assert len(sheet_of(assessment).lacking) == 6
    fill(world, assessment, {**ALL_YES, "dokter": {"yes": False}})
    assert len(sheet_of(assessment).lacking) == 5
    fill(world, assessment, {code: {**said, "still": True} for code, said in ALL_YES.items()})
    assert not sheet_of(assessment).lacking
    assert "prior" not in str(assessment.answers) and "still" not in str(assessment.answers)


def test_a_posyandu_that_moved_stays_where_it_was(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    moved = world.bodies["posyandu"].facility
    with world.doing("kepala_puskesmas") as act:
        other = directory.record_facility(
            act, name="Pustu Baru", kind="pustu", region=world.village, parent=world.citarip
        )
        directory.record_facility(
            act,
            name="Posyandu Anggrek",
            kind="posyandu",
            region=world.village,
            parent=world.bodies["pustu"],
        )
    with world.doing("kepala_puskesmas") as act:
        directory.change_organisation(
            act,
            moved,
            base=moved.version,
            name=moved.name,
            short_name="",
            sector=moved.sector,
            region=moved.region,
            parent=other,
            codes={},
        )
    told = moved_since(assessment, TODAY)
    assert list(told.left) == [("Posyandu Melati", "Pustu Baru")]
    assert list(told.joined) == ["Posyandu Anggrek"]
    fill(world, assessment)
    assert "Posyandu Melati" in [part["name"] for part in sheet_of(assessment).assessment.parts]


def test_an_answer_to_what_is_not_asked(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    with refused("answer.unknown"), world.doing("notulis") as act:
        fill_assessment(act, assessment, base=None, domain="sdm", items={"lain:x": {"yes": True}})


def test_withdrawn_before_it_is_sent(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    with world.doing("notulis") as act:
        withdraw_assessment(act, assessment, reason="Salah bulan")
    begin(world, instrument)
    send(world, fill(world, Assessment.objects.get(state="draft")))
    with refused("assessment.under_way"), world.doing("notulis") as act:
        withdraw_assessment(act, Assessment.objects.get(state="submitted"), reason="x")
    with refused("assessment.final"):
        submit_assessment_of(world, accept(world, Assessment.objects.get(state="submitted")))


def submit_assessment_of(world: World, assessment: Assessment) -> None:
    with world.doing("notulis") as act:
        submit_assessment(act, assessment)
