"""The news of the day in words: one short text for each holder, a part for each forum."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.commitments.models import Answer, Commitment
from mufakat.core.dates import long_date, short_date
from mufakat.delivery import queries as post
from mufakat.delivery.jobs import News
from mufakat.delivery.rules import Recipient, Span, is_news
from mufakat.directory.models import Forum
from mufakat.meetings.models import InputAnswer, InputDecision
from mufakat.meetings.queries import SessionFileSet, news, news_files

MOST = 8  # lines of one kind for one forum; the rest is counted
SHORT = 140  # characters of a promise

Told = dict[tuple[Recipient, Any], dict[str, list[str]]]  # (holder, forum) → kind → lines


def news_of(
    forums: Sequence[Forum], span: Span, standing: Collection[Any] = frozenset()
) -> list[News]:
    """What each holder of promises in these forums hears today; nothing for those to whom there is nothing to say.

    Who has any news hears all that is late or due within a week; so one who was told yesterday is left alone until
    something happens, a date comes near, or another week of delay is over. `standing`: the holders (by id) whose
    message of the day is there already: they hear what is true of it now. It may be read until the end of the next
    day, so who holds nothing then hears no more of it.
    """
    on = span.day + timedelta(days=1 if standing else 0)
    ids = [forum.pk for forum in forums]
    owed, fresh = news.owed(ids, span.day), _happened(ids, span)
    concerned = {c.pk: c for c in [*owed, *(c for c, _kind, _line in fresh)]}
    holders = news.holders_of(concerned.values(), on)
    told: Told = defaultdict(lambda: defaultdict(list))
    for commitment, kind, line in fresh:
        if holder := holders.get(commitment.pk):
            told[holder, commitment.forum_id][kind].append(line)
    for answer, holder in _answered_to_villages(ids, span, on):
        told[holder, answer.source.forum_id]["inputs"].append(_input(answer))
    for found, holder in _files(ids, span.day, on):
        told[holder, found.meeting.forum_id]["files"].append(_file(found))
    before, every = post.reminders()
    reminded = {
        holders[c.pk]
        for c in owed
        if c.pk in holders and is_news(c.due_on, span.told, span.day, before, every)
    } | {holder for holder, _forum in told}
    reminded |= {holder for holder in holders.values() if holder.key in standing}
    for commitment in owed:
        holder = holders.get(commitment.pk)
        if holder in reminded and holder is not None:
            kind = "late" if commitment.due_on < span.day else "due"
            line = _due(commitment, span.day)
            told[holder, commitment.forum_id][kind].append(line)
    return _messages({forum.pk: forum for forum in forums}, told, span.day)


def _happened(forums: list[Any], span: Span) -> list[tuple[Commitment, str, str]]:
    """Promise, kind and line of what sessions decided, forums above answered and checkers found."""
    lines = []
    for verdict in news.decided(forums, span):
        words = {"what": _short(verdict.what_after), "said": Answer(verdict.verdict).label}
        line = _("%(what)s: %(said)s") % words
        if verdict.verdict in ("continued", "changed"):
            line += " " + _("until %(day)s") % {"day": short_date(verdict.due_after)}
        lines.append((verdict.commitment, "decided", line))
    for commitment in news.made(forums, span):
        day = short_date(commitment.due_on)
        line = _("%(what)s: new, due %(day)s") % {"what": _short(commitment.what), "day": day}
        lines.append((commitment, "decided", line))
    for each in news.answered(forums, span):
        said = f"{each.get_decision_display()}. {_short(each.answer)}"
        line = f"{each.to_forum}, {_short(each.what)}: {said}"
        lines.append((each.commitment, "answered", line))
    for check in news.not_adequate(forums, span):
        line = f"{_short(check.commitment.what)}: {_short(check.reason)}"
        lines.append((check.commitment, "not_adequate", line))
    return lines


def _answered_to_villages(
    forums: list[Any], span: Span, on: date
) -> Iterator[tuple[InputAnswer, Recipient]]:
    found = news.inputs_answered(forums, span)
    heads = news.heads_of({each.source.forum_id for each in found}, on) if found else {}
    for each in found:
        if holder := heads.get(each.source.forum_id):
            yield each, holder


def _files(forums: list[Any], day: date, on: date) -> Iterator[tuple[SessionFileSet, Recipient]]:
    due = news_files.files_due(forums, day)
    keepers = news_files.file_keepers({f.meeting.forum_id for f in due}, on) if due else {}
    for found in due:
        if holder := keepers.get(found.meeting.forum_id):
            yield found, holder


def _file(found: SessionFileSet) -> str:
    """How far an accountability file is, and what it lacks."""
    words = {"title": _short(found.meeting.title), "have": found.have, "needed": found.needed}
    words["due"] = short_date(found.deadline) if found.deadline else ""
    words["missing"] = _short("; ".join(part.label for part in found.missing))
    return _("%(title)s: %(have)d of %(needed)d parts, due %(due)s. Missing: %(missing)s") % words


def _input(answer: InputAnswer) -> str:
    """What became of one thing that a village brought."""
    words = {"text": _short(answer.text), "session": answer.meeting.title}
    if answer.decision == InputDecision.TAKEN:
        return _("%(text)s: taken up by %(session)s") % words
    words["reason"] = _short(answer.reason)
    return _("%(text)s: not taken up by %(session)s, %(reason)s") % words


def _due(commitment: Commitment, day: date) -> str:
    late = (day - commitment.due_on).days
    if late > 0:
        when = ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    elif late == 0:
        when = _("today")
    else:
        when = ngettext("in %(n)d day", "in %(n)d days", -late) % {"n": -late}
    return f"{_short(commitment.what)} ({short_date(commitment.due_on)}, {when})"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[: SHORT - 1]}…"


def _messages(forums: dict[Any, Forum], told: Told, day: date) -> list[News]:
    found: dict[Recipient, News] = {}
    for (holder, forum_id), kinds in sorted(told.items(), key=lambda row: forums[row[0][1]].name):
        forum = forums[forum_id]
        if holder not in found:
            found[holder] = _message(holder, forum, day)
        found[holder].parts.append((forum, _part(forum, kinds)))
    return list(found.values())


def _message(holder: Recipient, forum: Forum, day: date) -> News:
    return News(
        key=f"digest:{holder.key}:{day.isoformat()}",
        name=holder.name,
        subject=_("Your promises, %(day)s") % {"day": short_date(day)},
        opening=_("To %(name)s: your promises on %(day)s.")
        % {"name": holder.name, "day": long_date(day)},
        closing=_("Sent at most once a day by the secretariat, through Mufakat."),
        zone=forum.region.timezone,
        person=holder.person,
        organisation=holder.organisation,
    )


def _part(forum: Forum, kinds: dict[str, list[str]]) -> str:
    """As people write in WhatsApp: the forum in bold, then a list under each heading."""
    headings = {
        "late": _("Late"),
        "due": _("Due within a week"),
        "not_adequate": _("Proof not adequate yet"),
        "answered": _("Answer from above"),
        "inputs": _("Answer to what the village brought"),
        "files": _("Accountability file (SPJ) not complete"),
        "decided": _("Decided by the session"),
    }
    blocks = [f"*{forum.name}*"]
    for kind, heading in headings.items():
        if lines := kinds.get(kind):
            shown = [f"- {line}" for line in lines[:MOST]]
            if (more := len(lines) - MOST) > 0:
                shown.append(
                    "- " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}
                )
            blocks.append("\n".join([f"{heading}:", *shown]))
    return "\n".join(blocks)
