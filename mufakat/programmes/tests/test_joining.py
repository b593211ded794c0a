"""Many districts join a cohort at once: read line by line, all or none, left out only by name."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.journal.models import Event
from mufakat.programmes.forms.joining import lines_of, read
from mufakat.programmes.models import Cohort, CohortDistrict, Standing
from tests.world import World

from .test_pages import shown, text_of


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"act_id": str(new_id()), **fields})


LINES: Any = [
    ("32.73\n32.04", ["32.73", "32.04"]),
    ("1. Kota Bandung\r\n2) Kab. Bandung,\n\n", ["Kota Bandung", "Kab. Bandung"]),
    ("32.73; 32.04 ;32.73", ["32.73", "32.04"]),
    ("  \n ; ", []),
    ("32.04\tKab. Bandung", ["32.04\tKab. Bandung"]),
]


@pytest.mark.parametrize(("text", "lines"), LINES)
def test_lines(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


READ: Any = [
    ("32.04", "32.04"),
    ("Kab. Bandung", "32.04"),
    ("kota  bandung", "32.73"),
    ("Kota Bandung (32.73)", "32.73"),
    ("Jawa Barat\t32.04", "32"),  # a province: said as such when it is to join
    ("7\tKab. Bandung", "32.04"),
    ("Bandung", ""),  # the kota or the kabupaten?
    ("Bandunk", ""),
    ("99.99", ""),
    ("3204", ""),
]


def test_what_a_line_means(world: World, subtests: pytest.Subtests) -> None:
    for text, code in READ:
        with subtests.test(text=text):
            line = read(text, date(2026, 2, 1))
            assert (line.region.code if line.region else "") == code
            assert bool(line.why) is not bool(line.region)
    both = read("Bandung", date(2026, 2, 1)).why
    assert "32.04" in both and "32.73" in both


@pytest.fixture
def wave(at_work: World) -> Cohort:
    """Another programme's cohort with two places, nobody in it yet; the nation's."""
    from mufakat.programmes import actions

    with at_work.doing("ministry") as act:
        programme = actions.record_programme(
            act, code="contoh-banyak", title="Contoh", region=at_work.regions["ID"]
        )
    with at_work.doing("ministry") as act:
        return actions.record_cohort(
            act, programme, title="2026", quota=2, starts_on=date(2026, 1, 1)
        )


def address(cohort: Cohort) -> str:
    return f"/program/gelombang/{cohort.pk}/kab-kota/catat-banyak/"


def test_all_join_in_one_act(at_work: World, wave: Cohort) -> None:
    client = at_work.client("ministry")
    assert client.get(address(wave)).status_code == 200
    asked = {"names": "1. Kab. Bandung\n32.73", "on": "2026-06-01", "act_id": str(new_id())}
    answers = [client.post(address(wave), asked) for _ in range(2)]
    assert [a.headers["Act"].split()[1] for a in answers] == ["done", "already"]
    assert answers[0].headers["Location"] == wave.get_absolute_url()
    assert {d.region.code for d in wave.districts.all()} == {"32.04", "32.73"}
    assert Standing.objects.filter(district__cohort=wave, state="planned").count() == 2
    told = Event.objects.filter(verb="district.joined", subject_id__in=_ids(wave))
    assert told.count() == 2 and len({e.act_id for e in told}) == 1


def _ids(cohort: Cohort) -> list[str]:
    return [str(pk) for pk in cohort.districts.values_list("pk", flat=True)]


def test_one_that_may_not_holds_up_all(at_work: World, wave: Cohort) -> None:
    client = at_work.client("ministry")
    typed = {"names": "Kab. Bandung\nBandung\n32\nBandunk\n32.73", "on": "2026-06-01"}
    answer = send(client, address(wave), **typed)
    assert answer.status_code == 422 and not wave.districts.exists()
    assert [line.key for line, _why in shown(answer)["wrong"]] == ["Bandung", "32", "Bandunk"]
    assert all(why for _line, why in shown(answer)["wrong"])
    assert "Bandunk" in text_of(answer)
    form = shown(answer)["form"]
    again = send(client, address(wave), **typed, shown=form["shown"].value(), lagi="1")
    assert again.status_code == 303
    assert {d.region.code for d in wave.districts.all()} == {"32.04", "32.73"}
    page = client.get(again.headers["Location"]).content.decode()
    for name in ("Bandung", "Bandunk", "Jawa Barat"):
        assert name in page


def test_only_what_was_shown_is_left_out(at_work: World, wave: Cohort) -> None:
    """The button that leaves out what the page named leaves out nothing that became wrong since."""
    client = at_work.client("ministry")
    typed = {"names": "Bandunk\n32.73\n32.04", "on": "2026-06-01"}
    form = shown(send(client, address(wave), **typed))["form"]
    send(client, address(wave), names="32.73", on="2026-06-01")
    answer = send(client, address(wave), **typed, shown=form["shown"].value(), lagi="1")
    assert answer.status_code == 422 and wave.districts.count() == 1
    assert [line.key for line, _why in shown(answer)["wrong"]] == ["Bandunk", "32.73"]


REFUSED: Any = [
    ({"names": ""}, "names"),
    ({"names": "32.73", "on": "2026-06-27"}, "names"),  # still to come
    ({"names": "32.73", "on": "kemarin"}, "on"),
    ({"names": "32.73.04"}, "names"),
    ({"names": "\n".join(f"nama {n}" for n in range(201))}, "names"),
]


def test_refused_by_rule(at_work: World, wave: Cohort, subtests: pytest.Subtests) -> None:
    for fields, field in REFUSED:
        with subtests.test(fields=str(fields)[:60]):
            more = {"on": "2026-06-01"} | fields
            answer = send(at_work.client("ministry"), address(wave), **more)
            assert answer.status_code == 422
            assert list(shown(answer)["form"].errors) == [field]
    assert not wave.districts.exists()


def test_no_more_than_there_are_places(at_work: World, wave: Cohort) -> None:
    Cohort.objects.filter(pk=wave.pk).update(quota=1)
    wave.refresh_from_db()
    answer = send(at_work.client("ministry"), address(wave), names="32.73\n32.04", on="2026-06-01")
    assert [line.key for line, _why in shown(answer)["wrong"]] == ["32.04"]
    assert not wave.districts.exists()
    all_wrong = {"names": "32.04", "on": "2026-06-01", "shown": "32.04", "lagi": "1"}
    assert send(at_work.client("ministry"), address(wave), **all_wrong).status_code == 422


def test_ticked(at_work: World, wave: Cohort) -> None:
    client = at_work.client("ministry")
    here = f"{address(wave)}?wilayah=32"
    form = shown(client.get(here))["form"]
    assert {code for code, _name in form.fields["ticked"].widget.choices} >= {"32.04", "32.73"}
    both = {"ticked": ["32.04"], "names": "Kab. Bandung\n32.73", "on": "2026-06-01"}
    assert send(client, here, **both).status_code == 303
    assert wave.districts.count() == 2
    left = shown(client.get(here))["form"]
    assert not {"32.04", "32.73"} & {
        c for c, _name in getattr(left.fields.get("ticked"), "widget", _NONE).choices
    }


class _NONE:
    choices: Any = []


def test_refused_by_role(at_work: World, wave: Cohort) -> None:
    for who in ("notulis", "dinkes_kabkota", "neighbour", "partner", "outsider"):
        client = at_work.client(who)
        assert client.get(address(wave)).status_code == 403, who
        assert send(client, address(wave), names="32.73", on="2026-06-01").status_code == 403, who
    assert not wave.districts.exists()


def test_checks_cost_the_same_for_any_number(at_work: World, wave: Cohort) -> None:
    """What may join is asked once for all; only what a line means is looked up line by line."""
    from mufakat.programmes.queries import places_of, refused

    regions, counts = [at_work.regions[code] for code in ("32.73", "32.04", "32")], []
    today = date(2026, 6, 1)
    for some in (regions[:1], regions):
        with CaptureQueriesContext(connection) as counted:
            refused(places_of(wave), some, today, today)
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert not CohortDistrict.objects.filter(cohort=wave).exists()
