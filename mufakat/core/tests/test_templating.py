"""What stands in a page is escaped, whatever it is."""

import json
from html import unescape
from pathlib import Path

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from mufakat.core.templating import environment

BLNS = Path(__file__).resolve().parents[4] / "shared" / "data" / "strings" / "blns.json"
ODD = ["<b>&\"'</b>", "\x00", "{{ 1 }}", "\u202eabc", ""]


def in_page(value: object) -> str:
    return environment(autoescape=True).from_string("<p>{{ value }}</p>").render(value=value)


def test_text_is_inert_and_comes_back_unchanged() -> None:
    naughty = json.loads(BLNS.read_text(encoding="utf-8")) if BLNS.exists() else []
    for text in [*ODD, *naughty]:
        page = in_page(text)
        inside = page[3:-4]
        assert not set(inside) & set("<>\"'")
        assert unescape(inside) == unescape(str(escape(text)))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Markup("<i>x</i>"), "<i>x</i>"),
        (mark_safe("<i>x</i>"), "<i>x</i>"),
        (1_000, "1000"),
        (True, "True"),
        (None, "None"),
        (gettext_lazy("<day>"), "&lt;day&gt;"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_of_every_kind(value: object, shown: str) -> None:
    assert in_page(value) == f"<p>{shown}</p>"


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment(autoescape=True).from_string("{{ nothing }}").render()
