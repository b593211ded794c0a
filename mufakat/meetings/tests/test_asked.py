"""A question put into SQL once answers as the queryset does, each time for its own values."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, DateField, Q, UUIDField
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.asked import Asked, among
from mufakat.core.ids import new_id
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import carried_into, figures_of, report_card
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db

COLUMNS = ("id", "what", "due_on", "amount_idr", "state")


def test_each_call_binds_its_own_values(world: World) -> None:
    ask = Asked(
        lambda forum, day: (
            Commitment.objects.filter(forum=forum, due_on__lte=day)
            .order_by("id")
            .values_list(*COLUMNS)
        ),
        forum=UUIDField(),
        day=DateField(),
    )
    for forum in (world.forum.pk, new_id()):
        for day in (date(2000, 1, 1), TODAY, TODAY + timedelta(days=400)):
            plain = Commitment.objects.filter(forum=forum, due_on__lte=day).order_by("id")
            assert ask(forum=forum, day=day) == list(plain.values_list(*COLUMNS))
    assert ask(forum=world.forum.pk, day=date(2100, 1, 1))


def test_the_sql_is_written_once(world: World) -> None:
    written = []

    def question(key: object) -> object:
        written.append(key)
        return Verdict.objects.filter(session_id=key).values_list("verdict")

    ask = Asked(question, key=CharField())  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as asked:
        ask(key=str(world.opened.pk))
        ask(key="%s'; --")
    assert len(written) == 1
    assert len(asked) == 2


def test_a_value_is_never_part_of_the_sql(world: World) -> None:
    ask = Asked(
        lambda title: Meeting.objects.filter(title=title).values_list("id"), title=CharField()
    )
    for text in ("' OR 1=1 --", "%s", "%(a)s", "{}"):
        assert ask(title=text) == []


def test_the_report_card_lists_what_lies_on_the_table(world: World) -> None:
    """The page's question and the rule of the table are one."""
    for meeting in (world.ratified, world.opened, world.planned, world.undated):
        listed = [line.commitment.id for line in report_card(meeting, TODAY).lines]
        assert listed == list(carried_into(meeting).values_list("pk", flat=True))


def test_lists_of_any_length(world: World) -> None:
    ask = Asked(
        lambda ids: Commitment.objects.filter(id__in=ids).order_by("id").values_list("id"),
        ids=[UUIDField()],
    )
    every = sorted(Commitment.objects.values_list("id", flat=True))
    for n in range(len(every) + 1):
        assert [pk for (pk,) in ask(ids=every[:n])] == every[:n]
    assert len(ask.ready) < len(every) + 1  # fewer forms than lengths


def test_more_things_than_sqlite_is_deep(world: World) -> None:
    ask = Asked(
        lambda forums: (
            Commitment.objects.filter(among("forum", forums)).order_by("id").values_list("id")
        ),
        forums=[UUIDField()],
    )
    every = list(Commitment.objects.filter(forum=world.forum).order_by("id").values_list("id"))
    assert every
    assert ask(forums=[*(new_id() for _ in range(1_100)), world.forum.pk]) == every
    assert ask(forums=[new_id() for _ in range(1_100)]) == []


def test_the_figures_of_very_many_sessions(world: World) -> None:
    meetings = list(Meeting.objects.all())
    plain = figures_of(meetings)
    many = figures_of([*meetings, *(Meeting(pk=new_id(), forum=world.forum) for _ in range(1_100))])
    assert {pk: many[pk] for pk in plain} == plain


NOBODY = Q(pk__in=())


def conditions(world: World) -> list[Q]:
    """Of every form that access makes, some of them twice with other values."""
    forum, other = world.forum.pk, new_id()
    return [
        Q(forum__region_path__under="32.73."),
        Q(forum__region_path__under="53."),
        Q(forum__region_path__under=""),
        Q(forum__id__in=[forum]),
        Q(forum__id__in=[other]),
        Q(forum__id__in=[other, new_id(), forum]),
        Q(forum__region_path__under="53.") | Q(forum__path__under=world.forum.path),
        Q(forum__region_path__under="32.") & Q(forum__id__in=[other]),
        Q(forum__id__in=(forum,)) & ~Q(state="open"),
        Q(owner_person_id=None) & Q(amount_idr=2_000_000),
        Q(owner_person_id=new_id()) | Q(state="open"),
        NOBODY,
        NOBODY | Q(forum__id__in=[forum]),
        NOBODY & Q(forum__id__in=[forum]),
        Q(),
    ]


def test_a_condition_of_any_form(world: World) -> None:
    ask = Asked(
        lambda where, day: (
            Commitment.objects.filter(where, due_on__lte=day).order_by("id").values_list("id")
        ),
        where=Q,
        day=DateField(),
    )
    found = []
    for where in conditions(world):
        for day in (TODAY, date(2100, 1, 1)):
            plain = Commitment.objects.filter(where, due_on__lte=day).order_by("id")
            found.append(ask(where=where, day=day))
            assert found[-1] == list(plain.values_list("id")), where
    assert any(found)
    assert not all(found)


def test_conditions_of_one_form_share_their_sql(world: World) -> None:
    ask = Asked(lambda where: Commitment.objects.filter(where).values_list("id"), where=Q)
    for path in ("32.", "32.73.", "53.", "' OR 1=1 --"):
        ask(where=Q(forum__region_path__under=path))
    assert len(ask.ready) == 1
    assert ask(where=Q(forum__region_path__under="' OR 1=1 --")) == []


def test_another_thread_never_finds_a_question_half_prepared(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the SQL is being written nothing is kept yet: who asks meanwhile would take it for "nothing found"."""
    ask = Asked(lambda where: Commitment.objects.filter(where).values_list("id"), where=Q)
    write, kept = SQLCompiler.as_sql, []

    def watched(self: SQLCompiler, *args: Any, **more: Any) -> Any:
        kept.append(dict(ask.ready))
        return write(self, *args, **more)

    monkeypatch.setattr(SQLCompiler, "as_sql", watched)
    assert ask(where=Q(forum__id__in=[world.forum.pk]))
    assert kept == [{}]
    assert len(ask.ready) == 1
