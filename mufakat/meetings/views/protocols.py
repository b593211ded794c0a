"""Kinds of meeting: the run sheets of the reference, and an office's own copies."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.core.numbers import number_in
from mufakat.directory import access
from mufakat.directory.models import Organisation
from mufakat.directory.queries import organisation_named
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.forms import ProtocolForm

RIGHT = "protocol.record"


def list_protocols(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "directory.see")
    return page(request, "meetings/protocols.html", **pages.kinds_page(request.user))


def see_protocol(request: HttpRequest, kind: str) -> HttpResponse:
    access.require(request.user, "directory.see")
    known_kind(kind)
    organisation = organisation_named(request.GET.get("organisasi"))
    if organisation and "sesuaikan" in request.GET:
        return redirect("record_protocol", organisation.pk, kind)
    version = number_in(request.GET.get("versi", ""))
    context = pages.kind_page(request.user, kind, organisation, version)
    return page(request, "meetings/protocol.html", **context)


def record_protocol(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    organisation = access.get_organisation(request.user, pk, RIGHT)
    known_kind(kind)
    form = ProtocolForm(request.POST or None, **pages.adapted(organisation, kind))
    back = seen_at(organisation, kind)
    done = perform(
        request,
        form,
        lambda act: actions.record_protocol(
            act, organisation, kind=kind, seen=form.seen, **form.values
        ),
        back,
        _("Saved as the next version. Sessions planned from now on begin with it."),
    )
    title = _("Adapt for %(name)s") % {"name": organisation}
    subtitle = queries.kind_title(kind)
    context = {"form": form, "title": title, "subtitle": subtitle, "back": back}
    return done or page(request, "meetings/protocol_form.html", **context)


def withdraw_protocol(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    organisation = access.get_organisation(request.user, pk, RIGHT)
    known_kind(kind)
    form = ConfirmForm(request.POST or None)
    back = seen_at(organisation, kind)
    done = perform(
        request, form, lambda act: actions.withdraw_protocol(act, organisation, kind=kind), back
    )
    return done or page(
        request,
        "directory/form.html",
        form=form,
        title=_("Back to the reference"),
        subtitle=f"{queries.kind_title(kind)} · {organisation}",
        hint=_(
            "New sessions begin with the reference again, or with the copy of the office above. Sessions that are "
            "planned keep their steps, and the own versions stay on record."
        ),
        submit=_("Follow the reference"),
        back=back,
    )


def known_kind(kind: str) -> None:
    if kind not in dict(queries.kinds()):
        raise Http404


def seen_at(organisation: Organisation, kind: str) -> str:
    return f"/jenis-rapat/{kind}/?organisasi={organisation.pk}"
