"""F2 on a server with many connections: two parcels of two devices at the same moment, with the same acts, and with
sessions in opposite order, which locks each other out. Everything is there once."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, connections

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.directory.models import User
from mufakat.journal.models import Act
from mufakat.journal.seals import verify
from mufakat.meetings import actions as meetings
from mufakat.meetings.actions import room as room_actions
from mufakat.meetings.actions.lock import lock
from mufakat.meetings.models import Meeting, Note
from mufakat.offline.receiving import deliver_all
from tests import world as worlds
from tests.world import World, wib

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time there"),
    pytest.mark.django_db(transaction=True),
]


def note(meeting: Meeting, text: str) -> dict[str, Any]:
    item = str(meeting.agenda.all()[1].pk)
    fields = [["made_at", clock.now().isoformat()], ["agenda_item", item], ["text", text]]
    return {
        "act": str(new_id()),
        "path": f"/rapat/{meeting.pk}/catatan/catat/",
        "fields": fields,
    }


def send_at_once(user: User, parcels: list[list[dict[str, Any]]]) -> list[list[str]]:
    """Each parcel from a thread of its own; the outcomes of each."""
    outcomes: list[list[str]] = [[] for _ in parcels]
    ready = threading.Barrier(len(parcels))

    def send(n: int) -> None:
        try:
            writer = User.objects.select_related("person").get(pk=user.pk)
            ready.wait(10)
            outcomes[n] = [each.outcome for each in deliver_all(writer, parcels[n]) if each]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(n,)) for n in range(len(parcels))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


@pytest.fixture
def two_sessions(monkeypatch: pytest.MonkeyPatch) -> World:
    world = worlds.build()
    with world.doing("notulis", wib(6, 26)) as open_act:
        also = meetings.record_meeting(
            open_act, forum=world.forum, kind="LM-TR", title="Rapat sore", starts_at=wib(6, 26, 13)
        )
        meetings.open_meeting(open_act, also)
        world.work["also"] = also

    def slowly(meeting: Meeting) -> None:
        lock(meeting)
        time.sleep(0.05)

    monkeypatch.setattr(room_actions, "lock", slowly)
    return world


def test_the_same_parcel_from_two_tabs(two_sessions: World) -> None:
    world = two_sessions
    parcel = [note(world.opened, f"Catatan {n}") for n in range(6)]
    said = send_at_once(world.users["notulis"], [parcel, parcel, parcel])
    assert sorted(outcome for part in said for outcome in part) == ["already"] * 12 + ["done"] * 6
    assert Note.objects.filter(text__startswith="Catatan").count() == 6
    assert list(verify()) == []


def test_sessions_in_opposite_order(two_sessions: World) -> None:
    """Each holds what the other needs: the database ends one of them, and what it could not do is done after all."""
    world = two_sessions
    first = [note(m, f"A {m.pk}") for m in (world.opened, world.work["also"]) for _ in range(3)]
    second = [note(m, f"B {m.pk}") for m in (world.work["also"], world.opened) for _ in range(3)]
    waiting = [first, second]
    for _ in range(3):
        said = send_at_once(world.users["notulis"], waiting)
        waiting = [
            [each for each, outcome in zip(part, told, strict=True) if outcome == "error"]
            for part, told in zip(waiting, said, strict=True)
        ]
        if not any(waiting):
            break
    assert waiting == [[], []]
    assert Note.objects.filter(text__regex="^[AB] ").count() == 12
    assert Act.objects.filter(via="outbox").count() == 12
    assert list(verify()) == []
