"""Whatever is done in whatever order: no promise is ever lost."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from mufakat.commitments.jobs import differences
from mufakat.commitments.models import Commitment, Verdict
from mufakat.commitments.rules import CLOSING, VERDICTS
from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import record_forum, record_organisation
from mufakat.directory.models import Forum, Organisation
from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of
from mufakat.journal.worker import work_once
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Minutes
from mufakat.meetings.queries import carried_into, report_card
from mufakat.site.reactions import REACTIONS
from tests.regions import load_some
from tests.world import doing

DAYS = st.integers(
    0, 40
)  # few, so that sessions meet on one day and pass each other, also by the hour
WHICH = st.integers(0, 5)
START = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
FAR = date(2030, 12, 31)


def begins(day: int) -> datetime:
    return START + timedelta(days=9 * (day // 2), hours=4 * (day % 2))


def continue_it(open_act: OpenAct, meeting: Meeting, commitment: Commitment) -> None:
    actions.give_verdict(
        open_act,
        meeting,
        commitment=commitment,
        verdict="continued",
        new_due_on=FAR,
        due_confirmed=True,
    )


class Loop(RuleBasedStateMachine):
    """Sessions are planned, moved, opened, ratified, reopened and cancelled; promises made and judged."""

    forum: Forum
    owner: Organisation

    def __init__(self) -> None:
        super().__init__()
        self.all_of_it = transaction.atomic()
        self.all_of_it.__enter__()
        self.made: set[Any] = set()

    def teardown(self) -> None:
        """In the end the figures kept by reactions are what the rows say."""
        while work_once(REACTIONS):
            pass
        assert differences() == []
        transaction.set_rollback(True)
        self.all_of_it.__exit__(None, None, None)

    def attempt(self, do: Callable[[OpenAct], Any]) -> Any:
        """One act; a rule may refuse it, and then nothing has happened."""
        try:
            with doing(None) as open_act:
                return do(open_act)
        except RuleBroken:
            return None

    def session(self, which: int, *states: str) -> Meeting | None:
        found = Meeting.objects.order_by("id").select_related("cycle", "forum__region")
        rows = list(found.filter(state__in=states) if states else found)
        return rows[which % len(rows)] if rows else None

    @initialize(days=st.lists(DAYS, min_size=3, max_size=4))
    def begin(self, days: list[int]) -> None:
        """Some sessions, all but the last under way, each with a promise."""
        for number, day in enumerate(days):
            self.plan(day)
            if number < len(days) - 1:
                self.open(number)
                self.promise(number)

    @rule(day=DAYS)
    def plan(self, day: int) -> None:
        def do(open_act: OpenAct) -> None:
            actions.record_meeting(
                open_act,
                forum=self.forum,
                kind="LM-TR",
                title=f"Rapat {day}",
                starts_at=begins(day),
                ends_at=begins(day),
            )

        self.attempt(do)

    @rule(which=WHICH, day=DAYS)
    def move(self, which: int, day: int) -> None:
        if meeting := self.session(which):
            at = begins(day)
            self.attempt(
                lambda open_act: actions.change_meeting(open_act, meeting, starts_at=at, ends_at=at)
            )

    @rule(which=WHICH)
    def open(self, which: int) -> None:
        if meeting := self.session(which):
            self.attempt(lambda open_act: actions.open_meeting(open_act, meeting))
            self.attempt(lambda open_act: actions.record_participant(open_act, meeting, name="Ani"))

    @rule(which=WHICH)
    def promise(self, which: int) -> None:
        if meeting := self.session(which):
            made = self.attempt(
                lambda open_act: actions.record_commitment(
                    open_act,
                    meeting,
                    what="Janji",
                    due_on=FAR,
                    due_confirmed=True,
                    owner_organisation=self.owner,
                )
            )
            self.made |= {made.pk} if made else set()

    @rule(which=WHICH, promise=WHICH, verdict=st.sampled_from(VERDICTS))
    def judge_what_is_on_the_table(self, which: int, promise: int, verdict: str) -> None:
        meeting = self.session(which, "open")
        if meeting and (table := list(carried_into(meeting))):
            self.attempt(
                lambda open_act: actions.give_verdict(
                    open_act,
                    meeting,
                    commitment=table[promise % len(table)],
                    verdict=verdict,
                    reason="x",
                    new_due_on=FAR,
                    due_confirmed=True,
                )
            )

    @rule(which=WHICH, promise=WHICH, verdict=st.sampled_from(VERDICTS))
    def judge(self, which: int, promise: int, verdict: str) -> None:
        found = list(Commitment.objects.order_by("id").select_related("forum", "region"))
        if (meeting := self.session(which)) and found:
            self.attempt(
                lambda open_act: actions.give_verdict(
                    open_act,
                    meeting,
                    commitment=found[promise % len(found)],
                    verdict=verdict,
                    reason="x",
                    new_due_on=FAR,
                    due_confirmed=True,
                )
            )

    @rule(which=WHICH)
    def withdraw(self, which: int) -> None:
        given = list(Verdict.objects.order_by("id").select_related("commitment__forum"))
        if given:
            verdict = given[which % len(given)]
            meeting = Meeting.objects.get(pk=verdict.session_id)
            self.attempt(lambda open_act: actions.withdraw_verdict(open_act, meeting, verdict))

    @rule(which=WHICH)
    def judge_all_and_ratify(self, which: int) -> None:
        """The earliest sessions under way come to their end."""
        sessions = (
            Meeting.objects.filter(state="open")
            .order_by("starts_at")
            .select_related("forum__region")
        )
        for meeting in sessions[: which % 3 + 1]:
            for commitment in carried_into(meeting):
                self.attempt(partial(continue_it, meeting=meeting, commitment=commitment))
            self.attempt(partial(actions.ratify_meeting, meeting=meeting))

    @rule(which=WHICH)
    def ratify(self, which: int) -> None:
        if meeting := self.session(which):
            self.attempt(lambda open_act: actions.ratify_meeting(open_act, meeting))

    @rule(which=WHICH)
    def reopen(self, which: int) -> None:
        if meeting := self.session(which, "ratified"):
            self.attempt(lambda open_act: actions.reopen_meeting(open_act, meeting, reason="x"))

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        if meeting := self.session(which, "planned", "open"):
            self.attempt(lambda open_act: actions.cancel_meeting(open_act, meeting, reason="x"))

    @invariant()
    def no_promise_is_lost(self) -> None:
        """Closed by its last verdict, or on the table of the forum's next session."""
        assert set(Commitment.objects.values_list("pk", flat=True)) == self.made
        open_now = set()
        for promise in Commitment.objects.prefetch_related("verdicts"):
            given = sorted(promise.verdicts.all(), key=lambda v: (v.session_at, v.given_at))
            closing = [v for v in given if v.verdict in CLOSING]
            if promise.state == "open":
                open_now.add(promise.pk)
                assert not given or given[-1].verdict not in CLOSING
            else:
                assert given[-1].verdict == promise.state
                # An earlier session has closed it too only if it was written down later.
                assert all(v.given_at >= given[-1].given_at for v in closing[:-1])
            if given:
                assert promise.due_on == given[-1].due_after
        following = Meeting(
            forum=self.forum, starts_at=begins(400), ends_at=begins(400), timezone="Asia/Jakarta"
        )
        assert {c.pk for c in carried_into(following)} == open_now

    @invariant()
    def report_cards_add_up(self) -> None:
        for meeting in Meeting.objects.all():
            card = report_card(meeting, FAR)
            assert card.carried_in == sum(card.counts.values())
            assert all(c.source_id != str(meeting.pk) for c in carried_into(meeting))
            if meeting.state == "ratified":
                assert card.waiting == 0

    @invariant()
    def ratified_minutes_stay(self) -> None:
        for minutes in Minutes.objects.all():
            assert digest_of(minutes.snapshot) == minutes.digest
            assert minutes.snapshot["report_card"]["counts"]["waiting"] == 0


@pytest.mark.long(30)
def test_no_promise_is_ever_lost(db: None) -> None:
    regions = load_some("32.73.04")
    with doing(None) as open_act:
        where = regions["32.73.04"]
        Loop.owner = record_organisation(open_act, name="KUA", sector="agama", region=where)
        kind = "lokmin_lintas_sektor"
        Loop.forum = record_forum(open_act, name="Lokmin", kind=kind, region=where)
    with time_machine.travel("2027-01-01T05:00:00Z"):  # all days of the loop have come
        play()


def play() -> None:
    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
