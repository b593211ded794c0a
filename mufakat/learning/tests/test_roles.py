"""The roles promised to a district: its page, the choice of a session, a promise written down as a role."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_assignment
from mufakat.directory.models import Organisation
from mufakat.learning import actions
from mufakat.learning.models import DistrictRole
from mufakat.learning.pages.forecasts import told_of_cohort
from mufakat.learning.queries.roles import usual_owner
from mufakat.learning.rules.forecast import Ahead
from mufakat.meetings.models import Meeting
from mufakat.programmes.models import CoeUnit, Cohort, CohortDistrict, Programme
from tests.world import TODAY, World, wib

from .test_pages import send, shown, text_of

PROMISE = {
    "kind": "coe",
    "what": "Menerima Puskesmas tetangga belajar tiap Kamis",
    "owner_organisation": "UPT Puskesmas Citarip",
    "region": "32.73",
    "due_on": "2026-09-01",
}


@pytest.fixture
def district(world: World, cohort: Cohort) -> CohortDistrict:
    return cohort.districts.get(region=world.city)


def home(district: CohortDistrict) -> str:
    return f"/pembelajaran/kabkota/{district.pk}/"


def name(world: World, district: CohortDistrict, kind: str, promise: Commitment) -> DistrictRole:
    programme = district.cohort.programme
    with world.doing("dinkes_kabkota") as act:
        return actions.record_districtrole(
            act, programme=programme, region=district.region, kind=kind, commitment=promise
        )


def test_the_page_says_what_is_missing(world: World, district: CohortDistrict) -> None:
    client = world.client("dinkes_kabkota")
    page = client.get(home(district))
    assert [len(each["roles"]) for each in shown(page)["kinds"]] == [0, 0, 0, 0]
    assert page.content.decode().count("peran/catat/?peran=") == 4
    assert "peran/janji/" not in page.content.decode()  # he writes no minutes
    name(world, district, "dinkes", world.promise_kept)
    page = client.get(home(district))
    assert [len(each["roles"]) for each in shown(page)["kinds"]] == [1, 0, 0, 0]
    assert world.promise_kept.what in text_of(page)
    assert "peran/janji/?peran=coe" in world.client("notulis").get(home(district)).content.decode()
    other = world.client("neighbour").get(home(district))
    assert other.status_code == 200 and "peran/catat/" not in other.content.decode()
    assert world.promise_kept.what not in other.content.decode()


def test_of_a_part_of_the_programme(world: World, district: CohortDistrict) -> None:
    part = Programme.objects.create(
        code="bagian",
        family="lain",
        title="Bagian rekaan",
        parent=district.cohort.programme,
        region=world.regions["ID"],
        region_path="",
    )
    with world.doing("dinkes_kabkota") as act:
        role = actions.record_districtrole(
            act, programme=part, region=world.city, kind="coe", commitment=world.promise_kept
        )
    page = world.client("dinkes_kabkota").get(home(district))
    assert "Bagian rekaan" in text_of(page)
    away = f"/pembelajaran/peran/{role.pk}/lepas/"
    assert send(world.client("dinkes_kabkota"), away).headers["Location"] == home(district)


def test_as_of_a_day(world: World, district: CohortDistrict) -> None:
    name(world, district, "dinkes", world.promise_kept)
    client, before = world.client("dinkes_kabkota"), world.promise_kept.made_on - timedelta(days=1)
    wave = f"/pembelajaran/gelombang/{district.cohort_id}/"
    assert shown(client.get(wave))["roles_held"] == 1
    assert shown(client.get(f"{wave}?pada={before}"))["roles_held"] == 0
    found = shown(client.get(f"{home(district)}?pada=2026-01-15"))
    assert found["standing"] is None and found["on"] == date(2026, 1, 15)
    assert shown(client.get(f"{wave}?pada=2025-12-31"))["counted"] == 0
    for address in (wave, home(district)):
        for day in ("2026-06-31", "kemarin", "2030-01-01"):
            answer = client.get(f"{address}?pada={day}")
            assert answer.status_code == 422 and shown(answer)["on"].isoformat() == str(TODAY)


def test_where_it_can_be_promised(world: World, district: CohortDistrict) -> None:
    address = f"{home(district)}peran/janji/?peran=mitra"
    page = world.client("notulis").get(address)
    sessions = shown(page)["sessions"]
    assert [m.pk for m in sessions.open] == [world.opened.pk]
    assert {m.state for m in sessions.planned} == {"planned"}
    assert len({m.forum_id for m in sessions.planned}) == len(sessions.planned)
    assert f"{home(district)}peran/janji/{world.opened.pk}/?peran=mitra" in page.content.decode()
    nobody = world.client("dinkes_kabkota").get(address)
    assert nobody.status_code == 200 and shown(nobody)["sessions"].is_empty
    assert "peran/catat/?peran=mitra" in nobody.content.decode()
    other = Meeting.objects.filter(state="ratified").first()
    assert other is not None
    Meeting.objects.filter(pk=other.pk).update(ratified_at=wib(6, 1))
    later = shown(world.client("notulis").get(address))["sessions"]
    assert other.pk in {m.pk for m in later.ratified}


def test_a_promise_becomes_a_role(world: World, district: CohortDistrict) -> None:
    address = f"{home(district)}peran/janji/{world.opened.pk}/"
    client = world.client("notulis")
    form = shown(client.get(f"{address}?peran=dinkes"))["form"]
    assert form.initial["kind"] == "dinkes" and form.initial["region"] == world.city
    assert client.get(f"{address}?peran=lain").status_code == 200
    answer = send(client, address, **PROMISE)
    assert answer.status_code == 303, answer.context_data["form"].errors
    assert answer.headers["Location"] == home(district)
    role = DistrictRole.objects.get()
    assert (role.kind, role.region, role.commitment.what) == ("coe", world.city, PROMISE["what"])
    assert role.commitment.source_id == str(world.opened.pk)
    assert PROMISE["what"] in text_of(client.get(home(district)))
    assert PROMISE["what"] in text_of(client.get(world.opened.get_absolute_url()))


def test_twice_is_one_promise(world: World, district: CohortDistrict) -> None:
    address, asked = (
        f"{home(district)}peran/janji/{world.opened.pk}/",
        PROMISE | {"act_id": str(new_id())},
    )
    answers = [world.client("notulis").post(address, asked) for _ in range(2)]
    assert [a.headers["Act"].split()[1] for a in answers] == ["done", "already"]
    assert DistrictRole.objects.count() == 1


WRONG: Any = [
    ({"kind": ""}, "kind"),
    ({"kind": "lain"}, "kind"),
    ({"what": " "}, "what"),
    ({"due_on": ""}, "due_on"),
    ({"owner_organisation": ""}, "owner_organisation"),
    ({"region": "99.99"}, "region"),
]


def test_refused_by_rule(world: World, district: CohortDistrict, subtests: pytest.Subtests) -> None:
    address = f"{home(district)}peran/janji/{world.opened.pk}/"
    there = Commitment.objects.count()
    for fields, field in WRONG:
        with subtests.test(fields=fields):
            answer = send(world.client("notulis"), address, **PROMISE | fields)
            assert answer.status_code == 422 and field in shown(answer)["form"].errors
    planned = Meeting.objects.filter(state="planned", forum=world.opened.forum).first()
    assert planned is not None
    closed = f"{home(district)}peran/janji/{planned.pk}/"
    assert send(world.client("notulis"), closed, **PROMISE).status_code == 422
    elsewhere = district.cohort.districts.get(region=world.regions["32.04"])
    with world.doing("administrator") as act:  # he writes minutes of the whole nation
        nation = world.regions["ID"]
        record_assignment(act, user=world.users["notulis"], role="ministry", node=nation)
    wrong = send(world.client("notulis"), f"{home(elsewhere)}peran/janji/{world.opened.pk}/")
    assert wrong.status_code == 403  # a session of another district
    assert (Commitment.objects.count(), DistrictRole.objects.count()) == (there, 0)


def test_refused_by_role(world: World, district: CohortDistrict) -> None:
    address = f"{home(district)}peran/janji/{world.opened.pk}/"
    for who, status in (("dinkes_kabkota", 403), ("neighbour", 404), ("outsider", 403)):
        assert world.client(who).get(address).status_code == status, who
        assert send(world.client(who), address, **PROMISE).status_code == status, who
    assert not DistrictRole.objects.exists()


def test_a_promise_that_is_there_is_named(world: World, district: CohortDistrict) -> None:
    client, address = world.client("dinkes_kabkota"), f"{home(district)}peran/catat/"
    assert shown(client.get(f"{address}?peran=coe"))["form"].initial["kind"] == "coe"
    role = {"kind": "dinkes", "commitment": str(world.promise_kept.pk)}
    assert send(client, address, **role | {"kind": "lain"}).status_code == 422
    assert send(client, address, **role).headers["Location"] == home(district)
    assert send(client, address, **role).status_code == 422
    away = f"/pembelajaran/peran/{DistrictRole.objects.get().pk}/lepas/"
    for who, status in (("notulis", 403), ("neighbour", 403), ("outsider", 403)):
        assert world.client(who).get(address).status_code == status, who
        assert send(world.client(who), away).status_code == status, who
    assert client.get(away).status_code == 200
    assert send(client, away).headers["Location"] == home(district)
    assert not DistrictRole.objects.exists()


def test_who_usually_promises(world: World, district: CohortDistrict) -> None:
    district.cohort.programme.lead = world.ngo
    owners = {kind: usual_owner(district, kind) for kind in ("dinkes", "mitra", "coe", "x")}
    assert owners["dinkes"] is not None and owners["dinkes"].name.startswith("Dinas Kesehatan")
    assert (owners["mitra"], owners["coe"], owners["x"]) == (world.ngo, None, None)


def test_the_one_centre_of_the_district_usually_teaches(
    world: World, district: CohortDistrict
) -> None:
    """Where there are two, nobody is named for them; one of another district or one that ended is none."""

    def centre(body: Organisation, **more: Any) -> None:
        CoeUnit.objects.create(
            programme=district.cohort.programme,
            puskesmas=body,
            pustu=world.bodies["pustu"],
            region_path=body.region_path,
            valid_from=date(2026, 1, 1),
            **more,
        )

    centre(world.bodies["soreang"])  # of another district
    centre(world.bodies["sukapakir"], valid_to=date(2026, 5, 31))
    assert usual_owner(district, "coe") is None
    centre(world.citarip)
    owner = usual_owner(district, "coe")
    assert owner is not None and owner.pk == world.citarip.pk
    centre(world.bodies["sukapakir"])
    assert usual_owner(district, "coe") is None


def test_costs_the_same(world: World, district: CohortDistrict) -> None:
    client, counts = world.client("ministry"), []
    promises = Commitment.objects.order_by("pk")[:3]
    name(world, district, "dinkes", promises[0])
    for more in (promises[:0], promises[1:]):
        for promise in more:
            name(world, district, "coe", promise)
        for address in (home(district), f"/pembelajaran/gelombang/{district.cohort_id}/"):
            with CaptureQueriesContext(connection) as counted:
                assert client.get(address).status_code == 200
            counts.append(len(counted))
    assert counts[:2] == counts[2:]


def test_what_a_forecast_of_a_cohort_stands_on() -> None:
    districts = [
        *(Ahead(0, 0, 0, why="passed"), Ahead(3, 2, 5), Ahead(4, 4, None)),
        *(Ahead(why="flat"), Ahead(why="empty"), Ahead(why="empty")),
    ]
    told = told_of_cohort(districts, 80)
    assert (told["passed"], told["foreseen"], told["needed"], told["short"]) == (1, 2, 5, 2)
    assert [n for _code, n, _why in told["reasons"]] == [2, 1]
    assert told_of_cohort([], 80)["reasons"] == []


def test_the_history_of_a_programme_names_the_district(
    world: World, district: CohortDistrict
) -> None:
    role = name(world, district, "dinkes", world.promise_kept)
    client, address = world.client("ministry"), district.cohort.programme.get_absolute_url()
    assert "sebagai peran di Kota Bandung" in text_of(client.get(address)) or (
        "as a role in Kota Bandung" in text_of(client.get(address))
    )
    with world.doing("dinkes_kabkota") as act:
        actions.withdraw_districtrole(act, role)
    assert text_of(client.get(address)).count("Kota Bandung") >= 2


def test_the_page_of_a_region_shows_its_roles(world: World, district: CohortDistrict) -> None:
    client, address = world.client("dinkes_kabkota"), district.region.get_absolute_url()
    assert shown(client.get(address))["roles"] is None
    costs, page = [], client.get(address)
    for promise in (world.promise_kept, world.promise_continued):
        name(world, district, "dinkes", promise)
        with CaptureQueriesContext(connection) as counted:
            page = client.get(address)
        costs.append(len(counted))
        assert promise.what in text_of(page)
    assert (shown(page)["roles"]["n"], costs[0]) == (2, costs[1])
    assert home(district) in page.content.decode()
    other = world.client("neighbour").get(address)
    assert world.promise_kept.what not in text_of(other)
