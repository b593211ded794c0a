"""The forum above ends: what waits before it goes on to the forum that follows it, or comes back; both are told."""

import html
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments.actions import record_commitment_link
from mufakat.commitments.models import Commitment
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Part
from mufakat.directory.actions import change_forum, record_assignment, record_forum
from mufakat.directory.links import token_of
from mufakat.directory.models import Assignment, Forum, Link
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions, jobs, queries
from mufakat.meetings.models import Escalation
from mufakat.meetings.queries.news import holders_of
from tests.world import World, settle_sessions, wib

from .conftest import Above

ON = date(2026, 12, 1)


@pytest.fixture
def follower(world: World) -> Forum:
    with world.doing("administrator", wib(6, 1)) as act:
        return record_forum(act, name="Rakor Bandung Raya", kind="rakor", region=world.city)


def end(world: World, forum: Forum, **fields: Any) -> None:
    with world.doing("administrator", wib(12, 1)) as act:
        actions.end_forum(act, Forum.objects.get(pk=forum.pk), on=ON, **fields)


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_it_goes_on_to_the_forum_that_follows(world: World, above: Above, follower: Forum) -> None:
    raised = above.raised()
    end(world, above.forum, successor=follower)  # nothing is left: nothing to confirm
    raised.refresh_from_db()
    further = Escalation.objects.get(previous=raised)
    assert (raised.state, raised.decision) == ("answered", "handed")
    assert "Rakor Kota Bandung" in raised.answer and "Rakor Bandung Raya" in raised.answer
    assert (further.state, further.to_forum, further.reason) == (
        "waiting",
        follower,
        raised.reason,
    )
    assert further.file["before"][0]["to"] == "Rakor Kota Bandung"
    assert queries.waits_at(above.promise()) == "Rakor Bandung Raya"
    ended = sentence(Event.objects.get(verb="forum.ended"))
    assert "Rakor Bandung Raya" in ended
    promise = text_of(world.client("chair").get(world.promise_continued.get_absolute_url()))
    assert "Rakor Bandung Raya" in promise
    file = world.client("chair").get(raised.get_absolute_url())
    assert further.get_absolute_url() in file.content.decode()


def test_the_session_of_the_forum_that_follows_answers(
    world: World, above: Above, follower: Forum
) -> None:
    above.raised()
    end(world, above.forum, successor=follower)
    meeting = Above(world, follower).session(12, 20, opened=False)
    (row,) = queries.from_below(meeting)
    assert row.from_forum == "Rakor Kota Bandung"
    assert row.what == world.promise_continued.what


def test_without_one_it_comes_back_after_a_question(world: World, above: Above) -> None:
    raised = above.raised()
    with pytest.raises(RuleBroken, match=r"forum\.unfinished") as broken:
        end(world, above.forum)
    assert "1" in str(broken.value.message)
    raised.refresh_from_db()
    assert raised.state == "waiting"
    end(world, above.forum, confirmed=True, reason="SK baru")
    raised.refresh_from_db()
    assert (raised.state, raised.decision) == ("returned", "dissolved")
    assert Event.objects.get(verb="forum.ended").data["waiting"] == 1


def test_what_was_settled_meanwhile_does_not_go_on(
    world: World, above: Above, follower: Forum
) -> None:
    raised = above.raised()
    Commitment.objects.filter(pk=raised.commitment_id).update(state="kept")
    end(world, above.forum, successor=follower, confirmed=True, reason="SK baru")
    assert Escalation.objects.get().decision == "dissolved"


def test_a_forum_below_that_follows_its_forum_above_gets_it_back(
    world: World, above: Above
) -> None:
    """The successor is the forum that asked: it would raise it to itself."""
    raised = above.raised()
    end(world, above.forum, successor=world.forum, confirmed=True, reason="Digabung")
    raised.refresh_from_db()
    assert (raised.state, raised.decision) == ("returned", "dissolved")
    assert Escalation.objects.count() == 1


