"""Who reads a message that goes to somebody else: whoever keeps the forum it tells of, that part of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.core import clock
from mufakat.directory.access import can, forums_where, organisations_where, require
from mufakat.directory.models import Forum

from .models import Message, Part

PASSES_ON = "link.record"  # the text holds the personal link


def require_passing_on(user: Any) -> None:
    """Whoever keeps a forum and its links; or calls for assessments where he knows telephone numbers."""
    if not (can(user, "call.record") and can(user, "contact.see")):
        require(user, PASSES_ON)


def passed_on_where(user: Any) -> Q:
    """The condition "whose message the user may pass on by hand" on a part: of a forum; of a body whose contacts and
    assessments he knows."""
    forums = forums_where(user, PASSES_ON, "forum__") & forums_where(user, "contact.see", "forum__")
    bodies = organisations_where(user, "contact.see", "organisation__")
    return forums | (bodies & organisations_where(user, "assessment.see", "organisation__"))


def zones_passed_on(user: Any) -> list[str]:
    """The zones of the forums whose messages the user may pass on; or which he sees where he may pass on those of
    bodies."""
    mine = forums_where(user, PASSES_ON) & forums_where(user, "contact.see")
    if not can(user, PASSES_ON):
        mine = forums_where(user, "contact.see")
    found = Forum.objects.on(clock.today()).filter(mine).order_by("region__timezone")
    return list(found.values_list("region__timezone", flat=True).distinct())


def get_message(user: Any, pk: Any) -> tuple[Message, list[Part]]:
    """A message with the parts of it that the user may pass on: 403 if he sees the forum but may not, else 404."""
    message = get_object_or_404(Message.objects.select_related("person", "organisation"), pk=pk)
    parts = message.parts.select_related("forum", "organisation")
    mine = list(parts.filter(passed_on_where(user)))
    if mine:
        return message, mine
    seen = forums_where(user, "meeting.see", "forum__")
    if parts.filter(seen | organisations_where(user, "assessment.see", "organisation__")).exists():
        raise PermissionDenied
    raise Http404


def failed() -> QuerySet[Message]:
    """Messages that were tried and given up, the last first."""
    found = Message.objects.filter(sent_at=None, due_at=None, attempts__gt=0)
    return found.order_by("-made_at", "-id")


def failed_messages(user: Any) -> QuerySet[Message]:
    """What could not be sent, of the forums that an administrator keeps: to whom and why, not what it said."""
    require(user, "message.see")
    bodies = organisations_where(user, "message.see", "organisation__")
    parts = Part.objects.filter(forums_where(user, "message.see", "forum__") | bodies)
    return failed().filter(pk__in=parts.values("message"))
