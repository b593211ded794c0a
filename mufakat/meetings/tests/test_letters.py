"""The letter of invitation: written, issued, frozen, corrected, printed; and fifty with a name on each."""

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.test import Client

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_letterhead
from mufakat.directory.links import token_of
from mufakat.directory.models import Letterhead, Link
from mufakat.directory.queries import letterhead_facts
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.jobs import altered_letters
from mufakat.meetings.models import Letter
from mufakat.meetings.papers import letter_pdf
from mufakat.meetings.papers.letters import qr_runs
from tests.letters import WORDS, write_letter
from tests.world import World, wib

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    """In the place of the room's: here a session is still to come."""
    with time_machine.travel("2026-09-01T05:00:00Z"):
        yield


@pytest.fixture
def letter(world: World) -> Letter:
    with world.doing("notulis", wib(8, 20)) as open_act:
        actions.record_participants(open_act, world.planned)
        return write_letter(open_act, world.planned, world.citarip)


def read(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


def issue(world: World, letter: Letter) -> Letter:
    with world.doing("notulis", wib(8, 21)) as open_act:
        return actions.issue_letter(open_act, letter)


def at(world: World, letter: Letter, what: str) -> str:
    return f"{world.planned.get_absolute_url()}surat/{letter.pk}/{what}"


# -- Writing ----------------------------------------------------------------------------------


def test_written_by_a_plain_form_and_remembered(world: World) -> None:
    client = world.client("notulis")
    url = f"{world.planned.get_absolute_url()}surat/catat/"
    form: Any = client.get(url).context_data["form"]  # type: ignore[index]
    begun = {f.html_name: f.value() for f in form}
    assert begun["organisation"] == world.citarip.pk
    assert begun["signer_name"] == "Rina Marlina, M.K.M" and begun["written_at"] == "Bandung"
    sent = {k: str(v) for k, v in begun.items() if v} | {"closing": "Kata penutup kami sendiri."}
    first = client.post(url, sent)
    assert first.status_code == 303
    assert client.post(url, sent).headers["Act"].endswith("already")
    assert client.post(url, sent | {"act_id": str(new_id())}).status_code == 422  # a draft waits
    letter = Letter.objects.get()
    assert letter.edition == 1 and not letter.is_issued
    other = client.get(f"{world.undated.get_absolute_url()}surat/catat/")
    remembered: Any = other.context_data["form"]  # type: ignore[index]
    assert remembered["closing"].value() == "Kata penutup kami sendiri."


def test_another_office_of_the_forum_may_send_it(world: World) -> None:
    offices = pages.offices_for(world.users["notulis"], world.planned)
    names = [office.name for office in offices]
    assert names[0] == "UPT Puskesmas Citarip" and "Kecamatan Bojongloa Kaler" in names
    assert "Dinas Kesehatan Kota Bandung" in names and "KUA Bojongloa Kaler" not in names
    url = f"{world.planned.get_absolute_url()}surat/catat/?organisasi={world.bodies['office'].pk}"
    form: Any = world.client("notulis").get(url).context_data["form"]  # type: ignore[index]
    assert form["signer_name"].value() == "Asep Gunawan, S.IP"
    assert form["organisation"].value() == world.bodies["office"].pk


def test_a_draft_is_changed_and_read_only_by_its_writers(world: World, letter: Letter) -> None:
    client = world.client("notulis")
    url = at(world, letter, "ubah/")
    values = {k: str(v) for k, v in WORDS.items()} | {"organisation": str(world.citarip.pk)}
    sent = values | {"number": "005/13", "base": str(letter.version)}
    assert send(client, url, **sent).status_code == 303
    late = send(client, url, **(sent | {"number": "005/14"}))
    assert late.status_code == 409  # somebody else wrote 005/13 meanwhile
    letter.refresh_from_db()
    assert letter.number == "005/13"
    assert "KONSEP" in read(client.get(at(world, letter, "surat.pdf")).content)[0]
    assert world.client("chair").get(at(world, letter, "surat.pdf")).status_code == 404


# -- Issuing ----------------------------------------------------------------------------------


def test_an_issued_letter_never_changes(world: World, letter: Letter) -> None:
    client, act_id = world.client("notulis"), new_id()
    assert send(client, at(world, letter, "terbitkan/"), act_id).status_code == 303
    again = send(client, at(world, letter, "terbitkan/"), act_id)
    assert again.headers["Act"].endswith("already")
    assert send(client, at(world, letter, "terbitkan/")).status_code == 422
    before = client.get(at(world, letter, "surat.pdf")).content
    with world.doing("notulis", wib(8, 25)) as open_act:
        actions.invite_participant(open_act, world.planned, name="Orang Baru", sector="kader")
        actions.change_meeting(open_act, world.planned, place="Tempat lain")
        record_letterhead(open_act, world.citarip, name="Nama lain")
    assert client.get(at(world, letter, "surat.pdf")).content == before
    values = {k: str(v) for k, v in WORDS.items()} | {"organisation": str(world.citarip.pk)}
    assert send(client, at(world, letter, "ubah/"), **values).status_code == 422
    assert list(altered_letters()) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"subject": "Hal lain"}, ""),  # what the copy says is what counts
        ({"digest": "0" * 64}, "altered"),
        ({"snapshot": {"subject": "x"}}, "altered"),
        ({"edition": 7}, "edition altered"),
        ({"issued_at": None, "issued_by": "", "digest": ""}, "removed, or no longer issued"),
    ],
)
def test_verify_finds_a_letter_that_was_altered(
    world: World, letter: Letter, more: Any, said: str
) -> None:
    issue(world, letter)
    Letter.objects.filter(pk=letter.pk).update(**more)
    assert [line.partition(": ")[2] for line in altered_letters()] == ([said] if said else [])


