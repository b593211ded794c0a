"""A month is called for once in a place, nobody is asked twice, and a call may be withdrawn."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Q

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.delivery.rules import Span
from mufakat.directory.models import Region
from mufakat.indicators.actions.calls import record_call
from mufakat.indicators.models import Assessment, Call, Instrument, Obligation
from mufakat.indicators.pages.reminders import news_of
from mufakat.programmes.models import Programme
from tests.assessing import BODY, MONTH, begin, call_for, fill, instrument_of, send
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")

DAYS = {"opens_on": "2026-06-01", "due_on": "2026-06-20", "closes_on": "2026-07-10"}
NEW = "/penilaian/panggilan/catat/"


def post(world: World, who: str, url: str, **fields: Any) -> Any:
    return world.client(who).post(url, {"act_id": str(new_id()), **fields})


def called(world: World, instrument: Instrument, region: Region, **more: Any) -> Call:
    with world.doing("dinkes_provinsi") as act:
        return record_call(
            act,
            instrument=instrument,
            region=region,
            month=more.pop("month", MONTH),
            opens_on=date(2026, 6, 1),
            due_on=date(2026, 6, 20),
            closes_on=date(2026, 7, 10),
            due_confirmed=True,
            **more,
        )


def test_the_second_call_leads_to_the_first(world: World, instrument: Instrument) -> None:
    first = call_for(world, instrument)
    fields = {"instrument": "uji-coe", "region": "32.73", "month": MONTH, **DAYS}
    answer = post(world, "dinkes_kabkota", NEW, **fields)
    assert answer.status_code == 422
    assert f'href="{first.get_absolute_url()}"' in answer.content.decode()
    assert Call.objects.count() == 1


@pytest.mark.parametrize("code", ["32", "32.73", "32.73.04"])
def test_in_around_and_inside_of_its_place(world: World, instrument: Instrument, code: str) -> None:
    call_for(world, instrument)
    with pytest.raises(RuleBroken, match=r"call\.twice"):
        called(world, instrument, Region.objects.get(code=code))
    called(world, instrument, world.city, month="2026-05")  # of another month
    assert Call.objects.count() == 2


def test_calls_of_two_programmes_ask_nobody_twice(world: World, instrument: Instrument) -> None:
    one = Programme.objects.get(code="uji")
    other = Programme.objects.create(
        code="lain", family="lain", title="Lain", region=world.regions["ID"], region_path=""
    )
    first = called(world, instrument, world.city, programme=one)
    assert first.obligations.count() == 1
    unit = world.citarip.coe_units.get()
    unit.pk, unit.programme = new_id(), other
    unit._state.adding = True
    unit.valid_from = date(2026, 2, 1)
    unit.save()
    second = called(world, instrument, world.city, programme=other)
    assert not second.obligations.exists()
    answer = post(
        world,
        "dinkes_kabkota",
        f"{second.get_absolute_url()}tambah/",
        organisation=world.citarip.pk,
    )
    assert answer.status_code == 422 and str(first) in answer.content.decode()
    with pytest.raises(RuleBroken, match=r"call\.twice"):
        called(world, instrument, world.city)


def test_withdrawn_nobody_owes_it(world: World, instrument: Instrument) -> None:
    call = call_for(world, instrument)
    begun, here = begin(world, instrument), call.get_absolute_url()
    assert begun.call == call
    assert post(world, "notulis", f"{here}tarik/", reason="x").status_code == 403
    assert world.client("neighbour").get(f"{here}tarik/").status_code == 404
    assert post(world, "dinkes_kabkota", f"{here}tarik/", reason=" ").status_code == 422
    client, sent = world.client("dinkes_kabkota"), {"act_id": str(new_id()), "reason": "Ganda"}
    assert "1" in client.get(f"{here}tarik/").content.decode()
    assert [client.post(f"{here}tarik/", sent).status_code for _ in range(2)] == [303, 303]
    assert post(world, "dinkes_kabkota", f"{here}tarik/", reason="lagi").status_code == 422
    page: Any = client.get(here)
    assert "Ganda" in page.content.decode() and not page.context_data["listed"]
    assert "tarik/" not in page.content.decode()
    own: Any = world.client("notulis")
    assert own.get(here).status_code == 200 and not own.get("/penilaian/").context_data["listed"]
    assert "Ganda" in own.get(begun.get_absolute_url()).content.decode()


def test_what_was_begun_goes_on_without_its_days(world: World, instrument: Instrument) -> None:
    call, assessment = call_for(world, instrument), begin(world, instrument)
    post(world, "dinkes_kabkota", f"{call.get_absolute_url()}tarik/", reason="Ganda")
    with time_machine.travel("2026-08-02T05:00:00Z"):  # long after it would have closed
        send(world, fill(world, Assessment.objects.get(pk=assessment.pk)))
    again = called(world, instrument, world.city)
    assert again.obligations.count() == 1


def test_of_a_withdrawn_call_nothing_is_written(world: World) -> None:
    plain = instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"})
    call = call_for(world, plain)
    owed = Obligation.objects.filter(call=call).first()
    assert owed is not None
    here = call.get_absolute_url()
    post(world, "dinkes_kabkota", f"{here}tarik/", reason="Ganda")
    days = {"title": "x", "base": str(call.version + 1), **DAYS}
    for url, fields in (
        (f"{here}ubah/", days),
        (f"{here}tambah/", {"organisation": str(world.bodies["sukapakir"].pk)}),
        (f"/penilaian/kewajiban/{owed.pk}/", {"reason": "x"}),
    ):
        assert post(world, "dinkes_kabkota", url, **fields).status_code == 422, url


@pytest.mark.parametrize("heard", [True, False])
def test_who_had_heard_of_it_hears_that_it_is_withdrawn(
    world: World, instrument: Instrument, heard: bool
) -> None:
    """Of a call that was made and withdrawn on one day nobody had heard, and nobody hears."""
    with time_machine.travel("2026-06-01T01:00:00Z"):
        call = call_for(world, instrument)
    day = 2 if heard else 1
    with time_machine.travel(f"2026-06-0{day}T03:00:00Z"):
        post(world, "dinkes_kabkota", f"{call.get_absolute_url()}tarik/", reason="Panggilan ganda")
    span = Span(
        day=date(2026, 6, day + 1),
        told=date(2026, 6, day),
        since=datetime(2026, 6, day - 1 or 1, 0, 30, tzinfo=UTC) + timedelta(days=day > 1),
        until=datetime(2026, 6, day + 1, 0, 30, tzinfo=UTC),
    )
    texts = " ".join(text for each in news_of(Q(), span) for _about, text in each.parts)
    assert ("Panggilan ganda" in texts) is heard