def test_a_forum_above_that_takes_the_promises_over_is_not_asked_any_more(
    world: World, above: Above
) -> None:
    settle_sessions(world)
    raised = above.raised()
    end(world, world.forum, successor=above.forum, confirmed=True, reason="Digabung")
    raised.refresh_from_db()
    assert (raised.commitment.forum, raised.decision) == (above.forum, "handed")
    assert queries.from_below(above.session(12, 20, opened=False)) == []


@pytest.mark.parametrize("how", ["answered", "dissolved", "handed"])
def test_the_owner_is_told_by_message_and_on_his_page(
    world: World, above: Above, follower: Forum, settings: Any, how: str
) -> None:
    settings.POST = Post(address="https://mufakat.example.go.id")
    raised = above.raised()
    with world.doing("notulis", wib(7, 2)) as act:
        link = record_commitment_link(act, above.promise())
        Link.objects.filter(pk=link.pk).update(valid_until=wib(12, 31))
    before = text_of(Client().get(f"/janji-satu/{token_of(link)}/"))
    with time_machine.travel("2026-11-30T02:00:00Z"):  # a Monday: what is told every day
        jobs.tell_news()
    if how == "answered":
        above.answered(above.session(8, 1), raised)
    else:
        then = {"successor": follower} if how == "handed" else {}
        end(world, above.forum, confirmed=True, reason="SK baru", **then)
    raised.refresh_from_db()
    after = text_of(Client().get(f"/janji-satu/{token_of(link)}/"))
    assert raised.answer in after and raised.answer not in before
    with time_machine.travel("2026-12-31T02:00:00Z"):
        jobs.tell_news()
    parts = Part.objects.filter(text__contains=raised.answer)
    holder = holders_of([above.promise()], date(2026, 12, 31))[raised.commitment_id]
    assert [part.message.name for part in parts] == [holder.name]


def test_the_page_names_what_waits_and_asks(world: World, above: Above) -> None:
    above.raised()
    client, url = world.client("administrator"), f"{above.forum.get_absolute_url()}akhiri/"
    page = client.get(url).content.decode()
    assert "Memeriksakan" in text_of(client.get(url)) and str(world.forum) in text_of(
        client.get(url)
    )
    assert 'name="successor"' in page and 'name="confirmed"' in page
    sent = {"act_id": str(new_id()), "on": "2026-12-01", "reason": ""}
    assert client.post(url, sent).status_code == 422
    assert Escalation.objects.get().state == "waiting"
    sent |= {"confirmed": "on", "reason": "SK baru", "act_id": str(new_id())}
    assert client.post(url, sent).status_code == 303
    assert Escalation.objects.get().state == "returned"


def test_home_tells_it_as_what_it_was(world: World, above: Above) -> None:
    raised = above.raised()
    with world.doing("administrator") as act:
        actions.end_forum(act, above.forum, on=ON, confirmed=True, reason="SK baru")
    home = text_of(world.client("chair").get("/"))
    assert raised.what in home
    assert "Rakor Kota Bandung menjawab" not in home
    assert "Rakor Kota Bandung dibubarkan" in home


def test_the_forum_above_lists_what_waits_and_what_it_answered(world: World, above: Above) -> None:
    guest, url = world.client("outsider"), above.forum.get_absolute_url()
    assert 'id="dari-bawah"' not in guest.get(url).content.decode()
    raised = above.raised()
    page = guest.get(url)
    assert raised.get_absolute_url() in page.content.decode()
    assert "Dari bawah: 1 hal menunggu" in text_of(page)
    above.answered(above.session(8, 1), raised)
    page = guest.get(url)
    assert raised.get_absolute_url() in page.content.decode()
    assert "Dinkes meminjamkan alat." in text_of(page)
    assert "hal menunggu" not in text_of(page)


