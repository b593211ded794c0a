"""What every write of a review begins and ends with."""

from mufakat.journal.actions import Subject
from mufakat.learning.models import Review
from mufakat.learning.rules import reviews as right, words


def locked(review: Review) -> Review:
    """The review as it stands now, kept so until this act ends."""
    return Review.objects.select_for_update(of=("self",)).get(pk=review.pk)


def open_review(review: Review) -> Review:
    """The draft, kept as it is until this act ends; `RuleBroken` once it is closed."""
    found = locked(review)
    right.is_open(found.is_closed)
    return found


def about_of(review: Review) -> list[Subject]:
    """On which pages it is told."""
    others = (review.region, review.organisation, review.meeting)
    return [each for each in others if each is not None]


def keep_words(review: Review) -> None:
    """By what the library finds it, from all its texts as they stand now."""
    texts = [
        *(review.question, review.situation, review.decided, review.reason),
        *review.factors.values_list("text", flat=True),
        str(review.region),
        str(review.organisation or ""),
        str(review.programme or ""),
    ]
    Review.objects.filter(pk=review.pk).update(words=words.words_of(texts))
