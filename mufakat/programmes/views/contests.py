"""Contests: who takes part, the points, who came first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ReasonForm
from mufakat.directory.access import require
from mufakat.directory.views import form_page
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.programmes import access, actions, queries, rules
from mufakat.programmes.forms import ContestantsForm, ContestForm, GridForm, PointsForm, initial_of
from mufakat.programmes.models import Contest, ContestEntry, Programme

from .catalogue import crumbs


def see_contest(request: HttpRequest, pk: UUID) -> HttpResponse:
    contest = access.get_contest(request.user, pk)
    by_number = request.GET.get("urut") == "nomor"
    rows = queries.ranking(contest, by_number=by_number)
    return page(
        request,
        "programmes/contest.html",
        title=contest.title,
        crumbs=crumbs(contest.programme),
        contest=contest,
        rows=rows,
        by_number=by_number,
        judged=sum(row.place is not None for row in rows),
        most=sum(c["most"] for c in contest.criteria),
        history=history_of(contest),
        may_record=access.may_record(request.user, contest.region, contest.programme.region),
    )


def record_contest(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    require(request.user, "programme.record")
    initial = {
        "year": clock.today().year,
        "region": access.own_district(request.user, "programme.record"),
    }
    form = ContestForm(request.POST or None, initial=initial)
    done = perform(
        request,
        form,
        lambda act: _record(act, request.user, programme, form),
        Contest.get_absolute_url,
    )
    title, back = _("Record a contest"), programme.get_absolute_url()
    submit = _("Record the contest")
    return done or form_page(request, form, title, submit, back, crumbs=crumbs(programme))


def _record(act: OpenAct, user: Any, programme: Programme, form: ContestForm) -> Contest:
    reached = access.may_record(user, form.values["region"], programme.region)
    rules.within_reach(reached, "region")
    return actions.record_contest(act, programme, **form.values)


def change_contest(request: HttpRequest, pk: UUID) -> HttpResponse:
    contest = access.get_contest(request.user, pk, "programme.record")
    initial = initial_of(contest, ContestForm)
    form = ContestForm(request.POST or None, initial=initial, base=contest.version)
    del form.fields["region"]  # it decides who writes here
    back = contest.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_contest(act, contest, base=form.seen, **form.values),
        back,
    )
    title, way = _("Change %(name)s") % {"name": contest}, crumbs(contest.programme, contest)
    return done or form_page(request, form, title, _("Save"), back, crumbs=way)


def record_contestants(request: HttpRequest, pk: UUID) -> HttpResponse:
    contest = access.get_contest(request.user, pk, "programme.record")
    among = queries.facilities(contest.region, "puskesmas", contest.on or clock.today())
    offered = among.exclude(pk__in=contest.entries.values("organisation"))
    form = ContestantsForm(request.POST or None, offered=offered, among=among)
    back = contest.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.record_contestants(act, contest, **form.values), back
    )
    title, way = _("Who takes part?"), crumbs(contest.programme, contest)
    hint = _(
        "They get their numbers in the order of this list; those entered already are not in it."
    )
    return done or form_page(
        request, form, title, _("Enter those ticked"), back, crumbs=way, hint=hint
    )


def withdraw_contestant(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    contest = access.get_contest(request.user, pk, "programme.record")
    wrong = access.get_entry(request.user, contest, entry)
    form, back = ReasonForm(request.POST or None), contest.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_contestant(act, contest, wrong, **form.values),
        back,
    )
    title = _("Take %(name)s out of the contest") % {"name": wrong}
    way = crumbs(contest.programme, contest)
    return done or form_page(request, form, title, _("Take it out"), back, crumbs=way, danger=True)


def record_points(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    contest = access.get_contest(request.user, pk, "programme.record")
    judged = access.get_entry(request.user, contest, entry)
    judged.contest = contest
    form = PointsForm(request.POST or None, entry=judged, base=judged.version)
    back = contest.get_absolute_url()
    after = queries.next_to_judge(contest, judged) if "lagi" in request.POST else None
    done = perform(
        request,
        form,
        lambda act: actions.record_points(act, judged, base=form.seen, **form.values),
        points_url(after) if after else back,
    )
    return done or page(
        request,
        "programmes/points.html",
        title=_("Points of %(name)s") % {"name": judged},
        crumbs=crumbs(contest.programme, contest),
        entry=judged,
        form=form,
        back=back,
    )


def fill_points(request: HttpRequest, pk: UUID) -> HttpResponse:
    contest = access.get_contest(request.user, pk, "programme.record")
    entries = list(contest.entries.select_related("organisation").order_by("number"))
    form = GridForm(request.POST or None, contest=contest, entries=entries)
    back = contest.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.fill_points(act, contest, rows=form.moved), back
    )
    return done or page(
        request,
        "programmes/points_sheet.html",
        title=_("Points of all"),
        crumbs=crumbs(contest.programme, contest),
        contest=contest,
        form=form,
        back=back,
    )


def points_url(entry: ContestEntry) -> str:
    return f"{entry.contest.get_absolute_url()}peserta/{entry.pk}/nilai/"
