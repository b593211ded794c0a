"""The invited with their personal links: they answer, and what a link does in the wrong hands."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import LinkKind
from mufakat.journal.models import Act, Event
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Participant
from tests.world import World, wib

from .test_invite import answer, here, link_of, path_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    """In the place of the room's: here a session is still to come."""
    with time_machine.travel("2026-09-01T05:00:00Z"):
        yield


def test_answer_without_an_account_and_change_it(world: World, invited: Participant) -> None:
    client, url, act_id = Client(), path_of(invited), new_id()
    page = client.get(url)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Aula Kecamatan" in page.content.decode()
    assert send(client, url, act_id, answer="coming").status_code == 303
    assert send(client, url, act_id, answer="coming").headers["Act"].endswith("already")
    invited.refresh_from_db()
    assert invited.answer == "coming" and not invited.present
    assert invited.answered_by == "Ahmad Fauzi, S.Ag (tautan pribadi)"
    sent = {"represented_by": "Ujang", "represented_office": "Staf", "represented_phone": "0812"}
    assert send(client, url, answer="represented", **sent).status_code == 303
    assert (
        send(client, url, answer="unable", note="Sakit", represented_by="Ujang").status_code == 303
    )
    invited.refresh_from_db()
    assert (invited.answer, invited.answer_note, invited.represented_by) == ("unable", "Sakit", "")
    assert Event.objects.filter(verb="answer.recorded").count() == 3
    assert "Sakit" not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "represented"},
        {"answer": "unable"},
        {"answer": "perhaps"},
        {},
        {"answer": "unable", "note": "x" * 501},
        {"answer": "unable", "note": "a\0b"},
        {"answer": "represented", "represented_by": "x" * 161},
    ],
)
def test_half_an_answer_comes_back(world: World, invited: Participant, sent: Any) -> None:
    before = Act.objects.count()
    assert send(Client(), path_of(invited), **sent).status_code == 422
    assert Act.objects.count() == before


def test_the_page_says_what_became_of_the_session(world: World, invited: Participant) -> None:
    answer(invited, "coming")
    with world.doing("notulis", wib(9, 1, 13)) as open_act:
        actions.change_meeting(
            open_act, world.planned, starts_at=wib(9, 28, 9), ends_at=wib(9, 28, 11)
        )
    text = Client().get(path_of(invited)).content.decode()
    assert "25 Sep 2026 09.00 WIB" in text  # the day before it moved
    assert link_of(invited).valid_until == wib(9, 28, 11) + timedelta(days=7)
    assert "is-late" in world.client("notulis").get(here(world)).content.decode()
    with world.doing("notulis", wib(9, 2)) as open_act:
        actions.cancel_meeting(open_act, world.planned, reason="Banjir di tiga kelurahan")
    text = Client().get(path_of(invited)).content.decode()
    assert "Banjir di tiga kelurahan" in text
    assert answer(invited, "unable", note="x").status_code == 422


def test_no_answer_once_the_session_is_open(world: World, invited: Participant) -> None:
    with time_machine.travel("2026-09-25T05:00:00Z"):
        with world.doing("notulis") as open_act:
            actions.open_meeting(open_act, world.planned)
        assert Client().get(path_of(invited)).status_code == 200
        assert answer(invited, "coming").status_code == 422
    invited.refresh_from_db()
    assert invited.answer == "" and not invited.present


# -- In the wrong hands -----------------------------------------------------------------------


def test_a_revoked_link_opens_nothing(world: World, invited: Participant) -> None:
    link = link_of(invited)
    assert send(world.client("notulis"), f"/tautan/{link.pk}/cabut/").status_code == 303
    for answered in (Client().get(path_of(invited)), answer(invited, "coming")):
        assert answered.status_code == 410 and world.planned.title not in answered.content.decode()
    for file in ("surat.pdf", "rapat.ics"):
        assert Client().get(path_of(invited) + file).status_code == 410


def test_a_new_link_closes_the_one_before(world: World, invited: Participant) -> None:
    old = path_of(invited)
    url = f"{here(world)}{invited.pk}/tautan/"
    assert send(world.client("notulis"), url).status_code == 303
    assert Client().get(old).status_code == 410
    assert path_of(invited) != old and Client().get(path_of(invited)).status_code == 200


def test_an_expired_link_says_so(world: World, invited: Participant) -> None:
    with time_machine.travel("2026-10-03T05:00:00Z"):
        answered = Client().get(path_of(invited))
    assert answered.status_code == 410
    assert "Lokmin lintas sektor Bojongloa Kaler" in answered.content.decode()  # whom to ask


def test_a_guessed_link_is_nothing(world: World, invited: Participant) -> None:
    good = token_of(link_of(invited))
    wrong = [good[:-1] + ("A" if good[-1] != "A" else "B"), good[:22] + "A" * 20, "x" * 42, "x"]
    with world.doing("notulis") as open_act:
        other = actions.renew_link(open_act, world.planned, invited)
    other.kind = LinkKind.COMMITMENT
    for token in [*wrong, token_of(other)]:
        assert Client().get(f"/undangan/{token}/").status_code == 404
        assert send(Client(), f"/undangan/{token}/", answer="coming").status_code == 404


def test_somebody_signed_in_does_not_answer_for_another(world: World, invited: Participant) -> None:
    client = world.client("chair")
    text = client.get(path_of(invited)).content.decode()
    assert "Asep Gunawan" in text and "<button" in text and 'value="coming"' not in text
    assert send(client, path_of(invited), answer="coming").status_code == 403
    own = world.client("sector_member")
    assert send(own, path_of(invited), answer="coming").status_code == 303


def test_a_link_of_a_body_without_a_person_is_for_no_login(world: World) -> None:
    with world.doing("notulis") as open_act:
        body = actions.invite_participant(open_act, world.planned, name="Karang Taruna")
        actions.renew_link(open_act, world.planned, body)
    assert send(world.client("administrator"), path_of(body), answer="coming").status_code == 403
    assert answer(body, "coming").status_code == 303


def test_the_secretary_writes_down_what_was_said_by_telephone(
    world: World, invited: Participant
) -> None:
    url = f"{here(world)}{invited.pk}/jawaban/"
    sent = {"answer": "represented", "represented_by": "Ujang"}
    assert send(world.client("notulis"), url, **sent).status_code == 303
    invited.refresh_from_db()
    assert invited.answered_by == "Dewi Lestari, S.K.M" and invited.represented_by == "Ujang"
    assert queries.replies_in(queries.invited_to(world.planned)) == {"": 4, "represented": 1}
