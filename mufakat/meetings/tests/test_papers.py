"""The notulen as PDF: read back as a clerk, a screen reader and an archive read it."""

import ctypes
import json
import re
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from mufakat.meetings.models import Minutes
from mufakat.meetings.papers import minutes_pdf
from mufakat.meetings.papers.minutes import minutes_facts
from tests.world import World

DIGEST = "0123456789abcdef" * 4
# A frozen session as mufakat/meetings/snapshot.py writes it, small enough to read.
FROZEN: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "snapshot.json").read_text(encoding="utf-8")
)
REGIONS = FROZEN["regions"]


def snapshot(**more: Any) -> dict[str, Any]:
    return deepcopy(FROZEN) | more


def participant(name: str, **more: str) -> dict[str, Any]:
    plain: dict[str, Any] = FROZEN["participants"][0]
    return plain | {"name": name, "title": ""} | more


def promise(what: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = FROZEN["commitments"][-1]
    return plain | {"what": what} | more


def judged(what: str, verdict: str, **more: Any) -> dict[str, Any]:
    """A promise on the report card."""
    plain: dict[str, Any] = FROZEN["report_card"]["lines"][0]
    return plain | {"what": what, "new_what": what, "verdict": verdict} | more


ADDED = {
    "at": "2023-10-04T02:05:00+00:00",
    "kind": "note",
    "by": "Sinta Rahmawati",
    "text": "Ada gudang kosong di RW 05.",
}


def opened(*, addendum: Any = (), paper: str = "a4", **more: Any) -> pypdfium2.PdfDocument:
    pdf = minutes_pdf(snapshot(**more), digest=DIGEST, addendum=list(addendum), paper=paper)
    return pypdfium2.PdfDocument(pdf)


def pages(document: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page, spaces and line ends as one space each."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe\x02]+", "", text)


def tags_of(document: pypdfium2.PdfDocument) -> Counter[str]:
    """How many of each structure tag a screen reader finds."""
    found: Counter[str] = Counter()

    def walk(element: Any) -> None:
        name = ctypes.create_string_buffer(200)
        size = raw.FPDF_StructElement_GetType(element, name, 200)
        found[name.raw[: size - 2].decode("utf-16-le")] += 1
        for child in range(raw.FPDF_StructElement_CountChildren(element)):
            if below := raw.FPDF_StructElement_GetChildAtIndex(element, child):
                walk(below)

    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for child in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, child))
        raw.FPDF_StructTree_Close(tree)
    return found


def in_order(text: str, *parts: str) -> None:
    place = 0
    for part in parts:
        assert part in text[place:], (
            f"{part!r} is missing after {text[max(0, place - 80) : place]!r}"
        )
        place = text.index(part, place) + len(part)


def test_reads_as_a_notulen_from_top_to_bottom() -> None:
    text = " ".join(pages(opened(addendum=[ADDED])))
    in_order(
        text,
        *("PEMERINTAH KOTA BANDUNG", "KECAMATAN BOJONGLOA KALER", "NOTULEN"),
        *("Hari/tanggal : Jumat, 29 September 2023", "Waktu : 13.00–16.00 WIB"),
        *("Tempat : Aula Kecamatan", "Acara : Lokakarya mini tribulanan III 2023"),
        "Tuan rumah : Puskesmas Sukapakir dan UPT Puskesmas Citarip",
        *("Pimpinan rapat : Yayan Sutardja, M.Si.", "Notulis : Sinta Rahmawati"),
        "Peserta : 2 dari 3 yang diundang hadir; 1 hadir tanpa undangan",
        *("Sumber dana : BOK Puskesmas", "Adendum : 1 tambahan sesudah pengesahan, di halaman 4"),
        *("I. Kehadiran menurut sektor", "Sektor Diundang Hadir", "Polri 3 3", "Jumlah 3 3"),
        "II. Rapor janji rapat sebelumnya",
        "1 dari 3 janji ditepati; 1 dilanjutkan, 1 diubah.",
        *("Dari Lokmin TW II 2023", "Mendata balita", "31 Agu 2023", "ditepati: Sebab"),
        *("Membuka bank sampah", "lewat 29 hari", "dilanjutkan sampai 30 Nov 2023"),
        *("Dari Lokmin TW I 2023", "diubah", "Menjadi: Balai RW 06"),
        *("III. Jalannya rapat", "A. Masukan", "1. Laporan", "Saluran air RW 03 tergenang."),
        *("Kehadiran: lihat bagian I.", "B. Proses", "Tanpa catatan: Hambatan."),
        *("C. Luaran", "Kesepakatan", "Keputusan: Janji tetap berjalan."),
        *("IV. Keputusan", "Janji tetap berjalan. (Kesepakatan)"),
        *("V. Rencana tindak lanjut (RTL)", "Penanggung jawab", "Posyandu sore", "1.800.000"),
        *("Jumlah 25.800.000", "BOK Puskesmas Rp1.800.000; Dana kelurahan Rp24.000.000."),
        "dengan 1 keputusan dan 3 janji baru senilai Rp25.800.000, dibuat",
        *("Pimpinan rapat,", "Camat Bojongloa Kaler", "Yayan Sutardja, M.Si."),
        "NIP 19780512 200501 1 007",
        *("Bandung, 2 Oktober 2023", "Notulis,", "Sinta Rahmawati"),
        "Disahkan secara elektronik oleh Yayan Sutardja, M.Si. pada 2 Oktober 2023 14.20 WIB, edisi 1.",
        "0123456789abcdef 0123456789abcdef 0123456789abcdef 0123456789abcdef",
        *("Lampiran: daftar hadir", "Iptu Sumarna", "Tidak hadir"),
        *("Dini Andriani", "mewakili Kepala Puskesmas, tanpa undangan", "Hadir"),
        *("Adendum", "4 Oktober 2023 09.05 WIB", "Catatan", "Ada gudang kosong di RW 05."),
    )


