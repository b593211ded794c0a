"""The pages of promises: list, rows behind a rate, one promise, a report."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.actions import give_verdict
from mufakat.commitments.models import Commitment, Update
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_assignment
from tests.world import World, wib


def shown(answer: Any) -> dict[str, Any]:
    """What the view gave the page to show."""
    return dict(answer.context_data)


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def report(client: Client, commitment: Commitment, **fields: Any) -> Any:
    data = {"act_id": str(new_id()), "text": "Sudah separuh jalan", **fields}
    return client.post(f"{commitment.get_absolute_url()}kabar/catat/", data)


THE_LIST: Any = [
    ("", 4),
    ("wilayah=32.73", 4),
    ("wilayah=32.73.04.1003", 1),
    ("wilayah=32.04.37", 0),
    ("keadaan=late", 3),
    ("keadaan=kept&sektor=kecamatan", 1),
    ("tahun=2026&tribulan=1", 3),
    ("milik=saya", 1),
    ("cari=posyandu", 2),
]


def test_the_list(world: World, time_machine: Any, subtests: pytest.Subtests) -> None:
    for query, rows in THE_LIST:
        with subtests.test(query=query, rows=rows):
            time_machine.move_to("2026-09-20")
            answer = world.client("notulis").get(f"/komitmen/?{query}")
            assert answer.status_code == 200
            assert answer.content.decode().count("/kabar/catat/") == 0
            assert len(shown(answer)["rows"]) == rows


WHAT_IS_UNCLEAR_IS_ASKED: Any = [
    ("wilayah=5308&sektor=agama", "wilayah"),
    ("wilayah=53.1&sektor=agama", "wilayah"),
    ("wilayah=99.99&sektor=agama", "wilayah"),
    ("tribulan=2&sektor=agama", "tahun"),
    ("tahun=dua&sektor=agama", "tahun"),
    ("keadaan=lost&sektor=agama", "keadaan"),
    ("forum=01890000-0000-7000-8000-000000000000&sektor=agama", "forum"),
]
WHAT_IS_UNCLEAR_IS_ASKED1: Any = ["/komitmen/", "/komitmen/putusan/"]


def test_what_is_unclear_is_asked(world: World, subtests: pytest.Subtests) -> None:
    for query, field in WHAT_IS_UNCLEAR_IS_ASKED:
        for address in WHAT_IS_UNCLEAR_IS_ASKED1:
            with subtests.test(query=query, field=field, address=address):
                if field == "keadaan" and "putusan" in address:
                    query, field = "putusan=lost&sektor=agama", "putusan"
                answer = world.client("notulis").get(f"{address}?{query}")
                assert answer.status_code == 422
                assert list(shown(answer)["form"].errors) == [field]
                assert '<option value="agama" selected>' in answer.content.decode()
                assert len(shown(answer)["rows"]) == 0


def test_a_long_list_has_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mufakat.commitments.views.lists.PER_PAGE", 3)
    client = world.client("notulis")
    first = client.get("/komitmen/?sektor=&tahun=2026")
    assert 'rel="next" href="?tahun=2026&amp;hal=2"' in first.content.decode()
    second = client.get("/komitmen/?tahun=2026&hal=2")
    assert len(shown(second)["rows"]) == 1
    assert 'rel="prev"' in second.content.decode()


@pytest.mark.parametrize("address", ["/komitmen/?tahun=2026", "/komitmen/putusan/?tahun=2026"])
def test_lists_cost_the_same_for_any_number(
    world: World, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    client, counts = world.client("notulis"), []
    client.get(address)
    for rows in (1, 2):
        monkeypatch.setattr("mufakat.commitments.views.lists.PER_PAGE", rows)
        with CaptureQueriesContext(connection) as counted:
            assert len(shown(client.get(address))["rows"]) == rows
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 12


ROWS_BEHIND_A_RATE: Any = [
    ("", 2, 2),
    ("wilayah=32.73.04&tahun=2026&tribulan=2", 2, 2),
    ("tahun=2026&tribulan=1", 0, 0),
    ("putusan=kept", 1, 1),
    ("putusan=dropped", 0, 0),
    ("sektor=agama", 1, 1),
]


def test_rows_behind_a_rate(world: World, subtests: pytest.Subtests) -> None:
    client = world.client("kepala_puskesmas")
    for query, number, rows in ROWS_BEHIND_A_RATE:
        with subtests.test(query=query):
            context = shown(client.get(f"/komitmen/putusan/?{query}"))
            found = (context["number"], len(context["rows"]), context["hidden"])
            assert found == (number, rows, 0)


def test_rows_of_one_session(world: World) -> None:
    client = world.client("notulis")
    for meeting, rows in ((world.opened, 2), (world.ratified, 0)):
        answer = client.get(f"/komitmen/putusan/?rapat={meeting.pk}&forum={world.forum.pk}")
        assert len(shown(answer)["rows"]) == rows


def test_a_figure_counts_rows_that_its_reader_may_not_open(world: World) -> None:
    """A rate of a region is for those who may see its roll-up, the sessions behind it may not be."""
    with world.doing("administrator") as act:
        record_assignment(act, user=world.users["outsider"], role="chair", node=world.village)
    answer = world.client("outsider").get("/komitmen/putusan/?wilayah=32.73.04.1003")
    assert (shown(answer)["number"], shown(answer)["hidden"]) == (0, 0)
    with world.doing("chair") as act:
        give_verdict(
            act,
            commitment=world.promise_new,
            session=world.planned,
            session_on=date(2026, 9, 25),
            session_at=wib(9, 25),
            verdict="kept",
        )
    answer = world.client("outsider").get("/komitmen/putusan/?wilayah=32.73.04.1003")
    context = shown(answer)
    assert (context["number"], len(context["rows"]), context["hidden"]) == (1, 0, 1)
    assert shown(world.client("outsider").get("/komitmen/putusan/"))["number"] == 0


def test_a_promise_tells_its_way(world: World) -> None:
    answer = world.client("sector_member").get(world.promise_continued.get_absolute_url())
    text = text_of(answer)
    assert answer.status_code == 200
    order = ["Memeriksakan", "KUA Bojongloa Kaler", "Baru 14 dari 20", "(70 %)", "15 Sep 2026"]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    html = answer.content.decode()
    assert f'href="/rapat/{world.ratified.pk}/"' in html
    assert f'href="/rapat/{world.opened.pk}/"' in html
    assert f'href="{world.promise_continued.get_absolute_url()}kabar/catat/"' in html


def test_the_main_action_is_for_those_who_may(world: World) -> None:
    for who, may in (("sector_member", True), ("partner", False), ("ministry", False)):
        html = world.client(who).get(world.promise_continued.get_absolute_url()).content.decode()
        assert ("kabar/catat/" in html) is may, who


def test_strangers_find_nothing(world: World) -> None:
    for who in ("outsider", "neighbour", "administrator"):
        client = world.client(who)
        assert client.get(world.promise_kept.get_absolute_url()).status_code == 404
        assert report(client, world.promise_waiting).status_code == 404
        assert len(shown(client.get("/komitmen/"))["rows"]) == 0
        assert len(shown(client.get("/komitmen/putusan/"))["rows"]) == 0
    answer = world.client().get("/komitmen/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/akun/")


def test_a_report_is_recorded(world: World) -> None:
    client = world.client("sector_member")
    assert (
        client.get(f"{world.promise_continued.get_absolute_url()}kabar/catat/").status_code == 200
    )
    answer = report(client, world.promise_continued, progress="80")
    assert answer.status_code == 303
    assert answer.headers["Location"] == world.promise_continued.get_absolute_url()
    update = Update.objects.latest("at")
    assert (update.text, update.progress, update.says_done) == ("Sudah separuh jalan", 80, False)
    assert "Sudah separuh jalan" in text_of(client.get(answer.headers["Location"]))


def test_a_report_that_arrives_twice_is_recorded_once(world: World) -> None:
    client, act_id = world.client("sector_member"), str(new_id())
    answers = [report(client, world.promise_continued, act_id=act_id) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    assert [a.headers["Act"].split()[1] for a in answers] == ["done", "already"]
    assert Update.objects.count() == 2


REFUSED_REPORTS_KEEP_WHAT_WAS_TYPED: Any = [
    ({"progress": "101"}, "progress"),
    ({"progress": "-1"}, "progress"),
    ({"progress": "banyak"}, "progress"),
    ({"text": " "}, "text"),
    ({"act_id": ""}, "act_id"),
]


def test_refused_reports_keep_what_was_typed(world: World, subtests: pytest.Subtests) -> None:
    for fields, field in REFUSED_REPORTS_KEEP_WHAT_WAS_TYPED:
        with subtests.test(fields=fields, field=field):
            answer = report(world.client("sector_member"), world.promise_continued, **fields)
            assert answer.status_code == 422
            assert list(shown(answer)["form"].errors) == [field]
            if "text" not in fields:
                assert "Sudah separuh jalan" in answer.content.decode()
            assert Update.objects.count() == 1


def test_a_closed_promise_takes_no_report(world: World) -> None:
    client, address = world.client("notulis"), world.promise_kept.get_absolute_url()
    assert 'aria-disabled="true"' in client.get(address).content.decode()
    page = client.get(f"{address}kabar/catat/")
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    answer = report(client, world.promise_kept)
    assert answer.status_code == 422
    assert "Sudah separuh jalan" in answer.content.decode()
    assert Update.objects.count() == 1


def test_another_sectors_promise_is_not_yours_to_report(world: World) -> None:
    answer = report(world.client("sector_member"), world.promise_waiting)
    assert answer.status_code == 403
    assert Update.objects.count() == 1
