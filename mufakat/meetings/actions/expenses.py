"""What a session cost, and the terms of reference written for it."""

from datetime import date
from typing import Any

from django.utils.translation import override

from mufakat.core.numbers import rupiah
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Expense, Meeting, Terms

from .lock import lock

OTHER = "kuitansi"  # the part that proves what stands in no rate table


def record_expense(
    act: OpenAct,
    meeting: Meeting,
    *,
    item: str = "",
    title: str = "",
    people: int,
    quantity: int = 1,
    rate_idr: int | None = None,
    recipient: str = "",
    spent_on: date | None = None,
) -> Expense:
    """Write down one line of the recap. An item of the rate table brings its title, its unit and the highest rate: that
    of the line where none is given. One above it is written down and told, never refused."""
    lock(meeting)
    rules.can_file(meeting.state)
    rules.lines_have_room(meeting.expenses.filter(withdrawn_at=None).count())
    found = queries.rate_item(meeting, item) if item else None
    named = title.strip() or (found["title_id"] if found else "")
    rules.expense_is_named(named)
    rate = rate_idr if rate_idr is not None else (found["rate_idr"] if found else 0)
    expense = Expense.objects.create(
        meeting=meeting,
        item=found["code"] if found else "",
        title=named,
        unit=found["unit_id"] if found else "",
        paper=found["paper"] if found else OTHER,
        people=people,
        quantity=quantity,
        rate_idr=rate,
        amount_idr=rules.expense_counts(people, quantity, rate),
        ceiling_idr=found["rate_idr"] if found else None,
        recipient=recipient.strip(),
        spent_on=spent_on or meeting.ends_on,
        at=act.at,
        by_name=act.by_name,
    )
    with override("id"):
        told = {"title": named, "amount": rupiah(expense.amount_idr)}
    act.note("expense.recorded", expense, about=[meeting, meeting.forum], **told)
    return expense


def withdraw_expense(act: OpenAct, expense: Expense, *, reason: str) -> None:
    """Take a line back; its receipts stay in their part."""
    lock(expense.meeting)
    fresh = Expense.objects.select_for_update(of=("self",)).get(pk=expense.pk)
    rules.expense_stands(fresh.withdrawn_at is not None)
    act.change(
        expense,
        "expense.withdrawn",
        base=None,
        about=[expense.meeting, expense.meeting.forum],
        told={"title": fresh.title, "reason": reason.strip()},
        withdrawn_at=act.at,
        withdrawn_by=act.by_name,
        withdrawn_reason=reason.strip(),
    )


def record_terms(act: OpenAct, meeting: Meeting, **words: Any) -> Terms:
    """Write the terms of reference of a session (KAK)."""
    lock(meeting)
    rules.can_file(meeting.state)
    rules.terms_are_new(Terms.objects.filter(meeting=meeting).exists())
    terms = Terms.objects.create(meeting=meeting, at=act.at, by_name=act.by_name, **words)
    act.note("terms.recorded", terms, about=[meeting, meeting.forum], title=meeting.title)
    return terms


def change_terms(act: OpenAct, terms: Terms, *, base: int | None = None, **words: Any) -> Terms:
    """Change them; two people's texts are merged field by field."""
    meeting = terms.meeting
    lock(meeting)
    rules.can_file(meeting.state)
    about = [meeting, meeting.forum]
    act.change(
        terms, "terms.changed", base=base, about=about, told={"title": meeting.title}, **words
    )
    return terms
