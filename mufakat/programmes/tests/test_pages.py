"""The pages of programmes: what they show as of a day, to whom, and what a list costs."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_facility
from mufakat.programmes import actions, pages, queries
from mufakat.programmes.models import Cohort, Programme, Replication
from tests.programme import puskesmas
from tests.world import TODAY, World, wib


def shown(answer: Any) -> dict[str, Any]:
    return dict(answer.context_data)


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def take_in(world: World, code: str) -> None:
    """A district takes its place in a cohort of ILP."""
    cohort = Cohort.objects.get(title="Global Fund 2026")
    with world.doing("ministry", wib(4, 3)) as act:
        actions.join_district(act, cohort, region=world.regions[code], on=date(2026, 3, 1))


def two_more(world: World) -> None:
    """Two more of everything that stands in a list."""
    work, programme = world.work, world.work["programme"]
    more = [puskesmas(world, f"Puskesmas {name}") for name in ("Pagarsih", "Babakan")]
    with world.doing("dinkes_kabkota", wib(3, 20)) as act:
        actions.record_lokus(act, programme, organisations=more, valid_from=date(2026, 3, 20))
        for each in more:
            actions.record_replication(act, work["unit"], target=each, planned_on=date(2026, 9, 1))
            pustu = record_facility(
                act, name=f"Pustu {each.name}", kind="pustu", region=world.kecamatan, parent=each
            )
            actions.record_unit(
                act, programme, puskesmas=each, pustu=pustu, valid_from=date(2026, 3, 20)
            )
        actions.record_contestants(act, work["contest"], organisations=more)
        for n in (2, 3):
            given: dict[str, Any] = {"quota": 5, "starts_on": date(2026, 1, 1)}
            actions.record_cohort(act, programme, title=f"Gelombang {n}", **given)
    for n, each in enumerate(more, 1):
        with world.doing("mentor", wib(4, n)) as act:
            actions.record_visit(
                act, programme, organisation=each, on=date(2026, 4, n), mentors="Tuti"
            )
    take_in(world, "32.04")


LISTS: dict[str, Any] = {
    "catalogue": lambda w: "/program/",
    "of a region": lambda w: "/program/?wilayah=32.73",
    "programme": lambda w: "/program/posyandu-prima/",
    "ilp": lambda w: "/program/ilp/",
    "lokus": lambda w: "/program/posyandu-prima/lokus/",
    "units": lambda w: "/program/posyandu-prima/coe/",
    "unit": lambda w: w.work["unit"].get_absolute_url(),
    "visits": lambda w: "/program/posyandu-prima/kunjungan/",
    "contest": lambda w: w.work["contest"].get_absolute_url(),
}


def test_lists_cost_the_same_for_any_number(at_work: World, subtests: pytest.Subtests) -> None:
    client = at_work.client("dinkes_kabkota")
    take_in(at_work, "32.73")
    before = {name: cost(client, address(at_work)) for name, address in LISTS.items()}
    two_more(at_work)
    for name, address in LISTS.items():
        with subtests.test(name=name):
            assert cost(client, address(at_work)) == before[name] <= 24


def test_a_cohort_costs_the_same_for_any_number(at_work: World) -> None:
    with at_work.doing("ministry") as act:
        cohort = Cohort.objects.get(title="Global Fund 2025")
        regions = at_work.regions
        actions.join_district(act, cohort, region=regions["32.73"], on=date(2026, 3, 1))
    client, address = at_work.client("ministry"), cohort.get_absolute_url()
    before = cost(client, address)
    with at_work.doing("ministry") as act:
        actions.join_district(act, cohort, region=regions["32.04"], on=date(2026, 3, 1))
    assert cost(client, address) == before <= 18
    groups = shown(client.get(address))["states"]
    assert [len(group["rows"]) for group in groups] == [2]


def test_plan_and_what_was_reached(world: World, on_the_day: None) -> None:
    """Seed 5: fifteen, thirty, forty; as of any day."""
    ilp = Programme.objects.get(code="ilp")
    with world.doing("ministry") as act:
        cohort = ilp.cohorts.get(year=2025)
        actions.join_district(act, cohort, region=world.city, on=date(2025, 2, 1))
    client = world.client("ministry")
    rows = shown(client.get("/program/ilp/"))["cumulated"]
    assert [(r.year, r.plan, r.joined) for r in rows] == [
        (2024, 15, 0),
        (2025, 30, 1),
        (2026, 40, 1),
    ]
    earlier = shown(client.get("/program/ilp/?pada=2025-01-31"))["cumulated"]
    assert [r.joined for r in earlier] == [0, 0, 0]
    page = client.get("/program/ilp/")
    assert 'width="37.5000%"' in page.content.decode()  # fifteen of forty


def test_a_cohort_as_of_a_day(at_work: World) -> None:
    client, address = at_work.client("auditor"), at_work.work["cohort"].get_absolute_url()
    assert shown(client.get(address))["joined"] == 1
    early = client.get(f"{address}?pada=2026-01-31")
    assert shown(early)["joined"] == 0
    assert "kab-kota/catat/" not in early.content.decode()  # an auditor takes nobody in
    odd = client.get(f"{address}?pada=kemarin")
    assert odd.status_code == 422
    assert shown(odd)["joined"] == 1


def test_a_full_cohort_says_so(at_work: World) -> None:
    cohort = at_work.work["cohort"]
    with at_work.doing("dinkes_kabkota") as act:
        actions.change_cohort(act, cohort, quota=1)
    page = at_work.client("dinkes_kabkota").get(cohort.get_absolute_url()).content.decode()
    assert 'aria-disabled="true"' in page
    answer = at_work.client("dinkes_kabkota").post(
        f"{cohort.get_absolute_url()}kab-kota/catat/",
        {"act_id": str(new_id()), "region": "32.04", "on": "2026-06-01"},
    )
    assert answer.status_code == 422
    assert "region" in shown(answer)["form"].errors


def test_who_waits_for_a_visit(at_work: World) -> None:
    """On 26 June Citarip was visited 108 days ago, its next visit is overdue; Sukapakir never was."""
    client = at_work.client("dinkes_kabkota")
    found = shown(client.get("/program/posyandu-prima/kunjungan/"))
    assert [str(r.organisation) for r in found["rows"]] == [
        "Puskesmas Sukapakir",
        "UPT Puskesmas Citarip",
    ]
    assert [(r.last, r.due, r.visits) for r in found["rows"]] == [
        (None, None, None),
        (date(2026, 3, 10), date(2026, 4, 10), 1),
    ]
    assert (found["waiting"], len(found["long"])) == (2, 2)
    in_march = shown(client.get("/program/posyandu-prima/kunjungan/?pada=2026-03-20"))
    assert (in_march["waiting"], in_march["long"]) == (0, set())


HOME = {"mentor": 1, "dinkes_kabkota": 1, "ministry": 1, "notulis": 0, "auditor": 0, "neighbour": 0}


def test_who_visits_is_told_at_home(at_work: World, subtests: pytest.Subtests) -> None:
    for who, n in HOME.items():
        with subtests.test(who=who):
            waiting = shown(at_work.client(who).get("/"))["waiting"]
            told = [w for w in waiting if w["url"] == "/program/posyandu-prima/kunjungan/"]
            assert len(told) == n


def test_nobody_is_told_of_visits_that_are_not_made(world: World, on_the_day: None) -> None:
    ilp = Programme.objects.get(code="ilp")
    with world.doing("ministry") as act:
        actions.record_lokus(act, ilp, organisations=[world.citarip], valid_from=date(2026, 1, 1))
    assert "/program/ilp/kunjungan/" not in world.client("ministry").get("/").content.decode()


VISITS = {
    **dict.fromkeys(("notulis", "dinkes_kabkota", "ministry", "mentor", "auditor"), 1),
    **dict.fromkeys(("partner", "sector_member", "chair", "neighbour"), 0),
}


def test_who_sees_which_visits(at_work: World, subtests: pytest.Subtests) -> None:
    for who, n in VISITS.items():
        with subtests.test(who=who):
            answer = at_work.client(who).get("/program/posyandu-prima/kunjungan/")
            assert len(shown(answer)["visits"]) == n
            facility = at_work.client(who).get(f"/program/fasilitas/{at_work.citarip.pk}/")
            assert len(shown(facility)["visits"]) == n
            assert ("Alur pasien" in text_of(facility)) is False  # only on its own page


def test_who_made_a_visit_sees_it(at_work: World) -> None:
    with at_work.doing("mentor") as act:
        visit = actions.record_visit(
            act,
            at_work.work["programme"],
            organisation=at_work.citarip,
            on=date(2026, 6, 1),
            mentors="Maria",
            by_organisation=at_work.ngo,
        )
    assert at_work.client("partner").get(visit.get_absolute_url()).status_code == 200


def test_the_visit_form_knows_what_is_known(at_work: World) -> None:
    answer = at_work.client("mentor").get(
        f"/program/posyandu-prima/kunjungan/catat/?organisasi={at_work.citarip.pk}"
    )
    form = shown(answer)["form"]
    assert form.initial["organisation"].pk == at_work.citarip.pk
    assert form.initial["on"] == date(2026, 6, 26)
    page = answer.content.decode()
    assert "UPT Puskesmas Citarip" in page
    assert "Puskesmas Sukapakir" in page  # offered while one types


def test_a_mentor_visits_only_in_his_region(at_work: World) -> None:
    data = {"act_id": str(new_id()), "on": "2026-06-01", "mentors": "x"}
    data["organisation"] = str(at_work.bodies["soreang"].pk)
    address = "/program/posyandu-prima/kunjungan/catat/"
    answer = at_work.client("mentor").post(address, data)
    assert answer.status_code == 422
    assert "organisation" in shown(answer)["form"].errors


def test_only_what_one_covers_is_ticked(at_work: World) -> None:
    """The office of a city does not add the facilities of another district to its programme."""
    address = "/program/ilp/lokus/catat/"
    page = at_work.client("dinkes_kabkota").get(address)
    assert [str(o) for o in shown(page)["form"].offered] == [
        "Puskesmas Sukapakir",
        "UPT Puskesmas Citarip",
    ]
    assert not shown(at_work.client("dinkes_kabkota").get(f"{address}?wilayah=32.04"))[
        "form"
    ].offered
    province = at_work.client("dinkes_provinsi")
    assert not shown(province.get(address))["form"].offered  # first choose a district
    assert len(shown(province.get(f"{address}?wilayah=32.04"))["form"].offered) == 1
    data = {"act_id": str(new_id()), "valid_from": "2026-06-01"}
    data["organisations"] = str(at_work.bodies["soreang"].pk)
    answer = at_work.client("dinkes_kabkota").post(f"{address}?wilayah=32.04", data)
    assert answer.status_code == 422


def test_counted_by_district(at_work: World) -> None:
    ilp = Programme.objects.get(code="ilp")
    both = [at_work.citarip, at_work.bodies["sukapakir"], at_work.bodies["soreang"]]
    with at_work.doing("ministry") as act:
        actions.record_lokus(act, ilp, organisations=both, valid_from=date(2026, 2, 1))
    counted = queries.counted_by_district(ilp, date(2026, 6, 26))
    assert [(r.code if r else "", n) for r, n in counted] == [("32.04", 1), ("32.73", 2)]
    page = text_of(at_work.client("auditor").get("/program/ilp/lokus/"))
    assert "Kota Bandung" in page


def test_where_programmes_work(at_work: World) -> None:
    client = at_work.client("chair")
    listed = shown(client.get("/program/?wilayah=32.73"))["groups"]
    ((_family, rows),) = listed
    assert [(r["programme"].code, r["counts"]) for r in rows] == [
        ("posyandu-prima", {"lokus": 2, "units": 1, "districts": 1})
    ]
    assert shown(client.get("/program/?wilayah=32.04"))["groups"] == []
    assert "/program/?wilayah=32.73.04" in client.get("/wilayah/32.73.04/").content.decode()
    page = client.get(at_work.citarip.get_absolute_url()).content.decode()
    assert f"/program/fasilitas/{at_work.citarip.pk}/" in page


def test_the_picture_of_who_learns(at_work: World) -> None:
    two_more(at_work)
    rows = list(queries.replications_in(at_work.work["programme"], TODAY))
    graph = pages.drawn(rows)
    assert graph is not None
    (centre,) = graph.branches
    assert (str(centre.body), centre.teaches) == ("UPT Puskesmas Citarip", True)
    assert [each.state for each in centre.branches] == ["planned"] * 3
    for row in rows:
        row.state = "stopped"
    assert pages.drawn(rows) is None
    page = at_work.client("partner").get("/program/posyandu-prima/coe/").content.decode()
    assert 'class="learns"' in page


def test_a_chain_goes_to_the_right(at_work: World) -> None:
    with at_work.doing("dinkes_kabkota") as act:
        third = at_work.bodies["soreang"]
        pustu = record_facility(
            act,
            name="Pustu Kopo",
            kind="pustu",
            region=at_work.kecamatan,
            parent=at_work.bodies["sukapakir"],
        )
        second = actions.record_unit(
            act,
            at_work.work["programme"],
            puskesmas=at_work.bodies["sukapakir"],
            pustu=pustu,
            valid_from=date(2026, 6, 1),
        )
        actions.record_replication(act, second, target=third, planned_on=date(2026, 9, 1))
    graph = pages.drawn(Replication.objects.select_related("unit__puskesmas", "target"))
    assert graph is not None
    assert [each.generations for each in graph.branches] == [3]


def test_a_contest_as_it_is_printed(at_work: World) -> None:
    two_more(at_work)
    contest, client = at_work.work["contest"], at_work.client("dinkes_kabkota")
    entries = list(contest.entries.order_by("number"))
    for entry, points in zip(entries[1:], ((30, 50), (40, 60), (10, 10)), strict=True):
        address = f"{contest.get_absolute_url()}peserta/{entry.pk}/nilai/"
        data = {"act_id": str(new_id()), "nilai_k1": points[0], "nilai_k2": points[1]}
        assert client.post(address, data).status_code == 303
    rows = shown(client.get(contest.get_absolute_url()))["rows"]
    assert [(r.place, r.entry.number, r.entry.total) for r in rows] == [
        (1, 3, 100),
        (2, 1, 80),
        (2, 2, 80),
        (4, 4, 20),
    ]
    by_number = shown(client.get(f"{contest.get_absolute_url()}?urut=nomor"))["rows"]
    assert [r.entry.number for r in by_number] == [1, 2, 3, 4]


def test_the_next_participant_comes_by_itself(at_work: World) -> None:
    contest, client = at_work.work["contest"], at_work.client("dinkes_kabkota")
    first, second = contest.entries.order_by("number")
    data = {"act_id": str(new_id()), "nilai_k1": "30", "nilai_k2": "50", "lagi": "1"}
    address = f"{contest.get_absolute_url()}peserta/{first.pk}/nilai/"
    assert client.post(address, data).headers["Location"].endswith(f"{second.pk}/nilai/")


def test_two_judges_see_both_texts(at_work: World) -> None:
    entry, client = at_work.work["entry"], at_work.client("dinkes_kabkota")
    entry.refresh_from_db()
    address = f"{entry.contest.get_absolute_url()}peserta/{entry.pk}/nilai/"
    seen = {"base": entry.version}
    first = {"act_id": str(new_id()), "nilai_k1": "40", "nilai_k2": "50", **seen}
    assert client.post(address, first).status_code == 303
    late = {"act_id": str(new_id()), "nilai_k1": "35", "nilai_k2": "50", **seen}
    answer = at_work.client("dinkes_provinsi").post(address, late)
    assert answer.status_code == 409
    form = shown(answer)["form"]
    decided = {
        "act_id": form.data["act_id"],
        "nilai_k1": "35",
        "nilai_k2": "50",
        "conflicts": form.conflict_names,
        "base_after": form.decided_base,
        "keep_nilai_k1": "theirs",
    }
    assert at_work.client("dinkes_provinsi").post(address, decided).status_code == 303
    entry.refresh_from_db()
    assert entry.points == {"k1": 40, "k2": 50}
