"""Every page that writes about programmes: it works, it arrives twice and is done once, it is refused to those without
the role, it gives back what was typed, and a viewer with another role's eyes changes nothing."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.journal.actions import LOOKING
from mufakat.journal.models import Act, Event
from tests.programme import puskesmas
from tests.world import World

BY = "dinkes_kabkota"
ENDING = {"on": "2026-06-20"}


@dataclass(frozen=True)
class Write:
    """One write page: where, what is typed, the field whose absence is refused, and the event it leaves."""

    path: Callable[[World], str]
    data: Callable[[World], dict[str, Any]]
    needs: str
    verb: str

    def send(self, client: Client, world: World, **more: Any) -> Any:
        data = {"act_id": str(new_id()), **self.data(world), **more}
        return client.post(self.path(world), data)


def of(name: str, rest: str = "") -> Callable[[World], str]:
    return lambda w: f"{w.work[name].get_absolute_url()}{rest}"


def always(**data: Any) -> Callable[[World], dict[str, Any]]:
    return lambda w: data


VISIT = {"on": "2026-06-25", "mentors": "Tuti Alawiyah", "observed": "Baik.", "next_on": ""}
CONTEST = {"title": "Lomba", "year": "2026", "criteria": "Isi = 10"}
COHORT = {
    "title": "Gelombang 2",
    "year": "2026",
    "quota": "3",
    "starts_on": "2026-01-01",
    "pass_percent": "80",
    "target_percent": "100",
}

WRITES = {
    "record_programme": Write(
        lambda w: "/program/catat/",
        always(title="Kader siaga", code="kader-siaga", region="32.73", family="lain"),
        "title",
        "programme.recorded",
    ),
    "change_programme": Write(
        of("programme", "ubah/"),
        always(title="Posyandu Prima 2", family="lain"),
        "title",
        "programme.changed",
    ),
    "end_programme": Write(of("programme", "akhiri/"), always(**ENDING), "on", "programme.ended"),
    "record_lokus": Write(
        of("programme", "lokus/catat/?wilayah=32.73"),
        lambda w: {"organisations": [w.work["third"].pk], "valid_from": "2026-06-01"},
        "organisations",
        "lokus.recorded",
    ),
    "end_lokus": Write(
        lambda w: f"/program/lokus/{w.work['lokus'].pk}/akhiri/",
        always(**ENDING),
        "on",
        "lokus.ended",
    ),
    "record_cohort": Write(
        of("programme", "gelombang/catat/"), always(**COHORT), "quota", "cohort.recorded"
    ),
    "change_cohort": Write(of("cohort", "ubah/"), always(**COHORT), "quota", "cohort.changed"),
    "join_district": Write(
        of("second", "kab-kota/catat/"),
        always(region="32.04", on="2026-06-01"),
        "region",
        "district.joined",
    ),
    "record_standing": Write(
        of("district", "keadaan/catat/"),
        always(state="ready", on="2026-06-01", checklist=["sdm"], reason="Sisanya menyusul"),
        "state",
        "standing.recorded",
    ),
    "record_readiness": Write(
        of("district", "kesiapan/catat/"),
        always(on="2026-06-01", checklist=["sdm"], missing="Kendaraan"),
        "on",
        "readiness.recorded",
    ),
    "withdraw_standing": Write(
        lambda w: f"{w.work['district'].get_absolute_url()}keadaan/{w.work['standing'].pk}/tarik/",
        always(reason="Salah kota"),
        "reason",
        "standing.withdrawn",
    ),
    "record_unit": Write(
        of("other", "coe/catat/"),
        lambda w: {
            "puskesmas": str(w.citarip.pk),
            "pustu": str(w.bodies["pustu"].pk),
            "valid_from": "2026-06-01",
        },
        "pustu",
        "unit.recorded",
    ),
    "end_unit": Write(of("unit", "akhiri/"), always(**ENDING), "on", "unit.ended"),
    "record_replication": Write(
        of("unit", "replikasi/catat/"),
        lambda w: {"target": str(w.work["third"].pk), "planned_on": "2026-09-01"},
        "target",
        "replication.recorded",
    ),
    "change_replication": Write(
        lambda w: f"/program/replikasi/{w.work['replication'].pk}/ubah/",
        always(state="done", reached_on="2026-06-01", planned_on="2026-08-01"),
        "state",
        "replication.changed",
    ),
    "record_visit": Write(
        of("programme", "kunjungan/catat/"),
        lambda w: {**VISIT, "organisation": str(w.citarip.pk)},
        "organisation",
        "visit.recorded",
    ),
    "change_visit": Write(of("visit", "ubah/"), always(**VISIT), "mentors", "visit.changed"),
    "record_contest": Write(
        of("programme", "lomba/catat/"),
        always(**CONTEST, region="32.73"),
        "criteria",
        "contest.recorded",
    ),
    "change_contest": Write(
        of("contest", "ubah/"),
        always(title="Lomba", year="2026", criteria="Isi materi = 40\nPenyampaian = 60"),
        "title",
        "contest.changed",
    ),
    "record_contestants": Write(
        of("contest", "peserta/catat/"),
        lambda w: {"organisations": [w.work["third"].pk]},
        "organisations",
        "contestants.recorded",
    ),
    "record_points": Write(
        lambda w: f"{w.work['contest'].get_absolute_url()}peserta/{w.work['entry'].pk}/nilai/",
        always(nilai_k1="31", nilai_k2="60"),
        "nilai_k1",
        "points.recorded",
    ),
    "withdraw_contestant": Write(
        lambda w: f"{w.work['contest'].get_absolute_url()}peserta/{w.work['entry'].pk}/tarik/",
        always(reason="Tidak datang"),
        "reason",
        "contestant.withdrawn",
    ),
}


@pytest.fixture
def at_work(at_work: World) -> World:
    """With a third Puskesmas, another programme and a cohort of the province that has room."""
    from mufakat.programmes import actions

    work = at_work.work
    work["third"] = puskesmas(at_work, "Puskesmas Pagarsih")
    with at_work.doing("dinkes_provinsi") as act:
        work["other"] = actions.record_programme(
            act, code="lain", title="Lain", region=at_work.province
        )
    with at_work.doing("dinkes_provinsi") as act:
        cohort = {"title": "Jawa Barat", "quota": 1, "starts_on": work["cohort"].starts_on}
        work["second"] = actions.record_cohort(act, work["other"], **cohort)
    return at_work


def writer(world: World, name: str) -> Client:
    return world.client("dinkes_provinsi" if name == "join_district" else BY)


def test_it_works_and_is_done_once(at_work: World, subtests: pytest.Subtests) -> None:
    for name, write in WRITES.items():
        with subtests.test(name=name), rolled_back():
            client, act_id = writer(at_work, name), str(new_id())
            page = client.get(write.path(at_work))
            assert page.status_code == 200
            before = Event.objects.filter(verb=write.verb).count()
            first = write.send(client, at_work, act_id=act_id)
            assert first.status_code == 303, told(first)
            assert first.headers["Act"].endswith("done")
            assert client.get(first.headers["Location"]).status_code == 200
            again = write.send(client, at_work, act_id=act_id)
            assert again.status_code in (303, 404)  # 404: it is gone
            assert Event.objects.filter(verb=write.verb).count() == before + 1


def rolled_back() -> Any:
    """Each write begins with the same world."""
    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def back() -> Any:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return back()


def told(answer: Any) -> list[Any]:
    form = (answer.context_data or {}).get("form") if hasattr(answer, "context_data") else None
    return [form.errors] if form is not None else [answer.status_code]


def test_what_is_missing_is_said_and_what_was_typed_stays(
    at_work: World, subtests: pytest.Subtests
) -> None:
    for name, write in WRITES.items():
        with subtests.test(name=name):
            before = Act.objects.count()
            answer = write.send(writer(at_work, name), at_work, **{write.needs: ""})
            assert answer.status_code == 422
            assert write.needs in answer.context_data["form"].errors
            assert Act.objects.count() == before
            page = html.unescape(answer.content.decode())
            for field, value in write.data(at_work).items():
                if field != write.needs and isinstance(value, str) and value and "-" not in value:
                    assert value.splitlines()[0] in page, field


def test_who_only_looks_changes_nothing(at_work: World, subtests: pytest.Subtests) -> None:
    for name, write in WRITES.items():
        for who in ("auditor", "notulis", "neighbour", "outsider", "administrator"):
            with subtests.test(name=name, who=who):
                before = Act.objects.count()
                assert write.send(at_work.client(who), at_work).status_code in (403, 404)
                assert Act.objects.count() == before


def test_with_another_roles_eyes_nothing_is_written(at_work: World) -> None:
    client = at_work.client("administrator")
    region = {"role": BY, "region": "32.73", "act_id": str(new_id())}
    client.post("/peran/lihat-sebagai/", region)
    before = Act.objects.count()
    answer = WRITES["record_lokus"].send(client, at_work)
    assert answer.status_code in (403, 422)
    assert answer.status_code == 403 or str(LOOKING) in html.unescape(answer.content.decode())
    assert Act.objects.count() == before
