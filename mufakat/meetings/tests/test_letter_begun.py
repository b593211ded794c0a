"""With what the letter begins: who signs, who is told, whose head it carries; its signer is not in the list."""

import html
from typing import Any

import pytest
from django.utils.translation import gettext, override

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_office, record_person
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Letter
from tests.letters import WORDS, write_letter
from tests.world import World, doing, wib

pytestmark = pytest.mark.django_db


WHO = (
    "The letterhead of %(name)s (address, telephone) is written down on its page in the directory by the Dinas "
    "Kesehatan; that of a Puskesmas also by its head or its note-taker."
)


def url_of(world: World, office: str) -> str:
    pk = world.bodies[office].pk if office in world.bodies else world.citarip.pk
    return f"{world.planned.get_absolute_url()}surat/catat/?organisasi={pk}"


def begun(world: World, office: str, who: str = "notulis") -> Any:
    return world.client(who).get(url_of(world, office)).context_data["form"]  # type: ignore[index]


def test_the_camat_signs_though_his_office_has_a_secretary(world: World) -> None:
    with doing(None, wib(1, 5)) as act:
        for name, title in (("Lilis", "Sekretaris Kecamatan"), ("Tatang", "Kepala Seksi Kesos")):
            person = record_person(act, name=name)
            record_office(act, person=person, organisation=world.bodies["office"], title=title)
    form = begun(world, "office")
    assert form["signer_name"].value() == "Asep Gunawan, S.IP"
    assert form["signer_title"].value() == "Camat"


def test_who_is_told_is_proposed(world: World) -> None:
    assert begun(world, "office")["copies"].value() == "Kepala Dinas Kesehatan Kota Bandung\nArsip"
    assert begun(world, "dinkes")["copies"].value() == "Arsip"


def test_the_head_is_changed_from_here_or_it_says_who_can(world: World) -> None:
    client = world.client("notulis")
    mine = html.unescape(client.get(url_of(world, "citarip")).content.decode())
    assert f"/organisasi/{world.citarip.pk}/kop/" in mine
    other = html.unescape(client.get(url_of(world, "office")).content.decode())
    assert f"/organisasi/{world.bodies['office'].pk}/kop/" not in other
    assert f'href="/organisasi/{world.citarip.pk}/#jabatan"' in mine  # who signs
    assert f'href="/organisasi/{world.bodies["office"].pk}/#jabatan"' not in other
    with override("id"):
        sentence = gettext(WHO) % {"name": world.bodies["office"].name}
    assert sentence in other and "its head or its note-taker" not in mine


def test_a_nip_of_17_digits_is_refused(world: World) -> None:
    client, url = world.client("notulis"), f"{world.planned.get_absolute_url()}surat/catat/"
    sent = {**WORDS, "organisation": str(world.citarip.pk), "signer_nip": "19780512200501200"}
    answer: Any = client.post(url, {**sent, "act_id": str(new_id())})
    assert answer.status_code == 422
    assert answer.context_data["form"].errors["signer_nip"]
    assert not Letter.objects.exists()
    with world.doing("notulis", wib(8, 20)) as act:
        letter = write_letter(act, world.planned, world.citarip, signer_nip="197805122005012007")
        assert letter.signer_nip == "19780512 200501 2 007"
    with pytest.raises(RuleBroken), world.doing("notulis", wib(8, 20)) as act:
        actions.change_letter(act, letter, signer_nip="123")


def test_a_number_from_before_the_rule_may_stay(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as act:
        letter = write_letter(act, world.planned, world.citarip)
    Letter.objects.filter(pk=letter.pk).update(signer_nip="123")
    letter.refresh_from_db()
    with world.doing("notulis", wib(8, 20)) as act:
        actions.change_letter(act, letter, signer_nip="123", subject="Lain")
    assert Letter.objects.get().subject == "Lain"


def test_who_signs_is_not_in_his_own_list(world: World) -> None:
    with world.doing("notulis", wib(8, 20)) as act:
        actions.record_participants(act, world.planned)
        invited = [p.name for p in queries.invited_to(world.planned)]
        assert "Asep Gunawan, S.IP" in invited
        letter = write_letter(act, world.planned, world.citarip, signer_name="Asep  gunawan, S.IP")
    listed = [row["name"] for row in queries.letter_facts(letter, world.planned)["invitees"]]
    assert listed == [name for name in invited if name != "Asep Gunawan, S.IP"]
