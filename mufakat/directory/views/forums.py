"""Found and change forums, and who sits in them; the page of a forum and its end belong to `meetings`."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access, actions, queries, rules
from mufakat.directory.forms import (
    EndForm,
    ForumForm,
    MembershipForm,
    RecordForumForm,
    forum_initial,
)
from mufakat.directory.models import Forum
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform

from . import form_page


def record_forum(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "forum.record")
    among = access.visible_forums(request.user)
    form = RecordForumForm(request.POST or None, among=among)
    done = perform(
        request, form, lambda act: _found(act, request.user, form.values), Forum.get_absolute_url
    )
    hint = _("A forum is any body that meets again and again: a lokmin, a rakor, a working group.")
    title, submit = _("Found a forum"), _("Found the forum")
    return done or form_page(request, form, title, submit, "/forum/", hint=hint)


def _found(act: OpenAct, user: Any, values: dict[str, Any]) -> Forum:
    host = values.pop("host")
    reached = access.may_found_forum(user, values["region"], values["parent"], host)
    rules.within_reach(reached, "region")
    forum = actions.record_forum(act, **values)
    if host is not None:
        since = values["valid_from"]
        actions.record_membership(
            act, forum=forum, organisation=host, role="host", valid_from=since
        )
    return forum


def change_forum(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = access.get_forum(request.user, pk, "forum.record")
    form = ForumForm(
        request.POST or None,
        initial=forum_initial(forum),
        base=forum.version,
        among=access.visible_forums(request.user),
    )
    back = forum.get_absolute_url()
    done = perform(request, form, lambda act: _change(act, request.user, forum, form), back)
    title = _("Change %(name)s") % {"name": forum}
    return done or form_page(request, form, title, _("Save"), back, crumbs=_crumbs(forum))


def _change(act: OpenAct, user: Any, forum: Forum, form: ForumForm) -> Forum:
    values = form.values
    rules.within_reach(access.may_move(user, "forum.record", forum, values), "region")
    return actions.change_forum(act, forum, base=form.seen, **values)


def list_memberships(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = access.get_forum(request.user, pk)
    today = clock.today()
    memberships = queries.seats_of(forum)
    return page(
        request,
        "directory/members.html",
        title=_("Members"),
        crumbs=_crumbs(forum),
        forum=forum,
        on=today,
        memberships=queries.by_time(memberships, today),
        history=queries.history_seen(request.user, forum, memberships),
        may_record=access.can(request.user, "forum.record", forum),
        may_link=access.can(request.user, "link.record", forum),
        linked=queries.linked_seats(forum),
    )


def record_membership(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = access.get_forum(request.user, pk, "forum.record")
    form = MembershipForm(request.POST or None)
    back = reverse("list_memberships", args=[forum.pk])
    done = perform(
        request,
        form,
        lambda act: actions.record_membership(act, forum=forum, **form.values),
        back,
    )
    title = _("Add a member")
    return done or form_page(
        request, form, title, _("Add the member"), back, subtitle=forum, crumbs=_crumbs(forum)
    )


def end_membership(request: HttpRequest, pk: UUID) -> HttpResponse:
    membership = access.get_membership(request.user, pk, "forum.record")
    form = EndForm(request.POST or None)
    back = reverse("list_memberships", args=[membership.forum_id])
    done = perform(
        request,
        form,
        lambda act: actions.end_membership(act, membership, on=form.values["on"]),
        back,
    )
    return done or form_page(
        request,
        form,
        _("End the membership of %(name)s") % {"name": membership},
        _("End the membership"),
        back,
        subtitle=membership.forum,
        crumbs=_crumbs(membership.forum),
        danger=True,
    )


def _crumbs(forum: Forum) -> list[dict[str, str]]:
    own = {"label": str(forum), "url": forum.get_absolute_url()}
    return [*queries.breadcrumbs(forum.region), own]
