"""The parts of a page say what they should, whatever the language."""

import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError

from mufakat.core import charts
from mufakat.core.templating import environment

WHEN = datetime(2023, 10, 3, 7, 5, tzinfo=UTC)
CORE = Path(__file__).parents[1]


def drawn(source: str, **context: object) -> str:
    parts = "".join(
        f'{{% import "core/{file}.html" as {file} with context %}}'
        for file in ("ui", "forms", "charts")
    )
    with translation.override("en"):
        return engines["jinja2"].from_string(parts + source).render({"csrf_token": "t", **context})


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "{{ tag('kept') }}",
            '<span class="tag is-kept"><span aria-hidden="true">✓</span> kept</span>',
        ),
        ("{{ tag('menunggu BOK') }}", '<span class="tag is-free">menunggu BOK</span>'),
        ("{{ tag('late', typed) }}", "&lt;b&gt;"),
        ("{{ late_tag(due, on) }}", "29 days late"),
        ("{{ charts.progress(12, 17) }}", "12 of 17"),
        ("{{ charts.rate(35, 44, '/rows') }}", 'href="/rows"'),
        ("{{ charts.rate(35, 44) }}", "79.55 %"),
    ],
)
def test_part_says(source: str, says: str) -> None:
    assert says in drawn(source, typed="<b>", due=date(2023, 8, 31), on=date(2023, 9, 29))


def test_report_bar_is_told_and_opens_its_rows() -> None:
    html = drawn(
        "{{ charts.report_bar(counts, '?verdict=') }}",
        counts={"kept": 6, "waiting": 2, "partly": 0},
    )
    assert 'aria-label="6 kept, 2 not decided yet"' in html
    assert 'href="?verdict=waiting"' in html
    assert "partly" not in html


def test_segments_fill_the_bar_and_never_divide_by_nothing() -> None:
    laid = charts.segments({"kept": 1, "partly": 1, "dropped": 2})
    assert [part.x for part in laid] == ["0.0000%", "25.0000%", "50.0000%"]
    assert charts.segments({}) == []
    assert charts.columns([]) == []


def test_trend_gives_the_figures_behind_the_picture() -> None:
    points = [
        {"label": "I", "group": "2023", "num": 5, "den": 9},
        {"label": "II", "num": 0, "den": 0},
    ]
    html = drawn("{{ charts.trend('Half are kept', points, 80) }}", points=points)
    assert "I 2023: 55.56 %; II: none yet" in html
    assert "<details" in html


class Promise(forms.Form):
    act_id = forms.CharField(widget=forms.HiddenInput)
    what = forms.CharField(help_text="One sentence")
    proof = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_form_shows_each_error_on_top_and_at_its_field() -> None:
    html = drawn(
        "{{ forms.form(form, 'Save') }}",
        form=Promise({"act_id": "1"}),
    )
    assert '<a href="#id_what">' in html
    assert '<a href="#id_proof_set">' in html
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert html.index('id="id_what_error"') < html.index('name="what"')


def test_form_lets_people_choose_between_two_texts() -> None:
    form = Promise()
    form.conflict_names, form.decided_base = "what", 2  # type: ignore[attr-defined]
    form.conflicts = [  # type: ignore[attr-defined]
        {
            "label": "What",
            "field_name": "what",
            "theirs": "A",
            "yours": "B",
            "who": "Rina",
            "when": WHEN,
        }
    ]
    html = drawn("{{ forms.form(form, 'Save') }}", form=form)
    assert html.count('name="keep_what"') == 2
    assert "checked" not in html
    assert "Rina · 3 Oct 2023 14:05 WIB" in html


def test_templates_carry_no_style_and_stay_short() -> None:
    for path in CORE.parent.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=", text), path
        assert text.count("\n") <= 200, path


def test_style_sheets_fit_their_budget() -> None:
    css = [(CORE / "static/core/css" / name).read_bytes() for name in ("tokens.css", "mufakat.css")]
    assert sum(len(gzip.compress(text)) for text in css) <= 10_000


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="titel"):
        drawn("{{ titel }}")


def test_words_are_ours_and_what_is_put_into_them_is_escaped() -> None:
    assert drawn("{{ _('As of %(day)s', day=typed) }}", typed="<b>") == "As of &lt;b&gt;"
    said = "{% trans n=n, what=typed %}{{ n }} {{ what }}{% pluralize n %}{{ n }} {{ what }}s{% endtrans %}"
    assert drawn(said, n=2, typed="<b>") == "2 &lt;b&gt;s"


def test_a_page_speaks_the_language_of_its_reader() -> None:
    for language, word in (("en", "Save"), ("id", "Simpan")):
        with translation.override(language):
            assert engines["jinja2"].from_string("{{ _('Save') }}").render({}) == word


def test_a_key_of_a_dict_comes_before_its_methods() -> None:
    made = environment().from_string(
        "{{ row.items }} {{ row.get('n') }}{% for k, v in plain.items() %} {{ k }}={{ v }}{% endfor %}"
    )
    assert made.render(row={"items": 3, "n": 4}, plain={"a": 1}) == "3 4 a=1"
