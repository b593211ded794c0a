"""A learning session: its page, writing it down, correcting, closing, looking again."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.access import require
from mufakat.journal.forms import perform
from mufakat.learning import actions
from mufakat.learning.access import RECORD, get_factor, get_review, session_now
from mufakat.learning.forms import CloseForm, FactorForm, LookForm, ReviewForm
from mufakat.learning.models import Factor, Review
from mufakat.learning.pages.review import review_page
from mufakat.learning.queries import measures, reviews
from mufakat.programmes.access import own_district

FORM, WHOLE_FORM = "learning/form.html", "learning/review_form.html"
LATER = timedelta(days=90)
NAMES = (
    *("question", "situation", "on", "region", "organisation", "programme"),
    *("meeting", "snapshot", "context", "components"),
)


def see_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk)
    shown = review_page(request.user, review, clock.today())
    return page(request, "learning/review.html", title=review.question, **shown)


def record_review(request: HttpRequest) -> HttpResponse:
    require(request.user, RECORD)
    begun = {"on": clock.today()} | begun_with(request)
    form = ReviewForm(request.POST or None, user=request.user, initial=begun)
    done = perform(
        request,
        form,
        lambda act: actions.record_review(act, **form.values),
        lambda review: review.get_absolute_url(),
        _("The session is a draft. Now write down what helped and what hindered."),
    )
    title = _("Record a learning session")
    shown = {"title": title, "submit": _("Save as a draft"), "cancel_url": "/pembelajaran/"}
    hint = _("Question and place are enough to begin: saved as a draft, nothing is lost.")
    return done or page(request, WHOLE_FORM, form=form, about="", hint=hint, **shown)


def begun_with(request: HttpRequest) -> dict[str, Any]:
    """What the address says of the session in which it is held; else the one session that is open to the writer now,
    and the district of his role."""
    names = {"rapat": "meeting", "potret": "snapshot", "wilayah": "region"}
    asked = {ours: request.GET[name] for name, ours in names.items() if request.GET.get(name)}
    held = session_now(request.user, asked.get("meeting", ""))
    begun: dict[str, Any] = {"region": own_district(request.user, RECORD)}
    if held is not None:
        begun |= {"meeting": held.pk, "region": held.region}
    return begun | asked


def change_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    initial = {name: getattr(review, name) for name in NAMES}
    if review.instrument:
        initial["figure"] = f"{review.instrument.code}|{review.measure}"
    form = ReviewForm(
        request.POST or None,
        user=request.user,
        review=review,
        initial=initial,
        base=review.version,
    )
    done = perform(
        request,
        form,
        lambda act: actions.change_review(act, review, base=form.seen, **form.values),
        review.get_absolute_url(),
    )
    return done or page(
        request, WHOLE_FORM, form=form, **under(review, _("Correct the draft"), _("Save"))
    )


def close_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    initial = {"look_on": max(clock.today(), review.on) + LATER}
    form = CloseForm(request.POST or None, initial=initial, base=review.version)
    done = perform(
        request,
        form,
        lambda act: actions.close_review(act, review, base=form.seen, **form.values),
        review.get_absolute_url(),
        _("It stands in the library now, open to everybody who may read what was learnt."),
    )
    hint = _(
        "Afterwards the text does not change any more. Priority actions, who should learn it, and later looks can "
        "still be added."
    )
    shown = under(review, _("Decide, and put into the library"), _("Put into the library"))
    return done or page(request, FORM, form=form, hint=hint, **shown)


def record_factor(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    domains = measures.domains_of(measures.asked_in(review))
    form = FactorForm(request.POST or None, domains=domains, initial=_last(request))
    done = perform(
        request,
        form,
        lambda act: actions.record_factor(act, review, **form.values),
        lambda factor: _one_more(request, factor) or f"{review.get_absolute_url()}#faktor",
    )
    shown = under(review, _("What helped, what hindered"), _("Write down"))
    return done or page(request, FORM, form=form, again=_("Write down, then one more"), **shown)


def _one_more(request: HttpRequest, factor: Factor) -> str:
    """The form again, for another of the same kind and domain."""
    again = {"jenis": "helped" if factor.helped else "hindered", "domain": factor.domain}
    return f"{request.path}?{urlencode(again)}" if "lagi" in request.POST else ""


def _last(request: HttpRequest) -> dict[str, str]:
    return {"helped": request.GET.get("jenis", ""), "domain": request.GET.get("domain", "")}


def withdraw_factor(request: HttpRequest, pk: UUID, factor: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    found = get_factor(review, factor)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_factor(act, found),
        review.get_absolute_url(),
    )
    shown = under(review, _("Take off “%(text)s”?") % {"text": found.text}, _("Take off"))
    return done or page(request, FORM, form=form, danger=True, **shown)


def record_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    form = LookForm(request.POST or None, initial={"on": clock.today()})
    done = perform(
        request,
        form,
        lambda act: actions.record_look(act, review, **form.values),
        review.get_absolute_url() + "#lihat",
        _("The later look is recorded."),
    )
    shown = under(review, _("Was it done, did it work?"), _("Record the later look"))
    bound = reviews.actions_of(review)
    seen = reviews.open_to(request.user, bound)
    promised = [each.commitment for each in bound if each.commitment_id in seen]
    return done or page(request, "learning/look.html", form=form, promised=promised, **shown)


def under(review: Review, title: str, submit: str) -> dict[str, Any]:
    """The frame of a form about a review."""
    back = review.get_absolute_url()
    crumbs = [
        {"label": _("Learning"), "url": "/pembelajaran/"},
        {"label": review.question, "url": back},
    ]
    return {
        "title": title,
        "submit": submit,
        "about": review.question,
        "cancel_url": back,
        "crumbs": crumbs,
        "review": review,
    }
