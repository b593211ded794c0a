"""The way out when a device cannot send: its file is brought in on another one."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext

from mufakat.core.answers import page
from mufakat.core.errors import RuleBroken
from mufakat.offline import exports
from mufakat.offline.forms import ImportForm


def import_acts(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, files=request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["file"]
            outbox = exports.read(sent.read(exports.MOST_BYTES + 1))
            outcomes = exports.take_in(outbox, request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            form.refuse(broken.field, broken.message)
        else:
            messages.success(request, told(outcomes))
            return redirect("list_entries")
    return page(
        request,
        "offline/import.html",
        form=form,
        title=_("Bring in unsent entries"),
        crumbs=[{"label": _("Without network"), "url": "/luring/"}],
    )


def told(outcomes: Counter[str]) -> str:
    """How many were written down, and how many wait."""
    done = outcomes["done"] + outcomes["merged"]
    waits = outcomes["conflict"] + outcomes["refused"] + outcomes["parked"]
    said = [
        ngettext("%(n)d entry written down", "%(n)d entries written down", done) % {"n": done},
        _("%(n)d were here before") % {"n": outcomes["already"]},
        _("%(n)d wait for a decision") % {"n": waits},
    ]
    if outcomes["photos"]:
        said.append(_("photos: %(n)d") % {"n": outcomes["photos"]})
    if outcomes["error"]:
        said.append(_("%(n)d cannot be read") % {"n": outcomes["error"]})
    return ", ".join(said) + "."
