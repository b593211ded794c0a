"""A draft of a version, written question by question. What is published is never written here."""

from collections.abc import Mapping
from typing import Any

from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.queries.versions import keys_before
from mufakat.indicators.rules import editing, versions as judged
from mufakat.journal.actions import OpenAct, Subject


def locked(version: InstrumentVersion) -> InstrumentVersion:
    """The draft as it stands now, kept so until this act ends."""
    found = InstrumentVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk)
    standing = found.select_related("instrument__keeper").first()
    judged.is_there(standing is not None)
    standing = standing or version
    judged.is_draft(standing.is_published)
    return standing


def about_of(instrument: Instrument) -> list[Subject]:
    return [instrument, *([instrument.keeper] if instrument.keeper else [])]


def _write(
    act: OpenAct, draft: InstrumentVersion, verb: str, body: Mapping[str, Any], **told: Any
) -> InstrumentVersion:
    """The body in the draft, and in the journal what was done to it."""
    draft.body = dict(body)
    draft.version += 1
    draft.save(update_fields=["body", "version"])
    words = {"title": draft.instrument.title, "number": draft.number, **told}
    act.note(verb, draft.instrument, about=about_of(draft.instrument), **words)
    return draft


def change_version(
    act: OpenAct,
    version: InstrumentVersion,
    *,
    title: str,
    threshold: str,
    threshold_note: str,
    grade: list[dict[str, str]],
    mark: str = "",
) -> InstrumentVersion:
    """Its title, from when on something is passed, and the grades. A rule that cannot be counted is refused here, not
    when it is published."""
    draft = locked(version)
    editing.is_as_seen(editing.head_of(draft.body), mark)
    head = {"title": title, "threshold": threshold, "threshold_note": threshold_note}
    body = {**draft.body, **head, "grade": grade}
    editing.rules_are_rules(body)
    return _write(act, draft, "version.changed", body, threshold=threshold)


def record_question(
    act: OpenAct, version: InstrumentVersion, *, row: Mapping[str, Any], domain: str, after: str
) -> InstrumentVersion:
    """One more. Under a code that a version before had, too: it is another question, and whoever publishes says whether
    it continues that one."""
    draft = locked(version)
    row = {**row, **_lasting(draft, row, None)}
    body = editing.with_question(draft.body, row, domain=domain, after=after)
    return _write(act, draft, "question.recorded", body, question=row["title"])


def change_question(
    act: OpenAct,
    version: InstrumentVersion,
    code: str,
    *,
    row: Mapping[str, Any],
    domain: str,
    after: str,
    mark: str = "",
) -> InstrumentVersion:
    """Also where it stands, and the last day on which it is asked. Its lasting name goes with it."""
    draft = locked(version)
    old = editing.question_in(draft.body, code)
    editing.is_as_seen(old, mark)
    row = {**row, **_lasting(draft, row, old)}
    body = editing.with_question(draft.body, row, domain=domain, after=after, was=code)
    return _write(act, draft, "question.changed", body, question=row["title"])


def _lasting(
    draft: InstrumentVersion, row: Mapping[str, Any], old: Mapping[str, Any] | None
) -> dict[str, str]:
    """The lasting name of a question in a draft: it goes with the question under every code. Where a code had another
    meaning before, one that nobody has used; nothing where the code itself will do."""
    used = keys_before(draft)
    if old and ("key" in old or old["code"] in used):
        return {"key": old.get("key", old["code"])}
    rows = (each for domain in draft.body["domain"] for each in domain["indicator"])
    taken = used | {each.get("key", each["code"]) for each in rows if each is not old}
    code = str(row["code"])
    return {"key": judged.fresh(code, taken, draft.number)} if code in taken else {}


def withdraw_question(act: OpenAct, version: InstrumentVersion, code: str) -> InstrumentVersion:
    draft = locked(version)
    old = editing.question_in(draft.body, code)
    editing.is_as_seen(old, "")
    body = editing.without_question(draft.body, code)
    title = old["title"] if old else code
    return _write(act, draft, "question.withdrawn", body, question=title)


def record_domain(
    act: OpenAct, version: InstrumentVersion, *, row: Mapping[str, Any], after: str
) -> InstrumentVersion:
    draft = locked(version)
    body = editing.with_domain(draft.body, row, after=after)
    return _write(act, draft, "domain.recorded", body, domain=row["title"])


def change_domain(
    act: OpenAct,
    version: InstrumentVersion,
    code: str,
    *,
    row: Mapping[str, Any],
    after: str,
    mark: str = "",
) -> InstrumentVersion:
    draft = locked(version)
    editing.is_as_seen(editing.domain_in(draft.body, code), mark)
    body = editing.with_domain(draft.body, row, after=after, was=code)
    return _write(act, draft, "domain.changed", body, domain=row["title"])


def withdraw_domain(act: OpenAct, version: InstrumentVersion, code: str) -> InstrumentVersion:
    draft = locked(version)
    old = editing.domain_in(draft.body, code)
    editing.is_as_seen(old, "")
    body = editing.without_domain(draft.body, code)
    title = old["title"] if old else code
    return _write(act, draft, "domain.withdrawn", body, domain=title)
