"""Mode Rapat from the server's side: who gets it, what it holds, and that it works without a script."""

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.meetings import actions
from mufakat.meetings.models import Note, Participant
from tests.world import World


def address(world: World) -> str:
    return f"{world.opened.get_absolute_url()}mode/"


def read(world: World, who: str = "notulis", query: str = "") -> Any:
    return world.client(who).get(address(world) + query)


def test_who_writes_down_a_session_gets_it(world: World) -> None:
    answer = read(world)
    assert answer.status_code == 200
    text = answer.content.decode()
    for kind in (
        *("arrival", "guest", "step", "note", "group", "group_note", "report"),
        *("problem", "round", "rater", "scores", "commitment", "verdict", "photo", "change"),
    ):
        assert f'data-kirim="{kind}"' in text, kind
    assert text.count(" id=") == len(set(re.findall(r' id="([^"]*)"', text)))


def test_who_only_reads_does_not(world: World) -> None:
    assert read(world, "sector_member").status_code == 403
    assert read(world, "outsider").status_code == 404


def test_nothing_moved_is_told_in_one_line(world: World) -> None:
    mark = re.search(r'data-mark="(\w+)"', read(world).content.decode())
    assert mark
    assert read(world, query=f"?v={mark[1]}").status_code == 204
    with world.doing("notulis") as open_act:
        actions.record_note(open_act, world.opened, agenda_item=world.item, text="Baru")
    assert "Baru" in read(world, query=f"?v={mark[1]}").content.decode()


def test_the_pack_is_small(world: World) -> None:
    with world.doing("notulis") as open_act:
        for n in range(46):
            actions.record_participant(
                open_act, world.opened, name=f"Tamu contoh {n}", title="Kader", sector="desa"
            )
    assert len(read(world).content) < 150_000


def test_the_same_number_of_questions_for_one_row_and_for_many(world: World) -> None:
    def questions() -> int:
        client = world.client("notulis")
        client.get(address(world))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address(world))
        return len(asked)

    write(world, 1)
    before = questions()
    write(world, 3)
    assert questions() == before
    assert before <= 36, before


def write(world: World, times: int) -> None:
    """Of each kind so many more."""
    with world.doing("notulis") as open_act:
        for n in range(times):
            name = f"{times}-{n}"
            guest = actions.record_participant(
                open_act, world.opened, name=f"Tamu contoh {name}", sector="desa", present=True
            )
            group = actions.record_group(open_act, world.opened, name=f"Kelompok {name}")
            actions.record_note(
                open_act, world.opened, agenda_item=world.item, text=name, group=group
            )
            actions.record_decision(open_act, world.opened, agenda_item=world.item, text=name)
            problems = [
                actions.record_problem(open_act, world.opened, text=f"Masalah {name} {letter}")
                for letter in "ab"
            ]
            actions.record_round(
                open_act, world.opened, method="usg-jumlah", problems=problems, raters=[guest]
            )


@pytest.mark.parametrize("kind", ["note", "arrival"])
def test_without_a_script_its_forms_are_sent_like_any_other(world: World, kind: str) -> None:
    text = read(world).content.decode()
    form = re.search(rf'<form[^>]*data-kirim="{kind}".*?</form>', text, re.DOTALL)
    assert form and 'name="csrfmiddlewaretoken"' in form[0] and 'name="act_id"' in form[0]
    client = world.client("notulis")
    if kind == "note":
        to = re.search(r' action="([^"]+)"', form[0])
        assert to
        fields = {"act_id": new_id(), "agenda_item": world.item.pk, "text": "Tanpa skrip"}
        assert client.post(to[1], fields).status_code == 303
        assert Note.objects.filter(text="Tanpa skrip").count() == 1
        return
    to = re.search(r'formaction="([^"]+/hadir/)" data-for="away"', form[0])
    assert to
    there = urljoin(address(world), to[1])  # as a browser reads it
    assert client.post(there, {"act_id": new_id()}).status_code == 303
    assert Participant.objects.get(pk=there.split("/")[4]).present


def test_the_worker_names_every_script_and_is_never_kept(world: World) -> None:
    answer = world.client("notulis").get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    for name in ("store.js", "outbox.js", "vendor/idb.js", "mufakat.css"):
        assert name in text
    assert '"adrift": "/luring/tanpa-jaringan/"' in text


def test_the_page_for_the_time_without_network_names_nobody(world: World) -> None:
    answer = world.client("notulis").get("/luring/tanpa-jaringan/")
    assert answer.status_code == 200
    assert 'id="packs"' in answer.content.decode()


def test_an_empty_list_says_what_to_do(world: World) -> None:
    invite = f"{world.planned.get_absolute_url()}undangan/catat/"
    page = world.client("notulis").get(f"{world.planned.get_absolute_url()}mode/")
    assert f'href="{invite}"' in page.content.decode()
    assert "undangan/catat/" not in read(world).content.decode()
