"""Search as people ask: with titles of respect, by abbreviations, and the one that is called so first."""

from datetime import date
from typing import Any

import pytest

from mufakat.directory import actions as directory
from mufakat.directory.models import User
from mufakat.meetings import actions as meetings
from mufakat.web import rules
from mufakat.web.queries import result_groups, search
from mufakat.web.queries.searching import abbreviations
from tests.reacting import catch_up
from tests.world import World


def asked(text: str) -> rules.Asked:
    return rules.understood(text, abbreviations(), lambda _beginning: [])


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Bu Heni.", "Heni."),
        ("ibu Heni.", "Heni."),
        ("Pak H. Asep.", "Asep."),
        ("dr. Rina.", "Rina."),
        ("kelas ibu.", "kelas ibu."),
    ],
)
def test_titles_of_respect_are_not_asked_for(typed: str, same: str) -> None:
    assert asked(typed).units == asked(same).units


def test_a_mother_is_kept_where_she_is_meant() -> None:
    assert asked("ibu hamil.").units == asked("bumil.").units
    assert asked("kelas ibu.").units != asked("kelas.").units
    assert asked("bu.").units  # alone it is a word like others


def marks(text: str, question: str) -> list[str]:
    return [piece for piece, hit in rules.marked(text, rules.seen_in(text, asked(question))) if hit]


def test_an_abbreviation_spelt_out_is_marked() -> None:
    told = "Menyusun rencana tindak lanjut Posyandu"
    assert marks(told, "RTL.") == ["rencana", "tindak", "lanjut"]
    assert marks("Rencana kerja Posyandu", "RTL.") == []  # a part of it is not what was meant


@pytest.mark.django_db
def test_who_is_called_so_stands_first(world: World) -> None:
    with world.doing("notulis") as act:
        meetings.record_note(act, world.opened, agenda_item=world.item, text="Citarip banjir.")
    with world.doing("administrator") as act:
        directory.change_organisation(act, world.citarip, short_name="PKM Citarip")
    catch_up()
    user = User.objects.get(pk=world.users["notulis"].pk)

    def groups(text: str) -> list[dict[str, Any]]:
        return result_groups(search(user, text), date(2026, 6, 26))

    found = groups("Citarip")
    assert found[0]["kind"] == "organisation" and "note" in {g["kind"] for g in found}
    assert groups("lokmin")[0]["kind"] == "forum"
    first = groups("Bu Dewi")[0]
    assert first["kind"] == "person" and first["rows"][0]["title"][0] == ("Dewi", True)
