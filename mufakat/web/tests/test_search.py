"""Search: what is found by whom, and that the index is what the rows say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.directory import actions as directory
from mufakat.directory.models import Forum, User
from mufakat.meetings import actions as meetings
from mufakat.web.models import Kind
from mufakat.web.queries import search
from tests.reacting import catch_up
from tests.world import EVERYBODY, World

pytestmark = pytest.mark.django_db


def found(world: World, who: str, text: str, kind: Kind | None = None) -> set[str]:
    user = User.objects.get(pk=world.users[who].pk)
    results = search(user, text, kind)
    return {entry.title for entries in results.groups.values() for entry in entries}


COE = "Pusat unggulan (COE) ILP: kesiapan lima domain"  # asks when the Posyandu is open


# What is asked, by whom, and what must come: the same on both databases.
@pytest.mark.parametrize(
    ("who", "text", "wanted"),
    [
        ("notulis", "campak", {"Kasus campak naik di Jamika."}),
        ("notulis", "mengejar imunisasi", {"Imunisasi kejar dimulai bulan Juli."}),
        ("notulis", "bekerja sore", {"Membuka Posyandu sore bagi ibu bekerja"}),
        ("notulis", "posyandu buka", {"Membuka Posyandu sore bagi ibu bekerja", COE}),
        ("notulis", "pelatihan kader", {"Melatih 20 kader menimbang dan mengukur balita"}),
        ("notulis", "PKM citarip", {"UPT Puskesmas Citarip", "Rina Marlina, M.K.M", "Dewi Lestari, S.K.M"}),
        ("notulis", "Yayasan Seh", {"Yayasan Sehat Bersama", "Maria Tanudjaja"}),
        ("sector_member", "calon pengantin", {"Memeriksakan kesehatan semua calon pengantin sebelum akad"}),
        ("ministry", "linsek soreang", {"Lokmin lintas sektor Soreang"}),
        ("neighbour", "linsek soreang", {"Lokmin lintas sektor Soreang"}),
        ("neighbour", "campak", set()),
        ("outsider", "citarip", set()),
        ("administrator", "campak", set()),
        ("administrator", "linsek kaler", {"Lokmin lintas sektor Bojongloa Kaler"}),
        ("notulis", "tidak ada di mana pun", set()),
        ("partner", "kesiapan lima domain", {COE}),
        ("outsider", "kesiapan lima domain", set()),
        ("partner", "Global Fund 2025", {"Global Fund 2025"}),
        ("outsider", "Global Fund 2025", set()),
    ],
)  # fmt: skip
def test_who_finds_what(indexed: World, who: str, text: str, wanted: set[str]) -> None:
    got = found(indexed, who, text)
    promises = {c.what for c in indexed.forum.commitments.all()}
    assert got - promises == wanted - promises
    assert wanted <= got


def test_everybody_finds_what_his_pages_show_and_nothing_else(indexed: World) -> None:
    """The index narrows by its own words; what is left is asked of the rights themselves."""
    asked = {
        "campak": (Kind.NOTE, indexed.opened.get_absolute_url()),
        "posyandu sore": (Kind.COMMITMENT, indexed.promise_new.get_absolute_url()),
        "tribulan": (Kind.MEETING, indexed.opened.get_absolute_url()),
        "lokmin kaler": (Kind.FORUM, indexed.forum.get_absolute_url()),
        "calon pengantin": (Kind.COMMITMENT, indexed.promise_continued.get_absolute_url()),
    }
    seen = 0
    for who in EVERYBODY:
        client = indexed.client(who)
        for text, (kind, url) in asked.items():
            user = User.objects.get(pk=indexed.users[who].pk)
            entries = search(user, text, kind).groups.get(kind, [])
            hit = any(entry.url.startswith(url) for entry in entries)
            assert hit == (client.get(url).status_code == 200), (who, text)
            seen += hit
    assert seen > 20


def test_a_place_that_the_index_does_not_know_of_hides_and_never_shows(indexed: World) -> None:
    """Rights are asked of the rows as they are now, whatever the index still says."""
    assert found(indexed, "neighbour", "campak") == set()
    region = indexed.neighbour_kecamatan
    Forum.objects.filter(pk=indexed.forum.pk).update(region=region, region_path=region.path)
    assert found(indexed, "dinkes_kabkota", "campak") == set()


def test_telephone_mail_and_nip_are_not_in_the_index(indexed: World) -> None:
    with indexed.doing("administrator") as open_act:
        directory.change_person(
            open_act, indexed.people["camat"], nip="198001012006041001", email="asep@kec.test"
        )
    catch_up()
    for text in ("0812-5555-0100", "0812", "55550100", "asep@kec.test", "198001012006041001"):
        assert "Asep Gunawan, S.IP" not in found(indexed, "administrator", text)
    assert "Asep Gunawan, S.IP" in found(indexed, "administrator", "asep gunawan")


def test_titles_come_first_then_the_newest(indexed: World) -> None:
    with indexed.doing("notulis") as open_act:
        for text in ("Tribulan ini hujan.", "Jalan rusak."):
            meetings.record_note(open_act, indexed.opened, agenda_item=indexed.item, text=text)
    catch_up()
    user = User.objects.get(pk=indexed.users["notulis"].pk)
    entries = search(user, "tribulan", Kind.NOTE).groups[Kind.NOTE]
    assert (
        entries[0].title == "Tribulan ini hujan."
    )  # the others only by the title of their session
    assert len(entries) > 2
    sessions = search(user, "tribulan", Kind.MEETING).groups[Kind.MEETING]
    dated = [entry.on for entry in sessions if entry.on]
    assert dated == sorted(dated, reverse=True) and len(dated) == 3


# -- The page ----------------------------------------------------------------------------------


def test_page_shows_groups_with_what_answers_marked(indexed: World) -> None:
    page = indexed.client("notulis").get("/cari/?q=permasalahan+campak").content.decode()
    assert 'class="empty"' in page
    page = indexed.client("notulis").get("/cari/?q=campak").content.decode()
    assert "Kasus <mark>campak</mark> naik di Jamika." in page
    assert f'href="/rapat/{indexed.opened.pk}/#acara-{indexed.item.position}"' in page
    assert (
        'id="acara-'
        in indexed.client("notulis").get(f"/rapat/{indexed.opened.pk}/").content.decode()
    )


TYPED = ["", "%20", "dan", "%27%22%3B--", "*", "AND", "a" * 5000, "%F0%9F%99%82", "x*y:z&|!()"]


def test_whatever_is_typed_is_answered(indexed: World) -> None:
    client = indexed.client("notulis")
    for typed in TYPED:
        for kind in ("", "note", "tidak-ada"):
            answer = client.get(f"/cari/?q={typed}&jenis={kind}")
            assert answer.status_code == 200, (typed, kind)


def test_what_was_typed_is_text(indexed: World) -> None:
    page = indexed.client("notulis").get("/cari/?q=<script>x</script>+campak").content.decode()
    assert "<script>x" not in page


def test_one_and_many_results_take_the_same_queries(indexed: World) -> None:
    client = indexed.client("notulis")

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    one = queries("/cari/?q=campak")
    with indexed.doing("notulis") as open_act:
        for n in range(60):
            text = f"Kasus campak ke-{n}"
            meetings.record_note(open_act, indexed.opened, agenda_item=indexed.item, text=text)
    catch_up()
    assert queries("/cari/?q=campak") == one <= 15
    page = client.get("/cari/?q=campak").content.decode()
    assert page.count("<mark>") == 5 and "jenis=note" in page
    assert client.get("/cari/?q=campak&jenis=note").content.decode().count("<mark>") == 50


def test_the_frame_offers_search_to_those_who_have_a_role(indexed: World) -> None:
    assert 'action="/cari/"' in indexed.client("notulis").get("/").content.decode()
    assert 'action="/cari/"' not in indexed.client("outsider").get("/").content.decode()
    assert 'action="/cari/"' not in indexed.client().get("/masuk/", follow=True).content.decode()
