"""The form of every write: its act, its clock, and the choice between two texts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.forms import renderers
from django.http import QueryDict
from django.utils import timezone

from mufakat.core.forms import ActForm
from mufakat.core.ids import new_id
from mufakat.core.templating import FormRenderer


class Text(ActForm):
    title = forms.CharField(required=False)
    text = forms.CharField(required=False)


def sent(**data: str) -> Text:
    query = QueryDict(mutable=True)
    query.update({"act_id": str(new_id()), "base": "3", **data})
    form = Text(query)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("claimed", "read"),
    [
        ("2026-06-26T09:00:00+07:00", datetime(2026, 6, 26, 2, tzinfo=UTC)),
        ("2026-06-26T02:00:00.123Z", datetime(2026, 6, 26, 2, 0, 0, 123000, tzinfo=UTC)),
        (
            "2026-06-26T09:00:00",
            datetime(2026, 6, 26, 2, tzinfo=UTC),
        ),  # Jakarta's, the server's zone
        ("", None),
        ("yesterday", None),
        ("1750000000000", None),
        ("2026-02-31T09:00", None),
        ("0001-01-01T00:00:00+07:00", None),
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2999-01-01T00:00:00Z", None),
        ("2099-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),  # a telephone with an empty battery
    ],
)
def test_the_clock_of_a_device_is_a_claim(claimed: str, read: Any) -> None:
    form = sent(made_at=claimed, text="x")
    assert form.errors == {}
    made_at = form.cleaned_data["made_at"]
    assert made_at == read
    assert made_at is None or timezone.is_aware(made_at)


@pytest.mark.parametrize("act_id", ["", "7", "not-an-id", "a\0b"])
def test_without_an_act_there_is_no_write(act_id: str) -> None:
    assert "act_id" in sent(act_id=act_id).errors


def test_every_form_has_an_act_of_its_own() -> None:
    one, two = Text(base=4), Text(base=4)
    assert one["act_id"].value() != two["act_id"].value()
    assert one["base"].value() == 4


def test_nul_is_a_mistake_in_the_field() -> None:
    assert "text" in sent(text="a\0b").errors


def test_without_conflict() -> None:
    form = sent(title="a", text="b")
    assert form.values == {"title": "a", "text": "b"}
    assert form.seen == 3


@pytest.mark.parametrize(
    ("kept", "values", "seen"),
    [
        ({"keep_title": "mine", "keep_text": "mine"}, {"title": "a", "text": "b"}, 5),
        ({"keep_title": "theirs", "keep_text": "mine"}, {"text": "b"}, 5),
        ({"keep_title": "theirs", "keep_text": "theirs"}, {}, 5),
        # one undecided: both are shown again, so nothing is given up yet
        ({"keep_title": "theirs"}, {"title": "a", "text": "b"}, 3),
        ({}, {"title": "a", "text": "b"}, 3),
        ({"keep_title": "both", "keep_text": "mine"}, {"title": "a", "text": "b"}, 3),
    ],
)
def test_choosing_between_two_texts(kept: dict[str, str], values: Any, seen: int) -> None:
    form = sent(title="a", text="b", conflicts="title text", base_after="5", **kept)
    assert form.values == values
    assert form.seen == seen


@pytest.mark.parametrize("base_after", ["", "x", "-5", "²", "9" * 5000])
def test_a_choice_without_its_version_is_none(base_after: str) -> None:
    form = sent(title="a", conflicts="title", keep_title="mine", base_after=base_after)
    assert form.seen == 3


def test_conflicts_about_unknown_fields_are_ignored() -> None:
    form = sent(title="a", conflicts="act_id2 __class__", base_after="5")
    assert form.seen == 3


def test_shown_again_it_is_a_new_act_with_both_texts() -> None:
    form = sent(title="a")
    before = form["act_id"].value()
    form.show_conflicts([{"field_name": "title"}, {"field_name": "text"}], 6)
    assert form["act_id"].value() != before
    assert form["title"].value() == "a"
    assert (form.conflict_names, form.decided_base) == ("title text", 6)


@pytest.mark.parametrize(
    ("field", "where"), [("text", "text"), ("other", "__all__"), (None, "__all__")]
)
def test_a_refusal_stands_at_its_field(field: str | None, where: str) -> None:
    form = sent(text="x")
    form.refuse(field, "no")
    assert form.errors == {where: ["no"]}


class Chosen(forms.Form):
    """Boxes of many options, with and without groups, ticked and not, with attributes."""

    choices = (("", "–"), (1, "satu & <dua>"), ("Grup", [("a", "A"), ("b", "B")]))
    one = forms.ChoiceField(choices=choices, required=False)
    some = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    radio = forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs={"class": "x"}))
    many = forms.MultipleChoiceField(choices=choices, disabled=True)


@pytest.mark.parametrize("data", [None, {"one": "1", "some": ["1", "b"], "radio": "a"}])
@pytest.mark.parametrize("name", list(Chosen.base_fields))
def test_boxes_of_many_options_are_drawn_as_django_draws_them(name: str, data: Any) -> None:
    ours, theirs = (Chosen(data, renderer=r()) for r in (FormRenderer, renderers.Jinja2))
    assert "<" in str(ours[name])
    assert str(ours[name]).split() == str(theirs[name]).split()
