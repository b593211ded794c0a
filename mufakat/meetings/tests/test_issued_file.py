"""The accountability file as it is issued: one PDF and one archive that never change, under a key."""

import csv
import json
import re
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from mufakat.core.errors import RuleBroken
from mufakat.journal.seals import verify
from mufakat.meetings import actions
from mufakat.meetings.jobs import altered_files
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.meetings.papers.spj import file_parts, spj_pdf
from mufakat.meetings.queries.issued import issued_file
from tests.issued import fill, issue, text_of, whole
from tests.world import TODAY, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def meeting(world: World) -> Meeting:
    fill(world, world.ratified)
    return world.ratified


def bytes_of(kept: Any) -> bytes:
    return Path(kept.path).read_bytes()


def draft(meeting: Meeting, paper: str = "a4") -> bytes:
    found, parts = file_parts(meeting, TODAY)
    return spj_pdf(found, parts, paper=paper)


def test_a_draft_says_what_is_missing_and_has_no_key(world: World) -> None:
    said = text_of(draft(world.ratified))
    assert "RANCANGAN" in said and "belum ada" in said
    assert "kunci" not in said and "periksa" not in said


def test_a_file_is_issued_once_complete(world: World, meeting: Meeting) -> None:
    issued = issue(world, meeting)
    made = whole(issued).read()
    assert sha256(made).hexdigest() == issued.sha256 and len(made) == issued.size
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}", issued.key)
    said = text_of(made)
    assert "RANCANGAN" not in said and "belum ada" not in said
    assert said.count(f"kunci {issued.key}") == issued.pages == len(PdfReader(BytesIO(made)).pages)
    assert f"Halaman {issued.pages} dari {issued.pages}" in said


def test_what_is_not_complete_is_not_issued(world: World) -> None:
    with pytest.raises(RuleBroken, match=r"spj\.incomplete"):
        issue(world, world.ratified)
    assert not IssuedFile.objects.exists()


def test_the_list_of_the_cover_names_the_right_pages(meeting: Meeting) -> None:
    """Where the cover says that a part begins, its mark stands; the bookmarks lead there too."""
    read = PdfReader(BytesIO(draft(meeting)))
    marks = {
        found[1]: n
        for n, page in enumerate(read.pages, start=1)
        if n > 1 and (found := re.search(r"Bagian (\d+) ·", page.extract_text()))
    }
    _found, parts = file_parts(meeting, TODAY)
    assert set(marks) == {str(part.number) for part in parts if part.sections}
    cover = read.pages[0].extract_text()
    for part in parts:
        first = marks[str(part.number)]
        assert re.search(rf"{re.escape(part.label)}\s*{first}(–\d+)?\b", cover), part.label
    titles = [str(entry.title) for entry in read.outline if not isinstance(entry, list)]
    assert [title.split(" · ")[0] for title in titles] == [f"Bagian {p.number}" for p in parts]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("f4", (609, 935))])