def test_raise_leaves_the_page_of_a_promise_that_waits_above(world: World, above: Above) -> None:
    chair, url = world.client("chair"), world.promise_continued.get_absolute_url()
    door = f"{url}naikkan/"
    assert door in chair.get(url).content.decode()
    raised = above.raised()
    page = chair.get(url)
    assert door not in page.content.decode()
    assert raised.get_absolute_url() in page.content.decode()
    assert "Rakor Kota Bandung sejak 1 Jul" in text_of(page)
    meeting = above.session(8, 1)
    hearing = above.answered(meeting, raised)
    assert door in chair.get(url).content.decode()  # answered: it may be raised anew
    with world.doing("outsider") as act:
        actions.withdraw_hearing(act, meeting, hearing)
    page = chair.get(url)
    assert door not in page.content.decode()
    assert "menarik jawaban" in text_of(page)


def test_the_forums_below_get_it_as_their_forum_above(
    world: World, above: Above, follower: Forum
) -> None:
    with world.doing("administrator", wib(6, 2)) as act:
        team = record_forum(
            act, name="Tim air", kind="tim_kecil", region=world.kecamatan, parent=world.forum
        )
        record_assignment(act, user=world.users["outsider"], role="chair", node=team)
    end(world, above.forum, successor=follower)
    lokmin, team = (Forum.objects.get(pk=each.pk) for each in (world.forum, team))
    assert lokmin.parent == follower and queries.forums_above(lokmin) == [follower]
    assert lokmin.path == f"{follower.path}{lokmin.pk.hex}."
    assert team.path == f"{lokmin.path}{team.pk.hex}."
    assert Assignment.objects.get(node_id=str(team.pk)).node_path == team.path
    assert Event.objects.filter(verb="forum.changed", subject_id=str(lokmin.pk)).count() == 2


@pytest.mark.parametrize("further", ["none", "meets", "ended"])
def test_a_successor_from_below_takes_the_place(world: World, above: Above, further: str) -> None:
    """It lies where the one that ended lay: below the next one above that meets; the others below come to it."""
    with world.doing("administrator", wib(6, 2)) as act:
        team = record_forum(
            act, name="Tim air", kind="tim_kecil", region=world.kecamatan, parent=world.forum
        )
        beside = record_forum(
            act, name="Pokja", kind="pokja", region=world.city, parent=above.forum
        )
        under = record_forum(act, name="Subpokja", kind="pokja", region=world.city, parent=beside)
        top, between = None, above.forum
        if further != "none":
            top = record_forum(act, name="Rakor provinsi", kind="rakor", region=world.province)
            between = record_forum(
                act, name="Rakor wilayah", kind="rakor", region=world.province, parent=top
            )
            change_forum(act, Forum.objects.get(pk=above.forum.pk), parent=between)
    if further == "ended":
        end(world, between)
    end(world, above.forum, successor=Forum.objects.get(pk=team.pk))
    after = {each.pk: each for each in Forum.objects.select_related("parent")}
    expected = {"none": None, "meets": "Rakor wilayah", "ended": "Rakor provinsi"}[further]
    found = after[team.pk].parent
    assert (found.name if found else None) == expected
    assert after[team.pk].path == f"{found.path if found else ''}{team.pk.hex}."
    assert after[world.forum.pk].parent == after[beside.pk].parent == team
    assert after[under.pk].parent == beside
    for each in (world.forum, beside):
        assert after[each.pk].path == f"{after[team.pk].path}{each.pk.hex}."
    assert after[under.pk].path == f"{after[beside.pk].path}{under.pk.hex}."


def test_the_form_asks_for_it_where_forums_lie_below(
    world: World, above: Above, follower: Forum
) -> None:
    client, url = world.client("administrator"), f"{above.forum.get_absolute_url()}akhiri/"
    assert 'name="successor"' in client.get(url).content.decode()
    sent = {"act_id": str(new_id()), "on": "2026-12-01", "successor": follower.name}
    for _ in range(2):
        assert client.post(url, sent).status_code == 303
    assert Forum.objects.get(pk=world.forum.pk).parent == follower
    url = f"{follower.get_absolute_url()}akhiri/"
    with world.doing("administrator") as act:
        change_forum(act, Forum.objects.get(pk=world.forum.pk), parent=None)
    assert 'name="successor"' not in client.get(url).content.decode()
