"""Logins and their keys: who sees them, and who shuts them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.core import clock
from mufakat.directory.models import Person, Token, User

from .assignments import visible_assignments
from .people import (
    belongs,
    get_person,
    get_user,
    may_record_office,
    may_record_person,
    may_reset_password,
)
from .rights import can


def may_see_login(user: Any, login: User) -> bool:
    """One who sees a role of it, or keeps the roles where its person belongs. Not everybody who sees roles somewhere:
    user names are half of a way in."""
    if not can(user, "role.see"):
        return False
    if visible_assignments(user).filter(user=login).exists():
        return True
    of_person = login.person is not None and belongs(user, "role.see", login.person)
    return of_person or may_reset_password(user, login)


def get_login_seen(user: Any, pk: Any) -> User:
    """404 if the user may not even see the login."""
    login = get_user(user, pk, "role.see")
    if not may_see_login(user, login):
        raise Http404
    return login


def may_lock(user: Any, login: User) -> bool:
    """The same reach as for a new password: nobody shuts out somebody above or outside his own area."""
    return can(user, "user.lock") and may_reset_password(user, login)


def may_end_person(user: Any, person: Person) -> bool:
    """One who keeps all that the person still holds, and who may lock his login: with the person it is shut, and every
    role ends. Nobody ends himself."""
    if getattr(user, "person_id", None) == person.pk or not may_record_person(user, person):
        return False
    today = clock.today()
    held = person.offices.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    seats = person.memberships.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    kept = all(may_record_office(user, o.organisation) for o in held.select_related("organisation"))
    kept = kept and all(can(user, "person.record", s.forum) for s in seats.select_related("forum"))
    return kept and all(may_lock(user, login) for login in User.objects.filter(person=person))


def get_person_to_end(user: Any, pk: Any) -> Person:
    person = get_person(user, pk, "person.record")
    if not may_end_person(user, person):
        raise PermissionDenied
    return person


def get_login_to_lock(user: Any, pk: Any) -> User:
    """The login that one may lock and whose keys one may end; else 403."""
    login = get_user(user, pk, "user.lock")
    if not may_lock(user, login):
        raise PermissionDenied
    return login


def get_token(user: Any, pk: Any, mark: str) -> Token:
    """The key of a login by its mark."""
    return get_object_or_404(Token, user=get_login_to_lock(user, pk), digest__startswith=mark)
