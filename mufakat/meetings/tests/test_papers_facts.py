"""What is put into the notulen: days and hours of the place, its letterhead, what the forums below and above say."""

from typing import Any

import pytest
from pypdfium2 import PdfDocument

from mufakat.directory.models import Letterhead
from mufakat.directory.queries import letterhead_facts, letterhead_lines
from mufakat.meetings.papers import minutes_pdf
from mufakat.meetings.papers.attendance import attendance_facts
from mufakat.meetings.papers.minutes import letterhead, minutes_facts
from mufakat.meetings.snapshot import of_meeting
from tests.world import World

from .test_papers import FROZEN, REGIONS, in_order, opened, pages


def test_an_empty_session_is_still_a_notulen() -> None:
    texts = ("starts_at", "ends_at", "place", "chair", "notulis", "funding", "ratified_at")
    lists = ("hosts", "participants", "sectors", "agenda", "commitments")
    bare: dict[str, Any] = {
        **dict.fromkeys((*texts, "ratified_by"), ""),
        **{name: [] for name in lists},
        "edition": 0,
        "report_card": {"carried_in": 0, "counts": {}, "lines": []},
    }
    text = " ".join(pages(opened(**bare)))
    in_order(
        text,
        *("KONSEP, belum disahkan", "Tempat : –"),
        "Tidak ada janji yang dibawa dari rapat sebelumnya.",
        *("Tidak ada keputusan yang dicatat.", "Tidak ada janji baru yang dicatat."),
        "Belum disahkan.",
    )


@pytest.mark.parametrize(
    ("begin", "end", "zone", "day", "hours"),
    [
        ("2023-09-29T06:00Z", "2023-09-29T09:00Z", "Asia/Jakarta", "Jumat, 29 September 2023", "13.00–16.00 WIB"),
        ("2023-09-29T06:00Z", "2023-09-29T09:00Z", "Asia/Makassar", "Jumat, 29 September 2023", "14.00–17.00 WITA"),
        ("2023-09-29T16:00Z", "2023-09-29T17:00Z", "Asia/Jayapura", "Sabtu, 30 September 2023", "01.00–02.00 WIT"),
        ("2015-07-27T02:00Z", "2015-07-29T05:00Z", "Asia/Jakarta", "Senin–Rabu, 27–29 Juli 2015",
         "27 Jul 2015 09.00 WIB sampai 29 Jul 2015 12.00 WIB"),
    ],
)  # fmt: skip
def test_day_and_hours_of_the_place(begin: str, end: str, zone: str, day: str, hours: str) -> None:
    text = pages(opened(starts_at=begin, ends_at=end, timezone=zone))[0]
    in_order(text, f"Hari/tanggal : {day}", f"Waktu : {hours}")


@pytest.mark.parametrize(
    ("regions", "hosts", "kop"),
    [
        (REGIONS, ["A", "B"], ["Pemerintah Kota Bandung", "Kecamatan Bojongloa Kaler"]),
        (REGIONS, ["UPT Puskesmas Citarip"], ["Pemerintah Kota Bandung", "UPT Puskesmas Citarip"]),
        (REGIONS[:2], [], ["Pemerintah Provinsi Jawa Barat"]),
        (REGIONS[:1], [], ["Klaster kesehatan"]),
        (REGIONS[:1], ["Pusat Krisis Kesehatan"], ["Pusat Krisis Kesehatan"]),
        (
            [
                {"kind": "provinsi", "name": "Daerah Khusus Ibukota Jakarta", "code": "31"},
                {"kind": "kota", "name": "Administrasi Jakarta Pusat", "code": "31.71"},
            ],
            [],
            [
                "Pemerintah Provinsi Daerah Khusus Ibukota Jakarta",
                "Kota Administrasi Jakarta Pusat",
            ],
        ),
    ],
)
def test_letterhead(regions: list[dict[str, str]], hosts: list[str], kop: list[str]) -> None:
    frozen = {"forum_regions": regions, "hosts": hosts, "forum": "Klaster kesehatan"}
    assert letterhead(frozen) == kop


def test_a_partner_writes_under_its_own_name() -> None:
    """A host of no regional government: no "Pemerintah …" above it. Minutes from before that was asked stay."""
    frozen = {"forum_regions": REGIONS, "hosts": ["Yayasan Sehat"], "forum": "x"}
    assert letterhead(frozen | {"host_of_region": False}) == ["Yayasan Sehat"]
    assert letterhead(frozen) == ["Pemerintah Kota Bandung", "Yayasan Sehat"]


