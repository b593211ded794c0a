"""Attendance of a forum over a year: the matrix, who always comes, who never, who sends others."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.meetings import actions, queries, rules
from mufakat.meetings.models import Participant
from mufakat.meetings.rules import Regular
from tests.world import World, wib


@pytest.mark.parametrize(
    ("invited", "came", "sent", "kind"),
    [
        (1, 1, 0, "once"),
        (1, 0, 0, "once"),
        (2, 2, 0, "always"),
        (3, 0, 0, "never"),
        (3, 0, 1, "sends"),
        (3, 1, 2, "sends"),
        (3, 2, 1, "sometimes"),
        (4, 1, 1, "sometimes"),
    ],
)
def test_kinds_of_guests(invited: int, came: int, sent: int, kind: str) -> None:
    assert Regular("k", "n", invited, came, sent).kind == kind


def test_the_rarest_guests_stand_first() -> None:
    rows = [Regular("a", "A", 4, 4, 0), Regular("b", "B", 4, 1, 0), Regular("c", "C", 4, 0, 2)]
    assert [r.key for r in rules.in_order(rows)] == ["c", "b", "a"]


def url(world: World, asked: str = "?tahun=2026") -> str:
    return f"/forum/{world.forum.pk}/kehadiran/{asked}"


def page(world: World, asked: str = "?tahun=2026") -> str:
    answer = world.client("notulis").get(url(world, asked))
    assert answer.status_code == 200
    return str(answer.content.decode())


def send_another(world: World) -> Participant:
    """The NGO sends another to the second session."""
    invited = world.opened.participants.get(name="Maria Tanudjaja")
    with world.doing("notulis", wib(6, 26, 9)) as act:
        actions.record_representative(act, world.opened, invited, name="Rudi Hartono")
    return invited


@pytest.mark.django_db
def test_the_figures_count_what_the_lists_say(world: World) -> None:
    held = [world.ratified, world.opened]
    send_another(world)
    bodies = {row.name: row for row in queries.regular_bodies(held)}
    ngo, kua = bodies["Yayasan Sehat Bersama"], bodies["KUA Bojongloa Kaler"]
    assert (ngo.invited, ngo.came, ngo.sent, ngo.kind) == (2, 0, 1, "sends")
    assert (kua.invited, kua.came, kua.sent, kua.kind) == (2, 2, 0, "always")
    people = {row.name: row for row in queries.regular_people(held)}
    assert people["Ahmad Fauzi, S.Ag"].kind == "always" and "Rudi Hartono" not in people
    camat = world.opened.participants.get(name="Asep Gunawan, S.IP")
    Participant.objects.create(
        meeting=world.opened, name="Ajudan", sector="pkk", present=True, represented=camat
    )
    office = {row.name: row for row in queries.regular_people(held)}["Asep Gunawan, S.IP"]
    assert (office.came, office.sent) == (2, 0)  # he came himself: nobody stood in for him
    figures = queries.attendance_of_sectors(held)
    assert figures[world.opened.pk, "lsm_nasional"] == (1, 1, 0)  # the seat was filled by another
    assert figures[world.ratified.pk, "lsm_nasional"] == (0, 1, 0)


@pytest.mark.django_db
def test_each_number_opens_its_rows(world: World) -> None:
    text = page(world)
    link = f"{world.opened.get_absolute_url()}hadir/?sektor=agama"
    assert link in text and "KUA Bojongloa Kaler" in text
    rows = world.client("notulis").get(link).content.decode()
    assert "Ahmad Fauzi" in rows and "Maria Tanudjaja" not in rows


@pytest.mark.django_db
def test_a_body_and_a_person_open_their_sessions(world: World) -> None:
    invited = send_another(world)
    text = page(world, f"?tahun=2026&organisasi={invited.organisation_id}")
    assert "Rudi Hartono" in text and text.count("Maria Tanudjaja") >= 2
    assert "Ahmad Fauzi" not in text
    text = page(world, f"?tahun=2026&orang={invited.person_id}")
    assert "Maria Tanudjaja" in text and "Ahmad Fauzi" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "?tahun=1999", "?tahun=x", "?organisasi=x", "?tahun=2030"])
def test_odd_years_are_answered(world: World, asked: str) -> None:
    assert page(world, asked)


@pytest.mark.django_db
def test_planned_and_cancelled_sessions_do_not_count(world: World) -> None:
    with world.doing("notulis", wib(1, 20)) as act:
        actions.record_participants(act, world.planned)
    assert world.planned.get_absolute_url() not in page(world)


@pytest.mark.django_db
def test_a_year_costs_the_same_for_one_session_and_for_many(world: World) -> None:
    client: Any = world.client("notulis")
    counts = []
    for _each in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url(world))
        counts.append(len(asked))
        for n in range(3):
            Participant.objects.create(
                meeting=world.opened, name=f"Orang {n}", sector="agama", invited=True
            )
    assert counts[0] == counts[1] <= 15
