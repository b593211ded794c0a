"""Where one comes back to after a personal link was revoked."""

import time_machine

from mufakat.commitments import actions as commitments
from mufakat.meetings import actions as meetings
from tests.room import work_in_room
from tests.world import World, wib


def test_each_page_that_gives_a_link_takes_one_back_to_itself(world: World) -> None:
    work_in_room(world)
    session, found = world.opened.get_absolute_url(), world.work["round"]
    with world.doing("notulis", wib(6, 20)) as act:
        meetings.record_participants(act, world.planned)
    camat = world.planned.participants.get(person=world.people["camat"])
    with world.doing("notulis", wib(6, 26)) as act:
        meetings.record_door(act, world.opened, name="Pintu")
        meetings.record_rating_links(act, found)
        meetings.renew_link(act, world.planned, camat)
        commitments.record_commitment_link(act, world.promise_continued)
        commitments.record_promises_link(act, world.memberships["kua"])
    planned, promise = world.planned.get_absolute_url(), world.promise_continued.get_absolute_url()
    pages = {
        f"{session}pintu/": f"{session}pintu/",
        f"{found.get_absolute_url()}tautan/": found.get_absolute_url(),
        f"{planned}undangan/{camat.pk}/": f"{planned}undangan/",
        f"{promise}tautan/": promise,
        f"/anggota/{world.memberships['kua'].pk}/tautan/": f"{world.forum.get_absolute_url()}anggota/",
    }
    with time_machine.travel(wib(6, 26)):
        client = world.client("notulis")
        shown = {url: client.get(url).content.decode() for url in pages}
    assert not [url for url, back in pages.items() if f"/cabut/?kembali={back}" not in shown[url]]
