"""Writing a review down, closing it, looking again; promises, learners, roles, studies."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.indicators.models import Instrument, Snapshot
from mufakat.journal.models import Event
from mufakat.learning import actions
from mufakat.learning.models import DistrictRole, Factor, LaterLook, Learner, Review
from mufakat.meetings import actions as meetings
from mufakat.programmes.models import Cohort, CohortDistrict, Programme
from tests.world import TODAY, World

from .conftest import Span, close


def record(world: World, **fields: Any) -> Review:
    values: dict[str, Any] = {"question": "Apa?", "on": TODAY, "region": world.city} | fields
    with world.doing("dinkes_kabkota") as act:
        return actions.record_review(act, **values)


def refused(code: str, do: Any) -> None:
    with pytest.raises(RuleBroken) as broken:
        do()
    assert broken.value.code == code


def test_a_review_is_a_draft(draft: Review) -> None:
    assert not draft.is_closed
    event = Event.objects.get(verb="review.recorded")
    assert event.data["question"] == draft.question
    draft.refresh_from_db()
    assert " latih " in draft.words and " kader " in draft.words


def test_what_does_not_fit_is_refused(
    world: World, coe: Instrument, snapshot: Snapshot, subtests: pytest.Subtests
) -> None:
    wrong: Any = [
        ("review_in_future", {"on": date(2026, 6, 27)}),
        ("review_too_old", {"on": date(1999, 1, 1)}),
        ("review_place", {"organisation": world.bodies["soreang"]}),
        ("evidence_later", {"on": date(2026, 5, 30), "snapshot": snapshot}),
        ("measure_alone", {"measure": "@passed"}),
        ("measure_unknown", {"instrument": coe, "measure": "tidak-ada"}),
    ]
    for code, fields in wrong:
        with subtests.test(code=code):
            refused(code, lambda fields=fields: record(world, **fields))
    assert not Review.objects.exists()
    made = record(world)
    with world.doing("dinkes_kabkota") as act:  # a correction is asked the same
        for code, fields in wrong:
            refused(code, lambda fields=fields: actions.change_review(act, made, **fields))


def test_closed_it_changes_no_more(world: World, closed: Review) -> None:
    assert closed.is_closed and closed.decision == "change"
    assert closed.closed_by
    with world.doing("dinkes_kabkota") as act:
        refused("review_is_closed", lambda: actions.change_review(act, closed, question="Lain?"))
        refused(
            "review_is_closed", lambda: actions.record_factor(act, closed, helped=True, text="x")
        )
        factor = closed.factors.first()
        assert factor is not None
        refused("review_is_closed", lambda: actions.withdraw_factor(act, factor))
        refused("review_is_closed", lambda: close(world, closed))
    assert Factor.objects.count() == 2


def test_without_a_factor_nothing_can_be_learnt(world: World, draft: Review) -> None:
    values: dict[str, Any] = {
        "decision": "keep",
        "decided": "x",
        "reason": "x",
        "look_on": date(2026, 9, 1),
    }
    with world.doing("dinkes_kabkota") as act:
        refused("review_without_factor", lambda: actions.close_review(act, draft, **values))


def test_the_look_lies_ahead_and_near(world: World, draft: Review) -> None:
    for day, code in ((TODAY, "look_too_early"), (date(2029, 1, 1), "look_too_late")):
        refused(code, lambda day=day: close(world, draft, look_on=day))
        Factor.objects.all().delete()


def test_a_factor_stands_once(world: World, draft: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        actions.record_factor(act, draft, helped=True, text="Dana desa")
        refused(
            "factor_again",
            lambda: actions.record_factor(act, draft, helped=True, text="dana desa "),
        )
        refused(
            "domain_unknown",
            lambda: actions.record_factor(act, draft, helped=True, text="x", domain="lain"),
        )
    factor = draft.factors.get()
    draft.refresh_from_db()
    assert " desa " in draft.words
    with world.doing("dinkes_kabkota") as act:
        actions.withdraw_factor(act, factor)
    draft.refresh_from_db()
    assert " desa " not in draft.words


def test_a_priority_is_a_promise_of_the_session(world: World, draft: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        actions.bind_priority(act, draft, commitment=world.promise_new)
        refused(
            "bound_again", lambda: actions.bind_priority(act, draft, commitment=world.promise_new)
        )
        refused(
            "promise_of_other_session",
            lambda: actions.bind_priority(act, draft, commitment=world.promise_kept),
        )
        refused("review_has_actions", lambda: actions.change_review(act, draft, meeting=None))
    with world.doing("notulis") as act:
        made = actions.record_priority(
            act,
            draft,
            what="Melatih kader di desa",
            due_on=date(2026, 9, 1),
            owner_organisation=world.citarip,
        )
    assert made.commitment.source_id == str(world.opened.pk)
    assert made.commitment.resolution.meeting_id == world.opened.pk
    verbs = list(Event.objects.order_by("-seq").values_list("verb", flat=True)[:2])
    assert verbs == ["priority.bound", "commitment.recorded"]


def test_without_a_session_nothing_is_promised(world: World) -> None:
    review = record(world)
    with world.doing("notulis") as act:
        refused(
            "review_without_session",
            lambda: actions.bind_priority(act, review, commitment=world.promise_new),
        )
        refused(
            "review_without_session",
            lambda: actions.record_priority(act, review, what="x", due_on=date(2026, 9, 1)),
        )


def test_a_promise_taken_back_takes_its_bindings(
    world: World, draft: Review, district: CohortDistrict
) -> None:
    with world.doing("dinkes_kabkota") as act:
        actions.bind_priority(act, draft, commitment=world.promise_new)
        actions.record_districtrole(
            act,
            programme=district.cohort.programme,
            region=world.city,
            kind="coe",
            commitment=world.promise_new,
        )
    with world.doing("notulis") as act:
        meetings.withdraw_commitment(act, world.opened, world.promise_new, reason="Salah catat")
    assert not draft.actions.exists()
    assert not DistrictRole.objects.exists()


def test_the_later_look_keeps_its_figures(
    world: World, closed: Review, span: Span, time_machine: Any
) -> None:
    span(world.citarip, "2026-01", ("ruang",), until="2026-08")
    span(world.bodies["sukapakir"], "2026-01", ("ruang", "sk", "kader", "alat"))
    later = span(world.citarip, "2026-08", ("ruang", "sk", "kader", "alat"))
    span(world.bodies["soreang"], "2026-01", ("ruang",))  # of another district
    time_machine.move_to("2026-10-02T05:00:00Z")
    with world.doing("dinkes_kabkota") as act:
        look = actions.record_look(
            act,
            closed,
            on=date(2026, 10, 1),
            was_done="yes",
            did_work="partly",
            text="Naik di Citarip.",
        )
    assert look.figures is not None
    assert look.figures["before"] == {"month": "2026-05", "n": 1, "d": 2, "sites": 2}
    assert look.figures["after"] == {"month": "2026-09", "n": 2, "d": 2, "sites": 2}
    later.delete()
    assert LaterLook.objects.get().figures == look.figures


def test_looks_go_forward(world: World, closed: Review, time_machine: Any) -> None:
    time_machine.move_to("2026-12-01T05:00:00Z")
    words: dict[str, Any] = {"was_done": "yes", "text": "x"}

    def look(on: date, worked: str = "yes", **more: Any) -> Any:
        with world.doing("dinkes_kabkota") as act:
            return actions.record_look(act, closed, on=on, did_work=worked, **words, **more)

    refused("look_in_future", lambda: look(date(2026, 12, 2)))
    refused("look_too_early", lambda: look(TODAY))
    refused("look_again_when", lambda: look(date(2026, 10, 1), "early"))
    look(date(2026, 10, 1), "early", next_on=date(2026, 11, 1))
    refused("look_before_last", lambda: look(date(2026, 9, 1)))


def test_a_draft_is_not_looked_at(world: World, draft: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        refused(
            "review_is_draft",
            lambda: actions.record_look(
                act, draft, on=TODAY, was_done="yes", did_work="yes", text="x"
            ),
        )


def test_it_is_read_once(world: World, closed: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        learner = actions.record_learner(act, closed, organisation=world.kua)
        refused(
            "learner_again", lambda: actions.record_learner(act, closed, organisation=world.kua)
        )
    for who in ("sector_member", "notulis"):
        with world.doing(who) as act:
            actions.read_review(act, learner)
    learner = Learner.objects.get()
    assert learner.read_by == str(world.users["sector_member"])
    assert Event.objects.filter(verb="review.read").count() == 1


@pytest.fixture
def programme(world: World) -> Programme:
    nation = world.regions["ID"]
    return Programme.objects.create(
        code="contoh", family="lain", title="Contoh rekaan", region=nation, region_path=""
    )


@pytest.fixture
def district(world: World, programme: Programme) -> CohortDistrict:
    cohort = Cohort.objects.create(
        programme=programme, title="2026", year=2026, quota=2, starts_on=date(2026, 1, 1)
    )
    return CohortDistrict.objects.create(
        cohort=cohort, region=world.city, region_path=world.city.path, joined_on=date(2026, 1, 1)
    )


def test_a_role_is_a_promise_of_the_district(world: World, district: CohortDistrict) -> None:
    programme, soreang = district.cohort.programme, world.bodies["soreang"].region

    def named(region: Any, kind: str = "coe") -> DistrictRole:
        with world.doing("dinkes_kabkota") as act:
            return actions.record_districtrole(
                act, programme=programme, region=region, kind=kind, commitment=world.promise_kept
            )

    role = named(world.city, "dinkes")
    refused("bound_again", lambda: named(world.city))
    refused("role_elsewhere", lambda: named(soreang))
    with world.doing("dinkes_kabkota") as act:
        actions.withdraw_districtrole(act, role)
    assert not DistrictRole.objects.exists()
