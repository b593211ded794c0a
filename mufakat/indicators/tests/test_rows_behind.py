"""The bodies behind a measure: who meets an indicator is not who meets all of a domain."""

import pytest

from mufakat.indicators.actions.booking import book_all
from mufakat.indicators.models import Instrument, SiteSpan
from tests.figures import a_facility, accepted, an_instrument, yes_no
from tests.world import World

pytestmark = pytest.mark.django_db
FOUND: dict[str, dict[str, bool | None]] = {  # of domain a: two questions; of domain b: one
    "citarip": {"p": True, "q": True, "r": False},
    "sukapakir": {"p": True, "q": False, "r": True},
    "third": {"p": False, "q": None, "r": True},
}


@pytest.fixture
def instrument(world: World) -> Instrument:
    made = an_instrument("x", a=[yes_no("p"), yes_no("q", may_not_apply=True)], b=[yes_no("r")])
    world.bodies["third"] = a_facility(world.city, "Puskesmas Tiga")
    for name, answers in FOUND.items():
        accepted(made, world.bodies[name], "2024-07", answers)
    book_all(made, [world.bodies[name].pk for name in FOUND])
    return made


@pytest.mark.parametrize(
    ("measure", "met", "not_met"),
    [
        ("@domain:a", {"citarip"}, {"sukapakir", "third"}),  # all of it that applies
        ("@domain:b", {"sukapakir", "third"}, {"citarip"}),
        ("p", {"citarip", "sukapakir"}, {"third"}),
        ("q", {"citarip"}, {"sukapakir"}),  # to the third it does not apply
    ],
)
def test_who_meets_a_domain_meets_all_of_it(
    world: World, instrument: Instrument, measure: str, met: set[str], not_met: set[str]
) -> None:
    client = world.client("ministry")

    def told(**result: str) -> set[str]:
        query = {"bulan": "2024-07", "ukuran": measure, **result}
        page = client.get("/capaian/x/fasilitas/", query).context_data
        assert page is not None
        bodies = {row.organisation_id for row in page["rows"]}
        return {name for name in FOUND if world.bodies[name].pk in bodies}

    assert told(hasil="tercapai") == met
    assert told(hasil="belum") == not_met
    assert told() == met | not_met


def test_a_code_with_two_underscores_opens_its_rows(world: World) -> None:
    made = an_instrument("y", a=[yes_no("p__0"), yes_no("a__b")])
    for name, holds in (("citarip", True), ("sukapakir", False)):
        accepted(made, world.bodies[name], "2024-07", {"p__0": holds, "a__b": not holds})
    book_all(made, [world.bodies[name].pk for name in ("citarip", "sukapakir")])
    for measure, first in (("p__0", "sukapakir"), ("a__b", "citarip")):  # lowest first
        query = {"bulan": "2024-07", "ukuran": measure}
        page = world.client("ministry").get("/capaian/y/fasilitas/", query).context_data
        assert page is not None
        lowest, _highest = (row.organisation_id for row in page["rows"])
        assert lowest == world.bodies[first].pk


def test_a_number_beyond_32_bits_opens_its_rows(world: World, instrument: Instrument) -> None:
    most = 3 * 10**9
    SiteSpan.objects.filter(instrument=instrument).update(measures={"p": [most - 1, most]})
    query = {"bulan": "2024-07", "ukuran": "p"}
    page = world.client("ministry").get("/capaian/x/fasilitas/", query).context_data
    assert page is not None and len(page["rows"]) == 3
