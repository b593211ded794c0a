"""One visit is written down once: the same facility, day and mentor are asked back."""

from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.programmes import rules
from mufakat.programmes.models import Visit
from tests.world import TODAY, World

SAME: Any = [
    ("Tuti Alawiyah", "tuti  alawiyah", True),
    ("Tuti Alawiyah, Budi", "Budi", True),
    ("Tuti", "Budi", False),
    ("TUTI", "Tuti", True),
    ("Ani, S.Kep., MPH", "Budi, S.Kep., MPH", False),  # a degree is no person
    ("dr. Ani, Budi", "Budi, SKM", True),
    ("", "", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_the_same_mentor(one: str, other: str, same: bool) -> None:
    assert rules.same_mentor(one, other) is rules.same_mentor(other, one) is same


@pytest.mark.parametrize(
    ("other", "confirmed", "refused"), [("Tuti", False, True), ("Tuti", True, False), ("", 0, 0)]
)
def test_asked_back(other: str, confirmed: bool, refused: bool) -> None:
    code = ""
    try:
        rules.not_told_twice(other, TODAY, confirmed)
    except RuleBroken as broken:
        code = broken.code
    assert code == ("visit.again" if refused else "")


ADDRESS = "/program/posyandu-prima/kunjungan/catat/"


def visit(world: World, who: str = "mentor", **more: str) -> Any:
    sent = {"on": "2026-03-10", "mentors": "Tuti Alawiyah", "organisation": str(world.citarip.pk)}
    return world.client(who).post(ADDRESS, {"act_id": str(new_id()), **sent, **more})


def test_a_second_form_is_asked_back(at_work: World) -> None:
    """Also from another device: its form has an act of its own."""
    first = at_work.work["visit"]
    assert "again_confirmed" not in at_work.client("mentor").get(ADDRESS).content.decode()
    answer = visit(at_work, mentors="tuti alawiyah, Budi", observed="Alur baik")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'name="again_confirmed"' in page
    assert first.get_absolute_url() in page and "Alur baik" in page
    assert Visit.objects.count() == 1
    act_id = str(new_id())
    for _twice in range(2):
        assert visit(at_work, again_confirmed="on", act_id=act_id).status_code == 303
    assert Visit.objects.count() == 2
    assert visit(at_work, mentors="Budi", on="2026-03-10").status_code == 303  # another mentor
    assert visit(at_work, on="2026-03-11").status_code == 303  # another day
    assert Visit.objects.count() == 4


def test_a_correction_makes_no_second_one(at_work: World) -> None:
    assert visit(at_work, on="2026-03-11").status_code == 303
    second = Visit.objects.get(on="2026-03-11")
    client, address = at_work.client("mentor"), f"{second.get_absolute_url()}ubah/"
    sent = {"act_id": str(new_id()), "on": "2026-03-10", "mentors": "Tuti Alawiyah", "base": "1"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and at_work.work["visit"].get_absolute_url() in page
    sent |= {"act_id": str(new_id()), "on": "2026-03-11", "topics": "Klaster 3"}
    assert client.post(address, sent).status_code == 303  # its own day and mentor are no second one
    assert Visit.objects.get(pk=second.pk).topics == "Klaster 3"
