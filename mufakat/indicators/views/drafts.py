"""A draft of a version: its page, and a plain form for each thing that is written into it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.indicators.access import instruments as access
from mufakat.indicators.actions import drafts as actions
from mufakat.indicators.forms.instruments import DomainForm, HeadForm
from mufakat.indicators.forms.questions import DEFAULTS, QuestionForm
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.pages import drafts as pages
from mufakat.indicators.rules import editing
from mufakat.journal.forms import perform

FORM = "directory/form.html"
HEAD = "indicators/instrument_head.html"
QUESTION = "indicators/instrument_question.html"


def see_draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = access.get_version(request.user, slug, number, access.WRITE)
    if version.is_published:
        return redirect(version.get_absolute_url())
    return page(request, "indicators/instrument_draft.html", **pages.draft_page(version))


def change_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = _draft(request, slug, number)
    form = HeadForm(request.POST or None, initial=HeadForm.first(version.body))
    done = perform(
        request, form, lambda act: actions.change_version(act, version, **form.values), _at(version)
    )
    hint = pages.names_for_rules(version)
    title = _("Title, threshold, grades")
    return done or page(request, HEAD, form=form, title=title, hint=hint, **_frame(version))


def record_question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = _draft(request, slug, number)
    first = {**DEFAULTS, "domain": request.GET.get("domain", "")[:40]}
    form = QuestionForm(request.POST or None, body=version.body, initial=first)
    done = perform(
        request,
        form,
        lambda act: actions.record_question(
            act, version, **{k: v for k, v in form.values.items() if k != "mark"}
        ),
        _at(version),
    )
    return done or page(request, QUESTION, form=form, title=_("A new question"), **_frame(version))


def change_question(request: HttpRequest, slug: str, number: int, question: str) -> HttpResponse:
    version = _draft(request, slug, number)
    row = access.get_question(version, question)
    first = QuestionForm.first(version.body, question)
    form = QuestionForm(request.POST or None, body=version.body, was=question, initial=first)
    done = perform(
        request,
        form,
        lambda act: actions.change_question(act, version, question, **form.values),
        f"{_at(version)}#{question}",
    )
    title = _("Change “%(title)s”") % {"title": row["title"][:120]}
    return done or page(request, QUESTION, form=form, title=title, **_frame(version))


def withdraw_question(request: HttpRequest, slug: str, number: int, question: str) -> HttpResponse:
    version = _draft(request, slug, number)
    row = access.get_question(version, question)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_question(act, version, question),
        _at(version),
    )
    title = _("Take “%(title)s” out") % {"title": row["title"][:120]}
    frame = _frame(version, danger=True, submit=_("Take it out of the draft"))
    return done or page(request, FORM, form=form, title=title, **frame)


def record_domain(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = _draft(request, slug, number)
    form = DomainForm(request.POST or None, others=version.body["domain"])
    done = perform(
        request,
        form,
        lambda act: actions.record_domain(
            act, version, row=form.values["row"], after=form.values["after"]
        ),
        _at(version),
    )
    return done or page(request, FORM, form=form, title=_("A new domain"), **_frame(version))


def change_domain(request: HttpRequest, slug: str, number: int, domain: str) -> HttpResponse:
    version = _draft(request, slug, number)
    row = access.get_domain(version, domain)
    others = [each for each in version.body["domain"] if each["code"] != domain]
    first = {
        **row,
        "mark": editing.mark_of(row),
        "after": editing.after_which(version.body, domain),
    }
    form = DomainForm(request.POST or None, others=others, initial=first)
    done = perform(
        request,
        form,
        lambda act: actions.change_domain(act, version, domain, **form.values),
        _at(version),
    )
    title = _("Change “%(title)s”") % {"title": row["title"]}
    return done or page(request, FORM, form=form, title=title, **_frame(version))


def withdraw_domain(request: HttpRequest, slug: str, number: int, domain: str) -> HttpResponse:
    version = _draft(request, slug, number)
    row = access.get_domain(version, domain)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request, form, lambda act: actions.withdraw_domain(act, version, domain), _at(version)
    )
    title = _("Take “%(title)s” out") % {"title": row["title"]}
    frame = _frame(version, danger=True, submit=_("Take it out of the draft"))
    return done or page(request, FORM, form=form, title=title, **frame)


def _draft(request: HttpRequest, slug: str, number: int) -> InstrumentVersion:
    return access.get_version(request.user, slug, number, access.WRITE)


def _at(version: InstrumentVersion) -> str:
    return f"{version.get_absolute_url()}ubah/"


def _frame(version: InstrumentVersion, **more: Any) -> dict[str, Any]:
    """What every form of a draft stands in."""
    return {
        "subtitle": f"{version.instrument.title} · {_('draft of version %(n)d') % {'n': version.number}}",
        "stopped": pages.why_stopped(version),
        "submit": _("Save in the draft"),
        "back": _at(version),
        **more,
    }
