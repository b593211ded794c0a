"""What was worked out, on paper: in the minutes, on the sheet of the joint commitment, on the list of proposals."""

from typing import Any

import pypdfium2
from django.utils.translation import override

from mufakat.commitments.models import Commitment
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Minutes
from mufakat.meetings.papers import minutes_pdf
from mufakat.meetings.papers.minutes import minutes_facts
from mufakat.meetings.papers.room import proposals_pdf, sheet_pdf
from tests.room import work_in_room
from tests.world import World, wib

from .test_actions_minutes import judge_the_last
from .test_actions_rounds import close, rate
from .test_actions_work import do
from .test_papers import DIGEST, in_order, pages, snapshot


def text_of(pdf: bytes) -> str:
    return " ".join(pages(pypdfium2.PdfDocument(pdf)))


def worked_out(world: World) -> Minutes:
    """A session with everything, ratified."""
    work_in_room(world)
    judge_the_last(world)
    made = world.work
    third = {"numerator": 41, "denominator": 98, "indicator": "SPM-11"}
    do(world, actions.record_problem, world.opened, text="Temuan TBC rendah", **third)
    do(world, actions.record_cause, made["problem"], text="Tak ada insentif", under=made["cause"])
    note = {"agenda_item": world.item, "group": made["group"], "text": "Usul: sore hari"}
    do(world, actions.record_note, world.opened, **note)
    do(world, actions.report_group, made["group"], report="Posyandu sore.\nMulai Juli.")
    rate(world, made["rater"], 3, 3, 3, 5, 5, 4)
    close(world)
    with world.doing("notulis", wib(6, 26, 9, 5)) as open_act:
        actions.begin_agenda(open_act, world.opened, world.item)
    with world.doing("notulis", wib(6, 26, 9, 27)) as open_act:
        actions.end_agenda(open_act, world.opened, world.item)
    do(world, actions.close_sheet, made["sheet"])
    meeting = Meeting.objects.select_related("forum").get(pk=world.opened.pk)
    do(world, actions.ratify_meeting, meeting, who="chair")
    return Minutes.objects.get(meeting=meeting)


def test_the_minutes_tell_what_was_worked_out(world: World) -> None:
    minutes = worked_out(world)
    text = text_of(minutes_pdf(minutes.snapshot, digest=minutes.digest, addendum=[]))
    in_order(
        text,
        *("III. Jalannya rapat", "(09.05–09.27, rencana", "lihat bagian VII."),
        *("IV. Diskusi kelompok", "A. Kelompok Ibu dan Anak", "Anggota:", "Pelapor:"),
        *("Usul: sore hari", "Laporan ke pleno", "Posyandu sore.", "Mulai Juli."),
        *("V. Masalah, penyebab dan prioritas", "Imunisasi dasar belum merata"),
        *("Manusia: Kader berganti ← Tak ada insentif", "Temuan TBC rendah"),
        *("41 dari 98 (41,84 %)", "A. Prioritas: USG, dijumlahkan (1 penilai)", "14", "9"),
        *("tidak dihitung:", "VI. Keputusan", "VII. Rencana tindak lanjut"),
        *("VIII. Usulan untuk Musrenbang", "Alat timbang baru", "5.000.000"),
        *("IX. Komitmen bersama", "Membuka Posyandu sore", "Ditandatangani 1 peserta"),
    )


def test_what_is_frozen_does_not_follow_later_changes(world: World) -> None:
    minutes = worked_out(world)
    before = minutes_pdf(minutes.snapshot, digest=minutes.digest, addendum=[])
    world.opened.problems.update(text="Lain")
    world.opened.groups.update(name="Lain")
    again = Minutes.objects.get(pk=minutes.pk)
    assert minutes_pdf(again.snapshot, digest=again.digest, addendum=[]) == before


def test_older_minutes_print_as_before() -> None:
    """Minutes of form 1 and 2 hold none of it: their sections keep their numbers."""
    text = text_of(minutes_pdf(snapshot(), digest=DIGEST, addendum=[]))
    in_order(text, "III. Jalannya rapat", "IV. Keputusan", "V. Rencana tindak lanjut (RTL)")
    for word in ("Diskusi kelompok", "Masalah, penyebab", "Musrenbang", "Komitmen bersama"):
        assert word not in text
    with override("id"):
        facts: dict[str, Any] = minutes_facts(snapshot(), digest=DIGEST, addendum=[])
    assert "VI" not in str(facts["phases"])


