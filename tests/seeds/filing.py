"""The accountability file of tribulan III, supplied on its pages by the words of the data."""

from typing import Any

from mufakat.core.ids import new_id
from mufakat.journal.actions import act
from mufakat.meetings import actions
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.site.demo.pictures import drawn
from mufakat.site.demo.stage import Row

from .hand import Hand
from .story import Story


def invite_by_letter(story: Story) -> None:
    """The letter of invitation, issued two weeks before by the host. Its number is invented."""
    meeting, chair = story.meeting(3), story.person("kapus_sukapakir")
    words: Row = {
        "organisation": story.organisation("puskesmas_sukapakir"),
        "number": "005/CONTOH/IX/2023",
        "subject": "Undangan lokakarya mini tribulanan III (contoh)",
        "addressees": "Daftar terlampir",
        "written_at": "Bandung",
        "written_on": meeting.starts_on,
        "opening": "Kami mengundang Saudara ke lokakarya mini tribulanan III. (contoh rekaan)",
        "closing": "Atas kehadiran Saudara kami ucapkan terima kasih.",
        "signer_title": "Kepala Puskesmas Sukapakir",
        "signer_name": str(chair),
    }
    words["written_on"] = meeting.starts_on.replace(day=15) if meeting.starts_on else None
    with act(new_id(), by=story.user("notulis")) as open_act:
        letter = actions.record_letter(open_act, meeting, **words)
    with act(new_id(), by=story.user("notulis")) as open_act:
        actions.issue_letter(open_act, letter)


def sheet_signed(who: Hand, meeting: Meeting, signers: list[str]) -> None:
    """What was agreed, made of decisions and promises, signed on paper, and closed."""
    who.open(f"{meeting.get_absolute_url()}komitmen-bersama/")
    who.follow("/komitmen-bersama/catat/")
    who.saved()
    for name in signers:
        who.open(f"{meeting.get_absolute_url()}komitmen-bersama/tanda-tangan/")
        listed = who.box("participant").locator("option").filter(has_text=name).first
        who.choose("participant", str(listed.get_attribute("value")))
        who.tick(who.box("on_paper"))
        who.saved()
    who.open(f"{meeting.get_absolute_url()}komitmen-bersama/")
    who.follow("/komitmen-bersama/tutup/")
    who.saved()


def complete(who: Hand, meeting: Meeting, data: Row) -> None:
    """Terms of reference, costs, and what proves them."""
    here = f"{meeting.get_absolute_url()}berkas/"
    terms = data["terms"]
    who.open(f"{here}kak/catat/")
    who.fill(**{n: terms[n] for n in ("background", "aims", "target", "costs", "total_idr")})
    who.saved()
    for row in data["expense"]:
        who.open(f"{here}biaya/catat/")
        who.choose("item", row["item"])
        who.fill(people=row["people"], quantity=row["quantity"], rate_idr=row["rate_idr"])
        who.fill(recipient=row["recipient"])
        who.saved()
    papers = [(row["part"], row["picture"], row["caption"]) for row in data["file"][2:]]
    papers.append(("konsumsi", "receipt", "Kuitansi kudapan (contoh)"))
    for part, kind, caption in papers:
        _put_in(who, f"{here}catat/?bagian={part}", kind, caption, meeting)


def _put_in(who: Hand, address: str, kind: str, caption: str, meeting: Meeting) -> None:
    who.open(address)
    paper: Any = drawn(kind, caption, meeting.zone).read()
    given: Any = {"name": f"{kind}.jpg", "mimeType": "image/jpeg", "buffer": paper}
    who.page.locator("main input[type=file]").set_input_files(given)
    who.fill(caption=caption)
    who.saved()


def issued(who: Hand, meeting: Meeting) -> IssuedFile:
    who.open(f"{meeting.get_absolute_url()}berkas/")
    who.follow("/berkas/terbitkan/")
    who.saved()
    found: IssuedFile = meeting.issued_files.get()
    return found
