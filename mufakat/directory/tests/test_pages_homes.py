"""Where people belong: recorded, shown to the right eyes only, and filled in for those of before."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from mufakat.core.ids import new_id
from mufakat.directory.actions import end_office, record_assignment, record_person
from mufakat.directory.models import Office, Person
from mufakat.journal.models import Event
from tests.world import World

SECRETS = {"phone": "0812-5555-0777", "email": "siti@contoh.test", "nip": "19800101 200604 2 001"}


def record(world: World, who: str, **more: str) -> Person:
    sent = {"act_id": str(new_id()), "name": "Siti Tanpa Jabatan", **SECRETS, **more}
    answer = world.client(who).post("/orang/catat/", sent)
    assert answer.status_code == 303, answer.content.decode()
    return Person.objects.get(name="Siti Tanpa Jabatan")


def test_a_new_person_belongs_to_the_place_of_the_recorder(world: World) -> None:
    assert "home" not in world.client("notulis").get("/orang/catat/").content.decode()
    person = record(world, "notulis")
    assert person.home_organisation_id == world.citarip.pk
    assert Event.objects.get(verb="person.recorded", subject_id=str(person.pk)).data["home"]


def test_who_keeps_several_places_is_asked_for_which(world: World) -> None:
    with world.doing("administrator") as act:
        record_assignment(act, user=world.users["notulis"], role="notulis", node=world.forum)
    client = world.client("notulis")
    sent = {"act_id": str(new_id()), "name": "Siti Tanpa Jabatan"}
    for home in ("", str(world.neighbour_forum.pk)):
        answer = client.post("/orang/catat/", {**sent, "home": home})
        assert answer.status_code == 422
        assert world.forum.name in answer.content.decode()
    assert record(world, "notulis", home=str(world.forum.pk)).home_forum == world.forum


def test_contact_of_one_without_an_office_leaks_nowhere(world: World) -> None:
    person = record(world, "notulis")
    pages = [
        f"/orang/{person.pk}/",
        "/orang/?cari=Siti",
        f"/orang/?cari={SECRETS['phone']}",
        f"/organisasi/{world.citarip.pk}/",
        f"/orang/{person.pk}/ubah/",
        f"/forum/{world.neighbour_forum.pk}/anggota/catat/",
    ]
    for who in ("neighbour", "partner", "ministry", "auditor", "chair", "dinkes_provinsi"):
        client = world.client(who)
        for path in pages:
            said = client.get(path).content.decode()
            asked = path.rpartition("cari=")[2]
            assert not [s for s in SECRETS.values() if s in said.replace(asked, "")], (who, path)
    kept = world.client("notulis").get(f"/orang/{person.pk}/").content.decode()
    assert all(secret in kept for secret in SECRETS.values())


def test_a_neighbour_changes_nothing(world: World) -> None:
    person, client = record(world, "notulis"), world.client("neighbour")
    for path in ("ubah/", "akhiri/", "jabatan/catat/", "akun/"):
        sent = {"act_id": str(new_id()), "name": "X", "on": "2026-12-01"}
        assert client.post(f"/orang/{person.pk}/{path}", sent).status_code == 403
    # A form of the neighbour in which one types a name asks, and says no more than name and office.
    sent = {"act_id": str(new_id()), "person": "Siti", "role": "member"}
    path = f"/forum/{world.neighbour_forum.pk}/anggota/catat/"
    said = client.post(path, sent).content.decode()
    assert not [secret for secret in SECRETS.values() if secret in said]


def test_the_place_of_recording_stays_when_an_office_has_come_and_gone(world: World) -> None:
    person = record(world, "notulis")
    path = f"/orang/{person.pk}/jabatan/catat/"
    sent = {"act_id": str(new_id()), "organisation": "KUA Bojongloa Kaler", "title": "Staf"}
    assert world.client("notulis").post(path, sent).status_code == 422  # the KUA is not his to keep
    sent["act_id"] = str(new_id())
    assert world.client("administrator").post(path, sent).status_code == 303
    with world.doing("administrator") as act:
        end_office(act, Office.objects.get(person=person), on=date(2026, 12, 31))
    assert SECRETS["phone"] in world.client("notulis").get(f"/orang/{person.pk}/").content.decode()


def test_one_home_at_most(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="X", home_region=world.city, home_forum=world.forum)


def test_the_migration_finds_where_people_belong(world: World) -> None:
    with world.doing("dinkes_kabkota") as act:
        by_city = record_person(act, name="Dicatat Dinkes")
    with world.doing("chair") as act:  # who has no right to record: nothing is guessed
        by_chair = record_person(act, name="Dicatat Ketua")
    with world.doing("notulis") as act:
        kept = record_person(act, name="Sudah Punya", home=world.forum)
    ministry = world.people["ministry"]
    Office.objects.filter(person=ministry).delete()  # only a role of his own is left
    fill = import_module("mufakat.directory.migrations.0003_person_home_filled").fill
    for _ in range(2):
        fill(apps, None)
    homes = {p.pk: p for p in Person.objects.all()}
    assert homes[world.people["head"].pk].home_organisation_id == world.citarip.pk
    assert homes[by_city.pk].home_region == world.city
    assert homes[ministry.pk].home_region == world.regions["ID"]
    assert homes[kept.pk].home_forum == world.forum and not homes[kept.pk].home_organisation
    assert homes[by_chair.pk].home_region is None
    assert homes[world.people["outsider"].pk].home_organisation_id == world.citarip.pk
