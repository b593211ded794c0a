""" "Perlu diputuskan": what devices sent and could not be written down by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mufakat.core.answers import page
from mufakat.journal.forms import perform
from mufakat.offline import access, actions, pages, queries, receiving
from mufakat.offline.forms import LeaveForm

PER_PAGE = 20


def list_entries(request: HttpRequest) -> HttpResponse:
    decided = "diputuskan" in request.GET
    find = queries.decided_entries if decided else queries.waiting_entries
    rows = Paginator(find(request.user), PER_PAGE).get_page(request.GET.get("hal"))
    return page(
        request,
        "offline/entries.html",
        title=_("To be decided"),
        rows=rows,
        listed=pages.rows_of(request.user, rows),
        decided=decided,
    )


def see_entry(request: HttpRequest, pk: UUID, **more: Any) -> HttpResponse:
    entry = access.get_entry(request.user, pk)
    context = pages.of_entry(request.user, entry)
    return page(request, "offline/entry.html", **context | more)


@require_POST
def settle_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send it once more, now, under the name of who decides; of two texts the one that he chose."""
    entry = access.get_entry(request.user, pk)
    user: Any = request.user
    receipt = receiving.again(user, entry, request.POST)
    if receipt.outcome in receiving.DONE:
        messages.success(request, _("Written down."))
        return redirect(receipt.url or "list_entries")
    messages.error(request, receipt.said)
    return redirect(entry)


@require_POST
def reopen_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Its form, with what was typed, to be mended and sent."""
    entry = access.get_entry(request.user, pk)
    if entry.left_at is not None or queries.taken_by(entry):
        messages.error(request, _("This has been decided already."))
        return redirect(entry)
    path, fields = receiving.form_again(entry)
    request.session["typed"] = {
        "path": path,
        "fields": fields,
        "shown": entry.shown,
        "from_device": True,
    }
    return redirect("resume")


def leave_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = access.get_entry(request.user, pk)
    form = LeaveForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.leave_entry(act, entry, **form.values),
        "/luring/perlu-diputuskan/",
        _("It stays readable below “Decided”."),
    )
    if done:
        return done
    return see_entry(request, pk, form=form)
