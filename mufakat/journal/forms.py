"""From a form to an act."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mufakat.core.dates import as_zone
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id

from .actions import AlreadyDone, Conflict, NotYours, OpenAct, OtherText, act
from .intents import digests

Then = str | Callable[[Any], str]


def perform(
    request: HttpRequest,
    form: ActForm,
    do: Callable[[OpenAct], Any],
    then: Then,
    told: Then = "",
    *,
    guest: Any = None,
) -> HttpResponse | None:
    """Do the form's act once and redirect to `then`, with the receipt in the header `Act` and the message `told`;
    both may follow from what was written.

    None when there is nothing to do or the form must be shown (again): not posted, not valid, refused by a
    rule, in conflict with somebody else's change, or sent before with another text. What was typed stays in
    the form. `guest` writes in the place of the user: who holds a personal link.
    """
    by, via = (guest, "link") if guest else (request.user, "web")
    if request.method != "POST" or not form.is_valid():
        return None
    act_id = form.cleaned_data["act_id"]
    try:
        made_at, asked = form.cleaned_data["made_at"], digests(_verb(request), form.values)
        tapped = getattr(request, "tapped_at", None)  # it was kept on a device until now
        more: dict[str, Any] = {"via": "outbox" if tapped else via, "tapped_at": tapped}
        with act(act_id, by=by, made_at=made_at, asked=asked, **more) as open_act:
            open_act.written_by = getattr(request, "written_by", "")
            thing = do(open_act)
            open_act.answer = then(thing) if callable(then) else then
        _forget_kept(request, act_id)
        said = told(thing) if callable(told) else told
        messages.success(request, said or _("Recorded."))
        outcome = "merged" if open_act.is_merged else "done"
        return _receipt(open_act.answer, f"{act_id} {outcome}")
    except AlreadyDone as already:
        _forget_kept(request, act_id)
        messages.info(request, _("This was recorded before; here is how things stand."))
        return _receipt(already.act.answer, f"{act_id} already")
    except OtherText:
        form.used_before()
    except NotYours:
        raise PermissionDenied from None
    except RuleBroken as broken:
        form.refuse(broken.field, broken.message)
    except Conflict as conflict:
        form.show_conflicts(_both_texts(form, conflict), conflict.thing.version)
        form.show_present(conflict.theirs, conflict.sets)
    return None


def _forget_kept(request: HttpRequest, act_id: UUID) -> None:
    """What an expired session had kept is written now, if it was for this act; anything else waits on."""
    kept = request.session.get("typed")
    if kept and parse_id("".join(kept["fields"].get("act_id", []))) == act_id:
        del request.session["typed"]


def _verb(request: HttpRequest) -> object:
    """What the address asks for, and of which thing: its name is the verb (`record_note`)."""
    match = request.resolver_match
    return [match.view_name, match.kwargs] if match else request.path


def _receipt(url: str, receipt: str) -> HttpResponse:
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    answer.headers["Act"] = receipt
    return answer


def _both_texts(form: ActForm, conflict: Conflict) -> list[dict[str, Any]]:
    thing = conflict.thing
    zone = as_zone(getattr(thing, "timezone", None))

    def shown(name: str, value: Any) -> str:
        if isinstance(value, datetime):
            local = value.astimezone(zone) if timezone.is_aware(value) else value
            return date_format(local, "j M Y H.i")
        if isinstance(value, date):
            return date_format(value, "j M Y")
        field = form.fields.get(name)
        if spell_id := getattr(field, "spell_id", None):  # a field that names a thing
            return str(spell_id(value))
        choices = {str(k): str(v) for k, v in getattr(field, "choices", ())}
        text = choices.get(str(value), value)
        return "" if text is None else str(text)

    def typed(value: Any, spelt: Any) -> Any:
        return value if isinstance(value, date) else spelt

    # A field that follows from another (the sector from the owner) is not asked about a second time.
    asked = [both for both in conflict.fields if both.field in form.fields]
    return [
        {
            "field_name": both.field,
            "label": form.fields[both.field].label if both.field in form.fields else both.field,
            "theirs": shown(both.field, typed(getattr(thing, both.field, None), both.theirs)),
            "theirs_value": both.theirs,
            "yours": shown(both.field, typed(form.cleaned_data.get(both.field), both.yours)),
            "yours_value": both.yours,
            "who": conflict.last.by_name if conflict.last else "",
            "when": conflict.last.at if conflict.last else None,
        }
        for both in asked or conflict.fields
    ]
