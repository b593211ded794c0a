"""A login: its state, its roles and keys, and how it is shut and opened."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.dates import short_date
from mufakat.core.forms import ConfirmForm
from mufakat.directory import access, actions, queries
from mufakat.directory.models import User
from mufakat.journal.forms import perform

from . import form_page


def see_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    user, login, today = request.user, access.get_login_seen(request.user, pk), clock.today()
    may_lock = access.may_lock(user, login)
    return page(
        request,
        "directory/user.html",
        title=_("Login of %(name)s") % {"name": login},
        crumbs=_crumbs(login)[:-1],
        login=login,
        on=today,
        assignments=queries.roles_of(login, access.visible_assignments(user), today),
        keys=queries.keys_of(login) if may_lock else [],
        history=queries.history_seen(user, login),
        may_lock=may_lock and user != login,
        may_reset=access.may_reset_password(user, login),
    )


def lock_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    login, form = access.get_login_to_lock(request.user, pk), ConfirmForm(request.POST or None)
    back = login.get_absolute_url()
    done = perform(request, form, lambda act: actions.lock_user(act, login), back)
    title, submit = _("Lock the login of %(name)s") % {"name": login}, _("Lock the login")
    hint = _(
        "Its open sessions end at once, and it opens nothing until an administrator unlocks it; its keys to the "
        "API neither. The roles stay on record."
    )
    more: dict[str, Any] = {"hint": hint, "crumbs": _crumbs(login), "danger": True}
    return done or form_page(request, form, title, submit, back, **more)


def unlock_user(request: HttpRequest, pk: UUID) -> HttpResponse:
    login, form = access.get_login_to_lock(request.user, pk), ConfirmForm(request.POST or None)
    back = login.get_absolute_url()
    done = perform(request, form, lambda act: actions.unlock_user(act, login), back)
    title, submit = _("Unlock the login of %(name)s") % {"name": login}, _("Unlock the login")
    hint = _("It opens again what its roles allow, with the password and the keys that it had.")
    more: dict[str, Any] = {"hint": hint, "crumbs": _crumbs(login)}
    return done or form_page(request, form, title, submit, back, **more)


def end_token(request: HttpRequest, pk: UUID, mark: str) -> HttpResponse:
    token = access.get_token(request.user, pk, mark)
    form, back = ConfirmForm(request.POST or None), token.user.get_absolute_url()
    done = perform(request, form, lambda act: actions.end_token(act, token), back)
    title, submit = _("End a key to the API of %(name)s") % {"name": token.user}, _("End the key")
    made = _("Key %(mark)s, made on %(day)s")
    subtitle = made % {"mark": token.mark, "day": short_date(token.made_at.date())}
    hint = _("Programs that use this key are refused from now on. This cannot be undone.")
    crumbs = _crumbs(token.user)
    more: dict[str, Any] = {"subtitle": subtitle, "hint": hint, "crumbs": crumbs, "danger": True}
    return done or form_page(request, form, title, submit, back, **more)


def _crumbs(login: User) -> list[dict[str, str]]:
    above = {"label": _("Roles"), "url": "/peran/"}
    if login.person:
        above = {"label": str(login.person), "url": login.person.get_absolute_url()}
    return [above, {"label": login.username, "url": login.get_absolute_url()}]