def test_the_minutes_of_a_session_in_the_database(world: World) -> None:
    minutes = Minutes.objects.get(meeting=world.ratified)
    pdf = minutes_pdf(minutes.snapshot, digest=minutes.digest, addendum=[])
    text = " ".join(pages(pypdfium2.PdfDocument(pdf)))
    regions = minutes.snapshot["forum_regions"]
    assert [r["kind"] for r in regions] == ["negara", "provinsi", "kota", "kecamatan"]
    assert text.startswith("PEMERINTAH K")
    for said in (world.ratified.title, world.promise_kept.what, minutes.ratified_by):
        assert squeezed(said) in squeezed(text)
    assert minutes.digest[:16] in text


def test_a_kept_promise_is_not_called_late() -> None:
    facts = minutes_facts(snapshot(), digest=DIGEST, addendum=[])
    assert [line["late"] for line in facts["report_card"]["lines"]] == [
        "",
        "lewat 29 hari",
        "lewat 29 hari",
    ]


def test_pages_are_numbered_and_carry_the_digest() -> None:
    said = pages(opened(addendum=[ADDED]))
    for number, text in enumerate(said, start=1):
        assert f"Halaman {number} dari {len(said)}" in text
        assert "Edisi 1 · SHA-256 0123456789abcdef…" in text


def test_tagged_archivable_and_in_indonesian() -> None:
    pdf = minutes_pdf(snapshot(), digest=DIGEST, addendum=[])
    document = pypdfium2.PdfDocument(pdf)
    assert raw.FPDFCatalog_IsTagged(document)
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    language = (raw.FPDF_WCHAR * size)()
    raw.FPDFCatalog_GetLanguage(document, language, size)
    assert bytes(language)[: size - 2].decode("utf-16-le").startswith("id")
    title = document.get_metadata_dict()["Title"]
    assert title == "Notulen – Lokakarya mini tribulanan III 2023"
    assert (
        b"<pdfaid:part>2" in pdf and b"<pdfaid:conformance>A" in pdf and b"<pdfuaid:part>1" in pdf
    )
    tags = tags_of(document)
    assert tags["Table"] >= 4 and tags["H2"] == 3 and tags["LI"] >= 3
    assert tags["TH"] == 3 + 5 + 7 + 5


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_paper_sizes(paper: str, size: tuple[int, int]) -> None:
    document = opened(paper=paper)
    for page in document:
        assert [side / 72 * 25.4 for side in page.get_size()] == pytest.approx(size, abs=0.1)


def test_unknown_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="a4, f4"):
        minutes_pdf(snapshot(), digest=DIGEST, addendum=[], paper="letter")


