"""Frozen figures: what is taken, that nothing changes it, and that a change would be found."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.indicators.actions.booking import book, book_all
from mufakat.indicators.actions.snapshots import take_snapshot
from mufakat.indicators.jobs.snapshots import altered_snapshots
from mufakat.indicators.models import Assessment, Instrument, Snapshot, State
from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of
from mufakat.programmes.models import Programme
from tests.figures import JULY, a_facility, accepted, an_instrument, coe_of_seed, yes_no
from tests.reacting import catch_up
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 31)


@pytest.fixture(autouse=True)
def in_september() -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


@pytest.fixture
def coe(world: World) -> Instrument:
    return coe_of_seed()


def taken(world: World, instrument: Instrument, region: str = "ID", as_of: date = DAY) -> Snapshot:
    with world.doing("ministry") as act:
        return take_snapshot(act, instrument=instrument, region=world.regions[region], as_of=as_of)


def test_later_edits_never_change_it(world: World, coe: Instrument) -> None:
    snapshot = taken(world, coe)
    assert (snapshot.met, snapshot.of, snapshot.code) == (35, 44, "coe")
    before = world.client("ministry").get(snapshot.get_absolute_url()).content
    one = Assessment.objects.filter(instrument=coe, month=JULY, passed=False).first()
    assert one is not None and one.result is not None
    Assessment.objects.filter(pk=one.pk).update(state=State.WITHDRAWN)
    book(coe, one.organisation)
    now = world.client("ministry").get("/capaian/coe/?bulan=2024-07").content.decode()
    assert "35 dari 44" in now  # its assessment of May counts again, and passes as little
    accepted(coe, one.organisation, JULY, dict.fromkeys(one.result["indicators"], True))
    book(coe, one.organisation)
    now = world.client("ministry").get("/capaian/coe/?bulan=2024-07").content.decode()
    assert "36 dari 44" in now
    after = world.client("ministry").get(snapshot.get_absolute_url()).content
    same = [text.split(b"<main")[1] for text in (before, after)]
    assert same[0] == same[1] and b"35 dari 44 COE (79,55" in same[0]
    assert list(altered_snapshots()) == []


def test_every_frozen_number_opens_its_frozen_rows(world: World, coe: Instrument) -> None:
    snapshot = taken(world, coe)
    client = world.client("ministry")
    context: Any = client.get(snapshot.get_absolute_url()).context_data

    def rows(url: str) -> Any:
        found: Any = client.get(url).context_data
        return found["rows"].paginator

    assert rows(context["rows_url"]).count == 44 and rows(context["met_url"]).count == 35
    for share in context["indicators"]:
        assert rows(share["num_url"]).count == share["num"]
        listed = rows(share["url"]).object_list
        assert share["num"] == sum(row["pair"][0] for row in listed)
        assert share["den"] == sum(row["pair"][1] for row in listed)
    for share in context["domains"]:
        assert share["den"] == sum(row["pair"][1] for row in rows(share["url"]).object_list)
    for share in context["regions"]:
        assert rows(share["num_url"]).count == share["num"]
        listed = rows(share["url"]).object_list
        assert (share["num"], share["den"]) == (sum(r["passed"] for r in listed), len(listed))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": {"whole": [36, 44]}}, "altered"),
        ({"met": 36}, "altered beside the copy"),
        ({"as_of": date(2024, 6, 30)}, "altered beside the copy"),
        ({"digest": "0" * 64}, "altered"),
        ({"region_path": "32."}, "altered beside the copy"),
        ({"code": "lain"}, "altered beside the copy"),
        ({"title": "COE Agustus"}, "not what the journal was told"),
        ({"taken_by": "Orang lain"}, "not what the journal was told"),
        ({"taken_at": datetime(2024, 8, 1, tzinfo=UTC)}, "not what the journal was told"),
    ],
)
def test_verify_finds_what_was_altered(
    world: World, coe: Instrument, change: dict[str, Any], said: str
) -> None:
    snapshot = taken(world, coe)
    assert list(altered_snapshots()) == []
    Snapshot.objects.filter(pk=snapshot.pk).update(**change)
    (found,) = altered_snapshots()
    assert str(snapshot.pk) in found and said in found


def test_verify_finds_another_region_version_instrument_and_programme(
    world: World, coe: Instrument
) -> None:
    snapshot = taken(world, coe)
    other = an_instrument("lain", a=[yes_no("q")])
    programme = Programme.objects.first()
    assert programme is not None
    for change, said in (
        ({"region": world.regions["32"]}, "its region"),
        ({"of_version": other.versions.get()}, "its version"),
        ({"instrument": other}, "its instrument"),
        ({"programme": programme}, "its programme"),
    ):
        Snapshot.objects.filter(pk=snapshot.pk).update(**change)
        (found,) = altered_snapshots()
        assert said in found, change
        name = next(iter(change))
        Snapshot.objects.filter(pk=snapshot.pk).update(**{name: getattr(snapshot, name)})
    assert list(altered_snapshots()) == []


def test_verify_finds_a_copy_that_was_altered_with_its_digest(
    world: World, coe: Instrument
) -> None:
    """Whoever can write to the table can make a digest, too; he cannot make the journal say it."""
    snapshot = taken(world, coe)
    body = snapshot.body | {"unassessed": [{"id": "1", "name": "Puskesmas Rekaan", "region": "-"}]}
    Snapshot.objects.filter(pk=snapshot.pk).update(body=body, digest=digest_of(body))
    (found,) = altered_snapshots()
    assert "altered together with its digest" in found


def test_verify_finds_what_was_removed_or_put_in(world: World, coe: Instrument) -> None:
    snapshot = taken(world, coe)
    copy = Snapshot.objects.get(pk=snapshot.pk)
    copy.pk, copy.as_of = new_id(), date(2024, 6, 30)
    copy.save(force_insert=True)
    snapshot.delete()
    told = list(altered_snapshots())
    assert [line.rpartition(": ")[2] for line in told] == [
        "inserted, or the event of its taking was removed",
        "removed",
    ]


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        (date(2024, 7, 30), "snapshot.day"),
        (date(2024, 9, 30), "snapshot.future"),
        (date(2024, 4, 30), "snapshot.empty"),
        (date(2020, 4, 30), "snapshot.no_version"),
        (DAY, "snapshot.exists"),
    ],
)
def test_refused_by_rule(world: World, coe: Instrument, as_of: date, code: str) -> None:
    taken(world, coe)
    with pytest.raises(RuleBroken) as broken:
        taken(world, coe, as_of=as_of)
    assert broken.value.code == code
    assert Snapshot.objects.count() == 1


def test_of_another_region_on_the_same_day_and_of_today(world: World, coe: Instrument) -> None:
    taken(world, coe)
    java = taken(world, coe, "32")
    assert java.of == 9 and java.body["region"]["code"] == "32"
    assert taken(world, coe, as_of=date(2024, 9, 3)).of == 44


def form_of(client: Any, url: str) -> dict[str, Any]:
    form: Any = client.get(url).context_data["form"]
    return {"act_id": str(form.initial["act_id"]), "as_of": "2024-07-31", "title": "COE Juli"}


def test_the_page(world: World, coe: Instrument) -> None:
    """Works without a script, once, and comes back with the rule's sentence."""
    client, url = world.client("ministry"), "/capaian/coe/potret/?wilayah=ID&bulan=2024-07"
    sent = form_of(client, url)
    answer = client.post(url, sent)
    snapshot = Snapshot.objects.get()
    assert answer.status_code == 303 and answer.headers["Location"] == snapshot.get_absolute_url()
    assert snapshot.title == "COE Juli" and snapshot.body["as_of"] == "2024-07-31"
    assert client.post(url, sent).headers["Act"].endswith("already")
    again = client.post(url, form_of(client, url))
    assert again.status_code == 422 and "sudah dibekukan" in again.content.decode()
    wrong = client.post(url, form_of(client, url) | {"as_of": "kemarin"})
    assert wrong.status_code == 422 and "kemarin" in wrong.content.decode()
    assert Event.objects.filter(verb="snapshot.taken").count() == 1
    told = client.get("/potret/").content.decode()
    assert "COE Juli" in told and "79,55 %" in told


