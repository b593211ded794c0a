"""The pages of what is worked out in a session: each opens, asks no more for more rows, and stays within its budget."""

import gzip
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from tests.room import DRAWN, work_in_room
from tests.world import World

PAGES = (
    *("", "waktu/", "layar/", "langsung/", "kelompok/", "kelompok/{group}/", "masalah/"),
    *("masalah/{problem}/", "prioritas/{round}/", "prioritas/{round}/tautan/", "usulan/"),
    *("prioritas/{round}/penilai/{rater}/nilai/", "komitmen-bersama/"),
)


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


def address(world: World, page: str) -> str:
    made = {name: thing.pk for name, thing in world.work.items()}
    return world.opened.get_absolute_url() + page.format(**made)


def asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, url
    assert len(gzip.compress(answer.content, 5)) <= 15_000, url
    return len(queries)


def test_each_page_asks_no_more_for_more_rows(world: World) -> None:
    work_in_room(world)
    client = world.client("notulis")
    few = {page: asked(client, address(world, page)) for page in PAGES}
    assert {page: n for page, n in few.items() if n > 15} == {}
    here = world.opened.get_absolute_url()
    for n in range(3):
        send(client, f"{here}kelompok/catat/", name=f"Kelompok {n}")
        send(client, f"{here}masalah/catat/", text=f"Masalah {n}", group=world.work["group"].pk)
        send(client, address(world, "masalah/{problem}/sebab/catat/"), text="x", category="dana")
        send(client, address(world, "prioritas/{round}/penilai/catat/"), name=f"Penilai {n}")
        send(client, f"{here}usulan/catat/", text=f"Usulan {n}", level="kecamatan")
        note = {"agenda_item": world.item.pk, "group": world.work["group"].pk}
        send(client, f"{here}catatan/catat/", text=f"Catatan {n}", **note)
    for person in world.opened.participants.filter(present=True)[1:3]:
        sent = {"participant": person.pk, "signature": DRAWN}
        send(client, f"{here}komitmen-bersama/tanda-tangan/", **sent)
    assert world.opened.groups.count() == 4 and world.work["round"].raters.count() == 5
    assert world.work["sheet"].signatures.count() == 3
    assert {page: asked(client, address(world, page)) for page in PAGES} == few


@pytest.mark.parametrize("said", ["6", "0", "-1", "1.0", "²", "x" * 9_000, "3\0"])
def test_a_score_off_the_scale_comes_back_with_the_others(world: World, said: str) -> None:
    work_in_room(world)
    client, url = (
        world.client("notulis"),
        address(world, "prioritas/{round}/penilai/{rater}/nilai/"),
    )
    cells = re.findall(r'<select name="([^"]+)"', client.get(url).content.decode())
    before = list(world.work["rater"].scores.values_list("pk", "value"))
    answer = send(client, url, **dict.fromkeys(cells, "2") | {cells[0]: said})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'class="summary"' in page and len(page) < 60_000
    assert page.count('<option value="2" selected>2</option>') == len(cells) - 1
    assert list(world.work["rater"].scores.values_list("pk", "value")) == before
    send(client, url, **dict.fromkeys(cells, "2"))
    now = client.get(url).content.decode()
    assert now.count('<option value="2" selected>2</option>') == len(cells)


@pytest.mark.parametrize("paper", ["usulan/daftar.pdf", "komitmen-bersama/lembar.pdf"])
def test_papers(world: World, paper: str) -> None:
    work_in_room(world)
    answer = world.client("sector_member").get(address(world, paper))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
