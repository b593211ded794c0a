"""The pages of the directory, by noun."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from mufakat.core.answers import page
from mufakat.core.forms import ActForm


def form_page(
    request: HttpRequest, form: ActForm, title: str, submit: str, back: str, **more: Any
) -> HttpResponse:
    """One form on a sheet. `back` is where "cancel" leads; more: subtitle, hint, crumbs, danger."""
    context = {"form": form, "title": title, "submit": submit, "back": back, **more}
    return page(request, "directory/form.html", **context)
