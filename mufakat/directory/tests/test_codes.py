"""The codes of an organisation in other systems: changed and ended later, on the record, merged system by system."""

from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import rules
from mufakat.directory.models import Organisation, OrganisationCode
from mufakat.journal.models import Event
from mufakat.journal.queries import history_of
from tests.world import World

OLD = "kode_puskesmas = P3273040101"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", {}),
        ("\n  \r\n", {}),
        ("satusehat=100\r\n kode_puskesmas = P1 ", {"satusehat": "100", "kode_puskesmas": "P1"}),
        ("komdat = 1=2", {"komdat": "1=2"}),
    ],
)
def test_codes_are_read(text: str, codes: dict[str, str]) -> None:
    assert rules.codes_of(text) == codes
    assert rules.codes_of(rules.codes_text(codes)) == codes


@pytest.mark.parametrize(
    "text", ["tanpa tanda", "= 1", "x =", "x" * 31 + " = 1", "x = " + "1" * 61, "x = 1\nx = 2"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        rules.codes_of(text)


def sent(base: int, codes: str | None, **more: str) -> dict[str, str]:
    told = {} if codes is None else {"codes": codes}
    return {
        "act_id": str(new_id()),
        "base": str(base),
        "name": "UPT Puskesmas Citarip",
        "sector": "kesehatan",
        "kind": "puskesmas",
        "region": "32.73.04",
        "parent": "Dinas Kesehatan Kota Bandung",
        **told,
        **more,
    }


def post(world: World, data: dict[str, str]) -> Any:
    return world.client("administrator").post(f"/organisasi/{world.citarip.pk}/ubah/", data)


def codes_of(world: World) -> dict[str, str]:
    return dict(world.citarip.codes.values_list("system", "code"))


def test_codes_are_changed_added_and_ended_on_the_record(world: World) -> None:
    form = world.client("administrator").get(f"/organisasi/{world.citarip.pk}/ubah/")
    assert OLD in form.content.decode()
    data = sent(1, "kode_puskesmas = P1\nsatusehat = 100")
    for outcome in ("done", "already"):
        answer = post(world, data)
        assert answer.status_code == 303 and answer.headers["Act"].endswith(outcome)
    assert codes_of(world) == {"kode_puskesmas": "P1", "satusehat": "100"}
    assert post(world, sent(2, "satusehat = 100")).status_code == 303
    assert codes_of(world) == {"satusehat": "100"}
    events = list(Event.objects.filter(verb="organisation.changed").order_by("seq"))
    assert [e.data["codes"] for e in events] == [
        "kode_puskesmas: P3273040101 → P1, satusehat: – → 100",
        "kode_puskesmas: P1 → –",
    ]
    assert [e.data["version"] for e in events] == [2, 3]
    body = world.client("administrator").get(f"/organisasi/{world.citarip.pk}/").content.decode()
    assert "kode_puskesmas: P1 → –" in body
    assert len(history_of(Organisation.objects.get(pk=world.citarip.pk))) >= 3


def test_nothing_changed_is_nothing_told(world: World) -> None:
    for codes in (OLD, None):  # a form of before this box leaves the codes alone
        assert post(world, sent(1, codes)).status_code == 303
    assert codes_of(world) == {"kode_puskesmas": "P3273040101"}
    assert not Event.objects.filter(verb="organisation.changed").exists()


def test_a_code_of_another_is_refused_and_free_when_ended(world: World) -> None:
    other = f"/organisasi/{world.bodies['sukapakir'].pk}/ubah/"
    data = {**sent(1, OLD), "name": "Puskesmas Sukapakir"}
    client = world.client("administrator")
    answer = client.post(other, data)
    assert answer.status_code == 422 and OLD in answer.content.decode()
    assert post(world, sent(1, "")).status_code == 303
    assert client.post(other, {**data, "act_id": str(new_id())}).status_code == 303
    freed = OrganisationCode.objects.get(code="P3273040101")
    assert freed.organisation_id == world.bodies["sukapakir"].pk


def test_two_who_change_different_systems_are_both_right(world: World) -> None:
    assert post(world, sent(1, f"{OLD}\nsatusehat = 100")).status_code == 303
    assert post(world, sent(1, "kode_puskesmas = P2")).status_code == 303
    assert codes_of(world) == {"satusehat": "100", "kode_puskesmas": "P2"}


def test_two_who_change_one_system_are_asked(world: World) -> None:
    assert post(world, sent(1, "kode_puskesmas = P1", short_name="Citarip")).status_code == 303
    answer = post(world, sent(1, "kode_puskesmas = P2", short_name="Citarip"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "kode_puskesmas = P1" in html and "kode_puskesmas = P2" in html
    version = Organisation.objects.get(pk=world.citarip.pk).version
    decided = {"conflicts": "codes", "base_after": str(version), "keep_codes": "mine"}
    data = sent(1, "kode_puskesmas = P2", short_name="Citarip", **decided)
    assert post(world, data).status_code == 303
    assert codes_of(world) == {"kode_puskesmas": "P2"}


def test_a_neighbour_changes_no_codes(world: World) -> None:
    path = f"/organisasi/{world.citarip.pk}/ubah/"
    assert world.client("neighbour").post(path, sent(1, "")).status_code == 403
    assert codes_of(world) == {"kode_puskesmas": "P3273040101"}
