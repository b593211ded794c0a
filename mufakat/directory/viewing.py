""" "Lihat sebagai": for a while one sees what a role at a place would see, and writes nothing.

What is shown is the intersection of that role's right and the viewer's own (`access.can`), so that nobody reads with
another's eyes what he may not read himself; `journal.actions.act` refuses every write meanwhile.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mufakat.core.errors import RuleBroken

from . import access, rules
from .models import Forum, Organisation, Region
from .roles import ROLES, Role

KEY = "seen_as"
MODELS: dict[str, Any] = {"region": Region, "organisation": Organisation, "forum": Forum}


class ViewingAs:
    """Give the user of each request the eyes of the role that the session names, as long as he still may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if KEY in request.session and request.user.is_authenticated:
            grant = _grant(request.user, request.session[KEY])
            if grant is None:
                del request.session[KEY]
            else:
                _refuse_account_changes(request)
                request.user.seen_as = grant
        return self.get_response(request)


def remember(request: HttpRequest, role: str, node: access.Node) -> None:
    kind = next(kind for kind, model in MODELS.items() if isinstance(node, model))
    request.session[KEY] = {"role": role, "kind": kind, "id": str(node.pk)}


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def check(user: Any, role: str, node: access.Node) -> None:
    """Raises RuleBroken unless the user, with his own roles, may view as this role at this node."""
    verbs = ROLES[role].verbs | ROLES[role].member_verbs
    reads = [verb for verb in rules.CONTENT if access.can(user, verb, node)]
    rules.may_view_as(verbs, reads, access.can(user, "role.view_as", node))


def roles_for(user: Any) -> dict[str, type[Role]]:
    """The roles that the user may view as somewhere: those that read nothing that he reads nowhere himself."""
    closed = {verb for verb in rules.CONTENT if not access.can(user, verb)}
    return {
        code: role for code, role in ROLES.items() if not closed & (role.verbs | role.member_verbs)
    }


def _grant(user: Any, kept: dict[str, str]) -> access.Grant | None:
    """The role at the place, if both are still there and the user still may."""
    role, model = ROLES.get(kept["role"]), MODELS.get(kept["kind"])
    node = model.objects.filter(pk=kept["id"]).first() if model else None
    if role is None or node is None:
        return None
    try:
        check(user, role.code, node)
    except RuleBroken:
        return None
    return access.Grant(role, kept["kind"], str(node.pk), node.path, str(node))


def _refuse_account_changes(request: HttpRequest) -> None:
    """The account pages are not ours, so their writes are not acts: only signing out is left open."""
    writes = request.method not in ("GET", "HEAD", "OPTIONS")
    if writes and request.path.startswith("/akun/") and request.path != reverse("account_logout"):
        raise PermissionDenied
