"""How a view answers."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from .lan import is_loopback, own_addresses

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST = 300  # characters of an address, as an act keeps it


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page. A form that comes back refused answers 422 (409 when two texts conflict), not 200:
    only a receipt may empty an outbox."""
    status = 200
    for form in context.values():
        if isinstance(form, BaseForm) and form.is_bound and not form.is_valid():
            status = max(status, 409 if getattr(form, "conflicts", None) else 422)
        elif getattr(form, "conflicts", None):
            status = 409
    answer = TemplateResponse(request, template, context, status=status)
    if status != 200 and (act_id := request.POST.get("act_id")):
        outcome = "conflict" if status == 409 else "refused"
        answer.headers["Act"] = f"{act_id[:36]} {outcome}".replace("\n", " ").replace("\r", " ")
    return answer


def paper_asked(request: HttpRequest) -> str:
    """On which paper a file is to be printed: folio where the address says so (`?kertas=f4`), else A4."""
    return "f4" if request.GET.get("kertas") == "f4" else "a4"


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """A paper to be looked at in the browser; `name` is what its file is called when it is kept, without ".pdf"."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def as_file(made: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be kept, not to be looked at in the browser."""
    answer = HttpResponse(made, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def own_path(asked: str) -> str:
    """The address of a page of ours that a link or a form carried along; empty for any other: nobody is led away."""
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours and asked.isprintable() and len(asked) <= LONGEST else ""


def whole(request: HttpRequest) -> Callable[[str], str]:
    """Makes a path of ours a complete address, for others to open. While telephones in the room are served
    (`serve --lan`), never one that only this machine knows."""
    name, _colon, port = request.get_host().rpartition(":")
    near = own_addresses() if settings.LAN and is_loopback(name or port) else []
    if not near:
        return request.build_absolute_uri
    start = f"http://{near[0].address}" + (f":{port}" if name else "")
    return lambda path: start + path
