"""What the page of a session says in its rarer states."""

import pytest

from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def head_of(world: World, who: str, meeting: Meeting) -> str:
    page = world.client(who).get(meeting.get_absolute_url()).content.decode()
    return page[page.index('<header class="head">') :].partition("</header>")[0]


def test_reopened_minutes_say_why_and_which_edition_is_being_drawn_up(world: World) -> None:
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act, world.opened, commitment=world.promise_waiting, verdict="kept"
        )
    with world.doing("chair") as open_act:
        actions.ratify_meeting(open_act, world.opened)
    assert "Edisi" not in head_of(world, "notulis", world.opened)
    with world.doing("chair") as open_act:
        actions.reopen_meeting(open_act, world.opened, reason="Angka hadir 100 % keliru")
    head = head_of(world, "notulis", world.opened)
    assert "Angka hadir 100 % keliru" in head
    assert "Edisi 2 sedang disusun" in head


def test_a_session_without_a_day_cannot_be_opened_and_says_so(world: World) -> None:
    """The chair may open but not set the day: the button does not promise what the rule refuses."""
    head = head_of(world, "chair", world.undated)
    assert "buka/" not in head
    assert 'aria-disabled="true"' in head and 'id="why-not"' in head


def test_a_cancelled_session_says_why_and_what_takes_its_place(world: World) -> None:
    with world.doing("notulis", wib(9, 20, 8)) as open_act:
        actions.cancel_meeting(open_act, world.planned, reason="Banjir di tiga kelurahan")
    head = head_of(world, "sector_member", world.planned)
    assert "Banjir di tiga kelurahan" in head and str(world.users["notulis"]) in head
    assert "20 Sep 2026 08.00 WIB" in head
    assert 'href="/rapat/' not in head
    with world.doing("notulis") as open_act:
        actions.record_cycle(open_act, forum=world.forum, year=world.cycle.year)
    again = Meeting.objects.exclude(state="cancelled").get(
        cycle=world.cycle, tribulan=world.planned.tribulan
    )
    head = head_of(world, "sector_member", world.planned)
    assert f'href="{again.get_absolute_url()}"' in head


def test_every_edition_of_the_minutes_is_linked(world: World) -> None:
    address = world.ratified.get_absolute_url()
    client = world.client("notulis")
    assert "?edisi=" not in client.get(address).content.decode()
    with world.doing("chair", wib(4, 20, 9)) as open_act:
        actions.reopen_meeting(open_act, world.ratified, reason="Salah tulis")
    assert f"{address}notulen.pdf?edisi=1" in client.get(address).content.decode()
    with world.doing("chair", wib(4, 21, 9)) as open_act:
        actions.ratify_meeting(open_act, world.ratified)
    page = client.get(address).content.decode()
    for edition, day in ((1, "30 Mar 2026"), (2, "21 Apr 2026")):
        link = f"{address}notulen.pdf?edisi={edition}"
        assert day in page.partition(link)[2].partition("</p>")[0]
        assert client.get(link).status_code == 200


SUB_PAGES = (
    *("ubah", "batalkan", "sahkan", "acara/catat", "kehadiran/catat", "kehadiran/semua"),
    *("undangan/catat", "peserta/catat", "catatan/catat", "keputusan/catat", "komitmen/catat"),
    *("hadir", "riwayat", "catatan/{note}/ubah", "keputusan/{decision}/ubah"),
    *("komitmen/{new}/ubah", "komitmen/{new}/tarik", "putusan/{waiting}/beri"),
    *("putusan/{verdict}/tarik", "buka", "buka-kembali"),
)


@pytest.mark.parametrize("sub", SUB_PAGES)
def test_every_page_below_a_session_shows_the_way_back(world: World, sub: str) -> None:
    ids = {"note": world.note.pk, "decision": world.decision.pk, "new": world.promise_new.pk}
    ids |= {"waiting": world.promise_waiting.pk, "verdict": world.verdict.pk}
    here = world.opened.get_absolute_url()
    may_all = world.client("chair" if sub in ("sahkan", "buka-kembali") else "notulis")
    page = may_all.get(f"{here}{sub.format(**ids)}/").content.decode()
    way = page[page.index('<nav class="crumbs"') :].partition("</nav>")[0]
    forum = way.index(f'href="{world.forum.get_absolute_url()}"')
    assert forum < way.index(f'href="{here}"') < way.rindex("<li><span>")
