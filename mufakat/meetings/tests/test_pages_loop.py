"""The loop, page by page: attendance, notes, verdicts, ratification, and what comes after it."""

import pytest

from mufakat.journal.queries import last_told
from tests.world import World

from .test_pages import send

pytestmark = pytest.mark.django_db


def test_ratify_is_refused_until_every_promise_has_its_verdict(world: World) -> None:
    url = world.opened.get_absolute_url()
    chair = world.client("chair")
    assert send(chair, f"{url}sahkan/", base=last_told(world.opened)).status_code == 422
    verdict = f"{url}putusan/{world.promise_waiting.pk}/beri/"
    send(world.client("notulis"), verdict, verdict="continued", new_due_on="2026-09-01")
    assert send(chair, f"{url}sahkan/", base=last_told(world.opened)).status_code == 303
    world.opened.refresh_from_db()
    assert world.opened.state == "ratified" and world.opened.edition == 1


def test_the_notulis_cannot_ratify(world: World) -> None:
    answer = send(world.client("notulis"), f"{world.opened.get_absolute_url()}sahkan/")
    assert answer.status_code == 403


def test_late_input_becomes_an_addendum(world: World) -> None:
    url = world.ratified.get_absolute_url()
    item = world.ratified.agenda.filter(role="plain").first()
    assert item is not None
    send(
        world.client("notulis"), f"{url}catatan/catat/", agenda_item=item.pk, text="Terlambat masuk"
    )
    text = world.client("notulis").get(url).content.decode()
    assert text.index('id="adendum"') < text.index("Terlambat masuk")


def test_attendance_of_two_registrars_adds_up(world: World) -> None:
    url = f"{world.opened.get_absolute_url()}kehadiran/catat/"
    absent = world.opened.participants.get(present=False)
    for name in ("Satu", "Dua"):
        send(world.client("notulis"), f"{world.opened.get_absolute_url()}peserta/catat/", name=name)
    one, two = world.opened.participants.get(name="Satu"), world.opened.participants.get(name="Dua")
    was = " ".join(str(p.pk) for p in world.opened.participants.filter(present=True))
    for ticked in (one, two):  # both saw the same page
        send(world.client("notulis"), url, came=[*was.split(), str(ticked.pk)], was=was)
    one.refresh_from_db()
    two.refresh_from_db()
    absent.refresh_from_db()
    assert one.present and two.present and not absent.present


def test_stale_note_shows_both_texts_and_one_choice_decides(world: World) -> None:
    url = f"{world.opened.get_absolute_url()}catatan/{world.note.pk}/ubah/"
    client = world.client("notulis")
    send(client, url, text="Teks dari orang lain", base=1)
    answer = send(client, url, text="Teks saya", base=1)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Teks dari orang lain" in text and "Teks saya" in text
    again = {"text": "Teks saya", "base": 1, "conflicts": "text", "base_after": 2}
    assert send(client, url, **again).status_code == 409  # nothing chosen: asked again
    assert send(client, url, **again, keep_text="mine").status_code == 303
    world.note.refresh_from_db()
    assert world.note.text == "Teks saya"


def test_minutes_pdf_only_when_ratified(world: World) -> None:
    client = world.client("notulis")
    assert client.get(f"{world.opened.get_absolute_url()}notulen.pdf").status_code == 404
    answer = client.get(f"{world.ratified.get_absolute_url()}notulen.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer)[:5] == b"%PDF-"
