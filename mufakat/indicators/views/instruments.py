"""Instruments and their versions: to be read, begun, given up, published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.access import require
from mufakat.indicators.access import instruments as access
from mufakat.indicators.actions import instruments as actions
from mufakat.indicators.forms.instruments import HandForm, InstrumentForm, PublishForm
from mufakat.indicators.pages import drafts, instruments as pages
from mufakat.indicators.queries import versions as known
from mufakat.journal.forms import perform


def list_instruments(request: HttpRequest) -> HttpResponse:
    require(request.user, access.SEE)
    context = pages.list_page(request.user, clock.today())
    return page(request, "indicators/instruments.html", **context)


def see_instrument(request: HttpRequest, slug: str) -> HttpResponse:
    instrument = access.get_instrument(request.user, slug)
    context = pages.instrument_page(request.user, instrument, clock.today())
    return page(request, "indicators/instrument.html", **context)


def see_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = access.get_version(request.user, slug, number)
    context = pages.version_page(request.user, version)
    return page(request, "indicators/instrument_version.html", **context)


def see_version_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = access.get_version(request.user, slug, number)
    before = known.published_before(version)
    if before is None:
        raise Http404
    return page(
        request, "indicators/instrument_changes.html", **pages.changes_page(version, before)
    )


def record_instrument(request: HttpRequest) -> HttpResponse:
    require(request.user, access.WRITE)
    source = access.copied(request.user, request.GET.get("salin", ""))
    form = InstrumentForm(
        request.POST or None,
        copy_of=source,
        keepers=access.keepers(request.user),
        own=access.own_keeper(request.user),
    )
    done = perform(
        request,
        form,
        lambda act: actions.record_instrument(act, copy_of=source, **form.values),
        lambda draft: f"{draft.get_absolute_url()}ubah/",
        _("The draft is begun. Write its questions, then publish it."),
    )
    return done or page(
        request,
        "directory/form.html",
        form=form,
        title=_("Copy this instrument") if source else _("A new instrument"),
        subtitle=str(source or ""),
        submit=_("Begin the draft"),
        back="/instrumen/",
    )


def record_version(request: HttpRequest, slug: str) -> HttpResponse:
    instrument = access.get_instrument(request.user, slug, access.WRITE)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_version(act, instrument),
        lambda draft: f"{draft.get_absolute_url()}ubah/",
    )
    hint = _(
        "It begins with what the last version says. That one stays as it is and holds until then."
    )
    return done or page(
        request,
        "directory/form.html",
        form=form,
        title=_("Begin a new version"),
        subtitle=instrument.title,
        hint=hint,
        submit=_("Begin the draft"),
        back=instrument.get_absolute_url(),
    )


def hand_instrument(request: HttpRequest, slug: str) -> HttpResponse:
    instrument = access.get_instrument(request.user, slug, access.WRITE)
    keepers, base = access.keepers(request.user), instrument.version
    form = HandForm(request.POST or None, keepers=keepers, base=base)
    done = perform(
        request,
        form,
        lambda act: actions.hand_instrument(act, instrument, base=form.seen, **form.values),
        instrument.get_absolute_url(),
        _("It is handed over. The other office writes its next versions."),
    )
    hint = _("Versions that are published stay as they are; a draft goes along.")
    return done or page(
        request,
        "directory/form.html",
        form=form,
        title=_("Hand the instrument over"),
        subtitle=f"{instrument.title}, {instrument.keeper}",
        hint=hint,
        submit=_("Hand over"),
        back=instrument.get_absolute_url(),
    )


def withdraw_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = access.get_version(request.user, slug, number, access.WRITE)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_version(act, version),
        lambda left: left.get_absolute_url() if left else "/instrumen/",
        _("The draft is given up."),
    )
    return done or page(
        request,
        "directory/form.html",
        form=form,
        title=_("Give up the draft of version %(n)d") % {"n": number},
        subtitle=version.instrument.title,
        hint=_("What was written in it is lost; the versions that are published stay."),
        stopped=drafts.why_stopped(version),
        submit=_("Give it up"),
        danger=True,
        back=f"{version.get_absolute_url()}ubah/",
    )


def publish_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = access.get_version(request.user, slug, number, access.WRITE)
    form = PublishForm(request.POST or None, **drafts.publishing(version))
    done = perform(
        request,
        form,
        lambda act: actions.publish_version(act, version, **form.values),
        version.get_absolute_url(),
        _("The version is published. It never changes again."),
    )
    return done or page(
        request,
        "indicators/instrument_publish.html",
        form=form,
        stopped=drafts.why_stopped(version),
        back=f"{version.get_absolute_url()}ubah/",
        **drafts.publish_page(version, form.said),
    )
