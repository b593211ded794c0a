"""Logins and their keys: who sees them, and who shuts them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mufakat.directory.models import Token, User

from .people import get_user, may_reset_password
from .rights import can


def may_lock(user: Any, login: User) -> bool:
    """The same reach as for a new password: nobody shuts out somebody above or outside his own area."""
    return can(user, "user.lock") and may_reset_password(user, login)


def get_login_to_lock(user: Any, pk: Any) -> User:
    """The login that one may lock and whose keys one may end; else 403."""
    login = get_user(user, pk, "user.lock")
    if not may_lock(user, login):
        raise PermissionDenied
    return login


def get_token(user: Any, pk: Any, mark: str) -> Token:
    """The key of a login by its mark."""
    login = get_login_to_lock(user, pk)
    found: Token = get_object_or_404(Token, user=login, digest__startswith=mark)
    return found
