"""Personal links for owners: given, shown again, given anew."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments import access, actions, pages, queries
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.access import phone_at
from mufakat.directory.models import LinkKind
from mufakat.journal.forms import perform

LINK = "commitments/link.html"


def record_promises_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    seat = access.get_seat(request.user, pk)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request, form, lambda act: actions.record_promises_link(act, seat), request.path, _given()
    )
    link = queries.open_link(LinkKind.PROMISES, seat.pk)
    phone = phone_at(request.user, seat.person, seat.forum)
    return done or page(
        request,
        LINK,
        title=_("Personal link of %(name)s") % {"name": seat},
        form=form,
        forum=seat.forum,
        back=f"{seat.forum.get_absolute_url()}anggota/",
        opens=_("It opens, without an account, what this member promised in the forum."),
        **pages.link_page(request, link, phone, _("what you promised")),
    )


def record_commitment_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    promise = access.get_commitment(request.user, pk, "link.record")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_commitment_link(act, promise),
        request.path,
        _given(),
    )
    link = queries.open_link(LinkKind.COMMITMENT, promise.pk)
    phone = phone_at(request.user, promise.owner_person, promise.forum)
    return done or page(
        request,
        LINK,
        title=_("Personal link of %(name)s") % {"name": promise.owner},
        form=form,
        forum=promise.forum,
        back=promise.get_absolute_url(),
        opens=_("It opens, without an account, this one promise: “%(what)s”.") % {"what": promise},
        **pages.link_page(request, link, phone, promise.what),
    )


def _given() -> str:
    return _("The link is given. Pass it on now.")
