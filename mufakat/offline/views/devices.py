"""What this device has on board, and one's devices."""

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.offline import access, actions, queries, rules


def list_devices(request: HttpRequest) -> HttpResponse:
    """The lists of what is on board are filled in by the browser itself (`board.js`)."""
    return page(
        request,
        "offline/devices.html",
        title=_("Without network"),
        devices=queries.devices_of(request.user),
        tray=queries.waiting_entries(request.user).count(),
        is_skewed=rules.is_skewed,
        here=request.session.session_key,
    )


def end_device(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = access.get_device(request.user, pk)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.end_device(act, device),
        "/luring/",
        _("The device is revoked."),
    )
    if done and device.session_key == (request.session.session_key or ""):
        logout(request)  # the very one that is in use
    return done or page(
        request,
        "offline/end_device.html",
        form=form,
        device=device,
        title=_("Revoke a device"),
        crumbs=[{"label": _("Without network"), "url": "/luring/"}],
    )


def restore_device(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = access.get_device(request.user, pk)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.restore_device(act, device),
        "/luring/",
        _("The device is in use again."),
    )
    return done or page(
        request,
        "offline/end_device.html",
        form=form,
        device=device,
        title=_("Take a device back into use"),
        crumbs=[{"label": _("Without network"), "url": "/luring/"}],
    )
