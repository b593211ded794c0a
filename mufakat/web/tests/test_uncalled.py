"""What nobody called for is not forgotten: at home of who began it, and below the calendar of who guides."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.indicators.actions.accepting import return_assessment
from mufakat.indicators.actions.calls import withdraw_call
from mufakat.indicators.models import Assessment
from mufakat.web.queries import assessing
from tests.assessing import accept, begin, call_for, centre_of, fill, instrument_of, send
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")
GUIDES = ("mentor", "dinkes_kabkota")


def at_home(world: World, who: str) -> list[str]:
    answer: Any = world.client(who).get("/")
    return [task["url"] for task in answer.context_data["waiting"]]


def below(world: World, who: str) -> dict[str, tuple[str, str] | None]:
    answer: Any = world.client(who).get("/penilaian/")
    assert answer.status_code == 200
    return {str(row.pk): row.action for row in answer.context_data["uncalled"]}


def sent_back(world: World, assessment: Assessment) -> Assessment:
    with world.doing("mentor") as act:
        return_assessment(act, assessment, reason="Foto belum ada")
    return assessment


def test_its_way(world: World) -> None:
    centre_of(world)
    begun = fill(world, begin(world, instrument_of()))
    here, key = begun.get_absolute_url(), str(begun.pk)
    assert f"{here}isi/" in at_home(world, "notulis")
    assert below(world, "notulis") == {key: ("Isi", f"{here}isi/")}
    for guide in GUIDES:  # a draft is not their business
        assert below(world, guide) == {} and f"{here}isi/" not in at_home(world, guide)
    send(world, begun)
    assert below(world, "mentor") == {key: ("Verifikasi", here)}
    assert below(world, "notulis") == {key: ("Baca", here)}
    sent_back(world, begun)
    assert f"{here}isi/" in at_home(world, "notulis")
    assert below(world, "notulis") == {key: ("Isi", f"{here}isi/")}
    for guide in GUIDES:
        assert below(world, guide) == {key: ("Baca", here)}
        assert f"{here}isi/" not in at_home(world, guide)
    assert below(world, "neighbour") == {} and f"{here}isi/" not in at_home(world, "neighbour")
    accept(world, send(world, begun))
    assert below(world, "notulis") == below(world, "mentor") == {}
    assert f"{here}isi/" not in at_home(world, "notulis")


def test_what_a_guide_began_himself_comes_back_to_him(world: World) -> None:
    centre_of(world)
    begun = begin(world, instrument_of(), who="dinkes_kabkota")
    send(world, fill(world, begun, who="dinkes_kabkota"), who="dinkes_kabkota")
    sent_back(world, begun)
    mend = f"{begun.get_absolute_url()}isi/"
    assert mend in at_home(world, "dinkes_kabkota")
    assert below(world, "dinkes_kabkota") == {str(begun.pk): ("Isi", mend)}


def test_what_others_mend_hides_nothing_that_waits_for_a_guide(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More was sent back than is read at once, and it comes first."""
    centre_of(world)
    monkeypatch.setattr(assessing, "MOST", 2)
    instrument = instrument_of()
    for month in ("2026-03", "2026-04"):
        sent_back(world, send(world, fill(world, begin(world, instrument, month))))
    waiting = send(world, fill(world, begin(world, instrument))).get_absolute_url()
    for guide in GUIDES:
        assert at_home(world, guide).count(waiting) == 1


def test_what_is_called_for_is_told_once(world: World) -> None:
    centre_of(world)
    instrument = instrument_of()
    begun = fill(world, begin(world, instrument))
    assert below(world, "notulis") != {}
    call_for(world, instrument)
    assert below(world, "notulis") == {}
    assert at_home(world, "notulis").count(f"{begun.get_absolute_url()}isi/") == 1


def test_as_many_questions_for_one_as_for_three(world: World) -> None:
    centre_of(world)
    instrument = instrument_of()
    begin(world, instrument, "2026-06")
    few = {path: _asked(world, path) for path in ("/", "/penilaian/")}
    begin(world, instrument, "2026-05")
    begin(world, instrument, "2026-04")
    assert {path: _asked(world, path) for path in few} == few


def _asked(world: World, path: str) -> int:
    client = world.client("notulis")
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return len(caught)


def test_what_a_withdrawn_call_left_behind_is_told_here(world: World) -> None:
    centre_of(world)
    instrument = instrument_of()
    call = call_for(world, instrument)
    begun = fill(world, begin(world, instrument))
    begun.refresh_from_db()
    assert begun.call_id == call.pk and below(world, "notulis") == {}
    with world.doing("dinkes_kabkota") as act:
        withdraw_call(act, call, reason="Keliru bulan")
    assert str(begun.pk) in below(world, "notulis")
