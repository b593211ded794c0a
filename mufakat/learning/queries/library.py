"""The library: what was learnt, found by words, by what was decided and by whether it worked."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from mufakat.directory.models import Region
from mufakat.learning import similar
from mufakat.learning.models import Factor, LaterLook, Review
from mufakat.learning.rules.words import asked_words
from mufakat.programmes.models import Programme

MANY = 3000  # reviews that are compared; the newest ones, should there ever be more


def with_names(found: QuerySet[Review]) -> QuerySet[Review]:
    """What every list of reviews prints: place, programme, factors, and what the last look found."""
    return (
        with_worked(found)
        .select_related("region", "organisation", "programme")
        .prefetch_related(Prefetch("factors", queryset=Factor.objects.order_by("-helped", "id")))
        .defer("words", "situation")
    )


def with_worked(found: QuerySet[Review]) -> QuerySet[Review]:
    """What the last look found, as `worked`."""
    last = LaterLook.objects.filter(review=OuterRef("pk")).order_by("-on", "-id")
    return found.annotate(worked=Subquery(last.values("did_work")[:1]))


def chosen(
    found: QuerySet[Review],
    *,
    text: str = "",
    region: Region | None = None,
    programme: Programme | None = None,
    decision: str = "",
    worked: str = "",
    helped: str = "",
    hindered: str = "",
) -> QuerySet[Review]:
    """Those that have all words, lie in the region, and fit. `helped`, `hindered`: words of a factor of that kind."""
    for word in asked_words(text):
        found = found.filter(words__contains=word)
    if region is not None:
        found = found.filter(region_path__under=region.path)
    if programme is not None:
        found = found.filter(programme=programme)
    if decision:
        found = found.filter(decision=decision)
    for is_help, asked in ((True, helped), (False, hindered)):
        if asked:
            found = found.filter(Exists(_factors(is_help, asked)))
    if worked == "none":
        return found.exclude(Exists(LaterLook.objects.filter(review=OuterRef("pk"))))
    return with_worked(found).filter(Q(("worked", worked))) if worked else found


def _factors(helped: bool, asked: str) -> QuerySet[Factor]:
    """Factors of the review that say one of the words, or are of the domain of that name."""
    said = Q()
    for word in asked.split():
        said |= Q(text__icontains=word)
    return Factor.objects.filter(said | Q(domain=asked), review=OuterRef("pk"), helped=helped)


class Like(NamedTuple):
    """A review that is near to what was asked, how near (percent), and by which roots."""

    review: Review
    percent: int
    shared: Sequence[str]


def text_of(review: Review, factors: Iterable[Factor]) -> str:
    """What tells the situation of a review."""
    return " ".join([review.question, review.situation, *(each.text for each in factors)])


def similar_to(found: QuerySet[Review], text: str, most: int = 5) -> list[Like]:
    """The reviews nearest to a text."""
    near = list(
        found.select_related("region", "organisation", "programme").prefetch_related("factors")[
            :MANY
        ]
    )
    texts = [text_of(review, review.factors.all()) for review in near]
    return [
        Like(near[each.at], each.percent, each.shared)
        for each in similar.nearest(text, texts, most)
    ]


def similar_reviews(
    found: QuerySet[Review], review: Review, factors: Iterable[Factor]
) -> list[Like]:
    """The reviews nearest to a review."""
    return similar_to(found.exclude(pk=review.pk), text_of(review, factors), 3)


def looks_due(found: QuerySet[Review], on: Any) -> QuerySet[Review]:
    """Closed reviews whose later look is due: its first one, or the next after "too early to tell"."""
    looks = LaterLook.objects.filter(review=OuterRef("pk"))
    last = looks.order_by("-on", "-id")
    return (
        found.filter(is_closed=True)
        .annotate(again_on=Subquery(last.values("next_on")[:1]), looked=Exists(looks))
        .filter(Q(looked=False, look_on__lte=on) | Q(again_on__lte=on))
        .select_related("region", "organisation")
        .order_by("look_on", "id")
    )
