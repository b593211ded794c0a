"""What one types into a field becomes one thing, or a question; nothing is guessed."""

from datetime import date
from typing import Any

import pytest
from django import forms

from mufakat.directory.actions import record_office, record_organisation, record_person
from mufakat.directory.fields import OrganisationField, PersonField, RegionField
from mufakat.directory.models import Region, RegionCode, RegionSuccession
from tests.regions import load_some
from tests.world import World


class Asking(forms.Form):
    region = RegionField(required=False)
    body = OrganisationField(required=False)
    who = PersonField(required=False)


def asked(**data: Any) -> Asking:
    form = Asking(data)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("32.73.04", "32.73.04"),
        (" 32.73.04.1003 ", "32.73.04.1003"),
        ("ID", "ID"),
        ("Kel. Jamika (32.73.04.1003)", "32.73.04.1003"),
        ("Jamika", "32.73.04.1003"),
        ("kelurahan jamika", "32.73.04.1003"),
        ("Kec. Bojongloa Kaler", "32.73.04"),
    ],
)
def test_a_code_a_label_or_a_whole_name_is_the_region(world: World, text: str, code: str) -> None:
    form = asked(region=text)
    assert not form.errors
    assert form.cleaned_data["region"].code == code


@pytest.mark.parametrize(
    "text", ["5308", "53.1", "32.73.99", "Entah", "Jam", "Kel. Kopo (32.73.04)"]
)
def test_an_unclear_region_is_asked_and_what_was_typed_stays(world: World, text: str) -> None:
    form = asked(region=text)
    assert "region" in form.errors
    assert f'value="{text}"' in str(form["region"])


def test_5308_offers_both_of_its_meanings_and_takes_the_answer(db: None) -> None:
    regions = load_some("53.08", "53.13")
    RegionCode.objects.create(region=regions["53.13"], system="bps", code="5308")
    form = asked(region="5308")
    html = str(form["region"])
    assert "53.08" in html and "53.13" in html
    assert "— Kemendagri 53.08" in html and "— BPS 5308" in html
    chosen = asked(region="5308", region_choice=str(regions["53.13"].pk))
    assert chosen.cleaned_data["region"].code == "53.13"


def test_an_answer_to_another_question_is_not_taken(world: World) -> None:
    form = asked(region="Entah", region_choice=str(world.village.pk))
    assert "region" in form.errors


def test_namesakes_are_asked_with_their_parents_unless_one_is_near(db: None) -> None:
    regions = load_some("32.73.04", "32.04.37")
    here, there = regions["32.73.04.1003"], regions["32.04.37.2001"]
    Region.objects.filter(pk=there.pk).update(name=here.name)
    form = asked(region="Jamika")
    assert "Kec. Soreang" in str(form["region"])
    near = Asking({"region": "Jamika"})
    near.fields["region"].near = regions["32.73.04"]  # type: ignore[attr-defined]
    assert near.is_valid() and near.cleaned_data["region"].pk == here.pk


def test_a_region_that_has_ended_is_asked_with_its_successor(db: None) -> None:
    regions = load_some("91.04", "94.01")
    old, new = regions["91.04"], regions["94.01"]
    RegionSuccession.objects.create(old=old, new=new, on=date(2022, 7, 25), source="UU 15/2022")
    form = asked(region="91.04")
    assert "region" in form.errors
    asks = str(form["region"])
    assert 'name="region_choice"' in asks
    assert f'value="{new.pk}"' in asks


def test_an_organisation_by_name_short_name_label_or_id(world: World) -> None:
    body = world.citarip
    for text in (
        body.name,
        body.short_name or body.name,
        f"{body.name} — {body.region}",
        str(body.pk),
    ):
        form = asked(body=text)
        assert not form.errors, text
        assert form.cleaned_data["body"].pk == body.pk


def test_an_instance_comes_back_as_it_was_shown(world: World) -> None:
    html = str(Asking(initial={"body": world.citarip})["body"])
    assert f'name="body_id" value="{world.citarip.pk}"' in html
    text = f"{world.citarip.name} — {world.citarip.region}"
    with world.doing("administrator") as act:
        record_organisation(
            act, name=world.citarip.name, sector="kesehatan", region=world.citarip.region
        )
    assert (
        asked(body=text, body_id=str(world.citarip.pk)).cleaned_data["body"].pk == world.citarip.pk
    )
    assert "body" in asked(body=text).errors


