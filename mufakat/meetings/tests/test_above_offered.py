"""Which forums above are offered, when a promise is raised, passed on, or asked about; and what home says of it."""

from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.directory.actions import change_forum, record_forum
from mufakat.directory.models import Forum
from mufakat.meetings import queries
from mufakat.meetings.models import EscalationHearing
from tests.village import found_village
from tests.world import World, doing, wib

from .conftest import Above
from .test_pages_escalations import answer, raise_it, text_of, up


def forum(world: World, kind: str, region: Any, name: str) -> Forum:
    with doing(None, wib(1, 6)) as act:
        return record_forum(act, name=name, kind=kind, region=region)


def test_only_forums_that_hear_it_are_offered(world: World, above: Above) -> None:
    """The world's lokmin has no forum above by name: of its region and those above, by kind, the nearest first."""
    with world.doing("administrator") as act:
        change_forum(act, world.forum, base=None, parent=None)
    nation = world.province.parent
    monthly = forum(world, "lokmin_bulanan", world.kecamatan, "Lokmin bulanan Citarip")
    for kind, region in (
        *(("sub_klaster", nation), ("klaster_kesehatan", nation), ("pokja", world.city)),
        *(("forum_mitra", world.province), ("tim_kecil", world.city), ("lainnya", nation)),
    ):
        forum(world, kind, region, f"{kind} {region}")
    province = forum(world, "rakor", world.province, "Rakor Jawa Barat")
    lokmin = Forum.objects.get(pk=world.forum.pk)
    assert queries.forums_above(lokmin) == [above.forum, province]
    assert queries.forums_above(monthly) == [lokmin, above.forum, province]
    village = found_village(world)
    assert queries.forums_above(village) == [monthly, lokmin, above.forum, province]
    assert queries.forums_above(province) == []


def test_passed_on_to_none_that_has_had_it(world: World, above: Above) -> None:
    """The rakor stands below the lokmin's own monthly one by mistake: that is no way on."""
    province = forum(world, "rakor", world.province, "Rakor Jawa Barat")
    forum(world, "sub_klaster", world.province, "Sub klaster gizi")
    raised, meeting = above.raised(), above.session(8, 1)
    client = world.client("outsider")
    address = f"{meeting.get_absolute_url()}eskalasi/{raised.pk}/jawab/"
    page = client.get(address).content.decode()
    assert str(province.pk) in page and "Sub klaster" not in page
    with world.doing("administrator") as act:
        change_forum(act, above.forum, base=None, parent=forum(world, "rakor", world.city, "Lain"))
        Forum.objects.filter(pk=above.forum.pk).update(parent=world.forum)
    page = client.get(address).content.decode()
    assert 'name="to_forum"' not in page and 'value="forwarded"' not in page
    refused = answer(client, meeting, raised, decision="forwarded", to_forum=str(province.pk))
    assert refused.status_code == 422 and not EscalationHearing.objects.exists()


def test_a_closed_promise_says_so_at_once(world: World, above: Above) -> None:
    Commitment.objects.filter(pk=world.promise_continued.pk).update(state="kept")
    page = world.client("chair").get(up(world))
    assert "Janji ini sudah ditutup" in text_of(page)
    main = page.content.decode().partition("<main")[2]
    assert 'name="reason"' not in main
    assert f'href="{world.promise_continued.get_absolute_url()}"' in main
    assert raise_it(world.client("chair"), above).status_code == 422


def test_when_to_ask_says_whom(world: World, above: Above) -> None:
    chair = world.client("chair")
    address = f"{world.forum.get_absolute_url()}eskalasi/"
    link = f'href="{address}"'
    assert link in chair.get(world.forum.get_absolute_url()).content.decode()
    assert above.forum.name in text_of(chair.get(address))
    Forum.objects.filter(pk=above.forum.pk).update(valid_to=wib(6, 1).date())
    assert "Tidak ada forum di atas" in text_of(chair.get(address))
    Forum.objects.filter(pk=world.forum.pk).update(parent=None)
    assert link not in chair.get(world.forum.get_absolute_url()).content.decode()


def test_home_is_silent_about_an_answer_once_it_is_raised_anew(world: World, above: Above) -> None:
    raised = above.raised()
    above.answered(above.session(8, 1), raised, decision="advises")
    notulis = world.client("notulis")
    assert raised.get_absolute_url() in notulis.get("/").content.decode()
    again = above.raised(12, 31)
    page = notulis.get("/").content.decode()
    assert raised.get_absolute_url() not in page and again.get_absolute_url() not in page
