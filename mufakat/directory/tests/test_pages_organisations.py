"""The list and the pages of organisations."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_facility, record_organisation
from mufakat.directory.models import Organisation
from tests.world import World


def names_in(world: World, query: str, who: str = "notulis") -> str:
    answer = world.client(who).get(f"/organisasi/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("", "UPT Puskesmas Citarip", "Entah"),
        ("cari=citarip", "UPT Puskesmas Citarip", "Puskesmas Sukapakir"),
        ("wilayah=32.04", "Puskesmas Soreang", "UPT Puskesmas Citarip"),
        ("sektor=agama", "KUA Bojongloa Kaler", "Yayasan Sehat"),
        ("jenis=pustu", "Pustu Jamika", "Posyandu Melati"),
    ],
)
def test_the_list_is_narrowed(world: World, query: str, there: str, not_there: str) -> None:
    html = names_in(world, query)
    assert there in html
    assert not_there not in html


def test_the_list_as_of_a_day(world: World) -> None:
    with world.doing("administrator") as act:
        record_organisation(
            act, name="BPBD Baru", sector="tni", region=world.city, valid_from=date(2026, 5, 1)
        )
    assert "BPBD Baru" in names_in(world, "pada=2026-05-02")
    assert "BPBD Baru" not in names_in(world, "pada=2026-04-30")


def test_an_unclear_region_narrows_nothing_and_is_told(world: World) -> None:
    answer = world.client("notulis").get("/organisasi/?wilayah=3273")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="3273"' in html and 'name="wilayah_choice"' in html
    assert "Puskesmas Soreang" in html


def test_lists_ask_as_much_for_many_rows_as_for_few(world: World) -> None:
    client = world.client("administrator")
    page = f"/organisasi/{world.bodies['pustu'].pk}/"
    asked: list[list[int]] = []
    for _ in range(2):
        row = []
        for path in ("/organisasi/?cari=mawar", "/orang/", page, "/peran/"):
            client.get(path)  # crumbs and the like are remembered
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(path).status_code == 200
            row.append(len(queries))
        asked.append(row)
        with world.doing("administrator") as act:
            for n in range(3):
                pustu = Organisation.objects.get(pk=world.bodies["pustu"].pk)
                record_facility(
                    act,
                    name=f"Posyandu Mawar {new_id()} {n}",
                    kind="posyandu",
                    region=world.village,
                    parent=pustu,
                )
    assert asked[0][1:] == asked[1][1:]
    assert asked[1][0] <= asked[0][0] + 1  # an empty list is only counted


def test_the_page_shows_network_offices_seats_codes_and_history(world: World) -> None:
    html = world.client("partner").get(f"/organisasi/{world.citarip.pk}/").content.decode()
    for word in ("Pustu Jamika", "Posyandu Melati", "Rina Marlina", "P3273040101", "Lokmin lintas"):
        assert word in html
    assert "/ubah/" not in html


def test_who_does_not_see_the_forum_does_not_hear_of_it(world: World) -> None:
    html = world.client("neighbour").get(f"/organisasi/{world.kua.pk}/").content.decode()
    assert "KUA Bojongloa Kaler" in html
    assert "Lokmin lintas sektor Bojongloa" not in html
    assert "calon pengantin" not in html


def test_the_head_of_a_puskesmas_adds_below_it_and_nowhere_else(world: World) -> None:
    client = world.client("kepala_puskesmas")
    form = client.get(f"/organisasi/catat/?induk={world.citarip.pk}").content.decode()
    assert f'name="parent_id" value="{world.citarip.pk}"' in form
    data = {
        "name": "Pustu Kopo",
        "sector": "kesehatan",
        "kind": "pustu",
        "region": "32.73.04.1001",
    }
    for parent, status in ((world.citarip, 303), (world.bodies["sukapakir"], 422)):
        sent = {"act_id": str(new_id()), "parent": str(parent.pk), **data}
        assert client.post("/organisasi/catat/", sent).status_code == status
    assert Organisation.objects.filter(name="Pustu Kopo").count() == 1


def test_a_body_is_not_moved_out_of_reach(world: World) -> None:
    sent = {
        "act_id": str(new_id()),
        "base": "1",
        "name": "KUA",
        "sector": "agama",
        "region": "32.04.37",
    }
    answer = world.client("administrator").post(f"/organisasi/{world.kua.pk}/ubah/", sent)
    assert answer.status_code == 422
    assert Organisation.objects.get(pk=world.kua.pk).region == world.kecamatan


def test_a_code_that_is_not_one_is_told(world: World) -> None:
    sent = {
        "act_id": str(new_id()),
        "name": "X",
        "sector": "agama",
        "region": "32.73",
        "codes": "kode tanpa tanda",
    }
    answer = world.client("administrator").post("/organisasi/catat/", sent)
    assert answer.status_code == 422
    assert "kode tanpa tanda" in answer.content.decode()


def test_a_facility_keeps_being_one(world: World) -> None:
    path = f"/organisasi/{world.bodies['pustu'].pk}/ubah/"
    client = world.client("administrator")
    assert 'name="kind"' in client.get(path).content.decode()
    assert 'name="kind"' not in client.get(f"/organisasi/{world.kua.pk}/ubah/").content.decode()
    sent = {
        "act_id": str(new_id()),
        "base": "1",
        "name": "Pustu Jamika",
        "sector": "kesehatan",
        "kind": "posyandu",
        "region": "32.73.04.1003",
        "parent": str(world.citarip.pk),
    }
    assert client.post(path, sent).status_code == 303
    pustu = Organisation.objects.get(pk=world.bodies["pustu"].pk)
    assert pustu.facility.kind == "posyandu"


def test_a_body_that_has_ended_says_its_last_day(world: World) -> None:
    """Not "stands: until …"; and the codes are asked for in words."""
    client = world.client("administrator")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    Organisation.objects.filter(pk=world.kua.pk).update(valid_to=date(2026, 3, 3), valid_from=None)
    page = client.get(f"/organisasi/{world.kua.pk}/").content.decode()
    assert "<dt>Last day</dt><dd>3 Mar 2026</dd>" in page and "Stands" not in page
    Organisation.objects.filter(pk=world.kua.pk).update(valid_from=date(2020, 1, 2))
    page = client.get(f"/organisasi/{world.kua.pk}/").content.decode()
    assert "<dt>Stands since</dt><dd>2 Jan 2020</dd>" in page
    form = client.get("/organisasi/catat/").content.decode()
    assert "Example: kode_puskesmas" in form