def test_a_correction_is_a_further_edition(world: World, letter: Letter) -> None:
    issue(world, letter)
    with pytest.raises(RuleBroken), world.doing("notulis", wib(8, 22)) as open_act:
        write_letter(open_act, world.planned, world.citarip)
    with world.doing("notulis", wib(8, 22)) as open_act:
        second = write_letter(
            open_act, world.planned, world.citarip, number="005/13", reason="waktu berubah"
        )
    issue(world, second)
    client = world.client("chair")
    first, later = (
        read(client.get(at(world, each, "surat.pdf")).content)[0] for each in (letter, second)
    )
    assert "menggantikan" not in first and "edisi 2" not in first
    assert "menggantikan surat kami nomor 005/12-PKM/2026" in later and "(waktu berubah)" in later


@pytest.mark.parametrize("more", [{"number": ""}, {"number": "  "}])
def test_no_letter_without_its_number(world: World, letter: Letter, more: Any) -> None:
    Letter.objects.filter(pk=letter.pk).update(**more)
    assert send(world.client("notulis"), at(world, letter, "terbitkan/")).status_code == 422


# -- Paper ------------------------------------------------------------------------------------


def test_what_the_paper_says(world: World, letter: Letter) -> None:
    with world.doing("notulis", wib(8, 20)) as open_act:
        record_letterhead(
            open_act,
            world.citarip,
            above="Pemerintah Kota Bandung\nDinas Kesehatan",
            name="UPT Puskesmas Citarip",
            address="Jalan Citarip Barat 12",
            postcode="40232",
            phone="(022) 540",
            email="pkm@contoh.id",
        )
    issue(world, letter)
    body, listed = read(world.client("chair").get(at(world, letter, "surat.pdf")).content)
    for part in (
        "PEMERINTAH KOTA BANDUNG DINAS KESEHATAN UPT PUSKESMAS CITARIP Jalan Citarip Barat 12 40232",
        "Nomor : 005/12-PKM/2026 Sifat : Penting Lampiran : 1 (satu) lembar",
        "Bandung, 10 September 2026",
        "Hari/tanggal : Jumat, 25 September 2026 Waktu : 09.00 s.d. 12.00 WIB",
        "a.n. Camat Bojongloa Kaler Kepala UPT Puskesmas Citarip,",
        "Rina Marlina, M.K.M Pembina, IV/a NIP 19780512 200501 2 007",
        "Tembusan: 1. Kepala Dinas Kesehatan Kota Bandung 2. Arsip",
    ):
        assert part in body, body
    assert "DAFTAR UNDANGAN" in listed and "Ahmad Fauzi, S.Ag Penghulu, KUA" in listed


