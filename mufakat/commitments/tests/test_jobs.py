"""The figures that reactions keep are the figures that the rows give, whatever happened in between."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings, strategies as st

from mufakat.commitments import actions, jobs, queries
from mufakat.commitments.models import Commitment, Tally, Verdict
from mufakat.commitments.rules import FIGURES, VERDICTS
from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Organisation
from mufakat.journal.models import Event
from mufakat.journal.worker import Reactions, work_once
from tests.world import World, doing

VERBS = (
    *("commitment.recorded", "commitment.changed", "commitment.moved", "commitment.withdrawn"),
    *("verdict.given", "verdict.withdrawn"),
)
REACTIONS: Reactions = {verb: [jobs.retally] for verb in VERBS}
DAYS = [date(2025, 2, 3), date(2025, 8, 4), date(2026, 1, 5), date(2026, 5, 6), date(2026, 12, 7)]
STEP = st.tuples(
    st.sampled_from(("make", "judge", "judge", "withdraw", "change", "move", "take_back", "work")),
    st.integers(0, 59),
    st.integers(0, 4),
)


def at(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)


class History:
    """A forum at work, told by numbers: which promise, which session, which verdict."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions = [Organisation(name=f"Rapat {day}") for day in DAYS]
        self.made: list[Commitment] = list(Commitment.objects.order_by("id"))
        self.days = list(DAYS)
        self.places = [
            world.kecamatan,
            world.village,
            world.city,
            world.neighbour_kecamatan,
            world.province,
        ]
        bodies = ("kua", "ngo", "citarip", "dinkes_provinsi", "crisis_centre")
        self.owners = [world.bodies[key] for key in bodies]

    def step(self, kind: str, number: int, session: int) -> None:
        try:
            with transaction.atomic(), doing(self.world.users["notulis"]) as act:
                getattr(self, f"_{kind}")(act, number, session)
        except RuleBroken:
            pass  # what the rules refuse leaves nothing behind
        if kind == "work":
            work_once(REACTIONS, batch=3)

    def _make(self, act: Any, number: int, session: int) -> None:
        commitment = actions.record_commitment(
            act,
            forum=(self.world.forum, self.world.neighbour_forum)[number % 2],
            source=self.sessions[session],
            made_on=self.days[session],
            what=f"Janji {number}",
            due_on=date(2026, 12, 31),
            due_confirmed=True,
            owner_organisation=self.owners[number % 5],
            region=self.places[number % 5],
        )
        self.made.append(commitment)

    def _judge(self, act: Any, number: int, session: int) -> None:
        commitment = self.made[number % len(self.made)]
        given = commitment.verdicts.filter(session_id=str(self.sessions[session].pk))
        if commitment.made_on > self.days[session] or given.exists():
            return
        actions.give_verdict(
            act,
            commitment=commitment,
            session=self.sessions[session],
            session_on=self.days[session],
            session_at=at(self.days[session]),
            verdict=VERDICTS[number % 5],
            reason="Begitu",
            new_due_on=date(2027, 1, 1 + number % 28),
        )

    def _withdraw(self, act: Any, number: int, session: int) -> None:
        verdicts = list(Verdict.objects.select_related("commitment").order_by("id"))
        if verdicts:
            verdict = verdicts[number % len(verdicts)]
            actions.withdraw_verdict(act, verdict, session=self.sessions[session])

    def _take_back(self, act: Any, number: int, session: int) -> None:
        commitment = self.made[number % len(self.made)]
        if (
            commitment.source_kind == "organisation"
        ):  # not one that stands in a session of the world
            actions.withdraw_commitment(act, commitment, source=self.world.forum, reason="Keliru")

    def _change(self, act: Any, number: int, session: int) -> None:
        commitment = self.made[number % len(self.made)]
        actions.change_commitment(
            act,
            commitment,
            owner_organisation=self.owners[number % 5],
            region=self.places[session % 4],
            due_confirmed=True,
        )

    def _move(self, act: Any, number: int, session: int) -> None:
        """The day of a session is corrected by some days, perhaps into another tribulan."""
        on = self.days[session] + timedelta(days=number - 30)
        actions.move_session(act, session=self.sessions[session], on=on, at=at(on))
        self.days[session] = on

    def _work(self, act: Any, number: int, session: int) -> None:
        return