def test_a_late_problem_is_printed_in_the_addendum(world: World) -> None:
    meeting = Meeting.objects.select_related("forum").get(pk=world.ratified.pk)
    do(world, actions.record_problem, meeting, text="Masalah susulan")
    answer = world.client("chair").get(f"{meeting.get_absolute_url()}notulen.pdf")
    in_order(text_of(answer.content), "Lampiran: daftar hadir", "Adendum", "Masalah susulan")


def test_the_sheet_has_a_place_for_each_and_then_who_signed(world: World) -> None:
    work_in_room(world)
    sheet = world.work["sheet"]
    names = [p.name for p in world.opened.participants.filter(present=True).order_by("name")]
    text = text_of(sheet_pdf(sheet))
    assert all(name in text for name in names) and "Belum ditutup" in text
    do(world, actions.close_sheet, sheet)
    text = text_of(sheet_pdf(sheet))
    in_order(text, "LEMBAR KOMITMEN BERSAMA", "Kami sepakat:", "Membuka Posyandu sore", names[0])
    assert names[1] not in text and sheet.digest[:16] in text
    assert sheet_pdf(sheet) == sheet_pdf(sheet)


def test_the_list_of_proposals_names_its_musrenbang(world: World) -> None:
    work_in_room(world)
    text = text_of(proposals_pdf(world.opened, "f4"))
    in_order(text, "USULAN KESEHATAN UNTUK MUSRENBANG KECAMATAN", "Alat timbang baru", "5.000.000")


def test_who_came_late_and_left_early_is_told_beside_the_name() -> None:
    frozen = snapshot()
    frozen["participants"] = [
        frozen["participants"][0]
        | {"arrived_at": "2023-09-29T06:25:00+00:00", "left_at": "2023-09-29T08:00:00+00:00"}
    ]
    frozen["report_card"]["lines"][0] |= {"proof_seen": True, "verdict": "kept"}
    with override("id"):
        facts: dict[str, Any] = minutes_facts(frozen, digest=DIGEST, addendum=[])
    assert "datang 13.25, terlambat, pulang 15.00" in facts["attendance"]["people"][0]["remark"]
    assert facts["report_card"]["lines"][0]["verdict"].endswith("ditepati (bukti diperlihatkan)")


def test_priority_and_who_looked_are_printed(world: World) -> None:
    """Frozen with the session: a promise of high priority is marked, and its verdict names the second person."""
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(priority="high")
    world.promise_waiting.refresh_from_db()
    camat = world.people["camat"]
    with world.doing("notulis", wib(6, 26, 11)) as act:
        given: Any = {"verdict": "kept", "proof_seen": True, "checked_by": camat}
        actions.give_verdict(act, world.opened, commitment=world.promise_waiting, **given)
    client, mark = world.client("notulis"), 'aria-hidden="true">▲</span>'
    assert mark in client.get(world.opened.get_absolute_url()).content.decode()
    meeting = Meeting.objects.select_related("forum").get(pk=world.opened.pk)
    do(world, actions.ratify_meeting, meeting, who="chair")
    minutes = Minutes.objects.get(meeting=meeting)
    text = text_of(minutes_pdf(minutes.snapshot, digest=minutes.digest, addendum=[]))
    in_order(
        text, world.promise_waiting.what, "(prioritas tinggi)", "ditepati (bukti diperlihatkan; "
    )
    in_order(text, "diperiksa oleh", camat.name)
    assert mark in client.get(world.opened.get_absolute_url()).content.decode()


def test_lists_mark_high_priority(world: World) -> None:
    """Home, the page of the forum and of the region: word and shape; nothing where nothing is."""
    promise, mark = world.promise_waiting, 'aria-hidden="true">▲</span>'
    urls = ("/", "/komitmen/", world.forum.get_absolute_url(), promise.get_absolute_url())
    client = world.client("notulis")
    assert not [url for url in urls if mark in client.get(url).content.decode()]
    Commitment.objects.filter(state="open").update(priority="high")
    assert not [url for url in urls if mark not in client.get(url).content.decode()]
