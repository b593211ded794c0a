"""With what the letter of invitation begins, and the copies that carry a name each."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, DateField, UUIDField, When

from mufakat.core import clock
from mufakat.core.asked import AskedThings
from mufakat.core.dates import long_date
from mufakat.core.fields import ancestors
from mufakat.core.ids import parse_id
from mufakat.core.numbers import number_in
from mufakat.directory.access import can, may_record_office
from mufakat.directory.models import Membership, Organisation
from mufakat.directory.models.forums import MemberRole
from mufakat.directory.queries import letterhead_of, offices_on
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Letter, Meeting, Participant
from mufakat.meetings.papers.letters import Copy

from .invitation import A_PAPER, personal_path

OPENING = "Bersama ini kami mengundang Bapak/Ibu untuk hadir pada:"
CLOSING = (
    "Mengingat pentingnya acara tersebut, kehadiran Bapak/Ibu sangat kami harapkan. Mohon beri tahu kami bila "
    "diwakili atau berhalangan.\n"
    "Demikian undangan ini kami sampaikan. Atas perhatian dan kehadiran Bapak/Ibu kami ucapkan terima kasih."
)
ADDRESSEES = "Bapak/Ibu (daftar terlampir)\ndi Tempat"
KEPT = ("nature", "addressees", "opening", "closing", "on_behalf", "copies")
SIGNED = ("signer_title", "signer_name", "signer_rank", "signer_nip")


def _near(forum: Any, meeting: Any, on: Any) -> Any:
    """The hosts of a session, and who runs or chairs its forum."""
    runs = (MemberRole.CHAIR, MemberRole.HOST, MemberRole.SECRETARY)
    seats = Membership.objects.on(on).filter(forum=forum, role__in=runs)
    hosts = Meeting.hosts.through.objects.filter(meeting=meeting).values("organisation")
    near = seats.values("organisation").order_by().union(hosts)
    bodies = Organisation.objects.annotate(host=Case(When(pk__in=hosts, then=1), default=0))
    return bodies.filter(pk__in=near).order_by("-host", "name")


_NEAR = AskedThings(
    Organisation,
    _near,
    "region",
    "parent",
    forum=UUIDField(),
    meeting=UUIDField(),
    on=DateField(),
)


def offices_for(user: Any, meeting: Meeting) -> list[Organisation]:
    """Whose letterhead the invitation may carry: the hosts, who runs or chairs the forum, and the office above each.
    The writer's own stand first."""
    first = _NEAR(forum=meeting.forum_id, meeting=meeting.pk, on=clock.today())
    first.sort(key=lambda office: not can(user, "letterhead.record", office))
    paths = {path for office in first for path in ancestors(office.path)[1:-1]}
    ids = {office.pk for office in first}
    bodies = Organisation.objects.select_related("region", "parent")
    above = bodies.filter(path__in=paths).exclude(pk__in=ids).order_by("-path")
    return [*first, *above]


def letter_begun(
    user: Any, meeting: Meeting, offices: list[Organisation], asked: str | None
) -> dict[str, Any]:
    """The form as it begins: from the last edition of this session, else from the last letter of the office, else in
    the words of the house. `asked` is the office whose letterhead was chosen; `last` the number that came last."""
    letters = queries.last_letters([office.pk for office in offices])
    edition = meeting.letters.order_by("-edition").defer("snapshot").first()
    wanted = parse_id(asked) or (edition.organisation_id if edition else None)
    office = next((each for each in offices if each.pk == wanted), next(iter(offices), None))
    own = (letter for letter in letters if office and letter.organisation_id == office.pk)
    last, today = edition or next(own, None), clock.today(meeting.zone)
    initial = {
        "organisation": office.pk if office else None,
        "nature": "Biasa",
        "subject": edition.subject if edition else f"Undangan {meeting.title}"[:200],
        "addressees": ADDRESSEES,
        "opening": OPENING,
        "closing": CLOSING,
        "written_on": today,
        "written_at": letterhead_of(office).place if office else "",
        "copies": _copies(office, meeting),
        **({name: getattr(last, name) for name in (*KEPT, *SIGNED)} if last else {}),
        **(_head_of(user, office, meeting, today) if office and not last else {}),
    }
    return {
        "initial": initial,
        "correction": edition is not None,
        "chosen": office,
        "last": letters[0].number if letters else "",
    }


def kept_at(user: Any, office: Organisation | None) -> dict[str, Any]:
    """The office whose head the letter carries, and what of it this user keeps: the letterhead; who holds which office
    there, of whom one signs."""
    return {
        "chosen": office,
        "may_head": office is not None and can(user, "letterhead.record", office),
        "may_office": office is not None and may_record_office(user, office),
    }


def letter_fields(letter: Letter) -> dict[str, Any]:
    """A draft, for its form."""
    names = (*KEPT, *SIGNED, "number", "subject", "written_at", "written_on", "reason")
    found = {name: getattr(letter, name) for name in names}
    return found | {"organisation": letter.organisation_id}


def _head_of(user: Any, office: Organisation, meeting: Meeting, on: Any) -> dict[str, str]:
    """Who leads the office, as far as the directory knows, else who chairs the session on its behalf; the NIP for those
    who may see it."""
    held = offices_on(on, [office.pk])
    heads = [held[n] for n in rules.heads_among([each.title for each in held])]
    chairs = [each for each in held if str(each.person) == meeting.chair]
    found = next((some[0] for some in (heads, chairs) if len(some) == 1), None)
    if found is None:
        return {}
    person = found.person
    seen = queries.contacts_seen(user, [person])
    return {
        "signer_title": found.title,
        "signer_name": str(person),
        "signer_nip": person.nip if person.pk in seen else "",
    }


def _copies(office: Organisation | None, meeting: Meeting) -> str:
    """Who is told of it: the Dinas Kesehatan of the kabupaten/kota, unless it writes itself, and the file."""
    place = queries.district_of(meeting.forum.region)
    itself = office is not None and office.name.casefold().startswith("dinas kesehatan")
    dinkes = (
        f"Kepala Dinas Kesehatan {place.kind.title()} {place.name}" if place and not itself else ""
    )
    return "\n".join(filter(None, (dinkes, "Arsip")))


def copy_for(
    participant: Participant, link: queries.PersonalLink | None, address: Callable[[str], str]
) -> Copy:
    """The letter of one: how he is addressed, his personal page, and until when it opens."""
    facts = queries.invitee_facts(participant)
    lines = [participant.name, facts["title"], facts["organisation"], "di Tempat"]
    if link is None:
        return Copy([line for line in lines if line])
    until = long_date(link.valid_until, participant.meeting.timezone).partition(", ")[2]
    return Copy([line for line in lines if line], address(personal_path(link.id)), until)


def personal_copies(
    meeting: Meeting, address: Callable[[str], str], part: str | None = None
) -> list[Copy]:
    """A copy for each of the invited, with his personal page where he has an open link. Of many, those of one part: a
    file of a thousand letters would keep everybody waiting."""
    number = number_in(part or "", least=1) or 1
    invited = queries.invited_to(meeting)[(number - 1) * A_PAPER : number * A_PAPER]
    links = queries.links_of(invited)
    now = clock.now()
    found = []
    for each in invited:
        each.meeting = meeting
        link = links.get(str(each.pk))
        found.append(copy_for(each, link if link and link.is_open_at(now) else None, address))
    return found
