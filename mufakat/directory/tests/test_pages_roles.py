"""Roles in words, giving and ending them, and "lihat sebagai"."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mufakat.core.ids import new_id
from mufakat.directory.actions import (
    end_assignment,
    end_region,
    record_assignment,
    record_region,
)
from mufakat.directory.models import Assignment
from mufakat.directory.roles import ROLES
from mufakat.journal.models import Act, Event
from tests.world import World

VIEW = "/peran/lihat-sebagai/"


def view_as(client: Client, role: str, **place: str) -> Any:
    return client.post(VIEW, {"act_id": str(new_id()), "role": role, **place})


def test_roles_are_explained_and_those_below_are_listed(world: World) -> None:
    html = world.client("auditor").get("/peran/").content.decode()
    assert html.count("<details") >= len(ROLES)
    assert "Dewi Lestari" in html
    assert "Yayat Hidayat" not in html  # of the other district
    assert "/peran/beri/" not in html
    assert world.client("notulis").get("/peran/").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "notulis"},
        {"role": "notulis", "region": "32.73"},
        {"role": "notulis", "organisation": "Puskesmas Soreang"},
        {"role": "chair", "forum": "Lokmin lintas sektor Soreang"},
        {"role": "auditor", "region": "32"},
        {"role": "auditor", "region": "32.73", "organisation": "Puskesmas Sukapakir"},
        {"role": "raja", "region": "32.73"},
        {"role": "auditor", "region": "32.73", "user": "administrator"},
        {"role": "auditor", "region": "32.73", "valid_from": "2026-2-2", "valid_to": "2026-1-1"},
    ],
)
def test_a_role_is_refused(world: World, wrong: dict[str, str]) -> None:
    roles = Assignment.objects.count()
    sent = {"act_id": str(new_id()), "user": "outsider", **wrong}
    answer = world.client("administrator").post("/peran/beri/", sent)
    assert answer.status_code == 422
    assert Assignment.objects.count() == roles


def test_a_role_is_given_by_name_of_the_person(world: World) -> None:
    sent = {
        "act_id": str(new_id()),
        "user": "Omar Sastra",
        "role": "chair",
        "forum": "Lokmin lintas sektor Bojongloa Kaler",
    }
    assert world.client("administrator").post("/peran/beri/", sent).status_code == 303
    assert world.client("outsider").get(f"/forum/{world.forum.pk}/").status_code == 200


def test_viewing_as_begins_in_the_journal_and_ends(world: World) -> None:
    client = world.client("auditor")
    answer = view_as(client, "partner", organisation=str(world.ngo.pk))
    assert (answer.status_code, answer["Location"]) == (303, "/")
    event = Event.objects.get(verb="view.started")
    assert event.by_id == str(world.users["auditor"].pk)
    page = client.get("/organisasi/").content.decode()
    assert reverse("stop_viewing_as") in page
    assert client.get("/peran/").status_code == 403  # a partner does not see roles
    assert client.get(VIEW).status_code == 403
    assert client.get(reverse("stop_viewing_as")).status_code == 405
    acts = Act.objects.count()
    assert client.post(reverse("stop_viewing_as")).status_code == 302
    assert client.get("/peran/").status_code == 200
    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    ("who", "role", "place"),
    [
        ("auditor", "ministry", {"region": "ID"}),
        ("auditor", "kepala_puskesmas", {"organisation": "Puskesmas Soreang"}),
        ("auditor", "chair", {"organisation": "Puskesmas Sukapakir"}),
        ("administrator", "notulis", {"organisation": "Puskesmas Sukapakir"}),
        ("administrator", "chair", {"region": "32.73.04"}),
    ],
)
def test_viewing_as_is_refused(world: World, who: str, role: str, place: dict[str, str]) -> None:
    client = world.client(who)
    answer = view_as(client, role, **place)
    assert answer.status_code == 422
    assert "seen_as" not in client.session
    assert not Event.objects.filter(verb="view.started").exists()


def test_only_two_roles_view_as_another(world: World) -> None:
    for who in ("notulis", "chair", "ministry", "outsider"):
        assert world.client(who).get(VIEW).status_code == 403


def test_viewing_ends_with_the_right_to_it(world: World) -> None:
    client = world.client("auditor")
    assert view_as(client, "partner", organisation=str(world.ngo.pk)).status_code == 303
    with world.doing("administrator") as act:
        end_assignment(act, world.assignments["auditor"], on=date(2026, 1, 1))
    assert client.get("/organisasi/").status_code == 403
    assert "seen_as" not in client.session


def test_a_broken_session_gives_back_one_s_own_eyes(world: World) -> None:
    client = world.client("auditor")
    session = client.session
    session["seen_as"] = {"role": "raja", "kind": "region", "id": "0"}
    session.save()
    assert client.get("/peran/").status_code == 200
    assert "seen_as" not in client.session


def test_a_viewer_signs_out_changes_language_but_no_password(world: World) -> None:
    client = world.client("auditor")
    view_as(client, "partner", organisation=str(world.ngo.pk))
    assert client.post("/akun/password/change/", {}).status_code == 403
    assert client.post("/i18n/setlang/", {"language": "en"}).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302


def test_only_what_one_may_look_through_is_offered(world: World) -> None:
    """An administrator reads no minutes: of eleven roles ten would be refused, and no role of his is at a forum."""
    page = world.client("administrator").get(VIEW).content.decode()
    assert re.findall(r'<option value="([a-z_]+)"', page) == ["administrator"]
    assert 'name="region"' in page and 'name="forum"' not in page
    everything = world.client("auditor").get(VIEW).content.decode()
    assert re.findall(r'<option value="([a-z_]+)"', everything) == list(ROLES)
    assert 'name="forum"' in everything
    assert page.count('class="measure"') == 1  # what one will see, and that two rights must hold
    answer = view_as(world.client("administrator"), "administrator", organisation="KUA Bojongloa")
    assert answer.status_code in (303, 422)


def test_a_role_at_a_region_that_ended_says_where_to_give_it(world: World) -> None:
    village = world.village
    with world.doing("administrator") as act:
        new = record_region(
            act,
            parent=world.kecamatan,
            code="32.73.04.1099",
            kind="kelurahan",
            name="Jamika Baru",
            valid_from=date(2026, 1, 1),
            source="Perda 1/2026",
            predecessor=village,
        )
        outsider = world.users["outsider"]
        record_assignment(act, user=outsider, role="chair", node=village)
    page = world.client("administrator").get("/peran/").content.decode()
    assert "is-waiting" not in page
    with world.doing("administrator") as act:
        end_region(act, village, on=date(2025, 12, 31))
    page = world.client("administrator").get("/peran/").content.decode()
    assert page.count("is-waiting") == 1
    link = f"/peran/beri/?wilayah={new.code}&amp;peran=chair&amp;pengguna=outsider"
    assert link in page and link not in world.client("auditor").get("/peran/").content.decode()
    form = world.client("administrator").get(link.replace("&amp;", "&")).content.decode()
    assert "Jamika Baru" in form and 'value="outsider"' in form
    assert '<option value="chair" selected>' in form
