"""Passwords: given anew by an administrator, changed at once by their owner; who is shut out stays out."""

import re
from datetime import date
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import allauth
import django
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import actions
from mufakat.directory.models import User
from mufakat.journal.models import Act, Event
from mufakat.site.signin import DJANGO_SAID_OTHERWISE, SAID_OTHERWISE, OwnPassword
from tests.world import World, doing

PASSWORD = "kata sandi yang panjang"
OTHER = "kata sandi yang lain lagi"
CHANGE = "/akun/password/change/"


@pytest.fixture
def notulis(world: World) -> User:
    user = User.objects.get(username="notulis")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(password: str, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    sent = {"login": "notulis", "password": password, "next": "/forum/"}
    return client, client.post("/akun/login/", sent)


def reset(world: World, user: User, act_id: str = "", who: str = "administrator") -> Any:
    path = reverse("reset_password", args=[user.pk])
    return world.client(who).post(path, {"act_id": act_id or str(new_id())})


def told(answer: Any) -> str:
    found = re.search(r"<code>([a-z0-9-]{17})</code>", answer.content.decode())
    assert found
    return found[1]


def test_a_lost_phone_ends_the_second_step_too(world: World, notulis: User) -> None:
    TOTP.activate(notulis, "JBSWY3DPEHPK3PXP")
    page = world.client("administrator").get(reverse("reset_password", args=[notulis.pk]))
    assert 'name="phone_lost"' in page.content.decode()
    reset(world, notulis)
    assert Authenticator.objects.filter(user=notulis).exists()  # only if it is asked for
    path = reverse("reset_password", args=[notulis.pk])
    sent = {"act_id": str(new_id()), "phone_lost": "on"}
    answer = world.client("administrator").post(path, sent)
    assert not Authenticator.objects.filter(user=notulis).exists()
    assert sign_in(told(answer))[1].url == "/forum/"
    history = world.client("administrator").get(f"/orang/{notulis.person_id}/").content.decode()
    assert "dua langkah" in history
    assert 'name="phone_lost"' not in world.client("administrator").get(path).content.decode()


def test_a_new_password_is_told_once_and_kept_nowhere(world: World, notulis: User) -> None:
    act_id = str(new_id())
    answer = reset(world, notulis, act_id)
    password = told(answer)
    assert answer.status_code == 200
    assert answer.headers["Act"] == f"{act_id} done"
    assert answer.headers["Cache-Control"] == "no-store"
    act = Act.objects.get(pk=act_id)
    event = Event.objects.get(verb="password.reset")
    assert event.subject_id == str(notulis.pk) and event.by_id == act.by_id
    assert password not in str(vars(act)) + str(vars(event))
    assert not [s for s in Session.objects.all() if password in str(s.get_decoded())]
    again = reset(world, notulis, act_id)
    assert again.status_code == 303 and again.headers["Act"] == f"{act_id} already"
    assert User.objects.get(pk=notulis.pk).check_password(password)  # once, not twice
    history = world.client("administrator").get(f"/orang/{notulis.person_id}/").content.decode()
    assert str(event.data["name"]) in history and password not in history


def test_it_ends_the_other_sessions_and_is_changed_at_once(world: World, notulis: User) -> None:
    before, answer = sign_in(PASSWORD)
    assert answer.status_code == 302 and before.get("/forum/").status_code == 200
    password = told(reset(world, notulis))
    assert before.get("/forum/").headers["Location"].startswith("/akun/login/")
    assert sign_in(PASSWORD)[1].status_code == 200  # refused
    client, answer = sign_in(password)
    assert answer.status_code == 302
    for path in ("/", "/forum/", f"/orang/{notulis.person_id}/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, CHANGE)
    with translation.override("id"):
        why = OwnPassword(user=User.objects.get(pk=notulis.pk)).fields["oldpassword"].help_text
        assert str(why) in client.get(CHANGE).content.decode()
    acts = Act.objects.count()
    path = f"/forum/{world.forum.pk}/siklus/catat/"
    assert client.post(path, {"act_id": str(new_id())}).headers["Location"] == CHANGE
    assert Act.objects.count() == acts
    sent = {"oldpassword": password, "password1": password, "password2": password}
    assert client.post(CHANGE, sent).status_code == 200  # the same one: refused
    assert client.get("/forum/").status_code == 303
    answer = client.post(CHANGE, {**sent, "password1": OTHER, "password2": OTHER})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/forum/").status_code == 200
    assert sign_in(OTHER)[0].get("/forum/").status_code == 200


def test_what_was_typed_before_is_offered_after_the_change(world: World, notulis: User) -> None:
    client, _answer = sign_in(PASSWORD)
    password = told(reset(world, notulis))
    sent = {"act_id": str(new_id()), "text": "Catatan yang sedang ditulis"}
    path = reverse("record_note", args=[world.opened.pk])
    assert client.post(path, sent).headers["Location"].startswith("/akun/login/")
    client.post("/akun/login/", {"login": "notulis", "password": password, "next": "/lanjutkan/"})
    assert client.get("/lanjutkan/").headers["Location"] == CHANGE
    sent = {"oldpassword": password, "password1": OTHER, "password2": OTHER}
    assert client.post(CHANGE, sent).headers["Location"] == "/lanjutkan/"
    assert "Catatan yang sedang ditulis" in client.get("/lanjutkan/").content.decode()


def test_htmx_is_led_to_the_change_as_well(world: World, notulis: User) -> None:
    client, _answer = sign_in(told(reset(world, notulis)))
    answer = client.get("/forum/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, CHANGE)


def test_nobody_resets_his_own_nor_for_one_who_is_shut_out(world: World) -> None:
    administrator = world.users["administrator"]
    assert reset(world, administrator).status_code == 422
    with world.doing("administrator") as act:
        actions.end_person(act, world.people["penghulu"], on=date(2026, 1, 31))
    answer = reset(world, world.users["sector_member"])
    assert answer.status_code == 422
    locked = User(username="x", is_active=False)
    with pytest.raises(RuleBroken, match="login_shut"), doing(None) as act:
        actions.reset_password(act, user=locked)
    assert not Event.objects.filter(verb="password.reset").exists()


@pytest.mark.parametrize("whose", ["ministry", "dinkes_provinsi", "neighbour"])
def test_roles_above_and_outside_are_refused(world: World, whose: str) -> None:
    assert reset(world, world.users[whose]).status_code == 403
    assert not Event.objects.filter(verb="password.reset").exists()


def test_the_first_password_of_a_login_is_changed_too(world: World) -> None:
    sent = {"act_id": str(new_id()), "username": "budi", "password": "rahasia panjang 9"}
    path = f"/orang/{world.people['second_head'].pk}/akun/"
    assert world.client("administrator").post(path, sent).status_code == 303
    assert User.objects.get(username="budi").must_change_password
    with doing(None) as act:  # at the command line of the server it is one's own
        user = actions.record_user(act, username="kepala", password="rahasia panjang 9")
    assert not user.must_change_password


def test_a_locked_login_opens_nothing(world: World, notulis: User) -> None:
    client, _answer = sign_in(PASSWORD)
    User.objects.filter(pk=notulis.pk).update(is_active=False)
    assert client.get("/forum/").headers["Location"].startswith("/akun/login/")
    client, answer = sign_in(PASSWORD)
    assert answer.headers["Location"] == reverse("account_inactive")
    assert client.get("/forum/").headers["Location"].startswith("/akun/login/")


def test_somebody_who_left_is_out_on_the_next_day(world: World, notulis: User) -> None:
    with world.doing("administrator") as act:
        key = actions.record_token(act, user=notulis)
    api = Client(headers={"authorization": f"Bearer {key}"})
    client, _answer = sign_in(PASSWORD)
    assert client.get("/forum/").status_code == 200
    assert api.get("/api/v1/forums").status_code == 200
    with world.doing("administrator") as act:
        actions.end_person(act, world.people["notulis"], on=date(2026, 1, 31))
    assert client.get("/forum/").headers["Location"].startswith("/akun/login/")
    assert api.get("/api/v1/forums").status_code == 401
    client, answer = sign_in(PASSWORD)
    assert answer.headers["Location"] == reverse("account_inactive")
    assert client.get("/forum/").headers["Location"].startswith("/akun/login/")
    assert User.objects.get(pk=notulis.pk).is_active  # ended by a date, not locked


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_the_code_that_turns_the_second_step_on_is_not_asked_twice(
    world: World, notulis: User
) -> None:
    client = world.client("chair")  # who has no password: only the code can prove who is there
    activate = reverse("mfa_activate_totp")
    answer = client.get(activate)
    wrong = client.post(activate, {"code": "abcdef"})
    assert wrong.status_code == 200 and not Authenticator.objects.exists()
    sent = {"code": code_of(answer.context["form"].secret)}
    codes = reverse("mfa_view_recovery_codes")
    assert client.post(activate, sent).headers["Location"] == codes
    assert client.get(codes).status_code == 200
    # In another session it is asked.
    other = world.client("chair")
    asked = other.get(codes).headers["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))


def test_no_page_offers_a_letter_that_nobody_sends(world: World, notulis: User) -> None:
    client, _answer = sign_in(PASSWORD)
    for name in ("account_login", "account_change_password", "account_reauthenticate"):
        visitor = Client() if name == "account_login" else client
        answer = visitor.get(reverse(name))
        assert answer.status_code == 200
        assert reverse("account_reset_password") not in answer.content.decode(), name


def nothing_chosen() -> str:
    """What a list of choices begins with; Django has no Indonesian for it."""
    with translation.override("en"):
        return str(BLANK_CHOICE_LABEL)


def words_of(package: Any, folder: str) -> GNUTranslations:
    """The Indonesian of a package that we use."""
    file = Path(package.__file__).parent / folder / "locale" / "id" / "LC_MESSAGES" / "django.mo"
    with file.open("rb") as catalogue:
        return GNUTranslations(catalogue)


def test_what_we_say_otherwise_is_still_said_by_allauth() -> None:
    """Else an override is dead: allauth has another sentence now."""
    theirs = words_of(allauth, "")
    assert [said for said in SAID_OTHERWISE if theirs.gettext(said) == said] == []
    known = [words_of(django, folder) for folder in ("conf", "contrib/auth")]
    for said in set(DJANGO_SAID_OTHERWISE) - {nothing_chosen()}:
        assert [each for each in known if each.gettext(said) != said], said


# Words that our pages do not use, and what only the pages say that we do not have (letters, telephones, sign-up).
INFORMAL = re.compile(r"\banda\b|[Ss]ilahkan|Kata Sandi|Ingat Saya")
NOT_OURS = re.compile(
    r"e-?mail|phone|Reset|Forgot|Password (Set|Changed)|Set Password|other username"
)
UNUSED = ("entirely numeric", "too similar", "Referer", "Conflicting form data")


def test_no_page_speaks_like_a_friend() -> None:
    """Every sentence of theirs in informal words is named among those that we say otherwise."""
    ours = {*SAID_OTHERWISE, *DJANGO_SAID_OTHERWISE}
    packages = ((allauth, ""), (django, "conf"), (django, "contrib/auth"))
    for package, folder in packages:
        catalogue: dict[Any, str] = words_of(package, folder)._catalog  # type: ignore[attr-defined]
        for key, indonesian in catalogue.items():
            said = key[0] if isinstance(key, tuple) else key
            if INFORMAL.search(indonesian) and not NOT_OURS.search(said):
                assert said in ours or any(word in said for word in UNUSED), said
    assert nothing_chosen() in ours


@pytest.mark.parametrize("door", ["signup/", "email/", "password/reset/", "login/code/"])
def test_doors_that_we_do_not_have_are_not_there(world: World, door: str) -> None:
    assert Client().get(f"/akun/{door}").status_code == 404
    assert world.client("notulis").get(f"/akun/{door}").status_code == 404
