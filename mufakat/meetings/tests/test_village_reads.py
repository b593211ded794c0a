"""When a village reads what a lokmin answered, and where: on the pages of its session and its forum."""

from itertools import permutations
from typing import Any

import pytest
from django.test import Client

from mufakat.directory.actions import record_assignment, record_membership
from mufakat.directory.models import Forum
from mufakat.journal.queries import history_of
from mufakat.meetings import actions, queries
from mufakat.meetings.papers.room import proposals_pdf
from tests.village import (
    again,
    bring_wishes,
    found_village,
    ratify as ratify_village,
    village_session,
)
from tests.world import World, doing, wib

from .test_actions_minutes import judge_the_last
from .test_actions_work import do
from .test_pages_inputs import read
from .test_pages_work import asked
from .test_papers_worked import text_of


@pytest.fixture(autouse=True)
def wished(world: World) -> None:
    bring_wishes(world)
    do(world, actions.take_input, again(world.opened), inputs=[world.work["wished"].pk])


@pytest.fixture
def villager(world: World) -> Client:
    """He sits in the village's forum and sees nothing of the lokmin."""
    with doing(None, wib(1, 7)) as act:
        crisis = world.bodies["crisis_centre"]
        record_membership(act, forum=world.work["mmd"].forum, organisation=crisis, role="member")
        record_assignment(act, user=world.users["outsider"], role="sector_member", node=crisis)
    return world.client("outsider")


def ratify(world: World) -> None:
    do(world, actions.ratify_meeting, again(world.opened), who="chair")


def pages(world: World) -> list[str]:
    mmd = world.work["mmd"]
    return [mmd.get_absolute_url(), mmd.forum.get_absolute_url()]


def test_an_answer_is_read_once_the_minutes_are_ratified(world: World, villager: Client) -> None:
    discussed = f"Sedang dibahas: {world.opened.title}, 26 Jun 2026"
    for url in pages(world):
        before = read(villager, url)
        assert before.count(discussed) == 4  # answered there or not: the session is under way
        assert "setelah notulen rapat itu disahkan" in before
        assert "Urusan Dinas Perhubungan" not in before and "0 dari 4" in before
    judge_the_last(world)
    ratify(world)
    for url in pages(world):
        after = read(villager, url)
        assert "Urusan Dinas Perhubungan, sudah disurati lurah." in after and "2 dari 4" in after
        assert "Sedang dibahas" not in after
    assert "MMD Kel. Jamika" in read(villager, pages(world)[1])
    verbs = [e.verb for e in history_of(world.work["mmd"], limit=2)]
    assert verbs == ["inputs.answered", "meeting.ratified"]


def test_while_the_minutes_are_reopened_it_is_discussed_again(
    world: World, villager: Client
) -> None:
    judge_the_last(world)
    ratify(world)
    do(world, actions.reopen_meeting, again(world.opened), reason="Salah tulis", who="chair")
    assert "Urusan Dinas Perhubungan" not in read(villager, pages(world)[0])
    do(world, actions.restore_input, again(world.opened), world.work["declined"])
    keys = [world.work["second_wish"].pk]
    do(world, actions.take_input, again(world.opened), inputs=keys)
    ratify(world)
    assert "2 dari 4" in read(villager, pages(world)[0])
    told = history_of(world.work["mmd"], limit=3)
    assert [e.verb for e in told] == ["inputs.answered", "input.restored", "inputs.answered"]
    assert [e.data.get("count") for e in told] == [1, None, 2]  # the second time, what is new


def test_the_page_of_the_forum_speaks_of_itself(world: World) -> None:
    """A forum of no special kind by where it meets; what it asks the forum above only where one stands above."""
    village: Forum = world.work["mmd"].forum
    client = world.client("kepala_puskesmas")
    page = client.get(village.get_absolute_url()).content.decode()
    head = page.partition("<h1>")[2].partition("</header>")[0]
    assert "Forum desa/kelurahan" in head and "lainnya" not in head
    lokmin: Any = client.get(world.forum.get_absolute_url()).content.decode()
    assert "Sedang dibahas" not in lokmin and "#masukan" not in lokmin


def test_more_sessions_cost_no_more(world: World) -> None:
    client, forum = world.client("notulis"), world.work["mmd"].forum
    few = asked(client, forum.get_absolute_url())
    assert few <= 15
    texts = [f"Masalah {n}" for n in range(9)]
    village_session(world, forum, 6, 11, *texts, wish="Usulan 11")
    last = village_session(world, forum, 6, 12, *texts, wish="Usulan 12")
    found_village(world)
    assert asked(client, forum.get_absolute_url()) == few
    assert (
        f'{last.get_absolute_url()}#masukan"'
        in client.get(forum.get_absolute_url()).content.decode()
    )


def test_the_form_names_what_is_taken_up_or_not(world: World) -> None:
    """From a link of its own: the words, of which village and when."""
    client, here = world.client("notulis"), world.opened.get_absolute_url()
    waits, taken = world.work["second_wish"], world.work["wished"]
    said = read(client, f"{here}masukan/ambil/?masukan={waits.pk}+{taken.pk}")
    assert "Tidak ada jamban di RW 09 MMD Kel. Jamika, 10 Juni 2026" in said
    assert "Air bersih" not in said  # taken up already
    for odd in (str(taken.pk), "x", "", "9" * 9000):
        page = client.get(f"{here}masukan/ambil/?masukan={odd}")
        assert page.status_code == 200
        assert "Kel. Jamika, 10" not in page.content.decode()
    assert "tidak ditawarkan lagi" in read(client, f"{here}masukan/ambil/?masukan={taken.pk}")
    assert "Belum ada yang dipilih" in read(client, f"{here}masukan/ambil/")
    said = read(client, f"{here}masukan/{waits.pk}/tidak-dibawa/")
    assert "Tidak ada jamban di RW 09 MMD Kel. Jamika, 10 Juni 2026" in said


def test_a_village_is_not_told_of_promises_where_none_is(world: World) -> None:
    client = world.client("notulis")
    url = f"{world.work['mmd'].get_absolute_url()}masalah/"
    assert "3 masalah" in read(client, url) and "di antaranya" not in read(client, url)
    lokmin = read(client, f"{world.opened.get_absolute_url()}masalah/")
    assert "1 masalah, 0 di antaranya" in lokmin


def test_the_list_of_a_village_has_no_column_of_dashes(world: World) -> None:
    text = text_of(proposals_pdf(world.work["mmd"]))
    assert "Sumur bor RW 05" in text and "Masalah" not in text


def test_villages_that_met_at_the_same_hour_are_answered_each_for_itself(world: World) -> None:
    forums = [found_village(world) for _ in range(2)]
    both = [village_session(world, forum, 6, 12, ratified=False) for forum in forums]
    for number in range(2):  # by turns: the entries of the two lie between each other
        for village in both:
            do(world, actions.record_problem, again(village), text=f"Masalah {number}")
    for village in both:
        ratify_village(village)
    brought = [o for o in queries.inputs_offered(again(world.opened)) if "Masalah" in o.text]
    assert [o.source for o in brought] in (
        [a, a, b, b] for a, b in permutations(v.pk for v in both)
    )
    do(world, actions.take_input, again(world.opened), inputs=sorted(o.id for o in brought))
    judge_the_last(world)
    ratify(world)
    for village in both:
        told = [e for e in history_of(village, limit=5) if e.verb == "inputs.answered"]
        assert [e.data["count"] for e in told] == [2]
