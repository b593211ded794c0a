"""The pages of what villages bring: tapped by plain POST, once, and read back in the village."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_assignment, record_membership
from mufakat.meetings import actions
from mufakat.meetings.models import InputAnswer, Minutes, Proposal
from mufakat.meetings.papers import minutes_pdf
from mufakat.meetings.papers.room import proposals_pdf
from tests.village import again, bring_wishes, found_village, village_session
from tests.world import World, doing, wib

from .test_actions_minutes import judge_the_last
from .test_actions_work import do
from .test_pages_work import asked, send
from .test_papers_worked import text_of


@pytest.fixture(autouse=True)
def wished(world: World) -> None:
    bring_wishes(world)


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def problems(world: World) -> str:
    return f"{world.opened.get_absolute_url()}masalah/"


def take(client: Client, world: World, *things: Any, act_id: Any = None) -> Any:
    url = f"{world.opened.get_absolute_url()}masukan/ambil/"
    return send(client, url, act_id, inputs=" ".join(str(thing.pk) for thing in things))


def test_the_session_tells_what_waits_and_one_tap_takes_it(world: World) -> None:
    client = world.client("notulis")
    here = world.opened.get_absolute_url()
    page = client.get(here).content.decode()
    assert f'href="{here}masalah/#masukan"' in page
    assert "3 masukan warga menunggu" in page or "3 community inputs wait" in page
    shown = client.get(problems(world)).content.decode()
    forms = re.findall(r'action="([^"]+/masukan/ambil/)".*?name="inputs" value="([^"]+)"', shown)
    assert [len(keys.split()) for _url, keys in forms] == [1, 1, 1, 3]
    answer = send(client, forms[0][0], inputs=forms[0][1])
    assert (answer.status_code, answer["Location"]) == (303, f"{problems(world)}#masukan")
    assert world.opened.problems.get().text == world.work["wished"].text
    assert "MMD Kel. Jamika, 10 Juni 2026" in read(client, problems(world))
    taken = world.opened.problems.get().get_absolute_url()
    mmd = world.work["mmd"].get_absolute_url()
    for who, seen in (("notulis", True), ("sector_member", False)):
        shown = world.client(who).get(taken).content.decode()
        assert "MMD Kel. Jamika, 10 Juni 2026" in shown and (f'href="{mmd}"' in shown) is seen
    send(client, forms[3][0], inputs=" ".join(forms[3][1].split()[1:]))  # the rest in one tap
    assert InputAnswer.objects.filter(decision="taken").count() == 3
    assert "masalah/#masukan" not in client.get(here).content.decode()
    assert "MMD Kel. Jamika" in read(client, f"{here}usulan/")


def test_twice_is_once_and_another_click_is_told(world: World) -> None:
    client, act_id = world.client("notulis"), new_id()
    for _ in range(2):
        assert take(client, world, world.work["wished"], act_id=act_id).status_code == 303
    assert world.opened.problems.count() == 1
    assert take(client, world, world.work["wished"]).status_code == 422
    assert take(world.client("chair"), world, world.work["second_wish"]).status_code == 303
    assert take(world.client("sector_member"), world, world.work["wish"]).status_code == 403
    assert world.opened.problems.count() == 2


@pytest.mark.parametrize("odd", ["", "x", "a b c", "0" * 36, "9" * 5000, "a\0b"])
def test_odd_keys_are_refused(world: World, odd: str) -> None:
    url = f"{world.opened.get_absolute_url()}masukan/ambil/"
    assert send(world.client("notulis"), url, inputs=odd).status_code == 422
    assert not InputAnswer.objects.filter(decision="taken").exists()


def test_declined_with_a_reason_and_offered_again(world: World) -> None:
    client, here = world.client("notulis"), world.opened.get_absolute_url()
    url = f"{here}masukan/{world.work['second_wish'].pk}/tidak-dibawa/"
    assert client.get(url).status_code == 200
    assert send(client, url, reason="").status_code == 422
    assert send(client, url, reason="Sudah ada di RKPD.").status_code == 303
    assert "Sudah ada di RKPD." in read(client, problems(world))
    answer = InputAnswer.objects.get(from_problem=world.work["second_wish"])
    assert send(client, f"{here}masukan/{answer.pk}/tawarkan/").status_code == 303
    assert not InputAnswer.objects.filter(pk=answer.pk).exists()
    other = f"{here}masukan/{world.work['wished'].pk}/tidak-dibawa/"
    assert world.client("sector_member").get(other).status_code == 403
    assert client.get(f"{here}masukan/{world.note.pk}/tidak-dibawa/").status_code == 404


def test_members_above_read_the_wish_and_nothing_else_of_the_village(world: World) -> None:
    mmd = world.work["mmd"]
    page = world.client("sector_member").get(problems(world)).content.decode()
    assert world.work["wished"].text in page
    assert mmd.get_absolute_url() not in page
    assert "Ibu Kader" not in page and "masukan/ambil" not in page
    assert world.client("sector_member").get(mmd.get_absolute_url()).status_code == 404
    assert mmd.get_absolute_url() in world.client("notulis").get(problems(world)).content.decode()


def test_the_village_reads_what_became_of_it(world: World) -> None:
    """By somebody who sees the village and not the lokmin: which session, why not, and which body promised what."""
    with doing(None, wib(1, 7)) as act:
        crisis = world.bodies["crisis_centre"]
        record_membership(act, forum=world.work["mmd"].forum, organisation=crisis, role="member")
        record_assignment(act, user=world.users["outsider"], role="sector_member", node=crisis)
    villager, mmd = world.client("outsider"), world.work["mmd"].get_absolute_url()
    before = read(villager, mmd)
    assert world.opened.title in before  # where it waits
    assert "Urusan Dinas Perhubungan" not in before  # not ratified yet
    taken, wish = do(
        *(world, actions.take_input, again(world.opened)),
        inputs=[world.work["wished"].pk, world.work["wish"].pk],
    )
    due, body = wib(9, 1).date(), world.bodies["office"]
    promised = {"what": "Menyambung pipa PDAM RW 05", "owner_organisation": body, "due_on": due}
    promise = do(world, actions.record_commitment, world.opened, problem=taken.problem, **promised)
    here = f"{mmd}masalah/{world.work['wished'].pk}/"
    for url in (mmd, here, f"{mmd}riwayat/"):
        said = read(villager, url)
        assert "Menyambung pipa" not in said and "Urusan Dinas" not in said
    judge_the_last(world)
    signing = f"{world.opened.get_absolute_url()}sahkan/"
    assert "1 usulan bawaan desa/kelurahan menunggu keputusan rapat" in read(
        world.client("chair"), signing
    )
    do(world, actions.ratify_meeting, again(world.opened), who="chair")
    said = read(villager, mmd)
    assert "Urusan Dinas Perhubungan, sudah disurati lurah." in said
    said = read(villager, mmd)
    assert "Menyambung pipa PDAM RW 05 (Kecamatan Bojongloa Kaler" in said
    page = villager.get(mmd).content.decode()
    assert promise.get_absolute_url() not in page and world.opened.get_absolute_url() not in page
    shown = world.client("notulis").get(mmd).content.decode()
    assert promise.get_absolute_url() in shown and world.opened.get_absolute_url() in shown
    proposal = Proposal.objects.select_related("meeting__forum").get(pk=wish.proposal_id)
    do(world, actions.judge_proposal, proposal, state="refused", reason="Pagu habis")
    assert "Pagu habis" in read(villager, mmd)
    assert world.opened.title in read(villager, here)


def test_the_paper_says_whence_it_came(world: World) -> None:
    judge_the_last(world)
    keys = [world.work["wished"].pk, world.work["wish"].pk]
    do(world, actions.take_input, again(world.opened), inputs=keys)
    do(world, actions.ratify_meeting, again(world.opened), who="chair")
    minutes = Minutes.objects.get(meeting=world.opened)
    frozen = minutes.snapshot
    assert [p["source"] for p in frozen["problems"]] == ["MMD Kel. Jamika, 10 Juni 2026"]
    assert [d["text"] for d in frozen["declined_inputs"]] == ["Lampu jalan mati"]
    text = text_of(minutes_pdf(frozen, digest=minutes.digest, addendum=[]))
    assert text.count("dari MMD Kel. Jamika, 10 Juni 2026") == 2
    assert "Masukan warga yang tidak dibawa" in text
    assert "Urusan Dinas Perhubungan" in text
    client = world.client("notulis")
    assert "masukan/ambil" not in client.get(problems(world)).content.decode()
    del frozen["declined_inputs"], frozen["problems"][0]["source"]  # minutes of before
    assert (
        "dari MMD"
        not in text_of(minutes_pdf(frozen, digest="0" * 64, addendum=[]))
        .split("Usulan untuk Musrenbang")[0]
        .split("IV.")[1]
    )


def test_more_villages_cost_no_more(world: World) -> None:
    client = world.client("notulis")
    do(world, actions.take_input, again(world.opened), inputs=[world.work["wished"].pk])
    taken = world.opened.problems.get().get_absolute_url()
    mmd = world.work["mmd"].get_absolute_url()
    urls = (world.opened.get_absolute_url(), problems(world), taken, mmd)
    few = {url: asked(client, url) for url in urls}
    assert {url: n for url, n in few.items() if n > 15} == {}
    texts = [f"Masalah {n}" for n in range(15)]
    for day in (11, 12, 13):
        village_session(world, found_village(world), 6, day, *texts, wish=f"Usulan {day}")
    keys = [world.work["second_wish"].pk, world.work["wish"].pk]
    do(world, actions.take_input, again(world.opened), inputs=keys)
    assert {url: asked(client, url) for url in urls} == few


def test_a_page_holds_sixty(world: World) -> None:
    texts = [f"Masalah nomor {n} dari warga di RW {n}" for n in range(40)]
    for day in (11, 12):
        village_session(world, found_village(world), 6, day, *texts)
    client = world.client("notulis")
    asked(client, problems(world))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(problems(world)).content.decode()
    assert len(queries) <= 15
    assert page.count("tidak-dibawa/") == 60
    assert "23" in read(client, problems(world))


def test_the_list_for_the_musrenbang_names_where_it_comes_from(world: World) -> None:
    assert take(world.client("notulis"), world, world.work["wish"]).status_code == 303
    text = " ".join(text_of(proposals_pdf(world.opened)).split())
    assert "Sumur bor RW 05" in text
    assert "dari MMD Kel. Jamika, 10 Juni 2026" in text
