"""What is written after the ratification: where it stands, and what its writer is told."""

import html
from typing import Any

import pypdfium2
import pytest

from mufakat.core.ids import new_id
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.world import World

pytestmark = pytest.mark.django_db

LATE = "Kader RW 07 belum dilatih menimbang."


def english(world: World) -> Any:
    client = world.client("notulis")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(world: World, path: str, **values: Any) -> Any:
    url = f"{world.ratified.get_absolute_url()}{path}"
    return english(world).post(url, {"act_id": str(new_id()), **values}, follow=True)


def written_late(world: World) -> Any:
    step = world.ratified.agenda.filter(role="plain")[0]
    return send(world, "catatan/catat/", agenda_item=step.pk, text=LATE)


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def paper(world: World, edition: int) -> str:
    url = f"{world.ratified.get_absolute_url()}notulen.pdf?edisi={edition}"
    document = pypdfium2.PdfDocument(english(world).get(url).content)
    return " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())


def test_what_was_taken_in_stands_once_in_the_next_edition(world: World) -> None:
    written_late(world)
    steps: list[tuple[Any, dict[str, str]]] = [
        (actions.reopen_meeting, {"reason": "Biaya"}),
        (actions.ratify_meeting, {}),
    ]
    for action, more in steps:
        with world.doing("chair") as open_act:
            action(open_act, Meeting.objects.get(pk=world.ratified.pk), **more)
    second, first = paper(world, 2), paper(world, 1)
    assert second.count(LATE) == 1
    assert "Tambahan sesudah pengesahan (2 catatan) kini termasuk" in second
    assert first.count(LATE) == 1
    assert first.index("Bukan bagian dari naskah") < first.index(LATE)
    page = english(world).get(world.ratified.get_absolute_url())
    assert said(page).count(LATE) == 1


@pytest.mark.parametrize("part", ["catatan", "keputusan"])
def test_a_late_word_leads_to_the_addendum(world: World, part: str) -> None:
    step = world.ratified.agenda.filter(role="plain")[0]
    answer = send(world, f"{part}/catat/", agenda_item=step.pk, text=LATE)
    assert answer.redirect_chain[-1][0].endswith("#adendum")
    assert "Written down in the addendum." in told(answer)


def test_a_late_promise_leads_to_the_addendum(world: World) -> None:
    url = f"{world.ratified.get_absolute_url()}komitmen/catat/"
    heading = english(world).get(url).context_data["title"]
    assert heading == "Write down a promise in the addendum"
    values = {"what": LATE, "due_on": "2026-12-01", "owner_organisation": str(world.kua)}
    answer = send(world, "komitmen/catat/", **values)
    assert answer.redirect_chain[-1][0].endswith("#adendum")
    assert "Written down in the addendum." in told(answer)


def test_a_word_in_time_leads_to_its_place(world: World) -> None:
    url = f"{world.opened.get_absolute_url()}catatan/catat/"
    values = {"act_id": str(new_id()), "agenda_item": world.item.pk, "text": LATE}
    answer: Any = english(world).post(url, values, follow=True)
    assert answer.redirect_chain[-1][0].endswith(f"#acara-{world.item.position}")
    assert told(answer) == ["Noted."]
    title = english(world).get(f"{world.opened.get_absolute_url()}komitmen/catat/")
    assert title.context_data["title"] == "Write down a promise"


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context_data["messages"]]


def test_attendance_says_why_its_ticks_stay(world: World) -> None:
    why = "The minutes are ratified: who is marked as present stays so."
    client = english(world)
    assert why in said(client.get(f"{world.ratified.get_absolute_url()}kehadiran/catat/"))
    assert why not in said(client.get(f"{world.opened.get_absolute_url()}kehadiran/catat/"))
