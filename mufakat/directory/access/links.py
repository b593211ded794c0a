"""The door of personal links: a view gets its link only here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, UUIDField
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.core import clock
from mufakat.core.asked import AskedThings
from mufakat.directory.links import Guest, id_in
from mufakat.directory.models import Link, LinkKind, Organisation, Person

from .rights import can

ISSUE = "link.record"


class LinkClosed(Exception):
    """The link is ours, but it has been revoked or its time is over, or the person or body that it names (`gone`) is
    valid no more. The page of the refusal says which."""

    def __init__(self, link: Link, gone: Person | Organisation | None = None) -> None:
        super().__init__(str(link.pk))
        self.link = link
        self.gone = gone


class LinkUnknown(Http404):
    """None of ours: guessed, cut off on its way, or opened where another kind belongs."""


_LINK = AskedThings(
    Link, lambda pk: Q(pk=pk), "forum", "forum__region", "person", "organisation", pk=UUIDField()
)


def get_guest(request: Any, token: str, kind: str) -> Guest:
    """Who holds a link of this kind. 404 (`LinkUnknown`) when it is none of ours; `LinkClosed` when it no longer opens;
    403 when somebody signed in holds the link of another person: he acts under his own name, on his own pages."""
    pk = id_in(token, kind)
    link = _LINK.first(pk=pk) if pk else None
    if link is None:
        raise LinkUnknown
    named = [each for each in (link.person, link.organisation) if each]
    today = clock.today()
    gone = next((each for each in named if not each.is_valid_on(today)), None)
    if gone or not link.is_open_at(clock.now()):
        raise LinkClosed(link, gone)
    user = request.user
    # A door is nobody's: whoever stands before it signs in, with an account of his own or without.
    same = link.person_id is not None and getattr(user, "person_id", None) == link.person_id
    own = kind == LinkKind.DOOR or user.is_anonymous or same
    if request.method == "POST" and not own:
        raise PermissionDenied
    return Guest(link)


def get_link(user: Any, pk: Any) -> Link:
    """A link that the user may revoke: 404 if he may not see its forum, 403 if he may see but not revoke."""
    link = get_object_or_404(Link.objects.select_related("forum"), pk=pk)
    if not can(user, ISSUE, link.forum):
        if can(user, "meeting.see", link.forum):
            raise PermissionDenied
        raise Http404
    return link
