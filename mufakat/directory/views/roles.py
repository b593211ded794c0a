"""Roles in words, who has which, and "lihat sebagai"."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access, actions, queries, rules, viewing
from mufakat.directory.forms import AssignmentForm, EndForm, ViewForm
from mufakat.directory.models import Assignment
from mufakat.directory.roles import ROLES
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform

from . import form_page

TWO_RIGHTS = gettext_lazy(
    "You see what this role sees there, and only what you may see yourself as well: both rights must hold. "
    "The journal notes that you looked."
)
NO_MINUTES = gettext_lazy(
    "Roles that read minutes and promises are not offered: you do not read them yourself."
)


def list_roles(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "role.see")
    user, today = request.user, clock.today()
    given = queries.assignments_on(access.visible_assignments(user), today)
    rows = Paginator(given, 50).get_page(request.GET.get("hal"))
    return page(
        request,
        "directory/roles.html",
        title=_("Roles"),
        roles=queries.roles_in_words(),
        rows=rows,
        ended=queries.ended_regions(rows, today),
        on=today,
        may_assign=access.can(user, "role.assign"),
        may_view_as=access.can(user, "role.view_as"),
    )


def record_assignment(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "role.assign")
    among = access.visible_forums(request.user)
    initial = queries.places_named(request.GET.get("wilayah"), None)
    initial |= {"user": request.GET.get("pengguna", ""), "role": request.GET.get("peran", "")}
    form = AssignmentForm(request.POST or None, among=among, initial=initial)
    done = perform(request, form, lambda act: _assign(act, request.user, form), "/peran/")
    hint = _(
        "A role holds at one place and at everything below it; a role at a forum, at that forum alone."
    )
    title, submit = _("Give a role"), _("Give the role")
    return done or form_page(request, form, title, submit, "/peran/", hint=hint)


def _assign(act: OpenAct, user: Any, form: AssignmentForm) -> Assignment:
    node = form.node
    rules.within_reach(access.can(user, "role.assign", node), form.node_field)
    return actions.record_assignment(act, node=node, **form.values)


def end_assignment(request: HttpRequest, pk: UUID) -> HttpResponse:
    access.require(request.user, "role.assign")
    assignment = access.get_assignment(request.user, pk, "role.assign")
    form = EndForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.end_assignment(act, assignment, on=form.values["on"]),
        "/peran/",
    )
    title = _("End a role of %(name)s") % {"name": assignment.user}
    subtitle = queries.role_at(assignment)
    return done or form_page(
        request, form, title, _("End the role"), "/peran/", subtitle=subtitle, danger=True
    )


def view_as(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "role.view_as")
    roles = viewing.roles_for(request.user)
    form = ViewForm(
        request.POST or None, among=access.visible_forums(request.user), roles=list(roles)
    )
    told = _("You now see what this role sees. Nothing that you do is saved until you stop.")
    done = perform(request, form, lambda act: _start(act, request, form), "/", told)
    return done or form_page(
        request,
        form,
        _("View as another role"),
        _("Begin viewing"),
        "/peran/",
        hint=" ".join([str(TWO_RIGHTS), *([] if len(roles) == len(ROLES) else [str(NO_MINUTES)])]),
    )


def _start(act: OpenAct, request: HttpRequest, form: ViewForm) -> None:
    node, role = form.node, form.cleaned_data["role"]
    viewing.check(request.user, role, node)
    actions.start_view(
        act,
        user=access.get_user(request.user, request.user.pk, "role.view_as"),
        role=role,
        node=node,
    )
    viewing.remember(request, role, node)


@require_POST
def stop_viewing_as(request: HttpRequest) -> HttpResponse:
    """Not an act: it only gives back one's own eyes."""
    viewing.forget(request)
    return HttpResponseRedirect("/")
