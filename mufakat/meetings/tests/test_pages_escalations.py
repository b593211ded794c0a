"""The pages of a promise that goes up: who may, once, plain POST, and what each forum sees of the other."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_assignment
from mufakat.journal.models import Act, Event
from mufakat.journal.queries import last_told
from mufakat.meetings import actions
from mufakat.meetings.models import Escalation, Meeting, Patience
from tests.world import World, wib

from .conftest import Above


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"act_id": str(new_id()), **fields})


def up(world: World) -> str:
    return f"{world.promise_continued.get_absolute_url()}naikkan/"


def raise_it(client: Client, above: Above, **more: Any) -> Any:
    given = {"to_forum": str(above.forum.pk), "reason": "KUA tidak punya alat."} | more
    return post(client, up(above.world), **given)


def test_raised_from_the_page_of_the_promise(world: World, above: Above) -> None:
    chair, act_id = world.client("chair"), str(new_id())
    assert up(world) in chair.get(world.promise_continued.get_absolute_url()).content.decode()
    assert "Rakor Kota Bandung" in text_of(chair.get(up(world)))
    assert raise_it(chair, above, act_id=act_id).status_code == 303
    assert raise_it(chair, above, act_id=act_id).headers["Act"].endswith("already")
    assert Escalation.objects.count() == 1
    promise = text_of(chair.get(world.promise_continued.get_absolute_url()))
    assert "KUA tidak punya alat." in promise
    assert raise_it(chair, above).status_code == 422  # it waits
    assert raise_it(chair, above, reason="x" * 1001).status_code == 422
    assert raise_it(chair, above, to_forum=str(world.neighbour_forum.pk)).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("notulis", 403), ("neighbour", 404), ("auditor", 403)]
)
def test_only_the_chair_raises(world: World, above: Above, who: str, status: int) -> None:
    before = Act.objects.count()
    assert raise_it(world.client(who), above).status_code == status
    assert Act.objects.count() == before


def test_the_file_and_only_the_file(world: World, above: Above) -> None:
    """Who takes notes above reads the file, and nothing else of the forum below."""
    raised, guest = above.raised(), world.client("outsider")
    page = text_of(guest.get(raised.get_absolute_url()))
    assert "KUA tidak punya alat." in page
    assert "Baru 14 dari 20 pasangan" in page
    for address in (
        world.forum.get_absolute_url(),
        world.opened.get_absolute_url(),
        world.promise_continued.get_absolute_url(),
    ):
        assert guest.get(address).status_code == 404
        assert address not in guest.get(raised.get_absolute_url()).content.decode()
    assert world.client("chair").get(raised.get_absolute_url()).status_code == 200
    assert world.client("sector_member").get(raised.get_absolute_url()).status_code == 200
    assert world.client("neighbour").get(raised.get_absolute_url()).status_code == 404
    assert Client().get(raised.get_absolute_url()).status_code == 302


def answer(client: Client, meeting: Meeting, raised: Escalation, **more: Any) -> Any:
    given = {"decision": "helps", "text": "Dinkes meminjamkan alat."} | more
    return post(client, f"{meeting.get_absolute_url()}eskalasi/{raised.pk}/jawab/", **given)


def test_answered_in_the_session_above(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    guest, act_id = world.client("outsider"), str(new_id())
    assert "KUA tidak punya alat." in text_of(guest.get(meeting.get_absolute_url()))
    assert answer(guest, meeting, raised, text="").status_code == 422
    assert answer(guest, meeting, raised, decision="closed").status_code == 422
    assert answer(guest, meeting, raised, act_id=act_id).status_code == 303
    assert answer(guest, meeting, raised, act_id=act_id).headers["Act"].endswith("already")
    assert answer(guest, meeting, raised).status_code == 422
    assert "Dinkes meminjamkan alat." in text_of(guest.get(meeting.get_absolute_url()))
    # the origin reads it: on the promise, and on the next session's report card
    chair = world.client("chair")
    assert "Dinkes meminjamkan alat." in text_of(
        chair.get(world.promise_continued.get_absolute_url())
    )
    assert "Dinkes meminjamkan alat." in text_of(chair.get(world.planned.get_absolute_url()))


def test_who_may_not_answer(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    before = Act.objects.count()
    # The chair below sees nothing of the forum above; another session is not where it lies.
    assert answer(world.client("sector_member"), meeting, raised).status_code == 404
    assert answer(world.client("dinkes_kabkota"), meeting, raised).status_code == 403
    assert answer(world.client("notulis"), world.opened, raised).status_code == 404
    assert Act.objects.count() == before


def test_taken_back(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    guest = world.client("outsider")
    address = f"{meeting.get_absolute_url()}eskalasi/{raised.pk}/tarik/"
    assert guest.get(address).status_code == 404  # nothing was said yet
    answer(guest, meeting, raised)
    assert address in guest.get(meeting.get_absolute_url()).content.decode()
    assert post(guest, address).status_code == 303
    raised.refresh_from_db()
    assert raised.state == "waiting"
    assert post(world.client("dinkes_kabkota"), address).status_code in (403, 404)


def test_ratification_waits_for_the_answer(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    with world.doing("administrator") as act:
        record_assignment(act, user=world.users["neighbour"], role="chair", node=above.forum)
    chair = world.client("neighbour")
    refused = post(chair, f"{meeting.get_absolute_url()}sahkan/", base=last_told(meeting))
    assert (refused.status_code, Meeting.objects.get(pk=meeting.pk).state) == (422, "open")
    answer(world.client("outsider"), meeting, raised, decision="deferred", text="Bulan depan.")
    done = post(chair, f"{meeting.get_absolute_url()}sahkan/", base=last_told(meeting))
    assert done.status_code == 303
    assert Meeting.objects.get(pk=meeting.pk).state == "ratified"


def _judge_the_last(world: World) -> None:
    with world.doing("notulis", wib(6, 26, 11)) as act:
        actions.give_verdict(
            act,
            Meeting.objects.select_related("forum").get(pk=world.opened.pk),
            commitment=world.promise_waiting,
            verdict="continued",
            new_due_on=date(2026, 9, 30),
        )


def test_proposed_at_ratification_and_raised_with_one_tap(world: World, above: Above) -> None:
    _judge_the_last(world)
    chair, address = world.client("chair"), f"{world.opened.get_absolute_url()}sahkan/"
    assert up(world) not in chair.get(address).content.decode()
    with world.doing("chair") as act:
        actions.change_patience(act, world.forum, sessions=1)
    seen = last_told(world.opened)
    page = chair.get(address).content.decode()
    form = page.partition(f'action="{up(world)}?rapat=')[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert sent["to_forum"] == str(above.forum.pk)
    done = chair.post(f"{up(world)}?rapat={world.opened.pk}", sent)
    assert (done.status_code, done.headers["Location"]) == (
        303,
        f"{world.opened.get_absolute_url()}#pengesahan",
    )
    raised = Escalation.objects.get()
    assert (raised.raised_in, raised.state) == (world.opened, "waiting")
    assert up(world) not in chair.get(address).content.decode()
    assert (
        post(chair, address, base=seen).status_code == 303
    )  # raising it is nothing that he has not seen


def test_patience(world: World, above: Above) -> None:
    address = f"{world.forum.get_absolute_url()}eskalasi/"
    chair, act_id = world.client("chair"), str(new_id())
    assert 'value="2"' in chair.get(address).content.decode()
    assert post(chair, address, sessions="0").status_code == 422
    assert post(chair, address, sessions="3", act_id=act_id).status_code == 303
    assert post(chair, address, sessions="3", act_id=act_id).headers["Act"].endswith("already")
    assert Patience.objects.get().sessions == 3
    assert Event.objects.filter(verb="patience.changed").count() == 1
    assert world.client("notulis").get(address).status_code == 403


def asked_by(world: World, above: Above, meeting: Meeting) -> dict[str, int]:
    counts = {}
    for who, address in (
        ("outsider", meeting.get_absolute_url()),
        ("outsider", Escalation.objects.all()[0].get_absolute_url()),
        ("outsider", above.forum.get_absolute_url()),
        ("outsider", "/"),
        ("chair", world.planned.get_absolute_url()),
        ("chair", world.promise_continued.get_absolute_url()),
        ("chair", "/"),
    ):
        client = world.client(who)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts[f"{who} {address.split('/')[1]}"] = len(asked)
    return counts


def test_pages_ask_the_same_for_one_and_three(world: World, above: Above) -> None:
    one, *more = (world.promise_continued, world.promise_waiting, world.promise_new)
    with world.doing("chair", wib(7, 1)) as act:
        actions.raise_escalation(act, one, to_forum=above.forum, reason="r")
    meeting = above.session(8, 1)
    first = asked_by(world, above, meeting)
    with world.doing("chair", wib(7, 2)) as act:
        for promise in more:
            actions.raise_escalation(act, promise, to_forum=above.forum, reason="r")
    assert asked_by(world, above, meeting) == first
    assert max(first.values()) <= 15


def test_home_of_both_forums(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(12, 28)
    told = world.client("outsider").get("/").content.decode()
    assert raised.get_absolute_url() in told
    assert raised.get_absolute_url() not in world.client("chair").get("/").content.decode()
    above.answered(meeting, raised)  # today
    assert raised.get_absolute_url() not in world.client("outsider").get("/").content.decode()
    for who in ("chair", "notulis"):
        assert raised.get_absolute_url() in world.client(who).get("/").content.decode()
    assert raised.get_absolute_url() not in world.client("neighbour").get("/").content.decode()
