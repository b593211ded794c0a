"""Everything that is wrong with the body of a version, as sentences that name the place. A draft shows them, a version
is published only without any, and a starter file with one stops the start."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _, override

from mufakat.core.errors import RuleBroken

from . import scoring, thresholds
from .instrument import PARTS, read
from .question_faults import IDENTIFIER, faults_in_question, is_text, is_whole

MOST_DOMAINS, MOST_QUESTIONS, MOST_GRADES = 40, 400, 12
LONGEST_DOMAIN_CODE, LONGEST_GRADE_CODE = 40, 20
HEAVIEST = 10_000
TOP = {"title", "level", "threshold", "threshold_note", "domain", "grade"}
OF_DOMAIN = {"code", "title", "weight", "scored", "indicator"}


def faults_in(body: Any, sources: Collection[str] | None = None) -> list[str]:
    """What is wrong with this body, nothing left out; `sources` are the names that may compute an answer (none given:
    any name). Without a fault `instrument.read` reads it and `scoring.score` counts it."""
    if not isinstance(body, Mapping):
        return [_("This is no instrument.")]
    domains = [*_mappings(body.get("domain"))]
    found = [
        *_of_top(body),
        *_of_domains(body, domains),
        *_of_questions(body, domains, sources),
        *_of_threshold(body, domains),
        *_of_grades(body, domains),
    ]
    return found or [*_out_of_reach(body)]


def faults_in_rules(body: Mapping[str, Any]) -> dict[str, list[str]]:
    """Of the threshold and of the grades, each by itself."""
    domains = [*_mappings(body.get("domain"))]
    return {"threshold": [*_of_threshold(body, domains)], "grade": [*_of_grades(body, domains)]}


def first_title() -> str:
    """What the first domain of a new instrument is called until somebody names it."""
    return _("First domain")


def is_unnamed(title: Any) -> bool:
    """Still called as it was when the draft began, in whichever language that was."""
    given = set()
    for language in ("id", "en"):
        with override(language):
            given.add(first_title())
    return isinstance(title, str) and title in given


def faults_in_domain(domain: Mapping[str, Any]) -> list[str]:
    """Of a domain by itself, without its questions."""
    found = [*_unknown(domain, OF_DOMAIN)]
    code = domain.get("code")
    if not (is_text(code, LONGEST_DOMAIN_CODE) and IDENTIFIER.fullmatch(code) and "__" not in code):
        found.append(
            _(
                "The code is a word of small letters, digits and single underscores; it names the rules."
            )
        )
    if not is_text(domain.get("title"), 200):
        found.append(_("The title is missing, or longer than %(n)d characters.") % {"n": 200})
    if not is_whole(domain.get("weight", 1), 0, HEAVIEST):
        found.append(_("The weight is a whole number from 0 to %(n)d.") % {"n": HEAVIEST})
    if not isinstance(domain.get("scored", True), bool):
        found.append(_("It is scored or it is not: yes or no."))
    return found


def _called(row: Mapping[str, Any]) -> object:
    """By its title, as people know it; by its code where it has none."""
    title = row.get("title")
    return title if isinstance(title, str) and title.strip() else row.get("code", "")


def at(place: str, code: object, said: Iterable[str]) -> Iterator[str]:
    """The sentences with their place before them."""
    named = f"{place} “{str(code)[:60]}”" if code else place
    return (f"{named}: {each}" for each in said)


def _of_top(body: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown(body, TOP)
    if not is_text(body.get("title"), 200):
        yield _("The title is missing, or longer than %(n)d characters.") % {"n": 200}
    if body.get("level") not in list(PARTS):
        yield _("The level “%(level)s” is not known.") % {"level": body.get("level", "")}
    if not is_text(body.get("threshold_note", ""), 500, empty=True):
        yield _("The note on the threshold is no text, or longer than %(n)d characters.") % {
            "n": 500
        }
    if not isinstance(body.get("domain"), list) or not body["domain"]:
        yield _("There is no domain.")
    elif len([*_mappings(body["domain"])]) != len(body["domain"]):
        yield _("What stands among the domains is no domain.")
    elif not any(domain.get("scored", True) is True for domain in body["domain"]):
        yield _("No domain is scored.")


def _of_domains(body: Mapping[str, Any], domains: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(domains) > MOST_DOMAINS:
        yield _("There are more than %(n)d domains.") % {"n": MOST_DOMAINS}
    place = _("Domain")
    for domain in domains:
        yield from at(place, _called(domain), faults_in_domain(domain))
        if is_unnamed(domain.get("title")):
            yield from at(place, _called(domain), [_("It has no name of its own yet: name it.")])
        questions = domain.get("indicator")
        if not isinstance(questions, list) or not questions:
            yield from at(place, _called(domain), [_("It has no question.")])
    yield from _twice(_("Domain"), (domain.get("code") for domain in domains))


def _of_questions(
    body: Mapping[str, Any],
    domains: Sequence[Mapping[str, Any]],
    sources: Collection[str] | None,
) -> Iterator[str]:
    listed = [each for domain in domains for each in _list(domain.get("indicator"))]
    if len(listed) > MOST_QUESTIONS:
        yield _("There are more than %(n)d questions.") % {"n": MOST_QUESTIONS}
    place = _("Question")
    for each in listed:
        name = _called(each) if isinstance(each, Mapping) else each
        yield from at(place, name, faults_in_question(each, body.get("level"), sources))
    rows = [*_mappings(listed)]
    yield from _twice(place, (each.get("code") for each in rows))
    keys = [each.get("key", each.get("code")) for each in rows]
    yield from _twice(_("Lasting name"), keys)


def _names(domains: Sequence[Mapping[str, Any]]) -> set[str]:
    """What a rule may ask for."""
    return scoring.names([each["code"] for each in domains if isinstance(each.get("code"), str)])


def _of_threshold(body: Mapping[str, Any], domains: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield from at(_("Threshold"), "", _of_rule(body.get("threshold"), _names(domains)))


def _out_of_reach(body: Mapping[str, Any]) -> Iterator[str]:
    """Of a body without any other fault."""
    if not scoring.can_pass(read(body)):
        told = _("Nobody reaches it: it does not hold even where every question is met in full.")
        yield from at(_("Threshold"), "", [told])


def _of_grades(body: Mapping[str, Any], domains: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    asked = _names(domains)
    grades = body.get("grade", [])
    rows = [*_mappings(grades)]
    if not isinstance(grades, list) or len(rows) != len(grades) or len(rows) > MOST_GRADES:
        yield _("The grades are no list, or more than %(n)d.") % {"n": MOST_GRADES}
    place = _("Grade")
    for grade in rows:
        code = grade.get("code", "")
        yield from at(place, code, _of_grade(grade))
        yield from at(place, code, _of_rule(grade.get("rule"), asked))
    yield from _twice(place, (grade.get("code") for grade in rows))


def _of_grade(grade: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown(grade, {"code", "title", "rule"})
    if not is_text(grade.get("code"), LONGEST_GRADE_CODE):
        yield _("The code is missing, or longer than %(n)d characters.") % {"n": LONGEST_GRADE_CODE}
    if not is_text(grade.get("title"), 200):
        yield _("The title is missing, or longer than %(n)d characters.") % {"n": 200}


def _of_rule(rule: Any, asked: set[str]) -> Iterator[str]:
    """What a rule asks for and nobody knows; and what is no rule at all."""
    if not is_text(rule, thresholds.LONGEST):
        yield _("The rule is missing, or longer than %(n)d characters.") % {"n": thresholds.LONGEST}
        return
    unknown = sorted(thresholds.names_in(rule) - asked)
    if unknown:
        yield _("The rule asks for what is not there: %(names)s.") % {"names": ", ".join(unknown)}
        return
    try:
        thresholds.check(rule, asked)
    except RuleBroken as broken:
        yield str(broken.message)


def _twice(place: str, codes: Iterable[Any]) -> Iterator[str]:
    counted = Counter(code for code in codes if isinstance(code, str))
    for code, n in counted.items():
        if n > 1:
            yield from at(place, code, [_("It stands there %(n)d times.") % {"n": n}])


def _unknown(row: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    for name in row:
        if name not in known:
            yield _("“%(name)s” is no entry of it.") % {"name": str(name)[:60]}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in _list(value) if isinstance(each, Mapping))
