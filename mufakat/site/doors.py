"""Who gets past the front door: nobody without a login, and nobody makes an account for himself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


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


class SignIn(LoginForm):  # type: ignore[misc]
    """User name and password. Who forgot the password asks the administrator: not every site sends e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["password"].help_text = _("Forgotten? Ask your administrator for a new one.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
