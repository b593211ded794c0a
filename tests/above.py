"""A forum below the lokmin of the world raised two promises to it: `escalation` waits, `heard` was put off in the
open session. Built by actions; put into `world.work` by name."""

from datetime import date
from typing import Any

from mufakat.commitments.actions import record_commitment
from mufakat.directory.actions import record_assignment, record_forum, record_membership
from mufakat.meetings import actions as meetings

from .world import World, doing, wib


def raise_from_below(world: World) -> dict[str, Any]:
    made = world.work
    with doing(None, wib(6, 20)) as open_act:
        forum = record_forum(
            open_act,
            name="Pokja Jamika",
            kind="pokja",
            region=world.village,
            parent=world.forum,
        )
        for body in (world.citarip, world.bodies["sukapakir"]):
            record_membership(open_act, forum=forum, organisation=body, role="host")
        record_assignment(open_act, user=world.users["chair"], role="chair", node=forum)
        promises = [
            record_commitment(
                open_act,
                forum=forum,
                source=forum,
                made_on=date(2026, 6, 20),
                what=what,
                due_on=date(2026, 7, 20),
                owner_organisation=world.citarip,
            )
            for what in ("Menutup selokan RW 05", "Menata pasar sehat")
        ]
    with world.doing("chair", wib(6, 22)) as open_act:
        made["escalation"], made["heard"] = (
            meetings.raise_escalation(
                open_act, promise, to_forum=world.forum, reason="Di luar wewenang Pokja"
            )
            for promise in promises
        )
    with world.doing("notulis", wib(6, 26, 11)) as open_act:
        meetings.answer_escalation(
            open_act,
            world.opened,
            escalation=made["heard"],
            decision="deferred",
            text="Menunggu Dinas PU",
        )
    return made
