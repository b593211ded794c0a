"""A letter of invitation as a secretary writes it."""

from datetime import date
from typing import Any

from mufakat.directory.models import Organisation
from mufakat.journal.actions import OpenAct
from mufakat.meetings.actions import record_letter
from mufakat.meetings.models import Letter, Meeting

WORDS: dict[str, Any] = {
    "number": "005/12-PKM/2026",
    "nature": "Penting",
    "subject": "Undangan lokakarya mini",
    "addressees": "Bapak/Ibu (daftar terlampir)\ndi Tempat",
    "written_at": "Bandung",
    "written_on": date(2026, 9, 10),
    "opening": "Bersama ini kami mengundang Bapak/Ibu untuk hadir pada:",
    "closing": "Atas perhatian Bapak/Ibu kami ucapkan terima kasih.",
    "on_behalf": "Camat Bojongloa Kaler",
    "signer_title": "Kepala UPT Puskesmas Citarip",
    "signer_name": "Rina Marlina, M.K.M",
    "signer_rank": "Pembina, IV/a",
    "signer_nip": "19780512 200501 2 007",
    "copies": "Kepala Dinas Kesehatan Kota Bandung\nArsip",
}


def write_letter(open_act: OpenAct, meeting: Meeting, office: Organisation, **more: Any) -> Letter:
    return record_letter(open_act, meeting, organisation=office, **(WORDS | more))
