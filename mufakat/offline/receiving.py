"""What a device sent later is the same form to the same address: the view of its room answers, once.

An answer is a receipt: the id of the act and what became of it. What no rule and no right lets pass is kept as an
`Entry` for a person to decide; what fails by a fault of ours gets no receipt and stays on the device.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import ResolverMatch
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id
from mufakat.directory.models import User
from mufakat.journal.actions import NotTogether, together

from . import photos, queries, rules
from .keeping import Keeper, Receipt, match_of, meeting_id, told
from .models import Device, Entry, Outcome
from .rules import Sent

logger = logging.getLogger(__name__)
DONE = ("done", "already", "merged")


class Silent:
    """What a view says to a browser that waits has nobody to hear it."""

    def add(self, *_message: Any) -> None:
        pass


def deliver_all(
    user: User,
    parcel: Sequence[Any],
    *,
    device: Device | None = None,
    skew: timedelta = timedelta(0),
    via: str = "outbox",
    brought_by: User | None = None,
    doubt: str = "",
) -> list[Receipt | None]:
    """Each in its turn; one that fails keeps no other back. None for what has no id that a receipt could name.
    `doubt`: why none of it is believed, so that all of it waits for a person, as `brought_by` somebody."""
    sent = [_read(each) for each in parcel]
    readable = [each for each in sent if isinstance(each, Sent)]
    kept = queries.kept_of(user, readable)
    matches = {path: match_of(path) for path in {each.path for each in readable}}

    def one(each: Sent | Receipt | None) -> Receipt | None:
        if not isinstance(each, Sent):
            return each
        match, before = matches[each.path], kept.get(each.key)
        try:
            if doubt:
                return Keeper(user, each, device, skew, via).doubted(doubt, brought_by)
            return deliver(user, each, match, before, device=device, skew=skew, via=via)
        except NotTogether:
            raise
        except Exception:
            logger.exception("An act from a device failed: %s", each.path)
            return Receipt(each.act, "error", _("The server could not work with this entry."))

    def is_fact(each: Sent | Receipt | None) -> bool:
        """Whether it can be written down together with its neighbours."""
        match = matches[each.path] if isinstance(each, Sent) else None
        return match is not None and match.url_name in rules.FACTS

    receipts: list[Receipt | None] = []
    for are_facts, run in groupby(sent, key=is_fact):
        part = list(run)
        receipts += _at_once(part, one) if are_facts and len(part) > 1 else map(one, part)
    for each in readable:
        for digest in each.values("sha256"):
            _bring_bytes(user, digest)
    return receipts


def _bring_bytes(user: User, digest: str) -> None:
    """They may have come before the entry that names them. Should it fail, they come with the next parcel or later."""
    try:
        photos.bring_together(user, digest)
    except Exception:
        logger.exception("The bytes of a file could not be given to its entry")


def _read(told: Any) -> Sent | Receipt | None:
    try:
        return rules.sent_of(told)
    except RuleBroken as broken:
        named = parse_id(told.get("act")) if isinstance(told, dict) else None
        return Receipt(named, "error", str(broken.message)) if named else None


def _at_once(part: list[Any], one: Callable[[Any], Receipt | None]) -> list[Receipt | None]:
    """Facts in one transaction; should one of them not pass, or all of them not end well, each in its own."""
    try:
        with together([each.act for each in part if isinstance(each, Sent)]):
            return [one(each) for each in part]
    except NotTogether:
        return [one(each) for each in part]
    except Exception:
        logger.exception("Facts from a device could not be written down together")
        return [one(each) for each in part]


def deliver(
    user: User,
    sent: Sent,
    match: ResolverMatch | None,
    kept: Entry | None,
    *,
    device: Device | None,
    skew: timedelta,
    via: str,
) -> Receipt:
    """Do it, or keep it; the same receipt however often it comes."""
    if kept is not None:
        return told(kept)
    keep = Keeper(user, sent, device, skew, via)
    if match is None:
        return keep.parked(None, _("This version knows no such form any more."))
    if match.url_name not in rules.WRITABLE_OFFLINE:
        return keep.parked(match, _("This cannot be written down from a device without network."))
    if device is not None and device.ended_at:
        return keep.parked(match, _("This device was revoked before it sent this."))
    try:
        tapped = _tapped_at(sent, match, skew)
        answer = ask(user, sent, match, tapped_at=tapped, skew=skew)
    except Http404:
        return keep.parked(match, _not_there(user, match))
    except PermissionDenied:
        if queries.belongs_to_another(sent.act, user):
            return _of_another(user, match, keep)
        return keep.parked(match, _("The right to write this was lost meanwhile."))
    return _receipt_of(answer, match, keep)


def _of_another(user: User, match: ResolverMatch, keep: Keeper) -> Receipt:
    """Somebody else has written it down in his name, from a file: this text, or an earlier one. Or the id is stolen."""
    brought = queries.brought(user, keep.sent.act)
    if keep.sent.doubted in brought:
        return Receipt(keep.sent.act, "already")
    if brought:
        said = _("Another text of this entry was written down meanwhile, from a file.")
        return keep.keep(match, Outcome.REFUSED, said, is_other=True)
    return Receipt(keep.sent.act, "error", _("This id belongs to another writer."))


def _tapped_at(sent: Sent, match: ResolverMatch, skew: timedelta) -> datetime:
    """When it was written. What claims to be from before the day of its session was written by a clock that jumped."""
    now = clock.now()
    tapped = rules.tapped_at(sent.values("made_at"), skew, now)
    if now - tapped < rules.SAME_SITTING:
        return tapped
    begun = queries.begin_of_day(meeting_id(match))
    return now if begun and tapped < begun else tapped


def ask(
    user: User,
    sent: Sent,
    match: ResolverMatch,
    *,
    tapped_at: datetime | None = None,
    skew: timedelta = timedelta(0),
    written_by: str = "",
) -> HttpResponse:
    """The answer of the view, asked as a browser would; `tapped_at` for what was kept on a device until now,
    `written_by` where another one decides that it is written down."""
    request = HttpRequest()
    request.method = "POST"
    request.path = request.path_info = sent.path
    request.META = {"REQUEST_METHOD": "POST", "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    query = QueryDict(mutable=True)
    for name, value in sent.fields:
        query.appendlist(name, _put_right(name, value, skew, match))
    request.POST = query  # type: ignore[assignment]
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    request.user = user
    request.session = {}  # type: ignore[assignment]
    request._messages = Silent()  # type: ignore[attr-defined]
    request.resolver_match = match
    request.tapped_at = tapped_at  # type: ignore[attr-defined]
    request.written_by = written_by  # type: ignore[attr-defined]
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


def _put_right(name: str, value: str, skew: timedelta, match: ResolverMatch) -> str:
    if name != "taken_on":
        return value
    return rules.day_put_right(value, skew, clock.today(queries.zone_of(meeting_id(match))))


def form_again(entry: Entry) -> tuple[str, dict[str, list[str]]]:
    """Address and fields of a kept entry for another try, under the id by which it counts as settled. What it names may
    have been kept with it, and goes by another id since it was written down after all."""
    told = json.dumps([entry.path, entry.fields])
    for old, new in queries.renamed_for(entry):
        told = told.replace(old, new)
    path, pairs = json.loads(told)
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return path, fields | {"act_id": [str(entry.again_id)]}


def again(user: User, entry: Entry, chosen: Mapping[str, str]) -> Receipt:
    """Try a kept entry once more, under the name of who decides. `chosen`: keep_<field> = mine | theirs, for each of
    two texts. Its hour stays that of its writing. It is not kept a second time: what refuses it now is only said."""
    if entry.left_at is not None:
        return Receipt(entry.again_id, "refused", _("This has been decided already."))
    path, fields = form_again(entry)
    if entry.both:
        fields["conflicts"] = [" ".join(each["field_name"] for each in entry.both)]
        fields["base_after"] = [str(entry.seen)]
        for each in entry.both:
            name = f"keep_{each['field_name']}"
            fields[name] = [chosen.get(name) or chosen.get("keep", "")]
    pairs = tuple((name, value) for name, values in fields.items() for value in values)
    sent, match = Sent(entry.again_id, path, pairs), match_of(path)
    gone = Receipt(sent.act, "refused", _("What this was about is not there any more."))
    if match is None:
        return gone
    try:
        skew = timedelta(seconds=entry.skew)
        tapped, writer = _tapped_at(sent, match, skew), str(entry.user)
        answer = ask(user, sent, match, tapped_at=tapped, skew=skew, written_by=writer)
    except Http404:
        return gone
    except PermissionDenied:
        if queries.belongs_to_another(sent.act, user):
            return Receipt(sent.act, "refused", _("This has been decided already."))
        return Receipt(sent.act, "refused", _("You have no right to write this down."))
    outcome = answer.headers.get("Act", "").partition(" ")[2]
    if outcome in DONE:
        return Receipt(sent.act, outcome, "", answer.headers.get("Location", ""))
    form = _form_of(answer)
    if form is not None and form.conflicts:
        return Receipt(sent.act, "conflict", _("The text was changed once more. Open its form."))
    return Receipt(sent.act, "refused", said_of(form) if form else _("It was not written down."))


def _receipt_of(answer: HttpResponse, match: ResolverMatch, keep: Keeper) -> Receipt:
    act_id, _space, outcome = answer.headers.get("Act", "").partition(" ")
    if outcome in DONE:
        return Receipt(keep.sent.act, outcome, "", answer.headers.get("Location", ""))
    form = _form_of(answer)
    if form is None or not act_id:
        return Receipt(keep.sent.act, "error", _("The server did not answer to this form."))
    if form.conflicts:
        said = _("Somebody else has changed the same text meanwhile.")
        return keep.keep(match, Outcome.CONFLICT, said, both=form.conflicts, seen=form.decided_base)
    if form.is_used:
        return keep.keep(match, Outcome.REFUSED, said_of(form), is_other=True)
    if _is_there(match, keep.sent):
        return Receipt(keep.sent.act, "merged")
    if keep.is_too_late(match):
        return keep.parked(match, said_of(form))
    if queries.is_planned(meeting_id(match)):
        return keep.parked(
            match, f"{said_of(form)}\n{_('It is tried again by itself once the session is open.')}"
        )
    return keep.keep(match, Outcome.REFUSED, said_of(form))


def _is_there(match: ResolverMatch, sent: Sent) -> bool:
    """Another device had opened the session, given this verdict, or put in the same photo: both meant the same."""
    if match.url_name == "open_meeting":
        return queries.is_open(meeting_id(match))
    said = {name: value.strip() for name, value in sent.fields}
    if match.url_name == "record_file":
        return queries.has_file(meeting_id(match), said.get("part", ""), said.get("sha256", ""))
    if match.url_name == "give_verdict":
        return queries.is_judged(meeting_id(match), match.kwargs["commitment"], said)
    return False


def _not_there(user: User, match: ResolverMatch) -> str:
    """Not any more, or not for this writer; or not yet: it may have been kept itself, until the session is open."""
    if queries.is_hidden(user, meeting_id(match)):
        return _("The right to write this was lost meanwhile.")
    if queries.is_planned(meeting_id(match)):
        return _("It is tried again by itself once the session is open.")
    return _("What this was about is not there any more.")


def _form_of(answer: HttpResponse) -> ActForm | None:
    context = getattr(answer, "context_data", None) or {}
    forms = (each for each in context.values() if isinstance(each, ActForm) and each.is_bound)
    return next((form for form in forms if form.errors or form.conflicts), None)


def said_of(form: ActForm) -> str:
    """Every refusal of a form in one text, each with the label of its field."""
    lines = [str(error) for error in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name in form.fields:
            label = form.fields[name].label or name
            lines += [f"{label}: {error}" for error in errors]
    return "\n".join(lines)
