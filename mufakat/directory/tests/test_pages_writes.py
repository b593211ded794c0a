"""Every page that writes: it works, it arrives twice and is done once, it is refused to those without the role,
it gives back what was typed, and a viewer with another role's eyes changes nothing."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.journal.actions import LOOKING
from mufakat.journal.models import Act, Event
from tests.world import World, settle_sessions

ENDING = {"on": "2026-07-01"}


@dataclass(frozen=True)
class Write:
    """One write page: where, what is typed, the field whose absence is refused, and the event it leaves."""

    path: Callable[[World], str]
    data: Callable[[World], dict[str, Any]]
    needs: str
    verb: str

    def send(self, client: Client, world: World, **more: Any) -> Any:
        data = {"act_id": str(new_id()), **self.data(world), **more}
        return client.post(self.path(world), data)


def ending(path: Callable[[World], str], verb: str) -> Write:
    return Write(path, lambda w: ENDING, "on", verb)


WRITES = {
    "record_region": Write(
        lambda w: "/wilayah/32.73.04/catat/",
        lambda w: {
            "code": "32.73.04.1099",
            "name": "Jamika Baru",
            "kind": "kelurahan",
            "valid_from": "2026-01-01",
            "source": "Perda 1/2026",
            "predecessor": "32.73.04.1003",
            "predecessor_ends": "stands",
        },
        "name",
        "region.recorded",
    ),
    "change_region": Write(
        lambda w: "/wilayah/32.73.04.1003/ubah/",
        lambda w: {
            "name": "Jamika Raya",
            "kind": "kelurahan",
            "source": "Perda 1/2026",
            "timezone": "Asia/Jakarta",
        },
        "name",
        "region.changed",
    ),
    "end_region": ending(lambda w: "/wilayah/32.73.04.1003/akhiri/", "region.ended"),
    "record_organisation": Write(
        lambda w: "/organisasi/catat/",
        lambda w: {
            "name": "Posyandu Mawar",
            "sector": "kesehatan",
            "kind": "posyandu",
            "region": "32.73.04.1003",
            "parent": str(w.citarip.pk),
            "codes": "kode_posyandu = X-1",
        },
        "region",
        "organisation.recorded",
    ),
    "change_organisation": Write(
        lambda w: f"/organisasi/{w.kua.pk}/ubah/",
        lambda w: {"name": "KUA Kaler", "sector": "agama", "region": "32.73.04"},
        "name",
        "organisation.changed",
    ),
    "end_organisation": ending(lambda w: f"/organisasi/{w.kua.pk}/akhiri/", "organisation.ended"),
    "record_person": Write(
        lambda w: "/orang/catat/", lambda w: {"name": "Euis Komala"}, "name", "person.recorded"
    ),
    "change_person": Write(
        lambda w: f"/orang/{w.people['head'].pk}/ubah/",
        lambda w: {"name": "Rina Marlina", "title_after": "M.K.M., Sp.K"},
        "name",
        "person.changed",
    ),
    "end_person": ending(lambda w: f"/orang/{w.people['head'].pk}/akhiri/", "person.ended"),
    "record_office": Write(
        lambda w: f"/orang/{w.people['head'].pk}/jabatan/catat/",
        lambda w: {"organisation": str(w.kua.pk), "title": "Penyuluh"},
        "title",
        "office.recorded",
    ),
    "end_office": ending(lambda w: f"/jabatan/{w.offices['head'].pk}/akhiri/", "office.ended"),
    "record_user": Write(
        lambda w: f"/orang/{w.people['second_head'].pk}/akun/",
        lambda w: {"username": "budi", "password": "rahasia panjang 9"},
        "username",
        "user.recorded",
    ),
    "record_forum": Write(
        lambda w: "/forum/catat/",
        lambda w: {
            "name": "Lokmin bulanan Citarip",
            "kind": "lokmin_bulanan",
            "region": "32.73.04",
            "host": str(w.citarip.pk),
        },
        "name",
        "forum.recorded",
    ),
    "change_forum": Write(
        lambda w: f"/forum/{w.forum.pk}/ubah/",
        lambda w: {
            "name": "Lokmin Kaler",
            "kind": "lokmin_lintas_sektor",
            "region": "32.73.04",
        },
        "name",
        "forum.changed",
    ),
    "end_forum": Write(
        lambda w: f"/forum/{w.forum.pk}/akhiri/",
        lambda w: {**ENDING, "confirmed": "on", "reason": "Bubar"},  # it has open promises
        "on",
        "forum.ended",
    ),
    "record_membership": Write(
        lambda w: f"/forum/{w.forum.pk}/anggota/catat/",
        lambda w: {"organisation": str(w.bodies["crisis_centre"].pk), "role": "member"},
        "role",
        "membership.recorded",
    ),
    "end_membership": ending(
        lambda w: f"/anggota/{w.memberships['ngo'].pk}/akhiri/", "membership.ended"
    ),
    "record_assignment": Write(
        lambda w: "/peran/beri/",
        lambda w: {"user": "outsider", "role": "notulis", "organisation": str(w.citarip.pk)},
        "user",
        "assignment.recorded",
    ),
    "end_assignment": ending(
        lambda w: f"/peran/{w.assignments['notulis'].pk}/akhiri/", "assignment.ended"
    ),
}
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())


@every_write
def test_works_and_is_done_once(world: World, write: Write) -> None:
    if write.verb == "forum.ended":
        settle_sessions(world)  # none ends while a session is under way, or waits on its day
    client, act_id = world.client("administrator"), str(new_id())
    first = write.send(client, world, act_id=act_id)
    assert (first.status_code, first.headers.get("Act")) == (303, f"{act_id} done"), said(first)
    assert Event.objects.order_by("-seq").filter(act_id=act_id, verb=write.verb).count() == 1
    events = Event.objects.count()
    second = write.send(client, world, act_id=act_id)
    assert (second.status_code, second.headers.get("Act")) == (303, f"{act_id} already")
    assert Event.objects.count() == events
    assert first["Location"] == second["Location"]
    assert client.get(first["Location"]).status_code == 200


@every_write
def test_is_refused_and_nothing_is_written(world: World, write: Write) -> None:
    acts = Act.objects.count()
    refuse_without_role(world, write)
    refuse_with_a_gap(world, write)
    refuse_a_viewer(world, write)
    assert Act.objects.count() == acts


def refuse_without_role(world: World, write: Write) -> None:
    for who in ("neighbour", "outsider", "auditor", "partner"):
        client = world.client(who)
        if write.verb == "person.recorded" and who == "neighbour":
            continue  # who keeps a directory somewhere adds people; the office says where they belong
        answer = write.send(client, world)
        if (
            answer.status_code == 422
        ):  # one who keeps another place opens the form, but does not reach here
            assert who == "neighbour"
            assert "jangkau" in said(answer) or "reach" in said(answer)
        else:
            assert answer.status_code in (403, 404), who
            assert client.get(write.path(world)).status_code in (403, 404)


def refuse_with_a_gap(world: World, write: Write) -> None:
    """What was typed stays."""
    data = {k: v for k, v in write.data(world).items() if k != write.needs}
    answer = world.client("administrator").post(
        write.path(world), {"act_id": str(new_id()), **data}
    )
    assert answer.status_code == 422
    assert said(answer)
    for name in {"name", "title", "code"} & set(data):
        assert data[name] in answer.content.decode()


def refuse_a_viewer(world: World, write: Write) -> None:
    """Who looks with another role's eyes is told so on top of the form."""
    client = world.client("administrator")
    session = client.session
    session["seen_as"] = {"role": "administrator", "kind": "region", "id": str(world.city.pk)}
    session.save()
    answer = write.send(client, world)
    assert answer.status_code == 422
    assert str(LOOKING) in html.unescape(said(answer))


