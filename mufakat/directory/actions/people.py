"""Add, change and end people and their offices."""

from datetime import date
from typing import Any

from mufakat.directory import rules
from mufakat.directory.access import Node
from mufakat.directory.models import Office, Organisation, Person
from mufakat.journal.actions import OpenAct, kind_of


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
    told = {"name": str(person)}
    act.change(person, "person.changed", base=base, told=told, unsaid=PRIVATE, **fields)
    return person


def end_person(act: OpenAct, person: Person, *, on: date, base: int | None = None) -> Person:
    """The person no longer takes part (moved away, died): no new offices, history stays."""
    rules.can_end(person.valid_from, person.valid_to, on)
    act.change(
        person,
        "person.ended",
        base=base,
        valid_to=on,
        told={"name": str(person), "on": on.isoformat()},
    )
    return person


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
    return office


def end_office(act: OpenAct, office: Office, *, on: date, base: int | None = None) -> Office:
    rules.can_end(office.valid_from, office.valid_to, on)
    act.change(
        office,
        "office.ended",
        base=base,
        valid_to=on,
        about=[office.person, office.organisation],
        told={
            "name": str(office.person),
            "title": office.title,
            "organisation": str(office.organisation),
            "on": on.isoformat(),
        },
    )
    return office