def test_sizes_of_paper(world: World, letter: Letter) -> None:
    client = world.client("notulis")
    for asked, size in (("a4", (595, 842)), ("f4", (609, 935)), ("x", (595, 842))):
        pdf = client.get(at(world, letter, "surat.pdf"), {"kertas": asked}).content
        width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
        assert (round(width), round(height)) == size


def test_hostile_words_are_only_words(world: World, letter: Letter) -> None:
    words = '#panic("x") $ \\ * _ <a> [b] ' + "x" * 300 + " \u202e 🦆"
    hostile = {"subject": words[:200], "opening": words, "number": words[:80], "copies": words}
    Letter.objects.filter(pk=letter.pk).update(**hostile)
    body = read(world.client("notulis").get(at(world, letter, "surat.pdf")).content)[0]
    assert '#panic("x") $ \\ * _ <a> [b]' in body


def test_the_letterhead_of_an_office_without_one(world: World) -> None:
    facts = letterhead_facts(world.citarip)
    assert facts["above"] == ["Pemerintah Kota Bandung", "Dinas Kesehatan Kota Bandung"]
    assert letterhead_facts(world.bodies["crisis_centre"])["above"] == []
    # A foundation, and an office of the state, belong to no government of a region.
    for name in ("ngo", "kua"):
        assert "Pemerintah" not in str(letterhead_facts(world.bodies[name])["above"])


def test_the_qr_code_is_the_one_that_segno_draws() -> None:
    import segno

    runs = qr_runs("https://contoh.id/undangan/x/")
    drawn = [bytearray(runs[0][0]) for _ in range(runs[0][0])]
    for y, x, length in runs[1:]:
        drawn[y][x : x + length] = b"\x01" * length
    made = segno.make_qr("https://contoh.id/undangan/x/", error="m").matrix
    assert [bytes(row) for row in made] == [bytes(row) for row in drawn]


def test_the_guest_reads_his_own_letter(world: World, letter: Letter) -> None:
    with world.doing("notulis", wib(8, 20)) as open_act:
        actions.record_links(open_act, world.planned)
    invited = world.planned.participants.get(organisation=world.kua)
    path = f"/undangan/{token_of(Link.objects.get(thing_id=str(invited.pk)))}/"
    assert Client().get(f"{path}surat.pdf").status_code == 404  # a draft is nobody's
    issue(world, letter)
    (body,) = read(Client().get(f"{path}surat.pdf").content)
    assert "Yth. Ahmad Fauzi, S.Ag Penghulu KUA Bojongloa Kaler di Tempat" in body
    assert path in body.replace("\u200b", "").replace(" ", "").replace("\ufffe", "")


@pytest.mark.long(4)
def test_fifty_personal_invitations(world: World, letter: Letter) -> None:
    """Links, texts and the paper with a name on each; `bench` says how long they take."""
    with world.doing("notulis", wib(8, 21)) as open_act:
        for n in range(45):
            actions.invite_participant(open_act, world.planned, name=f"Peserta {n}", sector="kader")
    issue(world, letter)
    client = world.client("notulis")
    url = f"{world.planned.get_absolute_url()}undangan/"
    with time_machine.travel("2026-09-01T05:00:00Z", tick=True):
        assert send(client, f"{url}tautan/").status_code == 303
        assert "Peserta 44" in client.get(url).content.decode()
        pdf = client.get(at(world, letter, "perorangan.pdf")).content
    assert len(pypdfium2.PdfDocument(pdf)) == 50


