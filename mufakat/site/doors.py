"""Who gets past the front door: nobody without a login, and nobody makes an account for himself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest


class LoginRequired(LoginRequiredMiddleware):
    """Every view asks for a login unless it is marked `login_not_required`, or is the API, which has its tokens."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> Any:
        if request.path.startswith(("/api/", "/static/", "/akun/", "/i18n/")):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class NoSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an administrator, who knows the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
