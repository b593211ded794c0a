"""A centre of excellence that is one no more: the figures of an instrument of centres stop counting it, as a body that
ends, and count it again once it is named again."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory import actions as directory
from mufakat.indicators.actions.booking import book, rebuild
from mufakat.indicators.actions.snapshots import take_snapshot
from mufakat.indicators.models import Assessment, Instrument, SiteSpan
from mufakat.indicators.queries.checks import wrong_cells, wrong_spans
from mufakat.indicators.queries.figures import Figure, standing
from mufakat.programmes import actions as programmes
from mufakat.programmes.models import CoeUnit
from tests.assessing import accept, begin, centre_of, fill, instrument_of, send
from tests.reacting import bring_up_to_date, catch_up
from tests.regions import load_some
from tests.rollup import accepted, an_instrument, result
from tests.world import World, doing, wib

from .test_rollup_booking import a_body, a_centre, a_programme, at, cells, named_centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db: None) -> Any:
    return load_some("32.73.04", "32.04.37", "32.04.38")


def end_unit(unit: CoeUnit, on: date) -> None:
    with doing(None, at("2024-07")) as act:
        programmes.end_unit(act, unit, on=on)


def readies(instrument: Instrument, months: list[str]) -> list[int]:
    return [standing(instrument, "", m).get("ready", Figure()).sites for m in months]


def test_a_centre_that_is_one_no_more_counts_no_more(places: Any) -> None:
    """Through the month of its last day, as a body that ends; history stays. Named again it counts again, and what it
    was found to be as a Puskesmas counts all the time."""
    coe, plain = an_instrument("uji-coe", "coe"), an_instrument()
    body, months = a_body(places), ["2024-03", "2024-05", "2024-06", "2024-07"]
    programme = a_programme()
    unit = a_centre(body, programme, date(2024, 1, 1))
    for instrument in (coe, plain):
        found = result(ready=(1, 1, True), visits=(5, 5, True))
        accepted(instrument, body, "2024-03", found)
        book(instrument, body)
    end_unit(unit, date(2024, 5, 1))
    catch_up()
    assert readies(coe, months) == [1, 1, 0, 0] and readies(plain, months) == [1, 1, 1, 1]
    assert standing(coe, "", "2024-07").keys() == {"visits"}  # what was done, was done
    assert list(SiteSpan.objects.filter(instrument=coe).values_list("month", "until")) == [
        ("2024-03", "2024-06")
    ]
    kept = cells()
    rebuild(coe)
    assert cells() == kept and not list(wrong_spans(coe)) and not list(wrong_cells(coe))
    named_centre(body, unit.pustu, programme, date(2024, 7, 4))
    catch_up()
    assert readies(coe, months) == [1, 1, 0, 1]
    assert not list(wrong_spans(coe)) and not list(wrong_cells(coe))


def test_a_centre_of_two_programmes_counts_until_the_last_has_ended(places: Any) -> None:
    coe, body = an_instrument("uji-coe", "coe"), a_body(places)
    one, other = (
        a_centre(body, a_programme(code), date(2024, 1, day)) for day, code in ((1, "a"), (2, "b"))
    )
    accepted(coe, body, "2024-02", result(ready=(1, 1, True)))
    book(coe, body)
    end_unit(one, date(2024, 3, 31))
    catch_up()
    assert readies(coe, ["2024-03", "2024-04"]) == [1, 1]
    end_unit(other, date(2024, 3, 31))
    catch_up()
    assert readies(coe, ["2024-03", "2024-04"]) == [1, 0]


def test_an_end_that_was_told_before_figures_heard_of_it_is_made_up_for(places: Any) -> None:
    """An update finds centres that ended long ago: `rollup --check` names them, and starting mends them."""
    coe, body = an_instrument("uji-coe", "coe"), a_body(places)
    unit = a_centre(body, a_programme(), date(2024, 1, 1))
    accepted(coe, body, "2024-02", result(ready=(1, 1, True)))
    book(coe, body)
    CoeUnit.objects.filter(pk=unit.pk).update(valid_to=date(2024, 3, 31))
    assert list(wrong_spans(coe)) == [body.pk]
    bring_up_to_date()
    assert not list(wrong_spans(coe)) and readies(coe, ["2024-03", "2024-04"]) == [1, 0]
    kept = list(SiteSpan.objects.values_list("pk", flat=True))
    bring_up_to_date()
    assert list(SiteSpan.objects.values_list("pk", flat=True)) == kept  # nothing is booked anew


def test_an_end_unheard_of_is_made_up_for_though_the_body_ended_since(places: Any) -> None:
    coe, body = an_instrument("uji-coe", "coe"), a_body(places)
    unit = a_centre(body, a_programme(), date(2024, 1, 1))
    accepted(coe, body, "2024-02", result(ready=(1, 1, True)))
    with doing(None, at("2024-07")) as act:
        directory.end_organisation(act, body, on=date(2024, 4, 30))
    catch_up()
    assert readies(coe, ["2024-04", "2024-05"]) == [1, 0]
    CoeUnit.objects.filter(pk=unit.pk).update(valid_to=date(2024, 3, 31))
    bring_up_to_date()
    assert not list(wrong_spans(coe)) and readies(coe, ["2024-03", "2024-04"]) == [1, 0]


def test_with_another_pustu_it_is_another_centre(places: Any) -> None:
    """A centre is its Puskesmas, its Pustu and the Posyandu of that one: what was found with the old Pustu says nothing
    of the new one."""
    coe, body, programme = an_instrument("uji-coe", "coe"), a_body(places), a_programme()
    months = [f"2024-{n:02}" for n in range(2, 7)]
    old = a_centre(body, programme, date(2024, 1, 1))
    row = accepted(coe, body, "2024-02", result(ready=(1, 1, True)))
    Assessment.objects.filter(pk=row.pk).update(unit=old)
    book(coe, body)
    end_unit(old, date(2024, 2, 29))
    new = a_centre(body, programme, date(2024, 3, 1))
    catch_up()
    assert readies(coe, months) == [1, 0, 0, 0, 0]
    row = accepted(coe, body, "2024-04", result(ready=(0, 1, False)))
    Assessment.objects.filter(pk=row.pk).update(unit=new)
    book(coe, body)
    end_unit(new, date(2024, 4, 30))
    named_centre(body, old.pustu, programme, date(2024, 5, 1))
    catch_up()
    assert readies(coe, months) == [1, 0, 1, 0, 0]  # the newest word is of the other one
    assert not list(wrong_spans(coe)) and not list(wrong_cells(coe))


@pytest.mark.parametrize(("month", "of"), [("2026-05", 1), ("2026-06", 0)])
def test_the_pages_and_what_is_frozen_do_not_name_it(
    world: World, time_machine: Any, settings: Any, month: str, of: int
) -> None:
    unit, instrument = centre_of(world), instrument_of()
    accept(world, send(world, fill(world, begin(world, instrument, "2026-04"))))
    settings.LANGUAGE_CODE = "en"
    time_machine.move_to("2026-07-03T05:00:00Z")
    with world.doing("ministry", wib(7, 2)) as act:
        programmes.end_unit(act, unit, on=date(2026, 5, 4))
    catch_up()
    client, asked = world.client("dinkes_kabkota"), f"?wilayah=32.73&bulan={month}"
    page: Any = client.get(f"/capaian/uji-coe/{asked}")
    assert page.context_data["whole"].denominator == of
    assert page.context_data["unassessed"] == 0
    assert "no centre of excellence any more" in page.content.decode()
    listed: Any = client.get(f"/capaian/uji-coe/fasilitas/{asked}")
    assert (world.citarip.name in listed.content.decode()) is bool(of)
    on = date(2026, 5, 31) if of else date(2026, 6, 30)
    told: Any = {"instrument": instrument, "region": world.city, "as_of": on}
    if not of:
        with pytest.raises(RuleBroken, match=r"snapshot\.empty"), world.doing("ministry") as act:
            take_snapshot(act, **told)
        return
    with world.doing("ministry") as act:
        assert len(take_snapshot(act, **told).body["rows"]) == 1