def test_many_letters_come_in_parts(world: World, letter: Letter) -> None:
    with world.doing("notulis", wib(8, 21)) as open_act:
        for n in range(100):
            actions.invite_participant(open_act, world.planned, name=f"Peserta {n}", sector="kader")
    copies = [pages.personal_copies(world.planned, str, part) for part in (None, "1", "2", "3")]
    assert [len(each) for each in copies] == [100, 100, 5, 0]
    issue(world, letter)
    url = at(world, letter, "perorangan.pdf")
    assert world.client("notulis").get(url, {"hal": "9"}).status_code == 404
    page = world.client("notulis").get(f"{world.planned.get_absolute_url()}undangan/")
    assert f"{url}?hal=2" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["undangan/", "surat/catat/", "undangan/tambah/", "undangan/{}/", "undangan/kirim/"]
)
def test_no_page_asks_too_much(
    world: World, letter: Letter, django_assert_max_num_queries: Any, path: str
) -> None:
    issue(world, letter)
    with world.doing("notulis", wib(8, 22)) as open_act:
        actions.record_links(open_act, world.planned)
    invited = world.planned.participants.filter(invited=True)[0]
    client, url = world.client("notulis"), world.planned.get_absolute_url()
    with django_assert_max_num_queries(15):
        assert client.get(f"{url}{path.format(invited.pk)}").status_code == 200


def test_a_letter_is_the_same_bytes_each_time(world: World, letter: Letter) -> None:
    facts = queries.letter_facts(letter, world.planned)
    facts["invitees"] = facts["invitees"] * 40
    assert letter_pdf(facts) == letter_pdf(facts)


def test_no_heading_of_a_sector_stands_alone_at_the_end_of_a_page(
    world: World, letter: Letter
) -> None:
    """Whatever the length of the list: the heading goes along with its first name."""
    facts = queries.letter_facts(letter, world.planned)
    some, first = facts["invitees"][0], ""
    for more in range(4):
        sectors = ["Sektor A"] * more + [f"Sektor {chr(97 + k // 26)}{k % 26}" for k in range(50)]
        facts["invitees"] = [some | {"sector": s, "name": f"Nama dari {s}"} for s in sectors]
        first = read(letter_pdf(facts))[1]
        before_foot = first.rpartition("KONSEP")[0]
        last = before_foot.rindex("Sektor ")
        assert before_foot[:last].endswith("Nama dari "), before_foot[-80:]
    assert "Halaman 2 dari" in first


# -- The letterhead ---------------------------------------------------------------------------


def test_the_letterhead_is_written_down_and_changed(world: World) -> None:
    url, client = f"/organisasi/{world.citarip.pk}/kop/", world.client("kepala_puskesmas")
    sent = {
        "name": "UPT Puskesmas Citarip",
        "above": "Pemerintah Kota Bandung\n\n Dinas Kesehatan ",
    }
    act_id = new_id()
    assert send(client, url, act_id, **sent).status_code == 303
    assert send(client, url, act_id, **sent).headers["Act"].endswith("already")
    own = Letterhead.objects.get()
    assert own.above == "Pemerintah Kota Bandung\nDinas Kesehatan"
    assert send(client, url, **sent, postcode="40232", base=str(own.version)).status_code == 303
    for wrong in ({"name": ""}, {"above": "a\nb\nc\nd\ne"}, {"email": "x"}, {"phone": "x" * 61}):
        assert send(client, url, **(sent | wrong)).status_code == 422
    assert send(world.client("neighbour"), url, **sent).status_code == 403
    assert Letterhead.objects.get().postcode == "40232"
