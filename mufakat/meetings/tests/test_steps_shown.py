"""Every step of the run sheet shows its number and its title, in every state of a session."""

import re
from typing import Any

import pytest

from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.world import World

pytestmark = pytest.mark.django_db


def planned(world: World) -> Meeting:
    return world.planned


def invited_to(world: World) -> Meeting:
    with world.doing("notulis") as act:
        actions.record_participants(act, world.planned)
    return world.planned


def opened(world: World) -> Meeting:
    return world.opened


def under_way(world: World) -> Meeting:
    """Its first step runs."""
    with world.doing("notulis") as act:
        actions.begin_agenda(act, world.opened, item=world.opened.agenda.get(position=1))
    return world.opened


def ratified(world: World) -> Meeting:
    return world.ratified


def reopened(world: World) -> Meeting:
    with world.doing("chair") as act:
        actions.reopen_meeting(act, world.ratified, reason="Salah tulis")
    return world.ratified


def cancelled(world: World) -> Meeting:
    with world.doing("notulis") as act:
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    return world.planned


STATES = (planned, invited_to, opened, under_way, ratified, reopened, cancelled)


@pytest.mark.parametrize("made", STATES)
def test_number_and_title_of_every_step(world: World, made: Any) -> None:
    meeting = made(world)
    page = world.client("notulis").get(meeting.get_absolute_url()).content.decode()
    headings = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page[page.index("<main") :], re.DOTALL)
    said = [" ".join(re.sub(r"<[^>]*>", "", heading).split()) for heading in headings]
    steps = [(item.position, item.title) for item in meeting.agenda.order_by("position")]
    assert len(steps) > 5
    shown = [line for line in said if re.match(r"\d+\. ", line)]
    assert len(shown) == len(steps)
    for line, (position, title) in zip(shown, steps, strict=True):
        assert line.startswith(f"{position}. {title}"), line


def test_the_finding_stays_in_the_heading(world: World) -> None:
    page = world.client("notulis").get(world.opened.get_absolute_url()).content.decode()
    for name in ("h-hadir", "h-rapor", "h-komitmen", "h-sah"):
        heading = page.partition(f'id="{name}">')[2].partition("</h2>")[0]
        step, _, finding = heading.rpartition("</span></span>")
        assert 'class="eyebrow"' in step and finding.strip(), name
