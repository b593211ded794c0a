"""A village of the world that brings its wishes before the lokmin: the assembly (MMD) of Kel. Jamika, hosted by
Puskesmas Citarip; built by actions, put into `world.work` by name."""

from datetime import timedelta
from typing import Any

from mufakat.directory.actions import record_forum, record_membership
from mufakat.directory.models import Forum, Region
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Meeting

from .world import World, doing, wib


def found_village(world: World, region: Region | None = None) -> Forum:
    where = region or world.village
    with doing(None, wib(1, 6)) as act:
        forum = record_forum(act, name=f"Forum kesehatan {where}", kind="lainnya", region=where)
        record_membership(act, forum=forum, organisation=world.citarip, role="host")
    return forum


def village_session(
    world: World, forum: Forum, month: int, day: int, *texts: str, kind: str = "MMD", **more: Any
) -> Meeting:
    """One ratified session of a village with these problems, and a proposal to the kecamatan if one is given."""
    with world.doing("notulis", wib(month, day, 10)) as act:
        meeting = meetings.record_meeting(
            act,
            forum=forum,
            kind=kind,
            title=f"{kind} {forum.region}",
            starts_at=wib(month, day, 9),
            ends_at=wib(month, day, 12),
            place="Balai RW 05",
            chair="Lurah",
            notulis="Dewi Lestari, S.K.M",
        )
        meetings.open_meeting(act, meeting)
        meetings.record_participant(act, meeting, name="Ibu Kader", present=True)
        for text in texts:
            meetings.record_problem(act, meeting, text=text, region=forum.region)
        if wish := more.get("wish"):
            meetings.record_proposal(act, meeting, text=wish, amount_idr=12_000_000)
    if more.get("ratified", True):
        ratify(meeting)
    return again(meeting)


def ratify(meeting: Meeting) -> None:
    at = (meeting.starts_at or wib(1, 1)) + timedelta(days=1)
    with doing(None, at) as act:
        meetings.ratify_meeting(act, again(meeting))


def again(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("forum__region", "region").get(pk=meeting.pk)


def bring_wishes(world: World) -> dict[str, Any]:
    """Two problems and a proposal of one village; the open session declined another."""
    forum, made = found_village(world), world.work
    texts = ("Air bersih tidak mengalir di RW 05", "Tidak ada jamban di RW 09", "Lampu jalan mati")
    made["mmd"] = village_session(world, forum, 6, 10, *texts, wish="Sumur bor RW 05")
    made["wished"], made["second_wish"], lamps = made["mmd"].problems.order_by("id")
    made["wish"] = made["mmd"].proposals.get()
    with world.doing("notulis", wib(6, 26, 10, 40)) as act:
        reason = "Urusan Dinas Perhubungan, sudah disurati lurah."
        made["declined"] = meetings.decline_input(act, world.opened, entry=lamps, reason=reason)
    return made
