"""The page of a review: evidence, factors, decision, promises, learners, looks."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core import dates
from mufakat.core.numbers import percent
from mufakat.directory.access import can
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence
from mufakat.learning import access
from mufakat.learning.models import Decision, LaterLook, Review
from mufakat.learning.queries import library, measures, reference, reviews


def review_page(user: Any, review: Review, on: date) -> dict[str, Any]:
    """Everything that the page shows."""
    factors = list(review.factors.all())
    looks = reviews.looks_of(review)
    form = measures.form_of(review.instrument) if review.instrument else None
    promised = _promises(user, review)
    return {
        "review": review,
        "today": on,
        "writes": access.may_record(user, review),
        "figure": measures.title_of(review.instrument, review.measure)
        if review.instrument
        else review.measure,
        "components": [reference.components().get(c, c) for c in review.components],
        "context": [reference.contexts().get(c, c) for c in review.context],
        "columns": _columns(factors, measures.domains_of(form)),
        "finding": finding_of(review, looks),
        "looks": [_look(look) for look in looks],
        "learners": _learners(user, review),
        "like": library.similar_reviews(access.library(user), review, factors),
        **promised,
        "steps": steps_of(review, factors, may_promise=promised["may_promise"]),
        **_next_step(user, review, looks, factors, on),
        "history": [
            {"sentence": sentence(e), "when": dates.at(e.at, review.region.timezone)}
            for e in history_of(review)
        ],
    }


def steps_of(
    review: Review, factors: list[Any], *, may_promise: bool
) -> list[tuple[bool, str, str]]:
    """The way of a draft into the library: what is done, what comes next, and where. Who may promise nothing in the
    session names a promise that was made in it."""
    here, of = review.get_absolute_url(), {each.helped for each in factors}
    promise = f"{here}tindakan/{'catat' if may_promise else 'ikat'}/"
    promise = promise if review.meeting_id else f"{here}ubah/"
    return [
        (True in of, _("Write down what helped"), f"{here}faktor/catat/?jenis=helped"),
        (False in of, _("Write down what hindered"), f"{here}faktor/catat/?jenis=hindered"),
        (review.snapshot_id is not None, _("Name the evidence"), f"{here}ubah/"),
        (review.actions.exists(), _("Promise a priority action"), promise),
        (review.learners.exists(), _("Say who should learn it"), f"{here}pembelajar/catat/"),
        (review.is_closed, _("Decide, and put into the library"), f"{here}tutup/"),
    ]


def finding_of(review: Review, looks: list[LaterLook]) -> str:
    """What came of it, in a sentence."""
    if not review.is_closed:
        return _("Not decided yet")
    if not looks:
        return _("Decided; nobody has looked yet whether it worked")
    last = looks[-1]
    told = {"done": last.get_was_done_display(), "worked": last.get_did_work_display()}
    return _("Done: %(done)s. Worked: %(worked)s.") % told


def _columns(factors: list[Any], domains: dict[str, str]) -> list[dict[str, Any]]:
    """What helped and what hindered, each by domain."""
    contexts = reference.contexts()
    found = []
    for helped, title in ((True, _("What helped")), (False, _("What hindered"))):
        rows = [
            {
                "factor": each,
                "domain": domains.get(each.domain, each.domain),
                "context": contexts.get(each.context, each.context),
            }
            for each in factors
            if each.helped is helped
        ]
        rows.sort(key=lambda row: (row["domain"] == "", row["domain"], row["factor"].pk))
        found.append({"title": title, "sign": "+" if helped else "−", "rows": rows})
    return found


def _look(look: LaterLook) -> dict[str, Any]:
    return {"look": look, "moved": moved(look.figures)}


def moved(figures: dict[str, Any] | None) -> dict[str, Any] | None:
    """A figure before and after, and by how much; only in words, where one of them is missing or both are one."""
    if not figures:
        return None
    before, after = figures["before"], figures["after"]
    months = [before] if before["month"] == after["month"] else [before, after]
    compared = len(months) == 2 and before["d"] and after["d"]
    return {
        "title": figures["title"],
        "rows": [{key: each[key] for key in ("month", "n", "d", "sites")} for each in months],
        "finding": _moved(before, after, is_one=len(months) == 1),
        "fewer": bool(compared and after["sites"] != before["sites"]),
    }


def _moved(before: dict[str, Any], after: dict[str, Any], *, is_one: bool) -> str:
    if is_one:
        return _(
            "No month ended between the session and this look: there is nothing to compare yet."
        )
    missing = [each["month"] for each in (before, after) if not each["d"]]
    if len(missing) == 1:
        return _("No figures for %(month)s.") % {"month": dates.month_in_words(missing[0])}
    if missing:
        return _("No figures for both months.")
    told = {"before": percent(before["n"], before["d"]), "after": percent(after["n"], after["d"])}
    return _("From %(before)s to %(after)s") % told


def _promises(user: Any, review: Review) -> dict[str, Any]:
    """The priority actions; of those that the reader may not open only how they stand."""
    bound = reviews.actions_of(review)
    seen = reviews.open_to(user, bound)
    kept = sum(each.commitment.state == "kept" for each in bound)
    meeting = review.meeting
    told = ngettext(
        "%(kept)d of %(n)d priority action kept",
        "%(kept)d of %(n)d priority actions kept",
        len(bound),
    )
    return {
        "actions": [
            {"row": each, "commitment": each.commitment, "open": each.commitment_id in seen}
            for each in bound
        ],
        "actions_finding": told % {"kept": kept, "n": len(bound)}
        if bound
        else _("No priority action yet"),
        "may_promise": meeting is not None and can(user, "commitment.record", meeting.forum),
        "sees_meeting": meeting is not None and can(user, "meeting.see", meeting.forum),
        "sees_snapshot": review.snapshot is not None
        and can(user, "rollup.see", review.snapshot.region),
    }


def _learners(user: Any, review: Review) -> list[dict[str, Any]]:
    mine = set(review.learners.filter(access.learning_where(user)).values_list("pk", flat=True))
    return [
        {"row": each, "reads": each.pk in mine and each.read_at is None and review.is_closed}
        for each in reviews.learners_of(review)
    ]


def _next_step(
    user: Any, review: Review, looks: list[LaterLook], factors: list[Any], on: date
) -> dict[str, Any]:
    """The one button of the page: close a draft, or look again."""
    if not access.may_record(user, review):
        return {"action": "", "blocked": ""}
    here = review.get_absolute_url()
    if not review.is_closed:
        blocked = "" if factors else _("First write down what helped or hindered.")
        return {
            "action": _("Put into the library"),
            "action_url": f"{here}tutup/",
            "blocked": blocked,
        }
    due = looks[-1].next_on if looks else review.look_on
    blocked = ""
    if due is None:
        blocked = _("It was looked at again; nothing is due.")
    elif on <= review.on:
        blocked = _("The later look comes after the session.")
    return {
        "action": _("Record the later look"),
        "action_url": f"{here}lihat-lagi/",
        "blocked": blocked,
    }


def decision_word(code: str) -> str:
    return str(dict(Decision.choices).get(code, ""))
