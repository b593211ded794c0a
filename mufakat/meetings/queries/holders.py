"""Who holds an open promise of a forum, is no member, and is not on the list of a session."""

from typing import Any, NamedTuple

from django.db.models import Count, DateField, Exists, OuterRef, Q, UUIDField

from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.core.asked import Asked
from mufakat.directory.models import Membership, Organisation, Person, written_person
from mufakat.meetings.models import Meeting, Participant

MOST = 60  # invited by one tap


class Outside(NamedTuple):
    """A body, a person, or a person for a body, and how many open promises are held there."""

    organisation: Any
    person: Any
    office: str | None
    before: str | None
    name: str | None
    after: str | None
    promises: int

    @property
    def told(self) -> str:
        """As a list names him: the person for the body."""
        person = written_person(self.before or "", self.name, self.after or "") if self.name else ""
        return " · ".join(x for x in (self.office, person) if x)


def _outside(forum: Any, meeting: Any, on: Any) -> Any:
    """A body or a person that sits in the forum, or is on the list, stands for the promise of both."""
    same = Q(organisation=OuterRef("owner_organisation")) | Q(person=OuterRef("owner_person"))
    seats = Membership.objects.on(on).filter(same, forum=forum)
    listed = Participant.objects.filter(same, meeting=meeting)
    owner = ("owner_organisation__name", "owner_person__title_before", "owner_person__name")
    found = Commitment.objects.filter(~Exists(seats), ~Exists(listed), forum=forum, state="open")
    rows = found.order_by("owner_organisation__name", "owner_person__name", "owner_person_id")
    return rows.values_list(
        "owner_organisation_id", "owner_person_id", *owner, "owner_person__title_after"
    ).annotate(n=Count("id"))[:MOST]


_OUTSIDE = Asked(_outside, forum=UUIDField(), meeting=UUIDField(), on=DateField())


def holders_outside(meeting: Meeting) -> list[Outside]:
    """In one query; nothing once the session has begun."""
    if meeting.state != "planned":
        return []
    on = meeting.starts_on or clock.today(meeting.zone)
    rows = _OUTSIDE(forum=meeting.forum_id, meeting=meeting.pk, on=on)
    return [Outside(*row) for row in rows]


def seats_outside(meeting: Meeting) -> list[tuple[Organisation | None, Person | None]]:
    """The same as bodies and people, to be put on the list: those who still stand on its day."""
    on, found = meeting.starts_on or clock.today(meeting.zone), holders_outside(meeting)
    bodies = Organisation.objects.on(on).in_bulk({row.organisation for row in found} - {None})
    people = Person.objects.on(on).in_bulk({row.person for row in found} - {None})
    seats = [(bodies.get(row.organisation), people.get(row.person)) for row in found]
    return [(body, person) for body, person in seats if body or person]
