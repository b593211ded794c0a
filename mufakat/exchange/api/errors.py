"""Every refusal of the API is a problem document (RFC 9457) with a code for programs and a sentence for people."""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from mufakat.core.errors import RuleBroken
from mufakat.journal.actions import NotYours, OtherText

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


class Refused(Exception):
    """A refusal whose status is not the usual one of its kind; `more` are further members of the document."""

    def __init__(
        self, status: int, code: str, detail: object, field: str | None = None, **more: Any
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, str(detail)
        self.field, self.more = field, more


def _title(status: int) -> str:
    """What kind of refusal it is, in a word or two of the reader's language."""
    titles = {
        400: _("Unreadable"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Method not allowed"),
        409: _("In conflict"),
        413: _("Too big"),
        422: _("Cannot be done like this"),
        500: _("Failure of the server"),
    }
    return titles.get(status) or _("Refused")


def problem(
    status: int, code: str, detail: object, field: str | None = None, **more: Any
) -> HttpResponse:
    """The document: type, title, status, detail, code, and the field that the refusal is about, if any."""
    told: dict[str, Any] = {
        "type": f"urn:mufakat:problem:{code}",
        "title": _title(status),
        "status": status,
        "detail": str(detail),
        "code": code,
    }
    if field:
        told["field"] = field
    answer = JsonResponse(told | more, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405, with the methods that this address knows."""
    words = {"method": request.method, "allowed": allowed}
    detail = _("This address does not know %(method)s. It knows: %(allowed)s.") % words
    answer = problem(405, "method", detail)
    answer.headers["Allow"] = allowed
    return answer


def not_found(request: HttpRequest, address: str = "") -> HttpResponse:
    return problem(404, "not_found", _("There is nothing at this address, or you may not see it."))


def _unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(
        401,
        "unauthenticated",
        _(
            "Send the header “Authorization: Bearer …” with a valid key. Whoever runs the server makes one for a "
            "user: mufakat token USERNAME."
        ),
    )


def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(403, "forbidden", _("Your role does not allow this here."))


def _broken(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    return problem(422, broken.code, _to_programs(broken), broken.field)


def _to_programs(broken: RuleBroken) -> object:
    """The sentence of the rule, except where it tells people what to do on a page."""
    if broken.code == "commitment.due_after_year":
        return _(
            "The due date lies after the budget year of the session. Correct it, or, if it is right, send "
            "due_confirmed: true with it."
        )
    if broken.code == "commitment.person_without_office":
        return _(
            "The person holds no office on record at this organisation. Correct it, or, if it is right, send "
            "owner_confirmed: true with it."
        )
    return broken.message


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return problem(refused.status, refused.code, refused.detail, refused.field, **refused.more)


def _not_yours(request: HttpRequest, error: NotYours) -> HttpResponse:
    detail = _("This act id belongs to another writer. Make a new one (UUIDv7) and send again.")
    return problem(409, "act.not_yours", detail, "act_id")


def _other_text(request: HttpRequest, error: OtherText) -> HttpResponse:
    detail = _("This act id was used for something else. Make a new one (UUIDv7) and send again.")
    return problem(409, "act.other", detail, "act_id")


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code != HTTPStatus.BAD_REQUEST:
        return problem(error.status_code, "refused", _title(error.status_code))
    return problem(400, "request.unreadable", _("The body of the request is not JSON."))


def suspicious(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return problem(413, "request.too_big", _("The body of the request is too big."))
    return problem(400, "request.unreadable", _("The request cannot be read."))


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Ninja caught it, so nobody else writes it down."""
    logger.error("The API failed on %s %s", request.method, request.path, exc_info=error)
    return failed(request)


def failed(request: HttpRequest) -> HttpResponse:
    return problem(
        500,
        "failed",
        _("Mufakat failed; the failure is logged. Try again later with the same act id."),
    )


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """All that does not fit the schema, each with its field; `field` is the first of them."""
    found = [{"field": _field_of(each), "detail": _sentence(each)} for each in error.errors]
    detail = " ".join(f"{each['field']}: {each['detail']}" for each in found)
    return problem(422, "invalid", detail, found[0]["field"], errors=found)


def _field_of(error: dict[str, Any]) -> str:
    """The name in the query or in the body; `body` where the whole of it does not fit."""
    where, *names = error["loc"]
    if where == "body":
        names = names[1:]  # what the function calls the body is nobody's business
    return str(names[-1]) if names else str(where)


def _sentence(error: dict[str, Any]) -> str:
    """What pydantic found, in the reader's language."""
    kind, told = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(told["error"])
    if kind in ("enum", "literal_error"):
        known = ", ".join(
            re.findall(r"'([^']*)'", told["expected"])
        )  # pydantic says “or” in English
        return _("Choose one of: %(choices)s") % {"choices": known}
    if kind == "string_too_long":
        return _("At most %(most)d characters.") % {"most": told["max_length"]}
    for start, words in _words().items():
        if kind.startswith(start):
            return words
    return _("This does not fit.")


def _words() -> dict[str, str]:
    """By how the names of pydantic's errors begin."""
    return {
        "missing": _("This field is required."),
        "string_too_short": _("This field is required."),
        "extra_forbidden": _("There is no field of this name."),
        "datetime": _("Enter a time with its zone, for example 2023-09-29T09:00:00+07:00."),
        "timezone": _("Enter a time with its zone, for example 2023-09-29T09:00:00+07:00."),
        "date": _("Enter a date as 2023-09-29."),
        "uuid": _("Enter a valid UUID."),
        "int": _("Enter a whole number."),
        "greater_than": _("This number is too small."),
        "less_than": _("This number is too big."),
        "bool": _("Write true or false."),
        "string": _("Enter a text."),
        "model": _("Send one JSON object, with the names that the description gives."),
        "dict": _("Send one JSON object, with the names that the description gives."),
    }


def register(api: NinjaAPI) -> None:
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        AuthenticationError: _unauthenticated,
        PermissionDenied: forbidden,
        Http404: lambda request, error: not_found(request),
        RuleBroken: _broken,
        Refused: _refused,
        NotYours: _not_yours,
        OtherText: _other_text,
        ValidationError: _invalid,
        HttpError: _unreadable,
        SuspiciousOperation: suspicious,
        Exception: _failed,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
