"""The form of the front door."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):  # type: ignore[misc]
    """User name and password. Who forgot the password asks the administrator: not every site sends e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["password"].help_text = _("Forgotten? Ask your administrator for a new one.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