def test_same_input_same_bytes() -> None:
    first, second = (minutes_pdf(snapshot(), digest=DIGEST, addendum=[ADDED]) for _ in range(2))
    assert first == second
    assert b"2023-10-02T07:20:00" in first  # ratified, not printed


def test_input_is_left_alone() -> None:
    frozen = snapshot()
    before = deepcopy(frozen)
    minutes_facts(frozen, digest=DIGEST, addendum=[ADDED])
    assert frozen == before


def test_long_tables_break_over_pages_and_repeat_their_headings() -> None:
    crowd = [participant(f"Peserta {n:03}") for n in range(150)]
    said = pages(opened(participants=crowd, commitments=[promise(f"Janji {n}") for n in range(60)]))
    listing = [text for text in said if "Peserta 0" in text or "Peserta 1" in text]
    assert len(listing) >= 3
    for text in listing:
        assert "No. Nama Jabatan Instansi Kehadiran" in text
    plan = [text for text in said if "Kel. Jamika" in text]
    assert len(plan) >= 3
    for text in plan:
        assert "No. Kegiatan" in text and "Rupiah dan dana Bukti" in text
    everything = " ".join(said)
    assert all(f"Peserta {n:03}" in everything for n in range(150))


LONG = "Dr. dr. Hj. Siti Nurhalimah Kusumawardhani Prawirohardjo, Sp.A(K)., M.Kes., Ph.D."


@pytest.mark.parametrize("name", ["Yayan Sutardja, S.STP., M.Si.", LONG])
def test_who_signs_stands_on_one_line_with_the_office_above(name: str) -> None:
    """The office is written above the room to sign, never within the underlined name."""
    nips = {"chair": "19780512 200501 1 007", "notulis": ""}
    chair: dict[str, Any] = {"chair": f"{name} (Camat Bojongloa Kaler)", "nips": nips}
    document = opened(**chair)
    [page] = [p for p in document if "Pimpinan rapat," in p.get_textpage().get_text_range()]
    text = page.get_textpage()

    def lines(words: str) -> list[float]:
        """The heights at which words are written, from the last place where they stand."""
        said, found = text.search(words), []
        while place := said.get_next():
            rects = range(text.count_rects(*place))
            found = sorted({round(text.get_rect(n)[1]) for n in rects})
        return found

    [name_at] = lines(name)
    [office_at], [nip_at] = lines("Camat Bojongloa Kaler"), lines("NIP 19780512")
    [other_at], [other_office_at] = lines("Sinta Rahmawati"), lines("Notulis,")
    assert nip_at < name_at < office_at
    assert abs(other_at - name_at) <= 3 and abs(other_office_at - lines("Pimpinan rapat,")[0]) <= 3


def test_signatures_share_their_page_with_the_list_rather_than_leave_it_empty() -> None:
    """Whatever the length of what comes before, no page but the last is nearly empty."""
    for n in range(18, 34, 2):
        document = opened(commitments=[promise(f"Janji {i}") for i in range(n)])
        for page in list(document)[:-1]:
            text = page.get_textpage()
            lowest = min(
                text.get_charbox(i)[1]
                for i in range(text.count_chars())
                if text.get_charbox(i)[1] > 80  # above the foot
            )
            assert lowest < page.get_height() * 0.6, n


def test_addendum_stands_apart_and_only_when_there_is_one() -> None:
    without, with_one = pages(opened()), pages(opened(addendum=[ADDED]))
    assert "Adendum" not in " ".join(without)
    assert len(with_one) == len(without) + 1
    assert "Bukan bagian dari naskah yang disahkan" in with_one[-1]
    assert ADDED["text"] not in " ".join(with_one[:-1])


def test_second_edition_tells_why_it_was_opened_again() -> None:
    again = {
        "edition": 1,
        "reason": "Biaya salah ketik",
        "at": "2023-10-05T01:00:00+00:00",
        "by": "Yayan",
    }
    text = " ".join(pages(opened(edition=2, reopenings=[again], addenda=[ADDED], addendum=[ADDED])))
    in_order(
        text,
        "VI. Pembukaan kembali dan tambahan",
        "Edisi 1 dibuka kembali oleh Yayan pada 5 Oktober 2023 08.00 WIB: Biaya salah ketik",
        "Tambahan sesudah pengesahan (1 catatan) kini termasuk dalam naskah ini",
        "edisi 2.",
    )
    assert (
        ADDED["text"] not in text
    )  # here the text is that of the steps, and this one is not among them
