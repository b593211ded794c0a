"""Who gets past the front door: nobody without a login, and nobody makes an account for himself."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

MOST_TYPED = 50_000  # characters: more than any form of ours holds, and no store for strangers
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
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        fields = {name: request.POST.getlist(name) for name in request.POST}
        fields.pop("csrfmiddlewaretoken", None)
        size = sum(len(value) for values in fields.values() for value in values)
        if "act_id" in fields and size <= MOST_TYPED:
            request.session["typed"] = {"path": request.path, "fields": fields}
            login = resolve_url(self.get_login_url(view_func))
            answer = HttpResponseRedirect(f"{login}?next=/lanjutkan/")
            answer.status_code = 303
        else:
            answer = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request"):
            answer.headers["HX-Redirect"] = answer.headers["Location"]
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


class NoSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an administrator, who knows the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
