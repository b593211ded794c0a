"""The days of a call: proposed, asked about when they are past, told where it is closed."""

import re
from typing import Any

import pytest
import time_machine

from mufakat.indicators.models import Instrument
from tests.assessing import call_for
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")

NEW = "/penilaian/panggilan/catat/"


def listed(page: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = page.context_data["listed"]
    return rows


def test_a_call_is_proposed_with_its_days(world: World) -> None:
    page = world.client("dinkes_kabkota").get(NEW).content.decode()
    for day in ("2026-06-26", "2026-07-17", "2026-07-31"):
        assert f'value="{day}"' in page
    choices = dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', page))
    told = {code: " – " in choices[code] for code in ("gf-rssh-4", "krisis-1")}
    assert told == {"gf-rssh-4": True, "krisis-1": False}


def test_a_closed_row_offers_no_beginning(world: World, instrument: Instrument) -> None:
    call_for(world, instrument)
    rows = [listed(world.client("notulis").get("/penilaian/"))]
    with time_machine.travel("2026-07-11T05:00:00Z"):
        page = world.client("notulis").get("/penilaian/")
        rows.append(listed(page))
    assert [row["action"] is None for (row,) in rows] == [False, True]
    assert not rows[0][0]["closed"] and rows[1][0]["closed"] in page.content.decode()
    assert "/penilaian/mulai/?" not in page.content.decode()
