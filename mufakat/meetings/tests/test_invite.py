"""Invitations: the page of the secretary, personal links, e-mails."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.delivery.models import Message
from mufakat.delivery.rules import chat_address
from mufakat.directory.links import token_of
from mufakat.directory.models import Link, LinkKind
from mufakat.journal.models import Event
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Participant
from mufakat.meetings.pages import words
from tests.world import World, wib

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    """In the place of the room's: here a session is still to come."""
    with time_machine.travel("2026-09-01T05:00:00Z"):
        yield


def link_of(participant: Participant) -> Link:
    return Link.objects.filter(thing_id=str(participant.pk)).latest("id")


def path_of(participant: Participant) -> str:
    return f"/undangan/{token_of(link_of(participant))}/"


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


def here(world: World) -> str:
    return f"{world.planned.get_absolute_url()}undangan/"


def answer(participant: Participant, said: str, **more: str) -> Any:
    return send(Client(), path_of(participant), answer=said, **more)


# -- The secretary ----------------------------------------------------------------------------


def test_everyone_invited_gets_one_link(world: World, invited: Participant) -> None:
    links = Link.objects.filter(kind=LinkKind.INVITATION)
    assert links.count() == world.planned.participants.count() == 5
    assert {link.valid_until for link in links} == {wib(9, 25, 12) + timedelta(days=7)}
    assert link_of(invited).person == world.people["penghulu"]
    refused = send(world.client("notulis"), f"{here(world)}tautan/")
    assert refused.status_code == 422 and links.count() == 5


def test_links_arrive_twice(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as open_act:
        actions.record_participants(open_act, world.planned)
    client, act_id = world.client("notulis"), new_id()
    first = send(client, f"{here(world)}tautan/", act_id)
    second = send(client, f"{here(world)}tautan/", act_id)
    assert first.headers["Act"].endswith("done") and second.headers["Act"].endswith("already")
    assert Link.objects.filter(kind=LinkKind.INVITATION).count() == 5


def test_no_link_without_a_day(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as open_act:
        actions.record_participants(open_act, world.undated)
    url = f"{world.undated.get_absolute_url()}undangan/tautan/"
    assert send(world.client("notulis"), url).status_code == 422
    assert not Link.objects.filter(kind=LinkKind.INVITATION).exists()


def test_the_page_tells_who_has_not_answered(world: World, invited: Participant) -> None:
    answer(invited, "coming")
    client = world.client("notulis")
    text = client.get(here(world)).content.decode()
    assert "Ahmad Fauzi" in text and path_of(invited) in unquote(text)
    waiting = client.get(here(world), {"jawab": "belum"}).content.decode()
    assert "Ahmad Fauzi" not in waiting and "Asep Gunawan" in waiting
    coming = client.get(here(world), {"jawab": "coming"}).content.decode()
    assert "Ahmad Fauzi" in coming and "Asep Gunawan" not in coming


def test_the_chair_sees_answers_but_no_links(world: World, invited: Participant) -> None:
    text = unquote(world.client("chair").get(here(world)).content.decode())
    assert "Ahmad Fauzi" in text
    assert token_of(link_of(invited)) not in text


def test_telephones_of_others_are_not_told(world: World, invited: Participant) -> None:
    """The camat's number is kept elsewhere; one that the secretary typed for this session opens WhatsApp with it."""
    camat = world.planned.participants.get(person=world.people["camat"])
    client = world.client("notulis")
    assert "6281255550100" not in client.get(here(world)).content.decode()
    url = f"{here(world)}{camat.pk}/kontak/"
    assert send(client, url, phone="0812-7777-0001", email="").status_code == 303
    assert "wa.me/6281277770001?text=" in client.get(here(world)).content.decode()
    told = Event.objects.get(verb="contact.recorded")
    assert "0812" not in str(told.data) and told.data["unsaid"] == ["phone"]


def test_the_first_text_invites_and_the_next_reminds(world: World, invited: Participant) -> None:
    """Who looks at those who have not answered wants to remind them; until then nothing has been sent."""
    client = world.client("notulis")
    for asked, reminds in (("", False), ("?jawab=belum", True)):
        page = unquote(client.get(here(world) + asked).content.decode())
        assert "wa.me/" in page
        assert ("Mengingatkan undangan" in page) is reminds


def test_a_list_spells_its_texts_as_one_would() -> None:
    what, name, link = "*Rapat* & 100 %", "Dr. Ünï & 0%00 %01", "https://x.id/undangan/a/?b=c&d"
    shared = words.reminder(what, words.NAME, words.LINK, "PKM")
    alone = chat_address(words.reminder(what, name, link, "PKM"), "0812345678")
    assert words.whatsapp_with(shared, name, link, "0812345678") == alone


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0812-3456-7890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("tidak ada", ""),
    ],
)
def test_whatsapp_takes_a_number_or_asks(typed: str, digits: str) -> None:
    assert chat_address("a&b c", typed) == f"https://wa.me/{digits}?text=a%26b%20c"


