"""Who gets past the front door: nobody without a login, and nobody makes an account for himself."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Q, UUIDField
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock, typed
from mufakat.core.asked import AskedThings
from mufakat.core.lan import is_near
from mufakat.directory.models import User

RESUME = "/lanjutkan/"
logger = logging.getLogger(__name__)
OPEN = ("/api/", "/static/", "/akun/", "/i18n/")


class LoginRequired(LoginRequiredMiddleware):
    """Every view asks for a login unless it is marked `login_not_required`, or is the API, which has its tokens.

    What was typed into a form survives an expired session: it waits in the session of the login page and is
    offered again at `/lanjutkan/`, to be sent by whoever signs in, under that name and with the same act id.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> Any:
        if request.path.startswith(OPEN):
            return None
        if getattr(request.user, "must_change_password", False):
            return _sent_to(request, resolve_url("account_change_password"))
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if _kept(request, view_func):
            login = resolve_url(self.get_login_url(view_func))
            return _sent_to(request, f"{login}?next={RESUME}")
        answer = super().handle_no_permission(request, view_func)
        return _sent_to(request, answer.headers["Location"], answer.status_code)


def _kept(request: HttpRequest, view_func: Any) -> bool:
    """Keep what was typed in the session; False if it was no form of ours."""
    fields = typed.fields_of(request)
    if not fields:
        return False
    match = request.resolver_match
    shown = (
        typed.told(request.user, match, fields)
        if match
        else typed.shown(view_func.__module__, fields)
    )
    request.session["typed"] = {"path": request.path, "fields": fields, "shown": shown}
    return True


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form carries no token that belongs to this browser: its cookies were cleared, or somebody signed in anew.

    What was typed is offered again, as after an expired session; from a page of another site nothing is kept.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    match = request.resolver_match
    if ours and match and not request.path.startswith(OPEN) and _kept(request, match.func):
        return _sent_to(request, RESUME)
    return HttpResponseForbidden(get_template("403_csrf.html").render())


def _sent_to(request: HttpRequest, address: str, status: int = 303) -> HttpResponseRedirect:
    """A redirect that htmx follows as well: not into the part of the page that it was to change."""
    answer = HttpResponseRedirect(address)
    answer.status_code = status
    if request.headers.get("HX-Request"):
        answer.headers["HX-Redirect"] = address
        answer.status_code = 200
    return answer


class NoNul:
    """PostgreSQL keeps no NUL in text, so a question with one is answered 400 on every database; forms check
    their own fields."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = "" if request.path.startswith("/api/") else request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in asked:
            raise BadRequest
        return self.get_response(request)


class NeighboursOnly:
    """Of `serve --lan`: plain HTTP is for a room; who comes from another network than a private one gets nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_near(request.META.get("REMOTE_ADDR", "")):
            raise PermissionDenied
        return self.get_response(request)


_SIGNED_IN = AskedThings(User, lambda user: Q(pk=user), "person", user=UUIDField())


class KnownPeople(AuthenticationBackend):  # type: ignore[misc]
    """A login opens as long as it is not locked and its person takes part; a session ends on the same day."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and user.may_enter_on(clock.today())

    def get_user(self, user_id: Any) -> User | None:
        """With its person, so that asking costs no query of its own."""
        user = _SIGNED_IN.first(user=user_id)
        return user if self.user_can_authenticate(user) else None


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an administrator, who knows the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Fewer addresses than web servers of ours: it came past some of them, and the first is the farthest known.
        allauth takes that for a mistake of the settings and would fail."""
        told = request.headers.get("X-Forwarded-For", "")
        if told and told.count(",") + 1 < settings.ALLAUTH_TRUSTED_PROXY_COUNT:
            logger.warning("MUFAKAT_PROXIES is more than the addresses of X-Forwarded-For")
            first = clean_client_ip(told.partition(",")[0])
            return first or str(request.META.get("REMOTE_ADDR", ""))
        return str(super().get_client_ip(request))

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """allauth signs in whoever knows the password, unless this refuses him."""
        if not user.may_enter_on(clock.today()):
            user.is_active = False  # not saved: allauth then says that the account is shut
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def clean_password(self, password: str, user: User | None = None) -> str:
        if user is not None and user.must_change_password and user.check_password(password):
            raise ValidationError(_("Choose another password than the one that you were given."))
        return str(super().clean_password(password, user))

    def set_password(self, user: User, password: str) -> None:
        """Whoever changes his password himself is the only one who knows it."""
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return RESUME if "typed" in request.session else resolve_url(settings.LOGIN_REDIRECT_URL)
