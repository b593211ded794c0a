"""Logins and keys given from the command line, by the same actions as in the browser."""

import getpass
import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id, parse_id
from mufakat.directory import actions
from mufakat.directory.access import Node
from mufakat.directory.models import Forum, Organisation, User
from mufakat.directory.queries import region_by_code
from mufakat.directory.roles import ROLES
from mufakat.journal.actions import act


def give_login(username: str, name: str, role: str, node: str) -> list[str]:
    """Make a login with a role; answers what to print. Raises `RuleBroken`."""
    if User.objects.filter(username=username).exists():
        raise RuleBroken("user.exists", _("There is a user “%s” already.") % username)
    if role not in ROLES:
        known = ", ".join(ROLES)
        raise RuleBroken("role.unknown", _("No such role. The roles are: %s.") % known)
    at = find_node(node)
    password = ask_password()
    made = password or secrets.token_urlsafe(12)
    with act(new_id(), by=None, via="cli") as open_act:
        person = actions.record_person(open_act, name=name, home=at) if name else None
        user = actions.record_user(open_act, username=username, person=person, password=made)
        actions.record_assignment(open_act, user=user, role=role, node=at)
    told = [
        _("%(user)s can sign in: %(role)s, %(node)s.")
        % {"user": username, "role": ROLES[role].title, "node": at}
    ]
    return told if password else [*told, _("Password: %s") % made]


def find_node(text: str) -> Node:
    """A region by its code, a forum or an organisation by its id."""
    if (pk := parse_id(text)) is None:
        return region_by_code(text)
    found = Forum.objects.filter(pk=pk).first() or Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise RuleBroken("node.unknown", _("No organisation or forum has the id %s.") % text)
    return found


def ask_password() -> str:
    """From the keyboard, twice; from a pipe, its first line. Empty: none was given."""
    if sys.stdin.isatty():
        password = getpass.getpass(_("Password (empty: one is made): "))
        if password and password != getpass.getpass(_("Once more: ")):
            raise RuleBroken("password.differs", _("The two passwords differ."))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if password:
        try:
            validate_password(password)
        except ValidationError as wrong:
            raise RuleBroken("password.weak", " ".join(wrong.messages)) from None
    return password


def give_token(username: str) -> list[str]:
    """A key to the API; it is printed once and kept nowhere. Raises `RuleBroken`."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise RuleBroken("user.unknown", _("There is no user “%s”.") % username)
    with act(new_id(), by=None, via="cli") as open_act:
        return [actions.record_token(open_act, user=user)]