def test_it_is_archivable_and_tagged_on_both_papers(
    meeting: Meeting, paper: str, size: tuple[int, int]
) -> None:
    made = draft(meeting, paper)
    assert made == draft(meeting, paper)  # the same facts, the same bytes
    read = PdfReader(BytesIO(made))
    root: Any = read.trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert (
        "<pdfaid:part>2<" in xmp and "<pdfaid:conformance>A<" in xmp and "<pdfuaid:part>1<" in xmp
    )
    assert root["/StructTreeRoot"]["/K"] and root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("id") and root["/OutputIntents"]
    assert read.metadata is not None and "Berkas SPJ" in str(read.metadata.title)
    assert {
        (round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in read.pages
    } == {size}


def test_papers_that_were_put_in_stand_page_by_page(meeting: Meeting) -> None:
    """A paper of two pages takes two; a photo goes in as the bytes that are kept."""
    made = draft(meeting)
    said = text_of(made)
    assert "pindaian · halaman 1 dari 2" in said and "pindaian · halaman 2 dari 2" in said
    photo = meeting.files.get(part="foto")
    assert bytes_of(photo.file) in made  # not drawn anew, not made worse
    assert "Aula Kecamatan" in said


def test_a_paper_that_cannot_be_drawn_is_named(meeting: Meeting) -> None:
    paper = meeting.files.filter(kind="paper").order_by("part")[0]
    Path(paper.file.path).write_bytes(b"%PDF-1.4 torn")
    assert f"Tidak dapat ditampilkan di sini: {paper.caption}" in " ".join(
        text_of(draft(meeting)).split()
    )


def test_an_issued_file_never_changes(world: World, meeting: Meeting) -> None:
    first = issue(world, meeting)
    made, archive = whole(first).read(), bytes_of(first.archive)
    with pytest.raises(RuleBroken, match=r"spj\.same"):
        issue(world, meeting)
    photo = meeting.files.get(part="foto")
    with world.doing("notulis") as act:
        actions.withdraw_file(act, photo, reason="Salah foto.")
    fill(world, meeting, photos=2)
    second = issue(world, meeting)
    assert (second.edition, second.key == first.key) == (2, False)
    again = IssuedFile.objects.get(pk=first.pk)
    assert (whole(again).read(), bytes_of(again.archive)) == (made, archive)
    assert issued_file(meeting) == second and issued_file(meeting, "1") == first
    assert list(verify([altered_files])) == []


def test_on_other_paper_it_is_a_further_edition(world: World, meeting: Meeting) -> None:
    issue(world, meeting)
    folio = issue(world, meeting, paper="f4")
    assert (folio.edition, issued_file(meeting, paper="f4")) == (2, folio)


def test_what_somebody_writes_meanwhile_is_not_left_out(world: World, meeting: Meeting) -> None:
    from mufakat.core import clock
    from mufakat.meetings.papers.spj.making import making
    from tests.spj import document

    given: Any = {"on": TODAY, "at": clock.now(), "by": "x", "paper": "a4", "address": str}
    with making(meeting, **given) as made:
        with world.doing("notulis") as act:
            told: Any = {"caption": "Baru", "taken_on": meeting.starts_on, "place": "Aula"}
            actions.record_file(
                act, meeting, part="foto", document=document("b.jpg", "blue"), **told
            )
        with pytest.raises(RuleBroken, match="changed_meanwhile"), world.doing("notulis") as act:
            actions.issue_file(act, meeting, made)
    assert not IssuedFile.objects.exists()


def test_the_archive_holds_every_part_by_name(world: World, meeting: Meeting) -> None:
    issued = issue(world, meeting)
    with issued.archive.open("rb") as kept, ZipFile(kept) as archive:
        names = archive.namelist()
        listed = archive.read("daftar-isi.csv").decode("utf-8-sig")
        rows = list(csv.DictReader(StringIO(listed), delimiter=";"))
        assert archive.testzip() is None
        for row in rows:
            assert sha256(archive.read(row["Berkas"])).hexdigest() == row["SHA-256"]
            assert len(archive.read(row["Berkas"])) == int(row["Ukuran (bita)"])
        photo = next(name for name in names if name.endswith(".jpg"))
        assert archive.read(photo) == bytes_of(meeting.files.get(part="foto").file)
    assert names[0] == "berkas-spj.pdf" and names[-1] == "daftar-isi.csv"
    assert {row["Berkas"] for row in rows} == set(names) - {"daftar-isi.csv"}
    assert all(re.fullmatch(r"[A-Za-z0-9 ()_.,/-]+", name) for name in names)
    assert any(name.startswith("0") and "Notulen/01 Notulen.pdf" in name for name in names)


def test_the_public_words_name_nobody(world: World, meeting: Meeting) -> None:
    told = json.dumps(issue(world, meeting).told)
    assert meeting.title in told
    for person in meeting.participants.values_list("name", flat=True):
        assert person not in told


def test_verify_finds_bytes_that_were_altered(world: World, meeting: Meeting) -> None:
    issued = issue(world, meeting)
    path = Path(issued.archive.path)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert [said for said in altered_files() if str(issued.pk) in said]
    path.unlink()
    assert [said for said in altered_files() if str(issued.pk) in said]
