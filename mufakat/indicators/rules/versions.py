"""When a version may be written and published, and how the figures of one go on in the next."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken
from mufakat.journal.rules import digest_of

from .instrument import Form, Indicator

INSTRUMENT_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RESERVED = {"catat"}  # addresses of pages
ENDS = ""  # in a map: it is not continued


def code_fits(code: str) -> None:
    if not INSTRUMENT_CODE.fullmatch(code) or len(code) > 40 or code in RESERVED:
        raise RuleBroken(
            "instrument.code_unfit",
            _("The code is of small letters, digits and single hyphens, at most 40 characters."),
            "code",
        )


def code_is_free(is_free: bool) -> None:
    if not is_free:
        raise RuleBroken(
            "instrument.code_taken", _("Another instrument has this code already."), "code"
        )


def is_there(found: bool) -> None:
    if not found:
        raise RuleBroken("version.gone", _("This draft was given up meanwhile."))


def is_draft(is_published: bool) -> None:
    """What is published stays as it is: scores stand on it."""
    if is_published:
        raise RuleBroken(
            "version.published",
            _(
                "This version is published and stays as it is: scores were counted with it. Begin a new version "
                "to change something."
            ),
        )


def no_draft_yet(number: int | None) -> None:
    if number is not None:
        raise RuleBroken(
            "version.draft_there",
            _("Version %(n)d is a draft already. Go on writing there.") % {"n": number},
        )


def is_another_keeper(same: bool, name: str) -> None:
    if same:
        raise RuleBroken(
            "instrument.own_keeper", _("%(name)s writes it already.") % {"name": name}, "keeper"
        )


def has_a_keeper(has_keeper: bool) -> None:
    """The starters of Mufakat come with it, and only with it."""
    if not has_keeper:
        raise RuleBroken(
            "instrument.starter",
            _("A starter instrument is not changed here. Copy it, and change the copy."),
        )


def has_no_fault(faults: Sequence[str]) -> None:
    if faults:
        raise RuleBroken(
            "version.faults",
            _("This version cannot be published yet: %(faults)s") % {"faults": " ".join(faults)},
        )


def begins_later(valid_from: date, before: date | None) -> None:
    """Of every day one version holds; a past report keeps its version."""
    if before is not None and valid_from <= before:
        raise RuleBroken(
            "version.begins_too_early",
            _("The version before holds from %(day)s: this one begins on a later day.")
            % {"day": short_date(before)},
            "valid_from",
        )


def begins_no_earlier(valid_from: date, today: date, has_before: bool) -> None:
    """What was scored until today was scored by the version before. Only the first may begin in the past."""
    if has_before and valid_from < today:
        raise RuleBroken(
            "version.begins_in_the_past",
            _(
                "Until today the version before held, and scores were counted with it: begin today or later."
            ),
            "valid_from",
        )


def means_the_past(valid_from: date, today: date, has_before: bool, *, backwards: bool) -> None:
    """A first version may begin in the past, for what was answered on paper; but not by a slip of the year."""
    if not has_before and valid_from < today and not backwards:
        raise RuleBroken(
            "version.past_unsure",
            _(
                "%(day)s has passed. If months from then on are to be assessed with it too, say so below."
            )
            % {"day": short_date(valid_from)},
            "valid_from",
        )


# -- How figures go on --------------------------------------------------------------------------


def counts_alike(before: Indicator, after: Indicator) -> bool:
    """Are the pairs of both of one unit, so that they can be added and compared?"""
    return not counted_otherwise(before, after)


def counted_otherwise(before: Indicator, after: Indicator) -> tuple[str, ...]:
    """By which entries the pairs of two questions are not of one unit; nothing where they count alike."""
    old, new = _unit(before), _unit(after)
    return tuple(name for name in old if old[name] != new[name])


def _unit(each: Indicator) -> dict[str, object]:
    """What a pair counts, and how those of several places and periods become one."""
    how = (each.combine if each.combine in ("share", "pool") else "one") if each.is_of_many else ""
    return {
        "kind": each.kind,
        "part": each.part,
        "bands": each.most,
        "combine": how,
        "across_places": each.across_places,
        "across_periods": each.across_periods,
    }


def proposed(before: Form, after: Form) -> dict[str, str]:
    """Old code → new code, where there is no doubt: the same question under the same code, counted alike."""
    return {
        each.code: each.code
        for each in before.indicators
        if (now := after.by_code.get(each.code)) and now.key == each.key and counts_alike(each, now)
    }


def in_doubt(before: Form, after: Form) -> list[Indicator]:
    """The questions of the version before of which somebody must say what continues them."""
    sure = proposed(before, after)
    return [each for each in before.indicators if each.code not in sure]


def renamed(before: Form, after: Form) -> dict[str, str]:
    """Of those in doubt: old code → new code, where the draft kept the question under another code, counted alike."""
    now = {each.key: each for each in after.indicators}
    return {
        each.code: now[each.key].code
        for each in in_doubt(before, after)
        if each.key in now and counts_alike(each, now[each.key])
    }


def may_continue(old: Indicator, after: Form) -> list[Indicator]:
    """What may continue a question: only what counts alike keeps a lasting name."""
    return [each for each in after.indicators if counts_alike(old, each)]


def left_behind(old: Indicator, after: Form) -> Indicator | None:
    """The same question as the draft asks it, where it counts otherwise by now: its trend cannot go on."""
    same = next((each for each in after.indicators if each.key == old.key), None)
    now = same or after.by_code.get(old.code)
    return now if now and not counts_alike(old, now) else None


@dataclass(frozen=True)
class Becomes:
    """What a map does to the questions: those that go on, as they were and as they are; those that end, those that
    begin, and those of which nobody has said it yet."""

    goes_on: list[tuple[Indicator, Indicator]]
    ends: list[Indicator]
    begins: list[Indicator]
    unsaid: list[Indicator]


def becomes(before: Form, after: Form, said: Mapping[str, str]) -> Becomes:
    """`said` as for `map_of`; it may still lack some, or name what is not there."""
    mapping = {**proposed(before, after), **said}
    able = {
        each.code: {now.code for now in may_continue(each, after)} for each in before.indicators
    }
    known = {old: new for old, new in mapping.items() if new == ENDS or new in able.get(old, ())}
    continued = set(known.values())
    return Becomes(
        [(b, after.by_code[known[b.code]]) for b in before.indicators if known.get(b.code)],
        [each for each in before.indicators if known.get(each.code) == ENDS],
        [each for each in after.indicators if each.code not in continued],
        [each for each in before.indicators if each.code not in known],
    )


def map_of(before: Form, after: Form, said: Mapping[str, str]) -> dict[str, str]:
    """The whole map: what was proposed, and what was said of the rest, or otherwise of any: that it ends, or what
    continues it. RuleBroken for what is missing or impossible."""
    known = {old: new for old, new in said.items() if old in before.by_code}
    found = {**proposed(before, after), **known}
    for each in in_doubt(before, after):
        if each.code not in said:
            raise RuleBroken(
                "version.map_missing",
                _("Say what continues the question “%(title)s”, or that it ends.")
                % {"title": each.title[:120]},
                map_field(each.code),
            )
    _goes_to_one(found, before, after)
    return found


def map_field(code: str) -> str:
    return f"map_{code}"


def _goes_to_one(mapping: Mapping[str, str], before: Form, after: Form) -> None:
    chosen: set[str] = set()
    for old, new in mapping.items():
        if new == ENDS:
            continue
        if new not in after.by_code:
            raise RuleBroken(
                "version.map_unknown",
                _("There is no question “%(code)s” in this version.") % {"code": new},
                map_field(old),
            )
        if new in chosen:
            raise RuleBroken(
                "version.map_twice",
                _("“%(code)s” cannot continue two questions: their figures would be counted twice.")
                % {"code": new},
                map_field(old),
            )
        if not counts_alike(before.by_code[old], after.by_code[new]):
            raise RuleBroken(
                "version.map_counts_otherwise",
                _(
                    "“%(code)s” is counted in another way than the question before it: the figures of both cannot be "
                    "added, and are no trend. Say that the old one ends, or let the new one be counted as the old."
                )
                % {"code": new},
                map_field(old),
            )
        chosen.add(new)


def with_keys(
    body: Mapping[str, Any],
    before: Form | None,
    mapping: Mapping[str, str],
    used: Collection[str],
    number: int,
) -> dict[str, Any]:
    """The body in which each question has its lasting name: that of the question it continues, else one that no
    version before has used."""
    lasting = {new: before.by_code[old].key for old, new in mapping.items() if before and new}
    held: set[str] = {*used, *lasting.values()}
    domains = []
    for domain in body["domain"]:
        rows = []
        for row in domain["indicator"]:
            key = lasting.get(row["code"], "") or fresh(row["code"], held, number)
            held.add(key)
            rows.append({**row, "key": key})
        domains.append({**domain, "indicator": rows})
    return {**body, "domain": domains}


def fresh(code: str, taken: Collection[str], number: int) -> str:
    """A lasting name for a question that continues none. In the first version there is none before it."""
    if code not in taken:
        return code
    tries = (f"{code[:50]}-v{number}{'' if n == 0 else f'-{n}'}" for n in range(1000))
    return next(each for each in tries if each not in taken)


# -- What changed -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """What became of one question: `added`, `ended`, `changed` or `same`; the entries that changed by name."""

    state: str
    before: Indicator | None
    after: Indicator | None
    fields: tuple[str, ...] = ()


COMPARED = (
    *("title", "kind", "domain", "part", "combine", "share_percent", "weight", "must"),
    *("may_not_apply", "evidence", "hint", "bands", "met_at", "target_percent", "numerator"),
    *("denominator", "unit", "computed", "across_periods", "across_places", "until"),
)


def differences(before: Form, after: Form, mapping: Mapping[str, str]) -> list[Difference]:
    """In the order of the new version, then what ended."""
    continues = {new: before.by_code[old] for old, new in mapping.items() if new != ENDS}
    found = [_difference(continues.get(each.code), each) for each in after.indicators]
    ended = (each for each in before.indicators if mapping.get(each.code, ENDS) == ENDS)
    return [*found, *(Difference("ended", each, None) for each in ended)]


def _difference(before: Indicator | None, after: Indicator) -> Difference:
    if before is None:
        return Difference("added", None, after)
    moved = changed_in(before, after)
    return Difference("changed" if moved else "same", before, after, moved)


def changed_in(before: Indicator, after: Indicator) -> tuple[str, ...]:
    """The entries in which a question differs from the one that it continues."""
    return tuple(
        name for name in ("code", *COMPARED) if getattr(before, name) != getattr(after, name)
    )


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def digest_of_version(
    code: str, number: int, valid_from: date, body: Mapping[str, Any], mapping: Mapping[str, str]
) -> str:
    """What proves that a published version is the one that was published."""
    return digest_of([code, number, valid_from.isoformat(), body, mapping])