def test_a_mail_address_opens_nothing_else() -> None:
    url = words.mail("x\ny", "hal", "a@b.id?cc=c@d.id")
    assert url.startswith("mailto:a@b.id%3Fcc%3Dc@d.id?subject=hal&body=x%0D%0Ay")


def test_who_is_missing_is_offered(world: World, invited: Participant) -> None:
    client = world.client("notulis")
    text = client.get(here(world)).content.decode()
    assert "Pertanian dan pangan" in text
    url = f"{here(world)}tambah/?sektor=pertanian"
    assert 'value="pertanian" selected' in client.get(url).content.decode()
    sent = {"name": "Dedi", "sector": "pertanian", "title": "Penyuluh", "phone": "081234567890"}
    assert send(client, url, **sent).status_code == 303
    added = world.planned.participants.get(name="Dedi")
    assert added.invited and not added.present and added.phone == "081234567890"
    assert "?sektor=pertanian" not in client.get(here(world)).content.decode()


def test_a_person_is_invited_in_his_office(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as open_act:
        added = actions.invite_participant(
            open_act, world.planned, person=world.people["neighbour"]
        )
    assert (added.title, added.sector) == ("Kepala Puskesmas", "kesehatan")
    assert added.organisation_id == world.bodies["soreang"].pk


def test_invited_by_mistake(world: World, invited: Participant) -> None:
    page = path_of(invited)
    client = world.client("notulis")
    assert send(client, f"{here(world)}{invited.pk}/hapus/").status_code == 303
    assert not Participant.objects.filter(pk=invited.pk).exists()
    assert Client().get(page).status_code == 410
    present = world.opened.participants.filter(present=True)[0]
    url = f"{world.opened.get_absolute_url()}undangan/{present.pk}/hapus/"
    assert send(client, url).status_code == 422


def test_the_page_costs_the_same_for_five_and_for_sixty(
    world: World, invited: Participant, django_assert_max_num_queries: Any
) -> None:
    client = world.client("notulis")
    client.get(here(world))
    with django_assert_max_num_queries(15) as few:
        client.get(here(world))
    with world.doing("notulis", wib(8, 21)) as open_act:
        for n in range(55):
            actions.invite_participant(open_act, world.planned, name=f"Peserta {n}", sector="kader")
        actions.record_links(open_act, world.planned)
    with django_assert_max_num_queries(len(few)):
        answer = client.get(here(world))
    assert "Peserta 30" in answer.content.decode()


# -- By e-mail --------------------------------------------------------------------------------


def with_mail(world: World) -> list[Participant]:
    people = list(world.planned.participants.order_by("name"))[:2]
    for n, each in enumerate(people):
        url = f"{here(world)}{each.pk}/kontak/"
        send(world.client("notulis"), url, phone="", email=f"orang{n}@contoh.id")
    return people


def test_send_by_e_mail_once(world: World, invited: Participant) -> None:
    people = with_mail(world)
    client = world.client("notulis")
    for _ in range(2):  # a second click, another form: nothing is sent anew
        assert send(client, f"{here(world)}kirim/").status_code == 303
    found = Message.objects.order_by("email")
    assert [m.email for m in found] == ["orang0@contoh.id", "orang1@contoh.id"]
    text = found[0].parts.get().text
    assert path_of(people[0]) in text and "Jumat, 25 September 2026" in text
    assert "@" not in str(Event.objects.filter(verb="invitations.sent").values_list("data"))


def test_only_who_has_not_answered_is_reminded(world: World, invited: Participant) -> None:
    people = with_mail(world)
    answer(people[0], "coming")
    assert send(world.client("notulis"), f"{here(world)}kirim/?pengingat").status_code == 303
    assert Message.objects.get().email == "orang1@contoh.id"
    answer(people[1], "coming")
    again = send(world.client("notulis"), f"{here(world)}kirim/?pengingat")
    assert again.status_code == 422 and Message.objects.count() == 1


def test_the_session_leads_to_its_invitations(world: World) -> None:
    text = world.client("notulis").get(world.planned.get_absolute_url()).content.decode()
    assert f'class="btn" href="{here(world)}"' in text
    with time_machine.travel("2026-09-25T05:00:00Z"):
        text = world.client("notulis").get(world.planned.get_absolute_url()).content.decode()
    assert f'class="btn" href="{here(world)}"' not in text and "/buka/" in text


def test_a_held_session_still_shows_its_answers(world: World) -> None:
    meeting: Meeting = world.ratified
    answered = world.client("notulis").get(f"{meeting.get_absolute_url()}undangan/")
    assert answered.status_code == 200 and "undangan/tautan/" not in answered.content.decode()
