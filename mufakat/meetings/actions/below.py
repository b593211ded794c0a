"""What becomes of the forums below one that ends."""

from mufakat.directory import actions as directory
from mufakat.directory.models import Forum
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries


def move_below(act: OpenAct, forum: Forum, successor: Forum) -> int:
    """The forums below one that ends get its `successor` as their forum above. One that lay below it itself, however
    deep, takes its place first: below the next one above that still meets, or below none. Return how many moved."""
    below = queries.forums_below(forum)
    from_below = successor.path.startswith(forum.path)
    if from_below:
        above = forum.parent
        while above and above.valid_to:
            above = above.parent
        directory.change_forum(act, successor, parent=above)
    moved = [each for each in below if each.pk != successor.pk]
    for each in moved:
        each.refresh_from_db(fields=["path"])
        directory.change_forum(act, each, parent=successor)
    return len(moved) + from_below