def kept_figures() -> set[tuple[Any, ...]]:
    """Every cell that is not empty."""
    columns = ("node_kind", "node_key", "parent_key", "sector", "year", "tribulan", *FIGURES)
    return {row for row in Tally.objects.values_list(*columns) if any(row[6:])}


def check_rates(world: World) -> None:
    for region in (world.regions["ID"], *world.regions.values()):
        for year in (2025, 2026):
            for sector, rate in queries.rate_by_sector("region", region.path, year).items():
                same = {"region": region, "sector": sector, "year": year}
                _check(rate, **same)
            for number, rate in queries.rates_of_year("region", region.path, year)[1].items():
                _check(rate, region=region, year=year, tribulan=number)
    for forum in (world.forum, world.neighbour_forum):
        for year, rate in queries.rate_by_year("forum", str(forum.pk)).items():
            _check(rate, forum=forum, year=year)
    below = queries.rates_below(world.province, 2026)
    for path, rate in below.items():
        region = next(r for r in world.regions.values() if r.path == path)
        _check(rate, region=region, year=2026)


def check_owners(world: World) -> None:
    """The bodies of a district as their rows say; of a province and the nation, its own bodies only."""
    for region in (world.city, world.province, world.regions["ID"]):
        for year in (2025, 2026):
            found = queries.rates_of_owners(region, Q(year=year))
            here = Q(region_path__under=region.path)
            if region.level < 2:
                here &= Q(commitment__owner_organisation__region=region)
            days = date(year, 1, 1), date(year, 12, 31)
            rows = queries.rate_by_owner(here, *days)
            told = {who: (share.kept, share.judged) for who, share in found.items()}
            assert told == {who: (rate.kept, rate.judged) for who, rate in rows.items()}, region
            by_sector = queries.rates_of_owners(region, Q(year=year, sector="agama"))
            rows = queries.rate_by_owner(here & Q(sector="agama"), *days)
            told = {who: (share.kept, share.judged) for who, share in by_sector.items()}
            assert told == {who: (rate.kept, rate.judged) for who, rate in rows.items()}, region


def _check(rate: queries.Rate, **criteria: Any) -> None:
    rows = queries.chosen_verdicts(Verdict.objects.all(), **criteria)
    assert queries.rate_of(rows).by_verdict == rate.by_verdict, criteria
    made = queries.chosen_commitments(Commitment.objects.all(), DAYS[0], **criteria)
    assert made.count() == rate.made, criteria


def work_to_the_end() -> None:
    while work_once(REACTIONS):
        pass


@pytest.mark.long(10)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=3, max_size=14))
def test_reactions_count_like_a_rebuild(world: World, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        history = History(world)
        for step in steps:
            history.step(*step)
        work_to_the_end()
        assert jobs.differences() == []
        check_rates(world)
        check_owners(world)
        kept = kept_figures()
        jobs.rebuild()
        assert kept_figures() == kept
        transaction.set_rollback(True)
    for thing in (world.promise_kept, world.promise_waiting, world.promise_continued):
        thing.refresh_from_db()


def test_a_wrong_figure_is_found(world: World) -> None:
    work_to_the_end()
    assert jobs.differences() == []
    Tally.objects.filter(node_kind="forum", sector="agama").update(kept=9)
    assert {cell.node_kind for cell in jobs.differences()} == {"forum"}
    Tally.objects.filter(node_kind="owner").update(made=9)
    assert {cell.node_kind for cell in jobs.differences()} == {"forum", "owner"}


def test_a_reaction_can_be_repeated(world: World) -> None:
    work_to_the_end()
    kept = kept_figures()
    for event in Event.objects.filter(verb__in=VERBS):
        jobs.retally(event)
    assert kept_figures() == kept


def test_a_corrected_owner_leaves_his_figures(world: World) -> None:
    """Both owners are counted again; and both, once the promise is taken back."""
    history = History(world)
    history.step("make", 0, 4)
    work_to_the_end()
    then = Tally.objects.filter(node_kind="owner", year=2026, tribulan=4)
    cell = then.get(node_key=str(world.kua.pk), made=1)
    assert cell.parent_key == world.city.path
    with doing(world.users["notulis"]) as act:
        actions.change_commitment(act, history.made[-1], owner_organisation=world.citarip)
    work_to_the_end()
    cell.refresh_from_db()
    assert cell.made == 0 and jobs.differences() == []
    history.step("take_back", len(history.made) - 1, 4)
    work_to_the_end()
    assert then and not then.exclude(made=0)
    assert jobs.differences() == []
