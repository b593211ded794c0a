"""Forms as Mode Rapat fills them in, for a session of the small district."""

from typing import Any
from uuid import UUID

from mufakat.meetings.models import Meeting
from tests.world import World

from .device import Phone


def at(meeting: Meeting, *parts: object) -> str:
    """The address of a form of a session: `at(meeting, "catatan", "catat")`."""
    return f"/rapat/{meeting.pk}/" + "".join(f"{part}/" for part in parts)


def write_note(phone: Phone, world: World, text: str, **more: Any) -> UUID:
    meeting = more.pop("meeting", world.opened)
    item = more.pop("item", world.item).pk
    return phone.write(at(meeting, "catatan", "catat"), agenda_item=item, text=text, **more)


def correct_note(phone: Phone, world: World, note: Any, text: str, base: int) -> UUID:
    path = at(world.opened, "catatan", getattr(note, "pk", note), "ubah")
    return phone.write(path, text=text, base=base)


def write_problem(phone: Phone, world: World, text: str, **more: Any) -> UUID:
    return phone.write(at(world.opened, "masalah", "catat"), text=text, **more)


def correct_problem(phone: Phone, world: World, problem: Any, base: int, **fields: Any) -> UUID:
    return phone.write(at(world.opened, "masalah", problem, "ubah"), base=base, **fields)


def arrive(phone: Phone, world: World, participant: Any, **more: Any) -> UUID:
    return phone.write(at(world.opened, "pendaftaran", participant.pk, "hadir"), **more)
