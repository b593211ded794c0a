"""People, their offices and their logins."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access, actions, queries, rules
from mufakat.directory.forms import (
    EndForm,
    OfficeForm,
    PersonForm,
    RecordPersonForm,
    ResetForm,
    UserForm,
    person_initial,
)
from mufakat.directory.models import Office, Person, User
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
    login = queries.login_of(person)
    if login and not access.may_see_login(user, login):
        login = None
    offices = list(queries.offices_of(person))
    return page(
        request,
        "directory/person.html",
        title=str(person),
        crumbs=_crumbs(person),
        person=person,
        on=today,
        offices=queries.by_time(offices, today),
        memberships=queries.by_time(memberships, today),
        login=login,
        assignments=queries.assignments_of(person, access.visible_assignments(user), today),
        history=queries.history_seen(user, person, memberships),
        **_may(user, person, login, offices),
    )


def _may(user: Any, person: Person, login: User | None, offices: list[Office]) -> dict[str, Any]:
    """What the reader may see and do on the page of a person."""
    ours = access.may_record_person(user, person)
    return {
        "contact": access.may_see_contact(user, person),
        "may_record": ours,
        "may_office": ours,
        "may_end": access.may_end_person(user, person),
        "ends": {o.pk for o in offices if access.may_record_office(user, o.organisation)},
        "may_login": access.may_give_login(user, person),
        "may_reset": login is not None and access.may_reset_password(user, login),
    }


def record_person(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "person.record")
    form = RecordPersonForm(request.POST or None, homes=access.homes_of(request.user))
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
    person = access.get_person_to_end(request.user, pk)
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
        ends=queries.ends_with(request.user, person, clock.today()),
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
    person = access.get_person_for_login(request.user, pk)
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


def reset_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The new password stands on the answer to the form and nowhere else: not in the session, not in the journal."""
    login, made = access.get_login(request.user, pk), list[str]()
    form = ResetForm(request.POST or None, two_steps=queries.signs_in_twice(login))
    back = login.person.get_absolute_url() if login.person else reverse("list_roles")
    done = perform(
        request,
        form,
        lambda act: made.append(actions.reset_password(act, user=login, **form.values)),
        back,
    )
    if done and made:
        return _told_once(request, login, made[0], back, done.headers["Act"])
    return done or form_page(
        request,
        form,
        _("A new password for %(name)s") % {"name": login},
        _("Give a new password"),
        back,
        subtitle=_("User name: %(name)s") % {"name": login.username},
        hint=_(
            "Be sure who asks. You see the new password once; it holds for one sign-in, and then its owner "
            "chooses another. Whoever is signed in with the old one is signed out."
        ),
        crumbs=_crumbs(login.person) if login.person else [],
    )


def _told_once(
    request: HttpRequest, login: User, password: str, back: str, receipt: str
) -> HttpResponse:
    title = _("A new password for %(name)s") % {"name": login}
    answer = page(
        request,
        "directory/password.html",
        title=title,
        username=login.username,
        password=password,
        back=back,
    )
    answer.headers["Act"] = receipt
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _crumbs(person: Person) -> list[dict[str, str]]:
    return [
        {"label": _("People"), "url": "/orang/"},
        {"label": str(person), "url": person.get_absolute_url()},
    ]