@pytest.mark.parametrize(
    ("name", "field", "theirs"),
    [
        ("change_region", "name", {"name": "Jamika Lama"}),
        ("change_organisation", "name", {"name": "KUA Bojongloa"}),
        ("change_person", "title_after", {"title_after": "M.M."}),
        ("change_forum", "name", {"name": "Lokmin Bojongloa"}),
    ],
)
def test_a_stale_edit_shows_both_texts(
    world: World, name: str, field: str, theirs: dict[str, str]
) -> None:
    write, client = WRITES[name], world.client("administrator")
    assert write.send(client, world, base="1", **theirs).status_code == 303
    answer = write.send(client, world, base="1")
    assert answer.status_code == 409
    assert theirs[field] in answer.content.decode()
    assert write.data(world)[field] in answer.content.decode()
    chosen = {"conflicts": field, "base_after": "2", f"keep_{field}": "mine"}
    assert write.send(client, world, base="1", **chosen).status_code == 303


def test_a_stale_choice_of_a_place_is_told_by_its_name(world: World) -> None:
    write, client = WRITES["change_organisation"], world.client("administrator")
    assert write.send(client, world, base="1", region="32.73.04.1003").status_code == 303
    answer = write.send(client, world, base="1", region="32.73.04.1001")
    assert answer.status_code == 409
    assert "Jamika (32.73.04.1003)" in answer.content.decode()


def said(answer: Any) -> str:
    """The summary on top of a form that came back."""
    page = answer.content.decode()
    return page[page.find('role="alert"') :][:900] if 'role="alert"' in page else ""
