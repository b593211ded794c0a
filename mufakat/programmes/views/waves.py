"""Cohorts, and how far each district is."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ReasonForm
from mufakat.directory.views import form_page
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform
from mufakat.programmes import access, actions, pages, queries
from mufakat.programmes.forms import (
    Asked,
    CohortForm,
    JoinForm,
    JoinManyForm,
    ReadinessForm,
    StandingForm,
    initial_of,
)
from mufakat.programmes.models import Cohort

from .catalogue import crumbs


def see_cohort(request: HttpRequest, pk: UUID) -> HttpResponse:
    cohort = access.get_cohort(request.user, pk)
    form = Asked(request.GET)
    context = pages.cohort_page(request.user, cohort, form.on, request.GET.get("keadaan", ""))
    way = crumbs(cohort.programme)
    return page(request, "programmes/cohort.html", form=form, crumbs=way, **context)


def record_cohort(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code, "programme.record")
    form = CohortForm(request.POST or None, initial={"year": clock.today().year})
    done = perform(
        request,
        form,
        lambda act: actions.record_cohort(act, programme, **form.values),
        Cohort.get_absolute_url,
    )
    title, back = _("Record a cohort"), programme.get_absolute_url()
    submit = _("Record the cohort")
    return done or form_page(request, form, title, submit, back, crumbs=crumbs(programme))


def change_cohort(request: HttpRequest, pk: UUID) -> HttpResponse:
    cohort = access.get_cohort(request.user, pk, "programme.record")
    form = CohortForm(
        request.POST or None, initial=initial_of(cohort, CohortForm), base=cohort.version
    )
    back = cohort.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_cohort(act, cohort, base=form.seen, **form.values),
        back,
    )
    title, way = _("Change %(name)s") % {"name": cohort}, crumbs(cohort.programme, cohort)
    return done or form_page(request, form, title, _("Save"), back, crumbs=way)


def join_district(request: HttpRequest, pk: UUID) -> HttpResponse:
    cohort = access.get_cohort(request.user, pk, "programme.record")
    form = JoinForm(request.POST or None)
    back, again = cohort.get_absolute_url(), "lagi" in request.POST
    done = perform(
        request,
        form,
        lambda act: actions.join_district(act, cohort, **form.values),
        request.path if again else back,
        lambda district: (
            _("%(name)s is in “%(cohort)s” now.") % {"name": district, "cohort": cohort}
        ),
    )
    return done or page(
        request,
        "programmes/join_district.html",
        title=_("Take in a district"),
        crumbs=crumbs(cohort.programme, cohort),
        cohort=cohort,
        joined=queries.counting(cohort.districts.all()).count(),
        form=form,
        back=back,
    )


def join_districts(request: HttpRequest, pk: UUID) -> HttpResponse:
    cohort = access.get_cohort(request.user, pk, "programme.record")
    asked = Asked(request.GET)
    offered = queries.free_in(cohort.programme, asked.region, asked.on)
    form = JoinManyForm(request.POST or None, offered=offered)
    back = cohort.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.join_districts(act, cohort, **form.values),
        back,
        lambda joined: pages.told_of(joined, form),
    )
    return done or page(
        request,
        "programmes/join_districts.html",
        title=_("Take in many districts"),
        crumbs=crumbs(cohort.programme, cohort),
        asked=asked,
        form=form,
        back=back,
        here=f"?wilayah={asked.region.code}&kirim" if asked.region else "?kirim",
        **pages.joining_page(cohort, form),
    )


def list_districts(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind a number of the page of a programme."""
    programme = access.get_programme(request.user, code)
    form, asked = Asked(request.GET), request.GET
    del form.fields["wilayah"]  # a programme is counted as a whole
    through, counted = asked.get("sampai", ""), asked.get("keadaan", "")
    context = pages.districts_page(programme, form.on, through, counted)
    title, way = _("Districts of %(name)s") % {"name": programme}, crumbs(programme)
    shown = {"title": title, "crumbs": way, "form": form}
    return page(request, "programmes/districts.html", **shown, **context)


def see_district(request: HttpRequest, pk: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk)
    way = crumbs(district.cohort.programme, district.cohort)
    context = pages.district_page(request.user, district)
    return page(request, "programmes/district.html", crumbs=way, **context)


def record_standing(request: HttpRequest, pk: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk, "programme.record")
    last = queries.last_standing(district)
    ticked = [code for code, there in queries.looked_at(district).items() if there]
    form = StandingForm(request.POST or None, before=last.state, initial={"checklist": ticked})
    back = district.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.record_standing(act, district, **form.values), back
    )
    return done or form_page(
        request,
        form,
        _("How far is %(name)s?") % {"name": district.region},
        _("Write it down"),
        back,
        crumbs=crumbs(district.cohort.programme, district.cohort),
        subtitle=_("Now: %(state)s") % {"state": last.get_state_display()},
    )


def record_readiness(request: HttpRequest, pk: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk, "programme.record")
    last = queries.last_standing(district)
    ticked = [code for code, there in queries.looked_at(district).items() if there]
    form = ReadinessForm(request.POST or None, initial={"checklist": ticked})
    back = district.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.record_readiness(act, district, **form.values),
        f"{back}#kesiapan",
    )
    return done or form_page(
        request,
        form,
        _("How ready is %(name)s?") % {"name": district.region},
        _("Write it down"),
        back,
        crumbs=crumbs(district.cohort.programme, district.cohort),
        subtitle=_("Now: %(state)s") % {"state": last.get_state_display()},
    )


def withdraw_standing(request: HttpRequest, pk: UUID, standing: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk, "programme.record")
    wrong = access.get_standing(request.user, district, standing)
    form, cohort = ReasonForm(request.POST or None), district.cohort

    def do(act: OpenAct) -> Any:
        return actions.withdraw_standing(act, district, wrong, **form.values) or cohort

    back = district.get_absolute_url()
    done = perform(request, form, do, lambda thing: str(thing.get_absolute_url()))
    title = _("Take back “%(state)s”") % {"state": wrong.get_state_display()}
    hint = _("For a slip only: the word before it holds again. The journal keeps both.")
    way = crumbs(cohort.programme, cohort)
    return done or form_page(
        request, form, title, _("Take it back"), back, hint=hint, crumbs=way, danger=True
    )
