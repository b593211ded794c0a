"""Who leaves a group or was not there at all: the group is told of it, his links end, what is closed stays."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.meetings import actions
from mufakat.meetings.models import Group, JointCommitment, Participant, Rater
from tests.world import World, wib

from .test_actions_rounds import rate
from .test_actions_work import do, refused
from .test_pages_work import send
from .test_report_links import give, group_of, url

pytestmark = pytest.mark.usefixtures("on_the_day")


def rapporteur(world: World) -> Participant:
    found = group_of(world).rapporteur
    assert found is not None
    return found


def untick(world: World, who: Participant) -> None:
    do(world, actions.record_attendance, world.opened, came=(), did_not_come=[str(who.pk)])


def take_back(world: World, who: Participant) -> None:
    do(world, actions.withdraw_arrival, world.opened, who)


def move(world: World, who: Participant) -> None:
    do(world, actions.record_group, world.opened, name="B", members=[who], rapporteur=who)


def deal_out(world: World, _who: Participant) -> None:
    do(world, actions.spread_groups, world.opened, number=2)


def rating_link(world: World, rater: Rater) -> str:
    do(world, actions.record_rating_links, world.work["round"])
    return f"/nilai/{token_of(Link.objects.get(kind='rating', thing_id=str(rater.pk)))}/"


def in_english(client: Client, address: str) -> str:
    """The page as it reads before it is translated; what comes after is asked in the language as before."""
    with translation.override(translation.get_language()):
        return client.get(address, headers={"accept-language": "en"}).content.decode()


# -- The group that loses somebody --------------------------------------------------------------


@pytest.mark.parametrize("how", [move, deal_out, untick, take_back])
def test_the_group_is_told_and_the_link_ends(worked: World, how: Any) -> None:
    link, who, before = give(worked), rapporteur(worked), group_of(worked)
    how(worked, who)
    group = group_of(worked)
    assert group.rapporteur is None and who not in group.members.all()
    assert group.version == before.version + 1
    told = Event.objects.get(verb="group.changed", subject_id=str(group.pk)).data
    assert told["changes"]["rapporteur"] == [str(who.pk), None]
    assert str(who.pk) in told["changes"]["members"][0]
    assert "group.changed" in [event.verb for event in history_of(worked.opened)]
    assert Client().get(url(link)).status_code == 410
    assert send(Client(), url(link), report="Sudah pindah").status_code == 410
    assert group_of(worked).report == ""


def test_a_group_that_loses_a_member_keeps_its_rapporteur_and_his_link(worked: World) -> None:
    link, group = give(worked), group_of(worked)
    other = next(m for m in group.members.all() if m.pk != group.rapporteur_id)
    move(worked, other)
    assert rapporteur(worked) == group.rapporteur
    assert Client().get(url(link)).status_code == 200


def test_who_was_moved_meanwhile_is_not_taken_back_by_an_old_form(worked: World) -> None:
    group, who = group_of(worked), rapporteur(worked)
    members = list(group.members.all())
    move(worked, who)
    stale = {"base": group.version, "name": group.name, "topic": "Baru"}
    asked = {"members": members, "rapporteur": who, **stale}
    do(worked, actions.change_group, group, **asked)
    group = group_of(worked)
    assert (group.topic, group.rapporteur) == ("Baru", None)
    assert who not in group.members.all() and Group.objects.get(name="B").rapporteur == who


def test_an_old_form_makes_nobody_rapporteur_of_a_group_that_he_left(worked: World) -> None:
    group, who = group_of(worked), rapporteur(worked)
    members = list(group.members.all())
    do(worked, actions.change_group, group, members=members, rapporteur=None)
    seen = group_of(worked).version
    move(worked, who)
    asked = {"base": seen, "members": members, "rapporteur": who}
    refused("group.rapporteur_moved", worked, actions.change_group, group_of(worked), **asked)
    assert group_of(worked).rapporteur is None and Group.objects.get(name="B").rapporteur == who


def test_who_is_off_the_list_sits_nowhere(world: World) -> None:
    with time_machine.travel("2026-09-25T01:00:00Z"):
        who = do(world, actions.invite_participant, world.planned, name="Ayu", sector="agama")
        do(world, actions.record_group, world.planned, name="A", members=[who], rapporteur=who)
        do(world, actions.withdraw_participant, world.planned, who)
    group = Group.objects.get(name="A")
    assert group.rapporteur is None and group.version == 2


# -- Who was not there after all ----------------------------------------------------------------


@pytest.mark.parametrize("how", [untick, take_back])
def test_a_rater_who_was_not_there_rates_no_more(worked: World, how: Any) -> None:
    rater = worked.work["rater"]
    here = rating_link(worked, rater)
    assert Client().get(here).status_code == 200
    how(worked, rater.participant)
    assert not Rater.objects.filter(pk=rater.pk).exists()
    assert "rater.withdrawn" in [event.verb for event in history_of(worked.opened)]
    assert Client().get(here).status_code == 410
    assert send(Client(), here).status_code == 410


@pytest.mark.parametrize("how", [untick, take_back])
def test_who_has_scored_was_there_unless_the_scores_are_taken_back(worked: World, how: Any) -> None:
    rater = worked.work["rater"]
    rate(worked, rater, 3)
    with pytest.raises(RuleBroken, match=r"arrival\.scored"):
        how(worked, rater.participant)
    assert Participant.objects.get(pk=rater.participant_id).present
    cell = (str(worked.work["problem"].pk), "U")
    do(worked, actions.record_scores, rater, scores={cell: None})
    how(worked, rater.participant)
    assert not Participant.objects.get(pk=rater.participant_id).present


@pytest.mark.parametrize("how", [untick, take_back])
def test_who_signed_the_closed_sheet_was_there(worked: World, how: Any) -> None:
    who = worked.work["signature"].participant
    do(worked, actions.close_sheet, JointCommitment.objects.get(pk=worked.work["sheet"].pk))
    with pytest.raises(RuleBroken, match=r"arrival\.signed"):
        how(worked, who)
    assert Participant.objects.get(pk=who.pk).present


def test_the_round_says_who_is_not_on_the_list_of_those_present(worked: World) -> None:
    rater, client = worked.work["rater"], worked.client("notulis")
    here, words = worked.work["round"].get_absolute_url(), "not on the list of those present"
    rate(worked, rater, 3, 3, 3, 5, 5, 4)
    do(worked, actions.close_round, worked.work["round"], confirmed=True)
    assert words not in in_english(client, here)
    take_back(worked, rater.participant)
    assert in_english(client, here).count(words) == 1


def test_the_page_tells_what_ends_and_does_it_once(worked: World) -> None:
    who, client, act_id = rapporteur(worked), worked.client("notulis"), new_id()
    here = f"{worked.opened.get_absolute_url()}pendaftaran/{who.pk}/hadir/batal/"
    shown = client.get(here).content.decode()
    assert str(worked.work["group"]) in shown and str(worked.work["round"]) in shown
    for receipt in ("done", "already"):
        assert send(client, here, act_id).headers["Act"] == f"{act_id} {receipt}"
    assert group_of(worked).rapporteur is None
    assert Event.objects.filter(verb="group.changed").count() == 1
    assert '<p class="measure"></p>' not in client.get(here).content.decode()
    assert send(worked.client("outsider"), here).status_code in (403, 404)


def test_who_gives_the_links_again_reaches_those_who_rate(worked: World) -> None:
    take_back(worked, worked.work["rater"].participant)
    with worked.doing("notulis", wib(6, 26, 11)) as act:
        assert actions.record_rating_links(act, worked.work["round"]) == 1
