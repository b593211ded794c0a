"""What screens ask about logins, their roles and keys, and what ends with a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _, ngettext

from mufakat.directory import access
from mufakat.directory.models import Assignment, Membership, Office, Person, Region, Token, User
from mufakat.directory.models.users import NodeKind
from mufakat.directory.roles import ROLES, in_words


def signs_in_twice(user: User) -> bool:
    """Does this login ask for a second step (a code from a phone)?"""
    return bool(Authenticator.objects.filter(user=user).exists())


@dataclass(frozen=True)
class Held:
    """What somebody holds."""

    offices: list[Office]
    seats: list[Membership]
    roles: list[Assignment]


def held_after(person: Person, on: date) -> Held:
    """What does not end by this day on its own: it ends when the person does."""
    after = Q(valid_to=None) | Q(valid_to__gt=on)
    offices = Office.objects.filter(after, person=person)
    seats = Membership.objects.filter(after, person=person)
    roles = Assignment.objects.filter(after, user__person=person)
    return Held(
        list(offices.select_related("person", "organisation").order_by("title", "id")),
        list(seats.select_related("forum", "organisation", "person").order_by("id")),
        list(roles.select_related("user__person").order_by("role", "node_name", "id")),
    )


def login_of(person: Person) -> User | None:
    return User.objects.filter(person=person).first()


def keys_of(login: User) -> list[Token]:
    """The keys to the API that this login has, those that still open something first."""
    return sorted(login.tokens.order_by("-made_at"), key=lambda key: key.ended_at is not None)


def roles_of(login: User, seen: QuerySet[Assignment], on: date) -> list[Assignment]:
    """The roles of this login that the reader may see and that have not ended."""
    return list(assignments_on(seen.filter(user=login), on))


def assignments_of(person: Person, seen: QuerySet[Assignment], on: date) -> list[Assignment]:
    """The roles of this person that the reader may see and that have not ended."""
    running = Q(valid_to=None) | Q(valid_to__gte=on)
    return list(seen.filter(running, user__person=person).order_by("role", "node_name"))


def assignments_on(seen: QuerySet[Assignment], on: date) -> QuerySet[Assignment]:
    """The roles that have not ended, by place."""
    running = Q(valid_to=None) | Q(valid_to__gte=on)
    return seen.filter(running).order_by("node_name", "role", "user__username", "id")


def ends_with(user: Any, person: Person, on: date) -> list[str]:
    """What ends when somebody no longer takes part, in words, as far as the reader sees it."""
    held, seats = held_after(person, on), {m.pk for m in access.memberships_seen(user, person)}
    told = [str(office) for office in held.offices]
    for seat in held.seats:
        if seat.pk in seats:
            words = {"forum": seat.forum, "organisation": seat.organisation}
            stays = _("The seat in %(forum)s; %(organisation)s stays a member") % words
            told.append(stays if seat.organisation else _("The seat in %(forum)s") % words)
    if not access.can(user, "role.see"):
        return [*told, _("The login and the roles, if there are any")]
    below = set(access.visible_assignments(user).filter(user__person=person))
    told += [role_at(role) for role in held.roles if role in below]
    if hidden := len([role for role in held.roles if role not in below]):
        told.append(ngettext("%d role elsewhere", "%d roles elsewhere", hidden) % hidden)
    return [*told, _("The login")] if login_of(person) else told


def ended_regions(given: Iterable[Assignment], on: date) -> dict[str, list[Region]]:
    """Of the regions at which these roles are given those that have ended, by id, and what each became: a role does not
    pass to it."""
    ids = [each.node_id for each in given if each.node_kind == NodeKind.REGION]
    ended = Region.objects.filter(pk__in=ids, valid_to__lt=on).prefetch_related("successors__new")
    return {str(old.pk): [link.new for link in old.successors.all()] for old in ended}


def role_at(assignment: Assignment) -> str:
    """ "Notulis, UPT Puskesmas Citarip"."""
    role = ROLES.get(assignment.role)
    return f"{role.title if role else assignment.role}, {assignment.node_name}"


def roles_in_words() -> list[dict[str, Any]]:
    """Each role with what it lets one do, as lists one can read aloud."""
    return [
        {
            "title": role.title,
            "sentence": role.sentence,
            "does": in_words(role.verbs),
            "as_member": in_words(role.member_verbs - role.verbs),
        }
        for role in ROLES.values()
    ]
