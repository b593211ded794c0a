"""What an open page of a session asks every few seconds: cheap, silent to strangers, and never behind."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core import clock
from mufakat.directory.actions import end_assignment
from mufakat.journal.actions import OpenAct
from mufakat.meetings import actions
from mufakat.meetings.pages import seen_of
from tests.world import YEAR, World, ratify_second_session

pytestmark = pytest.mark.django_db


def ask(client: Client, world: World, mark: str, more: str = "") -> tuple[int, str]:
    answer = client.get(
        f"{world.opened.get_absolute_url()}langsung/{more}", headers={"if-none-match": f'"{mark}"'}
    )
    assert not answer.content or answer.status_code in (403, 404)
    return answer.status_code, answer.headers.get("ETag", "").strip('"')


def mark_on(client: Client, world: World, page: str = "") -> str:
    shown = client.get(f"{world.opened.get_absolute_url()}{page}").content.decode()
    mark = shown.partition('data-mark="')[2].partition('"')[0]
    assert len(mark) == 24 and "live.js" in shown
    return mark


def test_each_page_carries_the_mark_with_which_it_asks(world: World) -> None:
    client = world.client("notulis")
    for page in ("", "pendaftaran/"):
        assert ask(client, world, mark_on(client, world, page)) == (304, mark_on(client, world))
    assert ask(client, world, mark_on(client, world, "layar/"), "?jam")[0] == 304


def test_little_is_asked_while_nothing_moves(world: World) -> None:
    client = world.client("notulis")
    mark = mark_on(client, world)
    ask(client, world, mark)
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, world, mark)[0] == 304
    # Who is signed in (two, as on every page), and one of its own.
    assert len(queries) == 3, [query["sql"] for query in queries]


def test_whatever_is_written_moves_it(world: World) -> None:
    client = world.client("notulis")
    absent = world.opened.participants.filter(present=False).first()
    assert absent
    with world.doing("notulis") as act:
        door = actions.record_checkin(act, world.opened, source="qr", name="Budi Contoh")
    writes: dict[str, Callable[[OpenAct], object]] = {
        "note": lambda act: actions.record_note(
            act, world.opened, agenda_item=world.item, text="Catatan"
        ),
        "decision": lambda act: actions.record_decision(
            act, world.opened, agenda_item=world.item, text="Putusan"
        ),
        "arrival": lambda act: actions.record_arrival(act, world.opened, absent),
        "door": lambda act: actions.refuse_checkin(act, world.opened, door),
        "problem": lambda act: actions.record_problem(act, world.opened, text="Masalah"),
        "verdict": lambda act: actions.give_verdict(
            act,
            world.opened,
            commitment=world.promise_waiting,
            verdict="continued",
            new_due_on=date(YEAR, 9, 30),
        ),
    }
    mark = mark_on(client, world)
    for what, write in writes.items():
        with world.doing("kepala_puskesmas") as act:
            write(act)
        status, new = ask(client, world, mark)
        assert (status, new != mark) == (200, True), what
        mark = mark_on(client, world)
        assert mark == new, what  # the page knows what the answer told
    assert ask(client, world, mark)[0] == 304


def test_another_session_of_the_forum_moves_nothing(world: World) -> None:
    client, other = world.client("notulis"), world.forum.meetings.get(state="ratified")
    mark = mark_on(client, world)
    with world.doing("chair") as act:
        actions.reopen_meeting(act, other, reason="Salah angka")
    assert ask(client, world, mark)[0] == 304


def test_strangers_learn_nothing(world: World) -> None:
    """Not even whether anything moved: whoever may not see the session cannot have a mark, and gets none."""
    notulis = mark_on(world.client("notulis"), world)
    for who in ("outsider", "neighbour"):
        assert ask(world.client(who), world, notulis)[0] == 404
        own = ask(world.client(who), world, "x")
        assert own == (404, "")
    assert ask(world.client("chair"), world, notulis)[0] == 200  # a mark is one reader's own
    anonymous = Client().get(f"{world.opened.get_absolute_url()}langsung/")
    assert anonymous.status_code in (302, 303)


def test_who_loses_his_role_is_told_at_the_next_question(world: World) -> None:
    client = world.client("notulis")
    mark = mark_on(client, world)
    with world.doing("administrator") as act:
        for each in world.users["notulis"].assignments.filter(valid_to=None):
            end_assignment(act, each, on=clock.today() - timedelta(days=1))
    assert ask(client, world, mark)[0] in (403, 404)


def test_ratified_minutes_are_not_followed(world: World) -> None:
    client = world.client("notulis")
    mark_on(client, world)
    ratify_second_session(world)
    shown = client.get(world.opened.get_absolute_url()).content.decode()
    assert "langsung/" not in shown and "live.js" not in shown
    assert "live.js" not in client.get(f"{world.opened.get_absolute_url()}layar/").content.decode()


def test_only_the_projector_asks_for_the_minute(world: World) -> None:
    user = world.users["notulis"]
    assert seen_of(world.opened.pk, user) == seen_of(world.opened.pk, user)
    assert seen_of(world.opened.pk, user).mark != seen_of(world.opened.pk, user, ticks=True).mark
