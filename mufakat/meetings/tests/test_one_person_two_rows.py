"""Two rows of the attendance list are one person: what goes over, what is asked first, and that nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.meetings import actions
from mufakat.meetings.models import CheckIn, Group, JointCommitment, Participant, Rater
from tests.world import World, wib

from .test_actions_rounds import close, rate
from .test_actions_work import do
from .test_pages_work import send
from .test_report_links import url

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def twin(worked: World) -> Participant:
    """Written down at the door, and invited under another name."""
    made: Participant = do(worked, actions.record_participant, worked.opened, name="Dari pintu")
    return made


def stays(world: World) -> Participant:
    """Invited, not come, in no group; rates nowhere."""
    return world.opened.participants.get(name="Maria Tanudjaja")


def merge(world: World, twin: Participant, who: Participant) -> Participant:
    with world.doing("notulis") as act:
        actions.merge_participant(act, world.opened, twin, who=who)
    assert not Participant.objects.filter(pk=twin.pk).exists()
    return Participant.objects.get(pk=who.pk)


def no_merge(code: str, world: World, twin: Participant, who: Participant) -> None:
    with pytest.raises(RuleBroken) as broken, world.doing("notulis") as act:
        actions.merge_participant(act, world.opened, twin, who=who)
    assert broken.value.code == code
    assert Participant.objects.filter(pk__in=[twin.pk, who.pk]).count() == 2


def in_group(world: World, twin: Participant, name: str = "C") -> Group:
    asked: dict[str, Any] = {"name": name, "members": [twin], "rapporteur": twin}
    made: Group = do(world, actions.record_group, world.opened, **asked)
    return made


def test_he_sits_and_reports_where_the_other_row_did(worked: World, twin: Participant) -> None:
    group = in_group(worked, twin)
    link = do(worked, actions.record_report_link, group)
    who = merge(worked, twin, stays(worked))
    group = Group.objects.get(pk=group.pk)
    assert list(group.members.all()) == [who] and group.rapporteur == who
    assert group.version == 2 and "group.changed" in [e.verb for e in history_of(worked.opened)]
    assert Client().get(url(link)).status_code == 410  # it bears the name of the row that went
    again = do(worked, actions.record_report_link, group)
    assert again.name == who.name and Client().get(url(again)).status_code == 200


def test_in_two_groups_it_is_asked_which(worked: World, twin: Participant) -> None:
    group, who = in_group(worked, twin), stays(worked)
    do(worked, actions.record_group, worked.opened, name="D", members=[who])
    no_merge("participant.two_groups", worked, twin, who)
    do(worked, actions.change_group, group, members=[], rapporteur=None)
    merge(worked, twin, who)
    assert [str(g) for g in who.groups.all()] == ["D"]


def test_in_one_group_he_sits_once(worked: World, twin: Participant) -> None:
    who = stays(worked)
    asked: dict[str, Any] = {"name": "C", "members": [twin, who], "rapporteur": twin}
    group = do(worked, actions.record_group, worked.opened, **asked)
    merge(worked, twin, who)
    group = Group.objects.get(pk=group.pk)
    assert list(group.members.all()) == [who] and group.rapporteur == who


def test_his_scores_go_over_with_his_link(worked: World, twin: Participant) -> None:
    rater = do(worked, actions.record_rater, worked.work["round"], participant=twin)
    rate(worked, rater, 3, 3)
    do(worked, actions.record_rating_links, worked.work["round"])
    link = Link.objects.get(kind="rating", thing_id=str(rater.pk))
    who = merge(worked, twin, stays(worked))
    rater = Rater.objects.get(pk=rater.pk)
    assert rater.participant == who and rater.scores.count() == 2
    assert Client().get(f"/nilai/{token_of(link)}/").status_code == 200
    assert history_of(worked.work["round"])[0].verb == "participant.merged"


@pytest.mark.parametrize("closed", [False, True])
def test_one_person_rates_once(worked: World, twin: Participant, closed: bool) -> None:
    opened, who = worked.work["round"], worked.work["rater"].participant
    rater = do(worked, actions.record_rater, opened, participant=twin)
    for each in (rater, worked.work["rater"]):
        rate(worked, each, 3, 3, 3, 5, 5, 4)
    if closed:
        close(worked)
    no_merge("participant.rates_twice", worked, twin, who)
    assert Rater.objects.get(pk=rater.pk).participant == twin
    if not closed:
        cells = [(str(worked.work[p].pk), key) for p in ("problem", "other") for key in "USG"]
        do(worked, actions.record_scores, rater, scores=dict.fromkeys(cells))
        do(worked, actions.withdraw_rater, rater)
        merge(worked, twin, who)


def test_a_cancelled_round_keeps_both_names(worked: World, twin: Participant) -> None:
    opened, who = worked.work["round"], worked.work["rater"].participant
    rater = do(worked, actions.record_rater, opened, participant=twin)
    do(worked, actions.cancel_round, opened, reason="x")
    merge(worked, twin, who)
    assert Rater.objects.get(pk=rater.pk).name == twin.name
    assert Rater.objects.get(pk=worked.work["rater"].pk).participant == who


def test_what_only_the_row_that_goes_said_goes_over(worked: World, twin: Participant) -> None:
    who = stays(worked)
    said = {"title": "Kader RW 02", "phone": "081234567890", "email": "a@b.example"}
    Participant.objects.filter(pk=twin.pk).update(organisation=worked.kua, **said)
    Participant.objects.filter(pk=who.pk).update(title="", organisation=None, sector="lainnya")
    who = merge(worked, twin, who)
    assert (who.title, who.phone, who.email, who.organisation) == (*said.values(), worked.kua)
    event = Event.objects.get(verb="participant.completed")
    assert said["phone"] not in str(event.data) and "phone" in event.data["unsaid"]


def test_what_the_row_that_stays_said_stays(worked: World, twin: Participant) -> None:
    who = stays(worked)
    Participant.objects.filter(pk=twin.pk).update(title="Kader", organisation=worked.kua)
    before = (who.title, who.organisation, who.sector)
    who = merge(worked, twin, who)
    assert before == (who.title, who.organisation, who.sector) and before[0]
    assert not Event.objects.filter(verb="participant.completed").exists()
    assert Event.objects.get(verb="participant.merged").data["title"] == "Kader"


def test_two_people_of_the_directory_stay_two(worked: World, twin: Participant) -> None:
    one, other = worked.people["outsider"], stays(worked)
    Participant.objects.filter(pk=twin.pk).update(person=one)
    Participant.objects.filter(pk=other.pk).update(person=None)
    assert merge(worked, twin, other).person == one
    third = do(worked, actions.record_participant, worked.opened, person=worked.people["neighbour"])
    no_merge("participant.two_people", worked, third, stays(worked))


def test_who_has_signed_the_sheet_stays(worked: World, twin: Participant) -> None:
    sheet = JointCommitment.objects.get(pk=worked.work["sheet"].pk)
    signed = do(worked, actions.sign_sheet, sheet, participant=twin, on_paper=True)
    no_merge("participant.signed", worked, twin, stays(worked))
    do(worked, actions.withdraw_signature, signed, reason="Baris ganda")
    merge(worked, twin, stays(worked))


def test_an_entry_that_was_refused_stays_refused(worked: World, twin: Participant) -> None:
    given: dict[str, Any] = {"meeting": worked.opened, "source": "qr", "name": "x"}
    at = wib(6, 26, 9)
    for state in ("accepted", "waiting", "refused"):
        CheckIn.objects.create(participant=twin, state=state, at=at, **given)
    who = merge(worked, twin, stays(worked))
    assert sorted(who.checkins.values_list("state", flat=True)) == ["merged", "refused", "waiting"]


def test_the_page_says_what_goes_over_and_a_second_merge_is_refused(
    worked: World, twin: Participant
) -> None:
    in_group(worked, twin)
    do(worked, actions.record_rater, worked.work["round"], participant=twin)
    Participant.objects.filter(pk=twin.pk).update(title="Kader RW 02", phone="081234567890")
    here = f"{worked.opened.get_absolute_url()}pendaftaran/{twin.pk}/gabung/"
    client, act_id, who = worked.client("notulis"), new_id(), stays(worked)
    shown = client.get(here).content.decode()
    for words in ("“C”", str(worked.work["round"]), "Kader RW 02"):
        assert words in shown, words
    assert "081234567890" not in shown
    for receipt in ("done", "already"):
        assert send(client, here, act_id, who=str(who.pk)).headers["Act"] == f"{act_id} {receipt}"
    assert send(client, here, who=str(who.pk)).status_code == 422  # that row is no more
    assert Event.objects.filter(verb="participant.merged").count() == 1
