"""People, their offices and their logins: a person belongs to where he was recorded, and to where he holds or held an
office. Names are open to everyone who has a role; telephone, e-mail and NIP to those who keep the directory there."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404

from mufakat.core import clock
from mufakat.directory.models import (
    Assignment,
    Forum,
    Office,
    Organisation,
    Person,
    Region,
    User,
)

from .assignments import visible_assignments
from .rights import (
    Node,
    can,
    each_side,
    forums_where,
    organisations_where,
    own_grants,
    regions_where,
    require,
)

MODELS: dict[str, Any] = {"region": Region, "organisation": Organisation, "forum": Forum}
NO_HOME = Q(home_region=None, home_organisation=None, home_forum=None)


def people_where(user: Any, verb: str) -> Q:
    """The condition "the person belongs to a place where the user may do `verb`". Somebody of whom no place is on
    record belongs to the nation."""
    offices = Office.objects.filter(organisations_where(user, verb, "organisation__"))
    found = (
        Q(pk__in=offices.values("person"))
        | organisations_where(user, verb, "home_organisation__")
        | forums_where(user, verb, "home_forum__")
        | regions_where(user, verb, "home_region__")
    )
    if _over_the_nation(user, verb):
        found |= NO_HOME
    return found


def _over_the_nation(user: Any, verb: str) -> bool:
    return all(
        any(g.node_kind == "region" and not g.node_path and v in g.role.verbs for g in held)
        for held, v in each_side(user, verb)
    )


def belongs(user: Any, verb: str, person: Person) -> bool:
    """Does the person belong to a place where the user may do `verb`?"""
    return Person.objects.filter(people_where(user, verb), pk=person.pk).exists()


def homes_of(user: Any, verb: str = "person.record") -> list[Node]:
    """Where the user may record somebody new: the nodes of his own roles, in the order in which he got them."""
    found: dict[tuple[str, str], Node] = {}
    for grant in own_grants(user):
        key = (grant.node_kind, grant.node_id)
        if verb in grant.role.verbs and key not in found:
            node = MODELS[grant.node_kind].objects.filter(pk=grant.node_id).first()
            if node is not None and can(user, verb, node):
                found[key] = node
    return list(found.values())


def may_record_person(user: Any, person: Person) -> bool:
    """One who keeps the directory where the person belongs. A seat in one's forum is not enough: he may give it
    to anybody himself, and would change the name of a minister."""
    return belongs(user, "person.record", person)


def may_see_contact(user: Any, person: Person) -> bool:
    """A telephone number is for those who keep the directory where the person belongs, and for its owner."""
    own = getattr(user, "person_id", None) == person.pk
    return own or belongs(user, "contact.see", person)


def phone_at(user: Any, person: Person | None, forum: Forum) -> str:
    """The telephone of one to whom something of a forum is handed on, for those who see contacts there."""
    return person.phone if person and can(user, "contact.see", forum) else ""


def get_person(user: Any, pk: Any, verb: str = "directory.see") -> Person:
    require(user, "directory.see")
    person = get_object_or_404(Person, pk=pk)
    if verb == "person.record" and not may_record_person(user, person):
        raise PermissionDenied
    return person


def may_record_office(user: Any, organisation: Organisation) -> bool:
    """One who keeps the directory of the organisation; that it sits in his forum is not enough, as for people."""
    return can(user, "person.record", organisation)


def get_office(user: Any, pk: Any, verb: str) -> Office:
    """403 unless the user keeps the offices of its organisation; the verb is `person.record`."""
    require(user, verb)
    office = get_object_or_404(Office.objects.select_related("person", "organisation"), pk=pk)
    if not may_record_office(user, office.organisation):
        raise PermissionDenied
    return office


def may_give_login(user: Any, person: Person) -> bool:
    """One who gives roles somewhere gives a login to those who belong there."""
    return belongs(user, "role.assign", person)


def get_person_for_login(user: Any, pk: Any) -> Person:
    """One to whom the user may give a login; else 403."""
    person = get_person(user, pk)
    if not may_give_login(user, person):
        raise PermissionDenied
    return person


def get_user(user: Any, pk: Any, verb: str) -> User:
    require(user, verb)
    return get_object_or_404(User.objects.select_related("person"), pk=pk)


def may_reset_password(user: Any, login: User) -> bool:
    """One who gives every role that this login has or will have; without a role, one who gives logins where its
    person belongs. So nobody gets, by a new password, into a role above or outside his own area."""
    if not can(user, "password.reset"):
        return False
    today = clock.today()
    held = Assignment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), user=login)
    if held.exists():
        reached = visible_assignments(user, "password.reset").values("pk")
        return not held.exclude(pk__in=reached).exists()
    if login.person is None:
        return _over_the_nation(user, "password.reset")
    return belongs(user, "password.reset", login.person)


def get_login(user: Any, pk: Any) -> User:
    """The login whose password one may reset; else 403."""
    login = get_user(user, pk, "password.reset")
    if not may_reset_password(user, login):
        raise PermissionDenied
    return login
