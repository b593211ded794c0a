"""The forum above is shown what it can do about what was raised: plan a session, know who does, answer at once."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from mufakat.directory.actions import record_assignment
from mufakat.meetings import actions, queries
from tests.world import World, wib

from .conftest import Above


def test_the_page_of_the_file_leads_to_the_plan(world: World, above: Above) -> None:
    address = above.raised().get_absolute_url()
    plan = f'href="{above.forum.get_absolute_url()}rapat/catat/"'
    assert plan in world.client("outsider").get(address).content.decode()
    text = world.client("notulis").get(address).content.decode()  # of the forum below: by role
    assert plan not in text and _("the note-taker of that forum or the health office") in text
    assert str(world.users["outsider"].person) not in text
    above.session(8, 1, opened=False)
    assert plan not in world.client("outsider").get(address).content.decode()
    assert (
        _("the note-taker of that forum or the health office")
        not in world.client("notulis").get(address).content.decode()
    )


def test_its_leader_reads_who_plans(world: World, above: Above) -> None:
    raised = above.raised()
    with world.doing("administrator", wib(1, 6)) as act:
        record_assignment(act, user=world.users["neighbour"], role="chair", node=above.forum)
    leader, planner = world.client("neighbour"), str(world.users["outsider"].person)
    forum = f"{above.forum.get_absolute_url()}"
    role = _("the note-taker of that forum or the health office")
    for address, told in ((raised.get_absolute_url(), planner), (forum, role)):
        text = leader.get(address).content.decode()
        assert told in text and f"{forum}rapat/catat/" not in text
    assert world.client("outsider").get(forum).content.decode().count(f"{forum}rapat/catat/") == 2
    meeting = above.session(8, 1, opened=False)
    with CaptureQueriesContext(connection) as asked:
        assert role not in leader.get(forum).content.decode()
    assert len(asked) <= 15
    with world.doing("outsider") as act:
        actions.cancel_meeting(act, meeting, reason="Banjir")
    for address in (forum, raised.get_absolute_url()):
        with CaptureQueriesContext(connection) as asked:
            leader.get(address)
        assert len(asked) <= 15


def test_the_nearest_who_may_plan_come_first_each_once(world: World, above: Above) -> None:
    day = wib(7, 1).date()
    before = queries.planners_of(above.forum, day)
    assert before[0][0] == str(world.users["outsider"].person)
    with world.doing("administrator", wib(1, 6)) as act:
        record_assignment(act, user=world.users["neighbour"], role="notulis", node=above.forum)
        record_assignment(act, user=world.users["outsider"], role="notulis", node=above.forum)
    names = [name for name, _what in queries.planners_of(above.forum, day)]
    assert names[:2] == [str(world.users[u].person) for u in ("neighbour", "outsider")]
    assert len(names) == len(set(names)) == len(before) + 1


def test_a_session_under_way_is_answered_from_the_file(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    address = raised.get_absolute_url()
    answer = f"{meeting.get_absolute_url()}eskalasi/{raised.pk}/jawab/"
    text = world.client("outsider").get(address).content.decode()
    said = _("Answer in %(session)s") % {"session": meeting.title}
    assert said in text
    assert answer in text and world.client("outsider").get(answer).status_code == 200
    assert said not in world.client("chair").get(address).content.decode()  # of the forum below
    above.answered(meeting, raised)
    assert said not in world.client("outsider").get(address).content.decode()
