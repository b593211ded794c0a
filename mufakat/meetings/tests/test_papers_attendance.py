"""The attendance list and the poster on paper: who is on it, in which form, and that typed text stays text."""

from typing import Any

import pypdfium2
import pytest
import time_machine

from mufakat.directory.models import Letterhead, Person
from mufakat.meetings import actions
from mufakat.meetings.models import CheckIn, Participant
from mufakat.meetings.papers.attendance import attendance_facts, attendance_pdf
from mufakat.meetings.papers.door import poster_pdf
from tests.world import World, wib

pytestmark = pytest.mark.django_db
SIGNED = [[20, 150, 100, 40, 180, 160, 300, 30, 580, 120]]


def arrive(world: World) -> Participant:
    who = world.opened.participants.get(name="Maria Tanudjaja")
    with world.doing("notulis", wib(6, 26, 9, 25)) as act:
        actions.record_arrival(act, world.opened, who)
    return who


def read(pdf: bytes) -> tuple[str, Any]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split()), document


def people(world: World, **asked: Any) -> dict[str, dict[str, Any]]:
    return {p["name"]: p for p in attendance_facts(world.opened, empty=False, **asked)["people"]}


def test_the_list_says_what_when_where_and_who(world: World) -> None:
    arrive(world)
    said, document = read(attendance_pdf(world.opened))
    for words in (
        *("DAFTAR HADIR", "Hari/tanggal : Jumat, 26 Juni 2026", "09.00–12.00 WIB"),
        *("Aula Kecamatan Bojongloa Kaler", "No. Nama Jabatan/Instansi Tanda tangan"),
        *("Maria Tanudjaja datang 09.25, terlambat", "Pimpinan rapat", "Asep Gunawan, S.IP"),
    ):
        assert words in said, words
    assert document.get_metadata_dict()["Title"].startswith("Daftar hadir")


def test_the_officer_is_signed_with_his_nip(world: World) -> None:
    Person.objects.filter(name="Asep Gunawan").update(nip="197805122005011007")
    assert "NIP 197805122005011007" in read(attendance_pdf(world.opened))[0]


def test_the_letterhead_of_the_only_host_stands_above(world: World) -> None:
    world.opened.hosts.set([world.citarip])
    Letterhead.objects.create(
        organisation=world.citarip,
        above="Pemerintah Kota Bandung\nDinas Kesehatan",
        name="UPT Citarip",
    )
    kop = attendance_facts(world.opened, empty=False)["kop"]
    assert kop["lines"] == ["Pemerintah Kota Bandung", "Dinas Kesehatan", "UPT Citarip"]


def test_only_who_is_present_has_his_signature_drawn(world: World) -> None:
    who = arrive(world)
    values = {"source": "qr", "state": "accepted", "name": who.name, "signature": SIGNED}
    CheckIn.objects.create(meeting=world.opened, participant=who, at=wib(6, 26, 9), **values)
    assert people(world)[who.name]["signature"].startswith("M20 150L100 40")
    with world.doing("notulis", wib(6, 26, 10)) as act:
        actions.withdraw_arrival(act, world.opened, who)
    assert people(world)[who.name]["signature"] == ""
    assert people(world)[who.name]["remark"] == "tidak hadir"


def test_nobody_is_absent_while_he_may_still_come(world: World) -> None:
    who = next(p for p in world.opened.participants.filter(present=False))
    with time_machine.travel(wib(6, 26, 8), tick=False):
        assert people(world)[who.name]["remark"] == ""
    with time_machine.travel(wib(6, 27, 8), tick=False):
        assert people(world)[who.name]["remark"] == "tidak hadir"


def test_nobody_is_absent_before_the_session_begins(world: World) -> None:
    with world.doing("notulis", wib(6, 26, 9)) as act:
        actions.record_participants(act, world.planned)
    listed = attendance_facts(world.planned, empty=False)["people"]
    assert listed
    assert not [each for each in listed if each["remark"]]


def test_who_was_represented_says_by_whom(world: World) -> None:
    invited = world.opened.participants.get(name="Maria Tanudjaja")
    with world.doing("notulis", wib(6, 26, 9)) as act:
        actions.record_representative(act, world.opened, invited, name="Rudi Hartono")
    listed = people(world)
    assert listed["Maria Tanudjaja"]["remark"] == "diwakili Rudi Hartono"
    assert listed["Rudi Hartono"]["remark"] == "mewakili Maria Tanudjaja; datang 09.00"


def test_the_empty_form_lists_the_invited_and_leaves_rows(world: World) -> None:
    arrive(world)
    with world.doing("notulis", wib(6, 26, 9, 30)) as act:
        actions.record_checkin(act, world.opened, source="registrar", name="Joko Susilo")
    said, _document = read(attendance_pdf(world.opened, empty=True))
    assert "Maria Tanudjaja" in said and "Joko Susilo" not in said and "datang" not in said
    invited = world.opened.participants.filter(invited=True).count()
    assert f"{invited + 10}. ." in said


def test_the_address_on_the_poster_is_typed_off_as_it_stands(world: World) -> None:
    address = "https://mufakat.dinkes.bandung.go.id:8171/hadir/JYHm-EDUm8yq3RkVtW0xPz_5nBcLsA7d/"
    said, _document = read(poster_pdf(world.opened, address))
    assert address in said
    long = address.replace(
        "/hadir", "/layanan-lokakarya-mini-lintas-sektor-kecamatan" * 2 + "/hadir"
    )
    lines = read(poster_pdf(world.opened, long))[0].partition("https")[2].split()
    assert "https" + "".join(lines) == long and all(line.endswith("/") for line in lines)


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_paper_sizes(world: World, paper: str, size: tuple[int, int]) -> None:
    for pdf in (
        attendance_pdf(world.opened, paper=paper),
        poster_pdf(world.opened, "x", paper=paper),
    ):
        for page in pypdfium2.PdfDocument(pdf):
            assert [side / 72 * 25.4 for side in page.get_size()] == pytest.approx(size, abs=0.1)


def test_the_signature_never_stands_alone_after_150_names(world: World) -> None:
    Participant.objects.bulk_create(
        Participant(
            meeting=world.opened, name=f"Peserta {n}", sector="agama", invited=True, present=True
        )
        for n in range(150)
    )
    drawn = [
        CheckIn(meeting=world.opened, participant=p, source="qr", state="accepted", name=p.name,
                at=wib(6, 26), signature=[[n % 600 for n in range(7, 307)]] * 2)
        for p in world.opened.participants.all()
    ]  # fmt: skip
    CheckIn.objects.bulk_create(drawn)
    document = read(attendance_pdf(world.opened))[1]
    last = document[len(document) - 1].get_textpage().get_text_range()
    assert "Asep Gunawan" in last and f"{150 + 5 + 10}." in last


def test_naughty_names_are_printed_as_text(world: World) -> None:
    who = arrive(world)
    name = '#panic() *b* $x$ <script> "\\ 👍'
    Participant.objects.filter(pk=who.pk).update(name=name, title="]#[", represents="@ref <label>")
    said, _document = read(attendance_pdf(world.opened))
    assert "#panic() *b* $x$ <script>" in said and "[U+1F44D]" in said and "]#[" in said


def test_a_list_of_nobody_is_still_a_form(world: World) -> None:
    said, _document = read(attendance_pdf(world.undated, empty=True))
    assert "DAFTAR HADIR" in said and "10. ." in said
