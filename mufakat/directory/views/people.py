"""People, their offices and their logins."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access, actions, queries, rules
from mufakat.directory.forms import EndForm, OfficeForm, PersonForm, UserForm, person_initial
from mufakat.directory.models import Office, Person
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform

from . import form_page


def list_people(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "directory.see")
    text, today = request.GET.get("cari", "").strip()[:100], clock.today()
    rows = Paginator(queries.people_found(today, text), 50).get_page(request.GET.get("hal"))
    return page(
        request,
        "directory/people.html",
        title=_("People"),
        rows=rows,
        text=text,
        on=today,
        may_record=access.can(request.user, "person.record"),
    )


def see_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    user, person, today = request.user, access.get_person(request.user, pk), clock.today()
    memberships = access.memberships_seen(user, person)
    return page(
        request,
        "directory/person.html",
        title=str(person),
        crumbs=_crumbs(person),
        person=person,
        on=today,
        contact=access.may_see_contact(user, person),
        offices=queries.by_time(queries.offices_of(person), today),
        memberships=queries.by_time(memberships, today),
        login=queries.login_of(person) if access.can(user, "role.see") else None,
        assignments=queries.assignments_of(person, access.visible_assignments(user), today),
        history=queries.history_seen(user, person, memberships),
        may_record=access.may_record_person(user, person),
        may_office=access.can(user, "person.record"),
        may_login=access.may_give_login(user, person),
    )


def record_person(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "person.record")
    form = PersonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_person(act, **form.values),
        Person.get_absolute_url,
    )
    hint = _("After this you add the office that the person holds.")
    title, submit = _("Add a person"), _("Add the person")
    return done or form_page(request, form, title, submit, "/orang/", hint=hint)


def change_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = access.get_person(request.user, pk, "person.record")
    form = PersonForm(
        request.POST or None,
        initial=person_initial(person),
        base=person.version,
        contact=access.may_see_contact(request.user, person),
    )
    back = person.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_person(act, person, base=form.seen, **form.values),
        back,
    )
    title = _("Change %(name)s") % {"name": person}
    return done or form_page(request, form, title, _("Save"), back, crumbs=_crumbs(person))


def end_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = access.get_person(request.user, pk, "person.record")
    form = EndForm(request.POST or None)
    back = person.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.end_person(act, person, on=form.values["on"]), back
    )
    return done or form_page(
        request,
        form,
        _("%(name)s no longer takes part") % {"name": person},
        _("Record it"),
        back,
        hint=_("The person stays on record with all that was promised, and is no longer offered."),
        crumbs=_crumbs(person),
        danger=True,
    )


def record_office(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = access.get_person(request.user, pk, "person.record")
    form = OfficeForm(request.POST or None)
    back = person.get_absolute_url()
    done = perform(request, form, lambda act: _office(act, request.user, person, form.values), back)
    title = _("Record an office of %(name)s") % {"name": person}
    crumbs = _crumbs(person)
    return done or form_page(request, form, title, _("Record the office"), back, crumbs=crumbs)


def _office(act: OpenAct, user: Any, person: Person, values: dict[str, Any]) -> Office:
    rules.within_reach(access.may_record_office(user, values["organisation"]), "organisation")
    return actions.record_office(act, person=person, **values)


def end_office(request: HttpRequest, pk: UUID) -> HttpResponse:
    office = access.get_office(request.user, pk, "person.record")
    form = EndForm(request.POST or None)
    back = office.person.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.end_office(act, office, on=form.values["on"]), back
    )
    return done or form_page(
        request,
        form,
        _("End an office of %(name)s") % {"name": office.person},
        _("End the office"),
        back,
        subtitle=str(office),
        crumbs=_crumbs(office.person),
        danger=True,
    )


def record_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = access.get_person(request.user, pk)
    if not access.may_give_login(request.user, person):
        raise PermissionDenied
    form = UserForm(request.POST or None)
    back = person.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.record_user(act, person=person, **form.values), back
    )
    return done or form_page(
        request,
        form,
        _("Give %(name)s a login") % {"name": person},
        _("Give the login"),
        back,
        hint=_("A login alone opens nothing: after this, give a role."),
        crumbs=_crumbs(person),
    )


def _crumbs(person: Person) -> list[dict[str, str]]:
    return [
        {"label": _("People"), "url": "/orang/"},
        {"label": str(person), "url": person.get_absolute_url()},
    ]
