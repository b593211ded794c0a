"""A draft, changed question by question: from the body as it stands to the body as it is to be. Nothing is changed in
place."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.journal.rules import digest_of

from .faults import faults_in_domain, faults_in_rules, first_title
from .question_faults import faults_in_question

Body = Mapping[str, Any]
FIRST = "first"  # a place: before all others of its domain


def domain_in(body: Body, code: str) -> dict[str, Any] | None:
    return next((each for each in body["domain"] if each["code"] == code), None)


def question_in(body: Body, code: str) -> dict[str, Any] | None:
    every = (each for domain in body["domain"] for each in domain["indicator"])
    return next((each for each in every if each["code"] == code), None)


def domain_of(body: Body, question: str) -> str:
    """The code of the domain in which a question stands."""
    return next(
        (
            domain["code"]
            for domain in body["domain"]
            if any(each["code"] == question for each in domain["indicator"])
        ),
        "",
    )


def before_it(body: Body, question: str) -> str:
    """The question after which this one stands; FIRST for the first of its domain."""
    rows = (domain_in(body, domain_of(body, question)) or {"indicator": []})["indicator"]
    codes = [each["code"] for each in rows]
    place = codes.index(question)
    return codes[place - 1] if place else FIRST


def after_which(body: Body, domain: str) -> str:
    """The domain after which this one stands; FIRST for the first."""
    codes = [each["code"] for each in body["domain"]]
    place = codes.index(domain)
    return codes[place - 1] if place else FIRST


def head_of(body: Body) -> dict[str, Any]:
    """What stands above the domains: title, threshold, grades."""
    return {name: value for name, value in body.items() if name != "domain"}


def mark_of(row: Mapping[str, Any] | None) -> str:
    """By this a form says what it saw."""
    alone = {k: v for k, v in (row or {}).items() if k != "indicator"}
    return digest_of(alone)[:16]


def is_as_seen(row: Mapping[str, Any] | None, mark: str) -> None:
    """Nobody writes over what he has not read."""
    if row is None:
        raise RuleBroken(
            "draft.gone", _("This is not in the draft any more; somebody took it out.")
        )
    if mark and mark != mark_of(row):
        raise RuleBroken(
            "draft.changed",
            _(
                "Meanwhile somebody else changed this. Open it in another window to see how it stands, and put "
                "your change there."
            ),
        )


def with_question(
    body: Body, row: Mapping[str, Any], *, domain: str, after: str, was: str = ""
) -> dict[str, Any]:
    """A question put into a domain, after another one (FIRST: before all; nothing: at the end). `was` is the code of
    the question that it takes the place of."""
    _is_whole(faults_in_question(row, body["level"]))
    if row["code"] != was and question_in(body, row["code"]):
        raise RuleBroken(
            "question.code_taken", _("Another question has this code already."), "code"
        )
    left = without_question(body, was) if was else body
    there = domain_in(left, domain)
    if there is None:
        raise RuleBroken("question.no_domain", _("There is no such domain any more."), "domain")
    codes = [each["code"] for each in there["indicator"]]
    place = 0 if after == FIRST else codes.index(after) + 1 if after in codes else len(codes)
    rows = [*there["indicator"][:place], dict(row), *there["indicator"][place:]]
    return _put(left, domain, {**there, "indicator": rows})


def without_question(body: Body, code: str) -> dict[str, Any]:
    domains = [
        {**each, "indicator": [row for row in each["indicator"] if row["code"] != code]}
        for each in body["domain"]
    ]
    return {**body, "domain": domains}


def with_domain(
    body: Body, row: Mapping[str, Any], *, after: str = "", was: str = ""
) -> dict[str, Any]:
    """A domain put after another one (FIRST: before all; nothing: at the end); its questions stay in it."""
    _is_whole(faults_in_domain(row))
    if row["code"] != was and domain_in(body, row["code"]):
        raise RuleBroken("domain.code_taken", _("Another domain has this code already."), "code")
    old = domain_in(body, was) if was else None
    made = {**row, "indicator": old["indicator"] if old else []}
    others = [each for each in body["domain"] if each["code"] != was]
    codes = [each["code"] for each in others]
    place = 0 if after == FIRST else codes.index(after) + 1 if after in codes else len(others)
    return {**body, "domain": [*others[:place], made, *others[place:]]}


def without_domain(body: Body, code: str) -> dict[str, Any]:
    """Only an empty one: no question disappears with it."""
    there = domain_in(body, code)
    if there and there["indicator"]:
        raise RuleBroken(
            "domain.not_empty",
            _("There are questions in this domain. Move them or take them out first."),
        )
    return {**body, "domain": [each for each in body["domain"] if each["code"] != code]}


def rules_are_rules(body: Body) -> None:
    """The threshold and the grades can be counted with the domains that the draft has."""
    for field, faults in faults_in_rules(body).items():
        if faults:
            raise RuleBroken("draft.bad_rule", " ".join(faults), field)


def empty_body(title: str, level: str) -> dict[str, Any]:
    """With what a new instrument begins."""
    domain = {"code": "domain_1", "title": first_title(), "indicator": []}
    threshold = "met*100 >= 80*applicable"
    return {"title": title, "level": level, "threshold": threshold, "domain": [domain]}


def _put(body: Body, code: str, made: Mapping[str, Any]) -> dict[str, Any]:
    domains = [made if each["code"] == code else each for each in body["domain"]]
    return {**body, "domain": domains}


def _is_whole(faults: list[str]) -> None:
    if faults:
        raise RuleBroken("draft.fault", " ".join(faults))
