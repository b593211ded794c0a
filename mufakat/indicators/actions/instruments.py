"""An office's own instrument: recorded, a new version begun or given up, and published."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.directory.models import Organisation
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import editing, read, versions as judged
from mufakat.journal.actions import OpenAct

from .drafts import about_of, locked


def record_instrument(
    act: OpenAct,
    *,
    keeper: Organisation,
    code: str,
    title: str,
    level: str,
    source: str = "",
    copy_of: InstrumentVersion | None = None,
) -> InstrumentVersion:
    """A new instrument of an office, with its first version as a draft: empty, or a copy of another's (which then says
    of what kind of body it is answered)."""
    judged.code_fits(code)
    body: dict[str, Any] = deepcopy(copy_of.body) if copy_of else editing.empty_body(title, level)
    body["title"] = title
    instrument, is_new = Instrument.objects.get_or_create(
        code=code,
        defaults={
            "title": title,
            "level": body["level"],
            "keeper": keeper,
            "source": source or (str(copy_of) if copy_of else ""),
        },
    )
    judged.code_is_free(is_new)
    draft = InstrumentVersion.objects.create(instrument=instrument, number=1, body=body)
    words = {"title": title, "keeper": str(keeper), "code": code, "copied": str(copy_of or "")}
    form = "copied" if copy_of else ""
    act.note("instrument.recorded", instrument, about=[keeper], form=form, **words)
    return draft


def record_version(act: OpenAct, instrument: Instrument) -> InstrumentVersion:
    """The next version begins as a draft with what the last one says."""
    standing = _locked_instrument(instrument)
    judged.has_a_keeper(standing.keeper is not None)
    draft = known.draft_of(standing)
    judged.no_draft_yet(draft.number if draft else None)
    last = standing.versions.order_by("-number").first()
    number = (last.number if last else 0) + 1
    body = deepcopy(last.body) if last else editing.empty_body(standing.title, standing.level)
    made = InstrumentVersion.objects.create(instrument=standing, number=number, body=body)
    words = {"title": standing.title, "number": number}
    act.note("version.recorded", standing, about=about_of(standing), **words)
    return made


def hand_instrument(
    act: OpenAct, instrument: Instrument, *, base: int | None, keeper: Organisation
) -> Instrument:
    """From now on another office writes it, its draft too. What is published stays as it is."""
    standing = _locked_instrument(instrument)
    before = standing.keeper
    judged.has_a_keeper(before is not None)
    same = before is not None and before.pk == keeper.pk
    judged.is_another_keeper(same, str(keeper))
    words = {"title": standing.title, "before": str(before), "keeper": str(keeper)}
    about = [each for each in (before, keeper) if each is not None]
    act.change(instrument, "instrument.handed", base=base, about=about, told=words, keeper=keeper)
    return instrument


def withdraw_version(act: OpenAct, version: InstrumentVersion) -> Instrument | None:
    """A draft is given up. With the only version goes the instrument; then there is nothing to show any more."""
    draft = locked(version)
    instrument = draft.instrument
    words = {"title": instrument.title, "number": draft.number, "code": instrument.code}
    act.note("version.withdrawn", instrument, about=about_of(instrument), **words)
    draft.delete()
    if instrument.versions.exists():
        return instrument
    instrument.delete()
    return None


def publish_version(
    act: OpenAct, version: InstrumentVersion, *, valid_from: date, mapping: Mapping[str, str]
) -> InstrumentVersion:
    """From this day on it holds, and it never changes again. `mapping` says what continues the questions of which that
    is in doubt; the rest goes on under its own code."""
    draft = locked(version)
    instrument = draft.instrument
    judged.has_no_fault(known.faults_of(draft))
    before = known.published_before(draft)
    judged.begins_later(valid_from, before.valid_from if before else None)
    judged.begins_no_earlier(valid_from, _today(act, instrument), before is not None)
    old, new = (known.form_of(before) if before else None), read(draft.body)
    draft.mapping = judged.map_of(old, new, mapping) if old else {}
    used = known.keys_before(draft)
    draft.body = judged.with_keys(draft.body, old, draft.mapping, used, draft.number)
    draft.digest = judged.digest_of_version(
        instrument.code, draft.number, valid_from, draft.body, draft.mapping
    )
    draft.valid_from, draft.published_at, draft.published_by = valid_from, act.at, act.by_name
    draft.version += 1
    draft.save()
    if instrument.title != new.title:
        instrument.title = new.title
        instrument.version += 1
        instrument.save()
    words = {"title": new.title, "number": draft.number, "digest": draft.digest}
    about = about_of(instrument)
    act.note("version.published", instrument, about=about, valid_from=valid_from, **words)
    return draft


def _today(act: OpenAct, instrument: Instrument) -> date:
    """The day at the place of the office that publishes."""
    zone = instrument.keeper.region.timezone if instrument.keeper else "Asia/Jakarta"
    return act.at.astimezone(ZoneInfo(zone)).date()


def _locked_instrument(instrument: Instrument) -> Instrument:
    """Two versions are not begun at once."""
    found = Instrument.objects.select_for_update(of=("self",)).filter(pk=instrument.pk)
    standing = found.select_related("keeper").first()
    judged.is_there(standing is not None)
    return standing or instrument