@pytest.mark.django_db
def test_minutes_and_letter_of_an_office_begin_alike(world: World) -> None:
    """A single host writes both under its own letterhead, as it stood when the minutes were frozen."""
    world.opened.hosts.set([world.citarip])
    Letterhead.objects.create(
        organisation=world.citarip,
        above="Pemerintah Kota Bandung\nDinas Kesehatan",
        name="UPT Puskesmas Citarip",
        address="Jalan Citarip Barat 12",
        phone="(022) 540",
    )
    frozen = of_meeting(world.opened)
    head = letterhead_lines(letterhead_facts(world.citarip))
    facts = minutes_facts(frozen, digest="", addendum=[])
    assert (facts["kop"], facts["reach"]) == ([*head["above"], head["name"]], head["below"])
    said = pages(PdfDocument(minutes_pdf(frozen, digest="", addendum=[])))[0]
    told = "PEMERINTAH KOTA BANDUNG DINAS KESEHATAN UPT PUSKESMAS CITARIP Jalan Citarip Barat 12"
    assert said.startswith(f"{told} Telepon (022) 540 NOTULEN")
    assert attendance_facts(world.opened, empty=True)["kop"]["lines"] == facts["kop"]
    world.opened.hosts.set([world.citarip, world.kua])
    assert "letterhead" not in of_meeting(world.opened)


def test_forums_below_and_above() -> None:
    below = {
        "what": "Menutup selokan [#] RW 05",
        "from_forum": "Pokja Jamika",
        "reason": "Di luar wewenang",
        "said": "membantu",
        "text": "Dinas PU memasukkan ke rencana 2027.",
    }
    raised = {"what": "Alat timbang", "to": "Rakor Kota", "reason": "Dua sidang belum selesai"}
    line = FROZEN["report_card"]["lines"][0] | {"above": "Menunggu jawaban Rakor Kota"}
    card = FROZEN["report_card"] | {"lines": [line]}
    text = " ".join(pages(opened(from_below=[below], raised=[raised], report_card=card)))
    in_order(
        text,
        "Menunggu jawaban Rakor Kota",
        "Dari forum di bawah",
        "Menutup selokan [#] RW 05 (Pokja Jamika): Di luar wewenang",
        "Membantu. Dinas PU memasukkan ke rencana 2027.",
        "Dinaikkan ke forum di atas",
        "Alat timbang, ke Rakor Kota: Dua sidang belum selesai",
    )
    assert "forum di bawah" not in " ".join(pages(opened()))


def test_the_last_report_is_a_sentence_of_its_own() -> None:
    """One colon, whoever says why: the session, or the owner when it said nothing."""
    line = {**FROZEN["report_card"]["lines"][0], "verdict": "continued", "new_due_on": "2023-12-31"}
    for reason, told in (
        ("", "dilanjutkan sampai 31 Des 2023. Kabar terakhir: Baru dua RW"),
        ("Dana belum cair", "dilanjutkan sampai 31 Des 2023: Dana belum cair"),
    ):
        card = {"carried_in": 1, "counts": {"continued": 1}}
        lines = [line | {"reason": reason, "last_report": "Baru dua RW"}]
        in_order(" ".join(pages(opened(report_card=card | {"lines": lines}))), told)


@pytest.mark.parametrize("problem", ["", "Balita kurang gizi"])
def test_proposals_without_a_problem_have_no_column_for_it(problem: str) -> None:
    proposal: dict[str, Any] = {"text": "Sumur bor RW 05", "problem": "", "region": "Kel. Jamika"}
    proposal |= {"volume": "1 unit", "amount_idr": 12_000_000, "level": "kecamatan"}
    other = proposal | {"text": "Lampu jalan", "problem": problem}
    text = " ".join(pages(opened(proposals=[proposal, other])))
    table = text.partition("Usulan untuk Musrenbang")[2]
    assert ("Masalah" in table) is bool(problem)
    in_order(table, "Usulan", "Lokasi", "Sumur bor RW 05", "Kel. Jamika", "1 unit", "12.000.000")


def test_what_is_nought_is_not_counted() -> None:
    """Above the signatures; and causes have their column where somebody looked for one."""
    problem: dict[str, Any] = {
        "rank": [1, 1],
        "text": "Air bersih",
        "region": "",
        "measure": "",
        "causes": [],
    }
    problem |= {"numerator": None, "denominator": None}
    text = " ".join(pages(opened(agenda=[], commitments=[], problems=[problem])))
    in_order(text, "Air bersih", "Demikian notulen ini dibuat untuk digunakan")
    assert "Penyebab (" not in text
    cause = {"bone": "Manusia", "text": "kader berganti", "whys": []}
    text = " ".join(pages(opened(problems=[problem, problem | {"causes": [cause]}])))
    in_order(text, "Penyebab (", "Manusia: kader berganti", "janji baru")
