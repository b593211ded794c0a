"""What is asked and told before a session and at its end: no end planned, what is ratified first, what is signed."""

from typing import Any

import pytest
import time_machine
from django.utils.translation import gettext as _

from mufakat.core.ids import new_id
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.forms import GroupForm, SignForm
from mufakat.meetings.models import JointCommitment, Meeting, Participant
from mufakat.meetings.pages.order import comes_first
from mufakat.meetings.papers.attendance import head_of
from mufakat.meetings.papers.hours import hours_of
from mufakat.meetings.papers.letters import _when
from mufakat.meetings.snapshot import of_meeting
from tests.world import World, wib

from .conftest import Above
from .test_actions_work import do, refused
from .test_pages_escalations import text_of
from .test_same_day import judge, session

pytestmark = pytest.mark.django_db


def read(world: World, url: str) -> str:
    return text_of(world.client("notulis").get(url))


def begun_only(world: World) -> Meeting:
    """Planned through the form with a beginning and no end."""
    url = f"/forum/{world.forum.pk}/rapat/catat/"
    sent = {"act_id": str(new_id()), "kind": "FGD", "title": "FGD", "starts_at": "2026-12-31T09:00"}
    answer = world.client("notulis").post(url, sent)
    assert answer.status_code == 303, text_of(answer)
    return Meeting.objects.select_related("forum").get(title="FGD")


def test_a_session_may_begin_and_end_when_it_is_done(world: World) -> None:
    meeting = begun_only(world)
    assert meeting.starts_at == wib(12, 31, 9) and meeting.ends_at is None
    assert "09.00 WIB" in read(world, meeting.get_absolute_url())
    assert hours_of(of_meeting(meeting)) == "09.00 WIB"
    assert dict(head_of(meeting))["Waktu"] == "09.00 WIB sampai selesai"
    looked_at(world, meeting, "", "ubah/", "batalkan/", "undangan/", "pintu/", "pendaftaran/")
    refused(
        "meeting.half_a_date",
        world,
        actions.change_meeting,
        meeting,
        starts_at=None,
        ends_at=wib(12, 31, 12),
    )


def looked_at(world: World, meeting: Meeting, *pages_of: str) -> None:
    for page in pages_of:
        answer = world.client("notulis").get(meeting.get_absolute_url() + page)
        assert answer.status_code == 200, page


def test_without_an_end_it_is_held_like_any_other(world: World) -> None:
    meeting = begun_only(world)
    with time_machine.travel("2026-12-31T02:30:00Z"):
        do(world, actions.record_door, meeting, name="Pintu")
        do(world, actions.open_meeting, meeting)
        looked_at(world, meeting, "", "pintu/", "pintu.pdf", "pendaftaran/", "layar/", "hadir/")
        assert world.client("chair").get(f"{meeting.get_absolute_url()}sahkan/").status_code == 200
        calendar = world.client("notulis").get("/")
        assert "FGD" in text_of(calendar)


def test_the_letter_says_until_it_is_done(world: World) -> None:
    facts: dict[str, Any] = {"starts_at": wib(9, 25, 9).isoformat(), "ends_at": ""}
    facts |= {"timezone": "Asia/Jakarta", "place": "Aula", "title": "Lokmin"}
    assert dict(_when(facts))["Waktu"] == "09.00 WIB s.d. selesai"
    facts["ends_at"] = wib(9, 25, 12).isoformat()
    assert dict(_when(facts))["Waktu"] == "09.00 s.d. 12.00 WIB"


def test_what_is_ratified_first_is_said_while_planning(world: World) -> None:
    here = world.planned.get_absolute_url()
    told = comes_first([world.opened.title])
    assert world.opened.title in told
    for url in (here, f"{here}ubah/", f"/forum/{world.forum.pk}/rapat/catat/"):
        assert world.opened.title in read(world, url), url
    before = "Sebelum notulen ini"  # of a session whose hour nobody knows yet it is not said
    assert before in read(world, here) and before not in read(world, url)
    Meeting.objects.filter(pk=world.opened.pk).update(state="cancelled")
    for url in (here, f"{here}ubah/"):
        assert world.opened.title not in read(world, url), url


