"""Give logins, roles and keys to the API, and take them back."""

import hashlib
import secrets
from datetime import date

from allauth.mfa.models import Authenticator

from mufakat.directory import rules
from mufakat.directory.access import Node
from mufakat.directory.models import Assignment, Person, Token, User
from mufakat.directory.roles import ROLES
from mufakat.journal.actions import OpenAct, kind_of

from .ends import close

# What is read out over the telephone: no letter that looks or sounds like another digit; 15 of 31 are 74 bits.
LETTERS, GROUPS, LONG = "abcdefghjkmnpqrstuvwxyz23456789", 3, 5


def record_user(
    act: OpenAct, *, username: str, person: Person | None = None, password: str | None = None
) -> User:
    """A login for a person. Without a password the login cannot be used until one is set."""
    rules.no_login_yet(person is not None and User.objects.filter(person=person).exists())
    rules.username_is_free(User.objects.filter(username__iexact=username).exists())
    user = User(username=username, person=person, first_name=str(person)[:150] if person else "")
    user.email = person.email if person else ""
    user.set_password(password)
    # Somebody else chose it; at the command line of the server it is one's own.
    user.must_change_password = password is not None and bool(act.by_id)
    user.save(force_insert=True)
    act.note("user.recorded", user, about=[person] if person else [], name=str(user))
    return user


def reset_password(act: OpenAct, *, user: User, phone_lost: bool = False) -> str:
    """A new password for somebody who forgot his; it is shown once, holds for one sign-in, and ends the sessions that
    are open with the old one. The journal tells that it was done, and nothing of the password. With `phone_lost` the
    second step of signing in ends too; its owner may set it up anew."""
    rules.reset_by_somebody_else(act.by_id, str(user.pk))
    rules.login_may_enter(user.may_enter_on(act.at.date()))
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(GROUPS)
    )
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    form = "one_step" if phone_lost and Authenticator.objects.filter(user=user).delete()[0] else ""
    act.note("password.reset", user, about=_person_of(user), name=str(user), form=form)
    return password


def record_assignment(
    act: OpenAct,
    *,
    user: User,
    role: str,
    node: Node,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Assignment:
    rules.not_for_oneself(act.by_id, str(user.pk))
    rules.role_fits_node(ROLES[role].nodes, kind_of(node))
    rules.period_in_order(valid_from, valid_to)
    assignment = Assignment.objects.create(
        user=user,
        role=role,
        node_kind=kind_of(node),
        node_id=str(node.pk),
        node_path=node.path,
        node_name=str(node),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    act.note(
        "assignment.recorded",
        assignment,
        about=[user, node, *_person_of(user)],
        name=str(user),
        role=role,
        form=role,
        node=str(node),
    )
    return assignment


def end_assignment(
    act: OpenAct, assignment: Assignment, *, on: date, base: int | None = None
) -> Assignment:
    rules.can_end(assignment.valid_from, assignment.valid_to, on)
    role = ROLES.get(assignment.role)
    gives = role is not None and "role.assign" in role.verbs
    rules.role_is_ended_by_somebody_else(act.by_id, str(assignment.user_id), gives)
    close_assignment(act, assignment, on=on, base=base)
    return assignment


def close_assignment(
    act: OpenAct, assignment: Assignment, *, on: date, base: int | None = None
) -> None:
    """The role ends, whatever was said of its end before."""
    close(
        act,
        assignment,
        "assignment.ended",
        on=on,
        base=base,
        about=[assignment.user, *_person_of(assignment.user)],
        name=str(assignment.user),
        role=assignment.role,
        form=assignment.role,
        node=assignment.node_name,
    )


def move_assignments(node_kind: str, old: str, new: str) -> None:
    """Roles stay with the place that they were given at when it moves in its tree, and with all places below it."""
    moved = list(Assignment.objects.filter(node_kind=node_kind, node_path__under=old))
    for each in moved:
        each.node_path = new + each.node_path.removeprefix(old)
    Assignment.objects.bulk_update(moved, ["node_path"])


def start_view(act: OpenAct, *, user: User, role: str, node: Node) -> None:
    """The user begins to see what this role at this node sees. Only the journal changes."""
    rules.role_fits_node(ROLES[role].nodes, kind_of(node))
    act.note("view.started", user, about=[node], role=role, form=role, node=str(node))


def record_token(act: OpenAct, *, user: User) -> str:
    """A new key to the API; it is shown once and only its digest is kept."""
    key = secrets.token_urlsafe(32)
    Token.objects.create(digest=digest_of_key(key), user=user)
    act.note("token.recorded", user, about=_person_of(user), name=str(user))
    return key


def end_token(act: OpenAct, token: Token) -> Token:
    """The key opens nothing any more."""
    token = (
        Token.objects.select_for_update(of=("self",))
        .select_related("user__person")
        .get(pk=token.pk)
    )
    rules.token_is_open(token.ended_at)
    token.ended_at = act.at
    token.save(update_fields=["ended_at"])
    made = token.made_at.date().isoformat()
    act.note(
        "token.ended", token.user, about=_person_of(token.user), name=str(token.user), made=made
    )
    return token


def lock_user(act: OpenAct, user: User) -> User:
    """The login opens nothing, its sessions and keys neither, until it is unlocked. Roles stay on record."""
    rules.locked_by_somebody_else(act.by_id, str(user.pk))
    return _lock(act, user, "user.locked", active=False)


def unlock_user(act: OpenAct, user: User) -> User:
    rules.locked_by_somebody_else(act.by_id, str(user.pk))
    return _lock(act, user, "user.unlocked", active=True)


def _lock(act: OpenAct, user: User, verb: str, *, active: bool) -> User:
    found = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    rules.lock_moves(found.is_active, active)
    found.is_active = active
    found.save(update_fields=["is_active"])
    act.note(verb, found, about=_person_of(found), name=str(found))
    return found


def _person_of(user: User) -> list[Person]:
    """On whose page it is told, too."""
    return [user.person] if user.person else []


def digest_of_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
