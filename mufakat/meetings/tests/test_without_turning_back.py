"""What a newcomer stumbled over: years out of reach, a session opened early, the next one at the desk, one more."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from mufakat.core.ids import new_id
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting, Problem, Proposal
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def send(world: World, url: str, **values: Any) -> Any:
    return world.client("notulis").post(url, {"act_id": str(new_id()), **values})


def test_a_year_with_a_session_outside_any_cycle_is_offered(world: World) -> None:
    with world.doing("notulis") as act:
        old = actions.record_meeting(
            act,
            forum=world.forum,
            kind="RAKOR",
            title="Workshop Bogor",
            starts_at=wib(7, 27).replace(year=2015),
            ends_at=wib(7, 29).replace(year=2015),
        )
    assert queries.years_of(world.forum)[-1] == 2015
    text = world.client("notulis").get(f"{world.forum.get_absolute_url()}?tahun=2026").content
    assert b'href="?tahun=2015"' in text
    Meeting.objects.exclude(pk=old.pk).update(starts_at=None, ends_at=None, cycle=None)
    world.forum.cycles.all().delete()
    shown = world.client("notulis").get(world.forum.get_absolute_url()).content.decode()
    assert "Workshop Bogor" in shown  # nothing this year: the last year with a session


def test_a_session_opened_early_has_its_pace_at_once(world: World) -> None:
    meeting = world.opened
    assert meeting.starts_at
    early = meeting.starts_at - timedelta(minutes=18)
    agenda = queries.agenda_of(meeting)
    pace = queries.timing_of(meeting, agenda, early)
    assert pace is not None and not pace.late


def test_after_an_arrival_the_cursor_waits_for_the_next_name(world: World) -> None:
    who = world.opened.participants.get(name="Maria Tanudjaja")
    desk = f"{world.opened.get_absolute_url()}pendaftaran/"
    answer = send(world, f"{desk}{who.pk}/hadir/")
    assert answer.url == f"{desk}?lagi"
    box = '<input id="cari" name="cari" type="search" value="" autocomplete="off"'
    client = world.client("notulis")
    assert f"{box} autofocus" in client.get(answer.url).content.decode()
    shown = client.get(desk).content.decode()  # who only looks is not thrown past what waits
    assert box in shown and f"{box} autofocus" not in shown


def test_without_the_place_code_one_is_told_beforehand(world: World) -> None:
    from mufakat.meetings.forms import ListedCheckInForm

    with override("en"):
        field = ListedCheckInForm().fields["code"]
        assert "the entry waits" in str(field.either)  # type: ignore[attr-defined]
        assert "waits" not in str(field.help_text)  # said once


def test_problems_and_proposals_one_after_the_other(world: World) -> None:
    here = f"{world.opened.get_absolute_url()}masalah/catat/"
    step = str(world.item.pk)
    answer = send(world, here, text="Ibu hamil tidak datang", agenda_item=step, lagi="1")
    made = Problem.objects.get(text="Ibu hamil tidak datang")
    assert answer.url == f"{here}?acara={made.agenda_item_id}"
    assert send(world, here, text="Kader kurang", agenda_item=step).url != answer.url
    assert b'name="lagi"' in world.client("notulis").get(answer.url).content
    here = f"{world.opened.get_absolute_url()}usulan/catat/"
    told = {"text": "Perbaikan Pustu", "level": "kecamatan"}
    assert send(world, here, **told, lagi="1").url == here
    assert Proposal.objects.filter(text="Perbaikan Pustu").count() == 1