def test_who_may_freeze_and_who_may_read(world: World, coe: Instrument) -> None:
    url = "/capaian/coe/potret/?wilayah=32"
    snapshot = taken(world, coe)
    for who, status in (("ministry", 200), ("dinkes_provinsi", 200), ("dinkes_kabkota", 403)):
        assert world.client(who).get(url).status_code == status
    for who, status in (("ministry", 200), ("dinkes_provinsi", 404), ("sector_member", 403)):
        assert world.client(who).get(snapshot.get_absolute_url()).status_code == status
        assert world.client(who).get(f"{snapshot.get_absolute_url()}baris/").status_code == status
    page = world.client("dinkes_provinsi").get("/potret/").content.decode()
    assert snapshot.title not in page
    assert (
        "Bekukan angka"
        not in world.client("auditor").get("/capaian/coe/?wilayah=32.73").content.decode()
    )


def test_lists_cost_the_same(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    instrument = an_instrument("x", a=[yes_no("q")])
    accepted(instrument, world.citarip, "2024-04", {"q": True})
    book(instrument, world.citarip)
    client = world.client("ministry")

    def cost(*days: date) -> int:
        for day in days:
            taken(world, instrument, as_of=day)
        client.get("/potret/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/potret/")
        return len(counted)

    one = cost(DAY)
    assert cost(date(2024, 6, 30), date(2024, 5, 31)) == one


def test_frozen_rows_say_where_a_body_lay_on_the_day(world: World) -> None:
    """Named as its path is, on the page of the copy, in the table and in the live report."""
    instrument = an_instrument("lain", "puskesmas", sdm=[yes_no("sdm-1")])
    bodies = [a_facility(world.kecamatan, f"Puskesmas {name}") for name in ("Pindah", "Tinggal")]
    for body in bodies:
        accepted(instrument, body, "2024-05", {"sdm-1": True})
    book_all(instrument, [body.pk for body in bodies])
    with world.doing("ministry", datetime(2024, 8, 20, tzinfo=UTC)) as act:
        directory.change_organisation(act, bodies[0], region=world.neighbour_kecamatan)
    catch_up()
    for day, where in ((date(2024, 6, 30), world.kecamatan), (date(2024, 8, 31), None)):
        snapshot = taken(world, instrument, as_of=day)
        rows = {row["name"]: row for row in snapshot.body["rows"]}
        there = where or world.neighbour_kecamatan
        assert rows["Puskesmas Pindah"]["region_path"] == there.path
        assert rows["Puskesmas Pindah"]["region"] == str(there)
        assert rows["Puskesmas Tinggal"]["region"] == str(world.kecamatan)
        client = world.client("ministry")
        for url in (f"{snapshot.get_absolute_url()}laporan.csv", "/capaian/lain/laporan.csv"):
            table = client.get(f"{url}?wilayah=ID&bulan={day:%Y-%m}").content.decode()
            [line] = [row for row in table.splitlines() if "Pindah" in row]
            assert line.split(";")[1] == str(there)
        page: Any = client.get(f"{snapshot.get_absolute_url()}baris/?wilayah={there.code}")
        assert str(there) in page.content.decode()
