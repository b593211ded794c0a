"""`mufakat rollup` and `mufakat export-facts`."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mufakat.directory import actions as directory
from mufakat.directory.models import Facility
from mufakat.indicators.actions.booking import book
from mufakat.indicators.models import Cell, Instrument, SiteSpan
from mufakat.site.cli import main

from .regions import load_some
from .rollup import accepted, an_instrument, result
from .test_rollup_engines import OF_DUCKDB
from .world import doing


@pytest.fixture
def instrument(db: None) -> Instrument:
    """With two bodies in two provinces and one at the nation, of which something was accepted and booked."""
    regions, made = load_some("32.04.37", "53.08"), an_instrument()
    for code in ("32.04.37", "53.08", "ID"):
        with doing(None, datetime(2023, 1, 5, tzinfo=UTC)) as act:
            body: Facility = directory.record_facility(
                act, name=f"Badan {code}", kind="puskesmas", region=regions[code]
            )
        accepted(made, body, "2024-02", result(ready=(1, 1, True)))
        accepted(made, body, "2024-04", result(ready=(0, 1, False), visits=(3, 4, False)))
        book(made, body)
    return made


def test_rollup(instrument: Instrument, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollup", "--check"]) == 0
    for region in ("", "32."):
        cell = Cell.objects.filter(region_path=region, measure="ready").order_by("month")[0]
        cell.numerator += 1
        cell.save()
    Cell.objects.filter(region_path="53.08.", measure="@met").delete()
    capsys.readouterr()
    assert main(["rollup", "--check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == [
        *("uji 32. ready 2024-02", "uji 53.08. @met 2024-02", "uji 53.08. @met 2024-04"),
        "uji  ready 2024-02",
    ]
    SiteSpan.objects.filter(region_path="53.08.", month="2024-04").update(met=9)
    assert main(["rollup", "--check"]) == 1
    assert "organisasi" in capsys.readouterr().out
    assert main(["rollup"]) == 0
    assert main(["rollup", "--check"]) == 0


def test_what_nothing_was_accepted_of_counts_no_more(
    instrument: Instrument, capsys: pytest.CaptureFixture[str]
) -> None:
    instrument.assessments.filter(organisation__name="Badan 53.08").update(state="withdrawn")
    assert main(["rollup", "--check"]) == 1
    assert main(["rollup"]) == 0 and main(["rollup", "--check"]) == 0
    assert not Cell.objects.filter(region_path="53.08.").exists()


@OF_DUCKDB
def test_export_facts(
    instrument: Instrument, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "fakta")
    assert main(["rollup", "--facts", folder]) == 1
    assert main(["export-facts", folder]) == 0
    assert "fakta dari 2 bulan" in capsys.readouterr().out
    assert main(["export-facts", folder]) == 1
    assert main(["rollup", "--facts", folder]) == 0
    Cell.objects.filter(region_path="32.", measure="ready").update(numerator=7)
    assert main(["rollup", "--facts", folder]) == 1
