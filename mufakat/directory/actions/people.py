"""Add, change and end people and their offices."""

from datetime import date, timedelta
from typing import Any

from mufakat.directory import queries, rules
from mufakat.directory.access import Node
from mufakat.directory.models import Membership, Office, Organisation, Person
from mufakat.journal.actions import OpenAct, kind_of

from .ends import close
from .forums import close_membership, record_membership
from .standing import end_links_with_office
from .users import close_assignment


def record_person(
    act: OpenAct,
    *,
    name: str,
    title_before: str = "",
    title_after: str = "",
    nip: str = "",
    phone: str = "",
    email: str = "",
    home: Node | None = None,
) -> Person:
    """Somebody new, who belongs to `home`; without one to the nation."""
    nip = rules.nip(nip)
    home_of: dict[str, Any] = {f"home_{kind_of(home)}": home} if home is not None else {}
    person = Person.objects.create(
        name=name,
        title_before=title_before,
        title_after=title_after,
        nip=nip,
        phone=phone,
        email=email,
        **home_of,
    )
    # Telephone, e-mail and NIP stay out of the journal: it is kept for ever and read by auditors.
    act.note("person.recorded", person, name=str(person), home=str(home or ""))
    return person


PRIVATE = ("nip", "phone", "email")


def change_person(
    act: OpenAct, person: Person, *, base: int | None = None, **fields: Any
) -> Person:
    if fields.get("nip", person.nip) != person.nip:  # one from before this rule may stay
        fields["nip"] = rules.nip(fields["nip"])
    told = {"name": str(person)}
    act.change(person, "person.changed", base=base, told=told, unsaid=PRIVATE, **fields)
    return person


def end_person(act: OpenAct, person: Person, *, on: date, base: int | None = None) -> Person:
    """The person no longer takes part (moved away, died): his offices, seats and roles end on the same day, his login
    opens nothing from the next; history stays."""
    rules.can_end(person.valid_from, person.valid_to, on)
    act.change(
        person,
        "person.ended",
        base=base,
        valid_to=on,
        told={"name": str(person), "on": on.isoformat()},
    )
    held = queries.held_after(person, on)
    begun = [(str(office), office.valid_from) for office in held.offices]
    begun += [(str(seat), seat.valid_from) for seat in held.seats]
    begun += [(queries.role_at(role), role.valid_from) for role in held.roles]
    for name, since in begun:
        rules.not_held_since(name, since, on, act.at.date())
    for office in held.offices:
        close_office(act, office, on=on)
    for seat in held.seats:
        close_membership(act, seat, on=on)
        _leave_seat_to_organisation(act, seat, on)
    for assignment in held.roles:
        close_assignment(act, assignment, on=on)
    return person


def _leave_seat_to_organisation(act: OpenAct, seat: Membership, on: date) -> None:
    """Who sat for an organisation goes; the organisation stays in the forum."""
    body, forum, next_day = seat.organisation, seat.forum, on + timedelta(days=1)
    if body is None or not (body.is_valid_on(next_day) and forum.is_valid_on(next_day)):
        return
    alone = Membership.objects.filter(forum=forum, organisation=body, person=None)
    if not alone.on(next_day).exists():
        since = max(next_day, seat.valid_from or next_day)
        record_membership(act, forum=forum, organisation=body, role=seat.role, valid_from=since)


def record_office(
    act: OpenAct,
    *,
    person: Person,
    organisation: Organisation,
    title: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Office:
    rules.period_in_order(valid_from, valid_to)
    office = Office.objects.create(
        person=person,
        organisation=organisation,
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    act.note(
        "office.recorded",
        office,
        about=[person, organisation],
        name=str(person),
        title=title,
        organisation=str(organisation),
        form="" if valid_from else "undated",
        valid_from=valid_from.isoformat() if valid_from else "",
        valid_to=valid_to.isoformat() if valid_to else "",
    )
    if valid_to and valid_to >= act.at.date():
        end_links_with_office(act, office, valid_to)
    return office


def end_office(act: OpenAct, office: Office, *, on: date, base: int | None = None) -> Office:
    rules.can_end(office.valid_from, office.valid_to, on)
    close_office(act, office, on=on, base=base)
    return office


def close_office(act: OpenAct, office: Office, *, on: date, base: int | None = None) -> None:
    """The office ends, whatever was said of its end before; with it the links of the body that he may hold."""
    begun = office.valid_from is None or office.valid_from <= on
    close(
        act,
        office,
        "office.ended",
        on=on,
        base=base,
        about=[office.person, office.organisation],
        name=str(office.person),
        title=office.title,
        organisation=str(office.organisation),
    )
    if begun:
        end_links_with_office(act, office, on)