def test_of_many_sessions_the_first_are_named() -> None:
    assert comes_first([]) == ""
    told = comes_first([f"Rapat {n}" for n in range(5)])
    assert "Rapat 2" in told and "Rapat 3" not in told and "2" in told


def test_what_a_later_session_judged_waits_for_no_cancelled_one(world: World) -> None:
    morning, afternoon = session(world, "Pagi", 8), session(world, "Siang", 13)
    label = _("Promises that wait for their verdict")
    assert dict(pages.cancel_page(morning)["facts"])[label] == "3"
    judge(world, afternoon, "kept")
    assert dict(pages.cancel_page(morning)["facts"])[label] == "2"
    assert queries.waiting_for_verdict(morning) == 3  # its minutes still ask for it


def test_the_chair_reads_how_many_matters_from_below_were_answered(
    world: World, above: Above
) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    label = _("Matters from below, answered or deferred")
    user = world.users["outsider"]
    assert label not in dict(pages.ratify_page(user, meeting, [])["signed"])
    above.answered(meeting, raised)
    assert dict(pages.ratify_page(user, meeting, [])["signed"])[label] == 1


def test_who_answers_for_another_does_not_say_i(world: World) -> None:
    invited = world.opened.participants.filter(invited=True).first()
    assert invited is not None
    with world.doing("notulis") as act:
        who = actions.record_participant(act, world.planned, name="Joko", invited=True)
    page = read(world, f"{world.planned.get_absolute_url()}undangan/{who.pk}/jawaban/")
    assert _("Unable to come") in page and _("Coming") in page
    for own in ("I am coming", "I cannot come", "Somebody represents me"):
        assert _(own) not in page


def test_people_to_choose_from_stand_by_their_names(world: World) -> None:
    Participant.objects.filter(meeting=world.opened).update(present=False)
    with world.doing("notulis") as act:
        for name in ("dr. Aminah", "Bdn. Cucu", "Hj. Adi", "Budi"):
            actions.record_participant(act, world.opened, name=name, present=True)
    names = ["Hj. Adi", "dr. Aminah", "Budi", "Bdn. Cucu"]
    group: Any = GroupForm(None, meeting=world.opened).fields
    assert [label for _pk, label in group["members"].choices] == names
    assert [label for pk, label in group["rapporteur"].choices if pk] == names
    sheet = JointCommitment(meeting=world.opened)
    sheet.save()
    signs: Any = SignForm(None, sheet=sheet).fields["participant"]
    assert [label for pk, label in signs.choices if pk] == names
    for who in world.opened.participants.filter(present=True):
        sheet.signatures.create(participant=who, on_paper=True, at=wib(6, 26), by_name="Asep")
    assert [row["name"] for row in queries.sheet_facts(sheet)["signatures"]] == names
    assert pages_left_out(world) == names


def pages_left_out(world: World) -> list[str]:
    from mufakat.meetings.pages.groups import groups_page

    left_out: list[str] = groups_page(world.users["notulis"], world.opened)["left_out"]
    return left_out


def test_a_proposal_is_where_its_problem_is(world: World) -> None:
    jamika, other = world.forum.region, world.opened.region.parent
    problem = do(world, actions.record_problem, world.opened, text="Air", region=jamika)
    made = do(world, actions.record_proposal, world.opened, text="Pipa", problem=problem)
    assert made.region == jamika
    own = do(
        world, actions.record_proposal, world.opened, text="Bak", problem=problem, region=other
    )
    assert own.region == other
    bare = do(world, actions.record_proposal, world.opened, text="Sumur")
    assert bare.region is None
    tied = do(world, actions.change_proposal, bare, problem=problem, region=None)
    assert tied.region == jamika
    free = do(world, actions.change_proposal, tied, problem=problem, region=None)
    assert free.region is None  # taken out by hand


def test_before_there_is_a_code_nobody_is_told_to_sign_in_here(world: World) -> None:
    here = f"{world.opened.get_absolute_url()}pintu/"
    assert _("Sign in here") not in read(world, here)
    with world.doing("notulis") as act:
        actions.record_door(act, world.opened, name="Pintu")
    assert _("Sign in here") in read(world, here)
