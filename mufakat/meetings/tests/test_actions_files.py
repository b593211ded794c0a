"""The accountability file: put in, announced and complete when the bytes arrive, taken back; costs and terms."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mufakat.journal.actions import Conflict
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from mufakat.meetings import actions
from mufakat.meetings.documents import document_of
from mufakat.meetings.models import Expense, SessionFile, Terms
from tests.proofs import photo
from tests.spj import TERMS, WIB, document, pdf, put_in
from tests.world import TODAY, World

from .test_actions_work import do, refused

TAKEN = {"taken_on": TODAY, "place": "Aula Kecamatan"}


@pytest.fixture(autouse=True)
def _that_day(on_the_day: None) -> None:
    pass


def test_a_photo_is_kept_anew_with_day_and_place(world: World, settings: Any) -> None:
    sent = photo().read()
    row = do(world, actions.record_file, world.opened, part="foto", document=document(), **TAKEN)
    row.refresh_from_db()
    assert (row.kind, row.width, row.height, row.pages) == ("photo", 640, 480, 1)
    assert row.sha256 == sha256(sent).hexdigest() and row.size == len(sent)
    kept = (Path(settings.MEDIA_ROOT) / row.file.name).read_bytes()
    assert row.kept_sha256 == sha256(kept).hexdigest() and row.kept_size == len(kept)
    assert row.thumb and not row.is_waiting
    event = Event.objects.get(verb="file.recorded")
    assert ["meeting", str(world.opened.pk)] in event.about
    assert ["forum", str(world.forum.pk)] in event.about


def test_several_at_once_and_none_twice(world: World) -> None:
    record = actions.record_files
    two = [document("a.jpg"), document("b.jpg", "blue")]
    rows = do(world, record, world.opened, part="foto", photos=two, caption="Sidang", **TAKEN)
    assert [row.name for row in rows] == ["a.jpg", "b.jpg"]
    again = [document("c.jpg", "blue")]
    refused("file.twice", world, record, world.opened, part="foto", photos=again, **TAKEN)
    many = [document()] * 11
    refused("file.too_many_at_once", world, record, world.opened, part="foto", photos=many, **TAKEN)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("file.unknown_part", {"part": "x", "document": None}),
        ("file.no_day", {"part": "foto", "place": "Aula"}),
        ("file.no_place", {"part": "foto", "taken_on": TODAY}),
        ("file.no_digest", {"part": "materi", "document": None, "sha256": "x"}),
        ("file.size", {"part": "materi", "document": None, "sha256": "0" * 64}),
        ("file.size", {"part": "materi", "document": None, "sha256": "0" * 64, "size": 1 << 25}),
    ],
)
def test_what_is_not_put_in(world: World, code: str, told: dict[str, Any]) -> None:
    told = {"document": document(), **told}
    refused(code, world, actions.record_file, world.opened, **told)
    assert not SessionFile.objects.exists()


def test_a_paper_is_no_photo(world: World) -> None:
    paper = document_of(pdf(), zone=WIB)
    record = actions.record_file
    refused("file.no_photo", world, record, world.opened, part="foto", document=paper, **TAKEN)
    row = do(world, record, world.opened, part="materi", document=document_of(pdf(3), zone=WIB))
    assert (row.kind, row.pages) == ("paper", 3)


def test_nothing_goes_into_a_session_that_was_cancelled(world: World) -> None:
    do(world, actions.cancel_meeting, world.planned, reason="x")
    record = actions.record_file
    refused("meeting.cancelled", world, record, world.planned, part="materi", document=document())
    line = {"item": "kudapan", "people": 1, "rate_idr": 1}
    refused("meeting.cancelled", world, actions.record_expense, world.planned, **line)
    refused("meeting.cancelled", world, actions.record_terms, world.planned, **TERMS)


# -- Bytes that arrive later --------------------------------------------------------------------


def test_an_announced_file_waits_for_exactly_its_bytes(world: World) -> None:
    sent = document()
    told = {"sha256": sent.sent_sha256, "size": sent.sent_size, "name": "IMG_1.jpg"}
    row = do(world, actions.record_file, world.opened, part="foto", **told, **TAKEN)
    assert row.is_waiting and not row.file
    assert Event.objects.get(verb="file.recorded").data["form"] == "waiting"
    complete = actions.complete_file
    refused("file.wrong_hash", world, complete, row, document=document(colour="blue"))
    assert SessionFile.objects.get().is_waiting
    do(world, complete, row, document=sent)
    row = SessionFile.objects.select_related("meeting__forum").get()
    assert not row.is_waiting and row.kind == "photo" and row.version == 2
    refused("file.complete", world, complete, row, document=sent)
    assert history_of(world.opened, limit=1)[0].verb == "file.completed"


def test_an_announced_photo_that_turns_out_a_paper_is_refused(world: World) -> None:
    paper = document_of(pdf(), zone=WIB)
    told = {"sha256": paper.sent_sha256, "size": paper.sent_size}
    row = do(world, actions.record_file, world.opened, part="foto", **told, **TAKEN)
    refused("file.no_photo", world, actions.complete_file, row, document=paper)


def test_withdrawn_its_bytes_are_gone_and_its_row_stays(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = put_in(world)["photo"]
    names = [Path(settings.MEDIA_ROOT) / str(each.name) for each in (row.file, row.thumb)]
    assert all(name.exists() for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        do(world, actions.withdraw_file, row, reason="Wajah anak terlihat")
    assert not any(name.exists() for name in names)
    row = SessionFile.objects.select_related("meeting__forum").get(pk=row.pk)
    assert row.withdrawn_reason == "Wajah anak terlihat" and not row.file and row.sha256
    refused("file.withdrawn", world, actions.withdraw_file, row, reason="x")
    refused("file.withdrawn", world, actions.complete_file, row, document=document())
    do(world, actions.record_file, world.opened, part="foto", document=document(), **TAKEN)


# -- Costs and terms -----------------------------------------------------------------------------


def test_a_line_keeps_what_the_rate_table_said(world: World) -> None:
    line = put_in(world)["expense"]
    assert (line.title, line.unit, line.paper) == (
        "Transpor lokal peserta",
        "orang-kali",
        "surat_tugas",
    )
    assert (line.amount_idr, line.ceiling_idr) == (900_000, 110_000)
    record = actions.record_expense
    over = do(world, record, world.opened, item="kudapan", people=2, quantity=3, rate_idr=30_000)
    assert (over.amount_idr, over.ceiling_idr) == (180_000, 22_000)  # told, never refused
    other = do(world, record, world.opened, title="Sewa kursi", people=1, rate_idr=250_000)
    assert (other.item, other.paper, other.ceiling_idr) == ("", "kuitansi", None)
    refused("expense.no_title", world, record, world.opened, people=1, rate_idr=1)
    refused("expense.no_title", world, record, world.opened, item="x", people=1, rate_idr=1)
    refused("expense.no_number", world, record, world.opened, item="atk", people=0, rate_idr=1)


def test_the_database_keeps_the_sum(world: World) -> None:
    line = put_in(world)["expense"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Expense.objects.filter(pk=line.pk).update(amount_idr=1)


def test_a_receipt_lies_where_its_line_says(world: World) -> None:
    made = put_in(world)
    assert list(made["expense"].receipts.all()) == [made["receipt"]]
    told = {"part": "konsumsi", "document": document(), "expenses": [made["expense"]]}
    refused("file.unknown_part", world, actions.record_file, world.opened, **told | {"part": "x"})
    refused("expense.other_part", world, actions.record_file, world.opened, **told)


def test_a_line_is_taken_back_once(world: World) -> None:
    line = put_in(world)["expense"]
    do(world, actions.withdraw_expense, line, reason="Salah hitung")
    line = Expense.objects.select_related("meeting__forum").get(pk=line.pk)
    assert line.withdrawn_by == str(world.users["notulis"])
    refused("expense.withdrawn", world, actions.withdraw_expense, line, reason="x")
    told = {"part": "surat_tugas", "document": document(), "expenses": [line]}
    refused("expense.withdrawn", world, actions.record_file, world.opened, **told)


def test_the_terms_are_written_once_and_two_texts_are_merged(world: World) -> None:
    terms = put_in(world)["terms"]
    refused("terms.exist", world, actions.record_terms, world.opened, **TERMS)
    do(world, actions.change_terms, terms, base=1, aims="Sepakat bersama.")
    terms = Terms.objects.select_related("meeting__forum").get()
    do(world, actions.change_terms, terms, base=1, target="50 peserta", who="chair")
    terms = Terms.objects.select_related("meeting__forum").get()
    assert (terms.aims, terms.target, terms.version) == ("Sepakat bersama.", "50 peserta", 3)
    with pytest.raises(Conflict):
        do(world, actions.change_terms, terms, base=1, aims="Lain")
