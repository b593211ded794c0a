"""What the page of the invitations shows: who is invited, how each is reached, who has answered what."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.dates import at, span_of
from mufakat.delivery.rules import chat_address, phone_digits
from mufakat.directory.access import can
from mufakat.directory.links import spell
from mufakat.directory.models import LinkKind
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting, Participant

from . import words
from .frame import under

A_PAGE = 50
A_PAPER = 100  # letters with a name in one file
STATES = {"coming": "kept", "represented": "partly", "unable": "dropped", "": "waiting"}
Address = Callable[[str], str]  # the path of a personal page → its whole address


class Row(NamedTuple):
    """One invited."""

    id: Any
    name: str
    office: str
    sector: str
    answer: str
    state: str
    said: str
    told: str
    link: str
    whatsapp: str
    has_phone: bool
    stale: bool


def answer_words() -> dict[str, str]:
    return {
        "coming": _("is coming"),
        "represented": _("is represented"),
        "unable": _("is unable to come"),
        "": _("has not answered"),
    }


def personal_path(link: Any) -> str:
    return f"/undangan/{spell(LinkKind.INVITATION, link)}/"


def invitation_page(
    user: Any, meeting: Meeting, *, asked: str, number: Any, address: Address
) -> dict[str, Any]:
    """`asked` keeps only those with this answer ("belum": none yet); `number` is that of the page of the list."""
    invited = queries.reached_by(meeting)
    wanted = [p for p in invited if asked in ("", p.answer or "belum")]
    listed = Paginator(wanted, A_PAGE).get_page(number)
    may_link = can(user, "link.record", meeting.forum)
    now, moved = clock.now(), queries.moved_since(meeting)
    links = queries.links_of(invited)
    people = queries.listed_of(listed)
    asked_of = [p.person for p in people if p.person and p.person.phone and not p.phone]
    seen = queries.contacts_seen(user, asked_of)
    letters = queries.letters_of(meeting)
    replies, said = queries.replies_in(invited), answer_words()
    sender, what = sender_of(meeting, letters), words.told(meeting)
    open_links = {key for key, given in links.items() if given.is_open_at(now)}
    return {
        **under(meeting, _("Invitations")),
        "meeting": meeting,
        "day": day_of(meeting),
        "finding": finding(replies),
        "replies": [
            (word, replies[key], STATES[key], key or "belum") for key, word in said.items()
        ],
        "asked": asked,
        "rows": [
            row_of(
                p,
                meeting,
                link=address(personal_path(links[str(p.pk)].id))
                if may_link and str(p.pk) in open_links
                else "",
                phone=p.phone or (p.person.phone if p.person and p.person_id in seen else ""),
                sender=sender,
                what=what,
                moved_at=moved.at if moved else None,
                said=said,
                remind=asked == "belum",
            )
            for p in people
        ],
        "listed": listed,
        "letters": letters,
        "draft": next((letter for letter in letters if not letter.issued_at), None),
        "issued": next((letter for letter in letters if letter.issued_at), None),
        "without_link": sum(str(p.pk) not in open_links for p in invited),
        "linked": len(open_links),
        "invited": len(invited),
        "group_text": words.for_group(what, sender),
        "group_url": chat_address(words.for_group(what, sender)),
        "emails": len(reached := [p for p in invited if p.email and str(p.pk) in open_links]),
        "emails_waiting": sum(not p.answer for p in reached),
        "parts": range(1, -(-len(invited) // A_PAPER) + 1),
        "lacking": _lacking(meeting, {p.sector for p in invited}),
        "holders": [(each.told, held_in_words(each)) for each in queries.holders_outside(meeting)],
        **_gone(user, meeting),
        "may_invite": meeting.state == "planned" and can(user, "attendance.record", meeting.forum),
        "may_link": may_link and meeting.state == "planned",
        "may_write": meeting.state == "planned" and can(user, "letter.record", meeting.forum),
    }


def _gone(user: Any, meeting: Meeting) -> dict[str, Any]:
    """The promises that nobody can be invited for, and who may give them to another."""
    may = can(user, "commitment.change", meeting.forum)
    return {"gone": queries.holders_gone(meeting), "may_hand": may}


def held_in_words(each: queries.Outside) -> str:
    words = ngettext("%(n)d open promise", "%(n)d open promises", each.promises)
    return words % {"n": each.promises}


def day_of(meeting: Meeting) -> str:
    start = meeting.starts_at
    return span_of(start, meeting.ends_at, meeting.timezone) if start else _("no date yet")


def sender_of(meeting: Meeting, letters: list[queries.Edition]) -> str:
    """Who invites, at the end of the texts: the office of the letter, else the forum."""
    return letters[0].office if letters else str(meeting.forum)


def row_of(
    p: Participant,
    meeting: Meeting,
    *,
    link: str,
    phone: str,
    sender: str,
    what: str,
    moved_at: datetime | None,
    said: dict[str, str],
    remind: bool,
) -> Row:
    """`what` and `said` are the same for everybody, so they are asked for once. `remind`: the list shows only who has
    not answered, so that its texts remind; else they invite."""
    write = words.reminder if remind else words.invitation
    text = write(what, words.NAME, words.LINK, sender)
    return Row(
        id=p.pk,
        name=p.name,
        office=office_of(p),
        sector=sector_title(p.sector),
        answer=said[p.answer],
        state=STATES[p.answer],
        said=said_by(p),
        told=f"{p.answered_by} · {at(p.answered_at, meeting.timezone)}" if p.answered_at else "",
        link=link,
        whatsapp=words.whatsapp_with(text, p.name, link, phone) if link else "",
        has_phone=bool(phone_digits(phone)),
        stale=bool(moved_at and p.answered_at and p.answered_at < moved_at),
    )


def office_of(p: Participant) -> str:
    body = p.organisation.name if p.organisation and p.organisation.name != p.name else ""
    return ", ".join(filter(None, (p.title, body)))


def said_by(p: Participant) -> str:
    """By whom represented, or why unable."""
    if p.answer == "represented":
        return ", ".join(filter(None, (p.represented_by, p.represented_office)))
    return p.answer_note


def finding(replies: dict[str, int]) -> str:
    """The title of the page says how it stands."""
    total, waiting = sum(replies.values()), replies.get("", 0)
    if not total:
        return _("Nobody is invited yet")
    if not waiting:
        return ngettext(
            "The one invited has answered", "All %(total)d invited have answered", total
        ) % {"total": total}
    return _("%(answered)d of %(total)d invited have answered") % {
        "answered": total - waiting,
        "total": total,
    }


def _lacking(meeting: Meeting, sectors: set[str]) -> list[dict[str, Any]]:
    """Typical invitees whose sector nobody on the list stands for, with bodies of the place that may be meant."""
    if meeting.state != "planned":
        return []
    sheet = queries.protocol_of(meeting.kind, meeting.protocol_version, meeting.protocol)
    rows = queries.sectors_lacking(sheet.get("invitees", []), sectors)
    found = queries.bodies_of(meeting, (row["sector"] for row in rows), clock.today(meeting.zone))
    return [
        {
            "sector": row["sector"],
            "title": sector_title(row["sector"]),
            "office": row["office"],
            "bodies": found.get(row["sector"], []),
        }
        for row in rows
    ]
