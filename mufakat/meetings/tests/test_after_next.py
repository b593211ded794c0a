"""A date after the next session of the forum is said, not refused: to owners, and in the room."""

import html
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments.actions import record_commitment_link
from mufakat.commitments.models import Commitment, DateRequest, Verdict
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.meetings import actions, rules
from tests.world import World, wib

from .test_actions_work import do

SAYS = "jatuh sesudah rapat berikutnya"


@pytest.mark.parametrize(
    ("day", "next_on", "said"),
    [
        (date(2026, 9, 26), date(2026, 9, 25), True),
        (date(2026, 9, 25), date(2026, 9, 25), False),
        (date(2026, 9, 1), date(2026, 9, 25), False),
        (date(2026, 9, 26), None, False),
        (None, date(2026, 9, 25), False),
    ],
)
def test_which_day_lies_after(day: Any, next_on: Any, said: bool) -> None:
    assert rules.lies_after_next(day, next_on) is said


def told(client: Client, url: str, **fields: Any) -> str:
    """What the next page says of it on top."""
    sent = client.post(url, {"act_id": str(new_id()), **fields})
    assert sent.status_code == 303, sent.content.decode()
    page = client.get(sent.headers["Location"]).content.decode()
    return html.unescape(" ".join(re.findall(r'<p class="message[^>]*>(.*?)</p>', page)))


@time_machine.travel("2026-07-01T02:00:00Z", tick=False)
def test_an_owner_who_asks_for_a_day_after_it(world: World) -> None:
    """The world's next session is on 25 September; the wish is kept in any case."""
    with world.doing("notulis", wib(6, 27)) as act:
        link = record_commitment_link(act, world.promise_waiting)
    url = f"/janji-satu/{token_of(link)}/tanggal/"
    client = Client()
    late = told(client, url, wanted_on="2026-10-30", reason="Menunggu alat")
    assert f"30 Okt 2026 {SAYS} ({world.planned.title}, 25 Sep 2026)" in late
    assert SAYS not in told(client, url, wanted_on="2026-09-20", reason="Menunggu alat")
    do(world, actions.cancel_meeting, world.planned, reason="x")
    assert SAYS not in told(client, url, wanted_on="2026-10-30", reason="Menunggu alat")
    assert DateRequest.objects.count() == 3


def test_a_promise_due_after_it(world: World) -> None:
    client, url = world.client("notulis"), f"{world.opened.get_absolute_url()}komitmen/catat/"
    given = {"what": "Membuka Posyandu", "owner_organisation": str(world.kua), "priority": "normal"}
    assert SAYS in told(client, url, due_on="2026-10-01", **given)
    assert SAYS not in told(client, url, due_on="2026-09-25", **given)
    assert Commitment.objects.filter(what="Membuka Posyandu").count() == 2


def test_a_verdict_until_after_it(world: World) -> None:
    client = world.client("notulis")
    url = f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"
    kept: Any = {"verdict": "continued", "new_due_on": "2026-12-01"}
    assert SAYS in told(client, url, **kept)
    do(world, actions.withdraw_verdict, world.opened, Verdict.objects.order_by("-given_at")[0])
    assert SAYS not in told(client, url, verdict="continued", new_due_on="2026-09-20")