def test_an_unknown_organisation_is_told_with_the_way_to_add_it(world: World) -> None:
    form = asked(body="Koperasi Entah")
    assert "body" in form.errors
    assert 'href="/organisasi/catat/"' in str(form["body"])


def test_part_of_a_word_is_asked_a_whole_word_is_enough(world: World) -> None:
    assert asked(body="Cita").errors
    assert 'name="body_choice"' in str(asked(body="Cita")["body"])


def test_a_person_by_name_by_titles_or_by_office(world: World) -> None:
    with world.doing("administrator") as act:
        lurah = record_person(act, name="Asep Sunandar", title_after="S.IP")
        record_office(act, person=lurah, organisation=world.kua, title="Lurah Contoh")
        other = record_person(act, name="Asep Sunandar")
    assert asked(who="Asep Sunandar, S.IP").cleaned_data.get("who") == lurah
    assert "Lurah Contoh" in str(asked(who="Asep Sunandar")["who"])
    chosen = asked(who="Asep Sunandar", who_choice=str(other.pk))
    assert chosen.cleaned_data["who"] == other
    assert asked(who="Lurah Contoh").cleaned_data.get("who") == lurah


def test_the_office_and_the_place_name_its_only_holder(world: World) -> None:
    """The field's own example: the title and a word of the body, each whole; less is asked, with the one ticked."""
    with world.doing("administrator") as act:
        body = record_organisation(
            act, name="Kelurahan Contohan", sector="pemerintahan", region=world.village
        )
        lurah = record_person(act, name="Asep Sunandar")
        record_office(act, person=lurah, organisation=body, title="Lurah")
    assert asked(who="Lurah Contohan").cleaned_data.get("who") == lurah
    for text in ("Lurah Contoh", "Contohan"):
        form = asked(who=text)
        assert form.errors
        drawn = str(form["who"])
        assert drawn.count('name="who_choice"') == 1 == drawn.count(" checked")
    assert asked(who="Lurah Contoh", who_choice=str(lurah.pk)).cleaned_data["who"] == lurah
    with world.doing("administrator") as act:
        other = record_person(act, name="Aan Contoh")
        record_office(act, person=other, organisation=body, title="Sekretaris Lurah")
    drawn = str(asked(who="Lurah Contohan")["who"])
    assert drawn.count('name="who_choice"') == 2 and " checked" not in drawn


def test_suggestions_are_offered_while_typing_and_read_back(world: World) -> None:
    form = Asking({"body": f"{world.kua.name} — {world.kua.region}"})
    form.fields["body"].suggest([world.kua])  # type: ignore[attr-defined]
    assert form.is_valid() and form.cleaned_data["body"] == world.kua
    assert "<datalist" in str(form["body"])


def test_as_of_a_day(world: World) -> None:
    form = Asking({"body": world.kua.name})
    type(world.kua).objects.filter(pk=world.kua.pk).update(valid_to=date(2020, 1, 1))
    form.fields["body"].on = date(2019, 1, 1)  # type: ignore[attr-defined]
    assert form.is_valid()
    assert asked(body=world.kua.name).errors


def test_whole_words_come_before_beginnings_and_the_inside_of_words(world: World) -> None:
    """ "Camat" is the camat, not the fourteen people of the Kecamatan; whoever sits in the forum is no exception."""
    with world.doing("administrator") as act:
        office = record_organisation(
            act, name="Kantor Kecamatan Contoh", sector="pemerintahan", region=world.kecamatan
        )
        clerk = record_person(act, name="Aab Contoh")
        record_office(act, person=clerk, organisation=office, title="Staf")
        deputy = record_person(act, name="Aac Contoh")
        record_office(act, person=deputy, organisation=office, title="Camatwan")
        camat = record_person(act, name="Zul Contoh")
        record_office(act, person=camat, organisation=office, title="Camat")
        named = record_person(act, name="Aad Encamatan")
    field: Any = PersonField(queryset=type(camat).objects.filter(name__contains="Contoh"))
    field.suggest([clerk])
    with pytest.raises(forms.ValidationError):
        field.clean("Camat")
    assert field.asked == [camat, deputy, clerk]
    everybody: Any = PersonField()
    with pytest.raises(forms.ValidationError):
        everybody.clean("camat")
    assert everybody.asked.index(camat) < everybody.asked.index(named)
    with pytest.raises(forms.ValidationError):
        everybody.clean("Contoh")  # by name: whole words, as ever by the alphabet
    assert everybody.asked[:3] == [clerk, deputy, camat]
