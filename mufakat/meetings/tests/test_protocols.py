"""Kinds of meeting: the reference, an office's own copies, and that no session changes with them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.queries import sectors
from mufakat.meetings import actions, pages, queries, rules
from mufakat.meetings.models import Meeting, Protocol
from mufakat.meetings.queries.kinds import REFERENCE
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def files() -> Iterator[dict[str, Any]]:
    for file in sorted((REFERENCE / "protocols").glob("*.toml")):
        yield from tomllib.loads(file.read_text(encoding="utf-8"))["protocol"]


def test_every_kind_is_whole() -> None:
    """Steps, papers, invitees and a source; sectors and papers that exist; the four steps of every session."""
    known = dict(sectors())
    kinds = {sheet["kind"] for sheet in files()}
    assert {"LM-B1", "LM-BR", "LM-T1", "LM-TR", "RAKOR", "FGD", "WORKSHOP"} < kinds
    assert {"SMD", "MMD", "KLASTER-P", "KLASTER-K", "LOKNAS"} < kinds
    for sheet in files():
        rules.steps_are_whole(sheet["step"])
        assert sheet["papers"] and queries.papers_of(sheet)
        assert {row["sector"] for row in sheet["invitees"]} <= set(known), sheet["kind"]
        assert sheet["source"] and len(sheet["kind"]) <= 12 and len(sheet["version"]) <= 12
        assert all(len(step["title_id"]) <= 300 for step in sheet["step"])
        assert all(len(row["office"]) <= 120 for row in sheet["invitees"])


def test_the_steps_in_use_are_as_they_were_first_written() -> None:
    """A version in use is never changed: number of steps and their keys, by kind and version."""
    found = {(s["kind"], s["version"]): len(s["step"]) for s in files()}
    first = {
        ("LM-T1", "2023.1"): 17,
        ("LM-TR", "2023.1"): 12,
        ("LM-B1", "2023.1"): 9,
        ("LM-BR", "2023.1"): 7,
        ("RAKOR", "2023.1"): 7,
        ("FGD", "2023.1"): 7,
        ("WORKSHOP", "2023.1"): 8,
    }
    assert {key: found[key] for key in first} == first


def adapt(world: World, who: str, office: str, **more: Any) -> Protocol:
    body = world.bodies[office]
    given = pages.adapted(body, "LM-TR")
    steps = given["steps"]
    steps[1] = steps[1] | {"title": "Pembukaan oleh tuan rumah", "minutes": 5}
    values = {"title": "Lokmin kami", "steps": steps, "seen": given["base"]} | more
    with world.doing(who, wib(7, 1)) as open_act:
        return actions.record_protocol(open_act, body, kind="LM-TR", **values)


def plan(world: World, **more: Any) -> Meeting:
    values = {"kind": "LM-TR", "title": "x", "hosts": [world.citarip]} | more
    with world.doing("notulis", wib(7, 2)) as open_act:
        return actions.record_meeting(open_act, forum=world.forum, **values)


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.agenda.values_list("title", flat=True))


def test_a_session_begins_with_the_copy_of_its_host_and_keeps_it(world: World) -> None:
    before, reference = titles(world.planned), plan(world)
    own = adapt(world, "kepala_puskesmas", "citarip")
    meeting = plan(world)
    assert titles(meeting)[1] == "Pembukaan oleh tuan rumah"
    assert meeting.protocol == own and meeting.protocol_version == "2023.1+1"
    adapt(world, "notulis", "citarip", title="Lokmin kami, baru")
    with world.doing("notulis", wib(7, 3)) as open_act:
        actions.withdraw_protocol(open_act, world.citarip, kind="LM-TR")
    assert plan(world).protocol is None
    assert titles(world.planned) == before == titles(reference)
    meeting.refresh_from_db()
    assert titles(meeting)[1] == "Pembukaan oleh tuan rumah" and meeting.protocol == own
    sheet = queries.protocol_of(meeting.kind, meeting.protocol_version, meeting.protocol)
    assert sheet["title_id"] == "Lokmin kami"


def test_where_the_host_has_none_the_copy_of_its_dinkes_is_used(world: World) -> None:
    own = adapt(world, "dinkes_kabkota", "dinkes")
    assert plan(world).protocol == own
    assert plan(world, hosts=[]).protocol == own  # the forum's own hosts
    near = adapt(world, "kepala_puskesmas", "citarip")
    assert plan(world).protocol == near
    assert plan(world, hosts=[world.bodies["soreang"]]).protocol is None


def test_the_year_begins_with_it_too(world: World) -> None:
    own = adapt(world, "kepala_puskesmas", "citarip")
    with world.doing("notulis", wib(7, 4)) as open_act:
        cycle = actions.record_cycle(
            open_act, forum=world.forum, year=2027, hosts=iter([world.citarip])
        )
    kept = {m.tribulan: m.protocol for m in cycle.meetings.all()}
    assert kept == {1: None, 2: own, 3: own, 4: own}
    assert all(m.hosts.count() == 1 for m in cycle.meetings.all())


def test_nobody_saves_over_a_version_he_has_not_seen(world: World) -> None:
    adapt(world, "kepala_puskesmas", "citarip")
    with pytest.raises(RuleBroken) as broken:
        adapt(world, "notulis", "citarip", seen=0)
    assert broken.value.code == "protocol.newer_version"


# -- The pages --------------------------------------------------------------------------------


def form_of(client: Client, url: str) -> dict[str, str]:
    """What a browser would send of the form as it is shown."""
    form = client.get(url).context_data["form"]  # type: ignore[index]
    sent = {f.html_name: f.value() for f in form if f.widget_type != "checkbox"}
    return {k: "" if v is None else str(v) for k, v in sent.items()}


def address(world: World, office: str = "citarip") -> str:
    return f"/organisasi/{world.bodies[office].pk}/jenis-rapat/LM-TR/sesuaikan/"


def test_adapt_by_a_plain_form(world: World) -> None:
    client, url = world.client("kepala_puskesmas"), address(world)
    sent = form_of(client, url)
    count = len(queries.protocol("LM-TR")["step"])
    dropped = next(n for n in range(count) if sent[f"s{n}_title"] == "Informasi baru")
    sent |= {f"s{dropped}_drop": "on", "s4_order": "2.5", "s4_minutes": "25"}
    sent |= {f"s{count}_title": "Doa", f"s{count}_phase": "output", f"s{count}_order": "99"}
    sent |= {"papers": "Undangan\nBerita acara", "invitees": "pertanian: Penyuluh"}
    answer = client.post(url, sent)
    assert answer.status_code == 303
    own = Protocol.objects.get()
    told = [step["title"] for step in own.steps]
    assert "Informasi baru" not in told and told[-1] == "Doa" and len(told) == count
    assert own.papers == ["Undangan", "Berita acara"]
    assert own.invitees == [{"sector": "pertanian", "office": "Penyuluh"}]
    assert told.index(sent["s4_title"]) == 2
    again = client.post(url, sent)
    assert again.headers["Act"].endswith("already") and Protocol.objects.count() == 1
    text = client.get(answer.headers["Location"]).content.decode()
    assert "Doa" in text and "Berita acara" in text


def test_what_carries_a_session_cannot_be_taken_out(world: World) -> None:
    client, url = world.client("kepala_puskesmas"), address(world)
    sent = form_of(client, url)
    for n, step in enumerate(queries.protocol("LM-TR")["step"]):
        if step["role"] != "plain":
            sent[f"s{n}_drop"] = "on"  # no such box: a hand-made form
    assert client.post(url, sent).status_code == 303
    assert {s["role"] for s in Protocol.objects.get().steps} > set(rules.KEPT)


@pytest.mark.parametrize(
    "more",
    [
        {"s0_title": ""},
        {"s0_role": "plain"},  # the attendance, in a hand-made form
        {"stood": "9" * 30},
        {"s0_minutes": "601"},
        {"s0_order": "NaN"},
        {"s0_phase": "sesudah"},
        {"invitees": "penyuluh"},
        {"papers": "x\n" * 60},
        {"title": "x" * 201},
        {"s1_hint": "x" * 1_000_000},
    ],
)
def test_refused_in_its_form(world: World, more: dict[str, str]) -> None:
    client, url = world.client("kepala_puskesmas"), address(world)
    assert client.post(url, form_of(client, url) | more).status_code == 422
    assert not Protocol.objects.exists()


def test_only_for_ones_own_office(world: World) -> None:
    assert world.client("neighbour").get(address(world)).status_code == 403
    assert world.client("kepala_puskesmas").get(address(world, "dinkes")).status_code == 403
    assert world.client("dinkes_kabkota").get(address(world, "dinkes")).status_code == 200


def test_back_to_the_reference(world: World) -> None:
    adapt(world, "kepala_puskesmas", "citarip")
    client = world.client("notulis")
    url = address(world).replace("sesuaikan", "acuan")
    assert client.post(url, {"act_id": str(new_id())}).status_code == 303
    assert (
        client.post(url, {"act_id": str(new_id())}).status_code == 422
    )  # a second time: nothing to give up
    seen = client.get(f"/jenis-rapat/LM-TR/?organisasi={world.citarip.pk}").content.decode()
    assert "2023.1" in seen and "versi=1" in seen
    assert (
        client.get(f"/jenis-rapat/LM-TR/?organisasi={world.citarip.pk}&versi=1").status_code == 200
    )


def test_kinds_cost_the_same_with_one_copy_and_with_three(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = world.client("kepala_puskesmas")
    url = f"/jenis-rapat/LM-TR/?organisasi={world.citarip.pk}"
    for _ in range(3):
        adapt(world, "kepala_puskesmas", "citarip")
        with django_assert_max_num_queries(12):
            client.get(url)


def test_the_reference_is_in_the_repository() -> None:
    assert not (Path(REFERENCE) / "protocols.toml").exists()
