"""Who leads, who writes, where: filled in from the start, asked about before the minutes are signed."""

import html
from typing import Any

import pytest
from django.utils.translation import override

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.journal.models import Act
from mufakat.journal.queries import last_told
from mufakat.meetings import actions, rules
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import officers_of
from tests.world import TODAY, World

from .test_actions import judge

pytestmark = pytest.mark.django_db

CAMAT, NOTULIS = "Asep Gunawan, S.IP", "Dewi Lestari, S.K.M"


def english(world: World, who: str) -> Any:
    client = world.client(who)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(world: World, who: str, url: str, act_id: object = None, **values: Any) -> Any:
    return english(world, who).post(url, {"act_id": str(act_id or new_id()), **values})


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


# -- From the start ---------------------------------------------------------------------------


def test_the_sessions_of_a_year_begin_with_chair_and_note_taker(world: World) -> None:
    assert (
        send(world, "notulis", f"/forum/{world.forum.pk}/siklus/catat/", year="2027").status_code
        == 303
    )
    found = Meeting.objects.filter(cycle__year=2027)
    assert set(found.values_list("chair", "notulis")) == {(CAMAT, NOTULIS)}
    assert found.count() == 4


def test_another_session_is_offered_them(world: World) -> None:
    page = english(world, "notulis").get(f"/forum/{world.forum.pk}/rapat/catat/")
    assert CAMAT in said(page) and NOTULIS in said(page)


def test_a_forum_that_knows_nobody_leaves_them_empty(world: World) -> None:
    assert officers_of(world.neighbour_forum, TODAY) == {"chair": "", "notulis": ""}


def test_of_two_note_takers_the_last_session_decides(world: World) -> None:
    with world.doing("administrator") as open_act:
        directory.record_assignment(
            open_act, user=world.users["sector_member"], role="notulis", node=world.citarip
        )
    assert officers_of(world.forum, TODAY)["notulis"] == NOTULIS
    Meeting.objects.filter(forum=world.forum).update(notulis="")
    assert officers_of(world.forum, TODAY)["notulis"] == ""


def test_who_sits_as_chair_comes_before_the_role(world: World) -> None:
    with world.doing("administrator") as open_act:
        directory.record_assignment(
            open_act, user=world.users["kepala_puskesmas"], role="chair", node=world.forum
        )
    assert officers_of(world.forum, TODAY)["chair"] == CAMAT


# -- Before it is signed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said_of", "gaps"),
    [
        (("A", "B", "C"), []),
        (("", "B", "C"), ["chair"]),
        (("A", " ", "C"), ["note-taker"]),
        (("", "", ""), ["chair", "note-taker", "place"]),
    ],
)
def test_gaps(said_of: tuple[str, str, str], gaps: list[str]) -> None:
    chair, notulis, place = said_of
    with override("en"):
        assert rules.gaps_of(chair=chair, notulis=notulis, place=place) == gaps
    rules.gaps_are_meant(gaps, True)
    if gaps:
        with pytest.raises(RuleBroken, match=r"meeting\.gaps"):
            rules.gaps_are_meant(gaps, False)


def nameless(world: World) -> str:
    judge(world, world.opened, world.promise_waiting, "kept")
    Meeting.objects.filter(pk=world.opened.pk).update(chair="", place="")
    return f"{world.opened.get_absolute_url()}sahkan/"


def test_minutes_without_chair_and_place_are_asked_about(world: World) -> None:
    url, act_id, acts = nameless(world), new_id(), Act.objects.count()
    page = said(english(world, "chair").get(url))
    assert "Not filled in: chair, place." in page
    assert 'name="gaps_confirmed"' in page
    base = str(last_told(world.opened))
    answer = send(world, "chair", url, act_id, base=base)
    assert (answer.status_code, answer.headers["Act"]) == (422, f"{act_id} refused")
    assert "tick “Ratify all the same”" in said(answer)
    assert Act.objects.count() == acts
    values = {"base": base, "gaps_confirmed": "on"}
    assert send(world, "chair", url, act_id, **values).status_code == 303
    assert Meeting.objects.get(pk=world.opened.pk).is_ratified
    assert send(world, "chair", url, act_id, **values).headers["Act"] == f"{act_id} already"


def test_complete_minutes_are_not_asked_about(world: World) -> None:
    judge(world, world.opened, world.promise_waiting, "kept")
    url = f"{world.opened.get_absolute_url()}sahkan/"
    page = said(english(world, "chair").get(url))
    assert "Not filled in" not in page and "gaps_confirmed" not in page
    assert send(world, "chair", url, base=str(last_told(world.opened))).status_code == 303


def test_the_page_names_the_gap_beside_the_button(world: World) -> None:
    nameless(world)
    here = world.opened.get_absolute_url()
    for who, way in (("notulis", f'href="{here}ubah/">Fill it in'), ("chair", "note-taker fills")):
        head = (
            said(english(world, who).get(here))
            .partition('class="act"')[2]
            .partition("</header>")[0]
        )
        assert "Not filled in: chair, place." in head
        assert way in head
    assert "Not filled in" not in said(
        english(world, "notulis").get(world.planned.get_absolute_url())
    )


def test_the_chair_sees_what_is_signed(world: World) -> None:
    judge(world, world.opened, world.promise_waiting, "kept")
    page = english(world, "chair").get(f"{world.opened.get_absolute_url()}sahkan/")
    signed = [value for _, value in page.context_data["signed"]]
    present = world.opened.participants.filter(present=True).count()
    invited = world.opened.participants.filter(invited=True).count()
    assert signed == [f"{present} of {invited} invited came", 1, 1, 1, "2 kept, 1 continued"]
    main = said(page).partition('class="facts"')[2]
    assert f'href="{world.opened.get_absolute_url()}">Read the minutes' in main


def test_the_first_answer_of_the_forum_stays(world: World) -> None:
    """Who planned a session with other names keeps them."""
    with world.doing("notulis") as open_act:
        made = actions.record_meeting(
            open_act, forum=world.forum, kind="LM-TR", title="Rakor", chair="Orang Lain"
        )
    assert (made.chair, made.notulis) == ("Orang Lain", "")
