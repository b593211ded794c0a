"""Personal links: revoked by the office, and what their holder reads when they no longer open."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from mufakat.core.answers import own_path, page
from mufakat.directory import actions
from mufakat.directory.access import LinkClosed, LinkUnknown, get_guest, get_link
from mufakat.directory.forms import RevokeForm
from mufakat.journal.forms import perform

from . import form_page

GONE = 410

View = Callable[..., HttpResponse]


def by_link(kind: str) -> Callable[[View], View]:
    """A page that opens with a personal link of this kind instead of a login. The view gets the guest in the place
    of the token. The answer is nobody else's: it is not kept by the browser's neighbours, nor found by searching."""

    def dress(view: View) -> View:
        @login_not_required
        @wraps(view)
        def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
            try:
                answer = view(request, get_guest(request, token, kind), **more)
            except LinkClosed as closed:
                answer = _closed(request, closed)
            except LinkUnknown:
                answer = page(request, "directory/link_unknown.html")
                answer.status_code = 404
            add_never_cache_headers(answer)
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return opened

    return dress


def _closed(request: HttpRequest, closed: LinkClosed) -> HttpResponse:
    """Says why it opens no more (revoked, its time is over, who it names has ended) and whom to ask; nothing of what
    it once opened."""
    answer = page(
        request,
        "directory/link_closed.html",
        link=closed.link,
        revoked=closed.link.ended_at,
        gone=closed.gone,
    )
    answer.status_code = GONE
    return answer


def end_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    link = get_link(request.user, pk)
    asked = request.POST.get("back") or request.GET.get("kembali", "")
    back = own_path(asked) or f"{link.forum.get_absolute_url()}anggota/"
    form = RevokeForm(request.POST or None, initial={"back": back})
    done = perform(
        request,
        form,
        lambda act: actions.end_link(act, link),
        back,
        _("The link is revoked. It opens nothing any more."),
    )
    return done or form_page(
        request,
        form=form,
        back=back,
        title=_("Revoke the personal link of %(name)s") % {"name": link.name},
        hint=_("What was done through it stays. A new link can be given at any time."),
        submit=_("Revoke the link"),
        danger=True,
    )
