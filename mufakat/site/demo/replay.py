"""Builds the demonstration through the ordinary actions, at the hours of its stories, from data files.

All or nothing: a replay that is cut off leaves no trace, and the next start begins it again.
"""

from django.db import transaction

from mufakat.journal.actions import act
from mufakat.journal.models import Act

from . import learnt, mentored, momentum, people, screened, sessions, waves
from .stage import Stage, Step, act_id


def is_there() -> bool:
    """Does this database hold the demonstration?"""
    return Act.objects.filter(pk=act_id(people.FIRST)).exists()


def replay() -> int:
    """Play every act in the order of its hour; return how many were done: none when it is all there."""
    if is_there():
        return 0
    stage = Stage()
    score = [*people.steps(stage), *sessions.steps(stage), *sessions.story_steps(stage)]
    score += [*momentum.steps(stage), *mentored.steps(stage)]
    score += [*learnt.steps(stage), *waves.steps(stage), *screened.steps(stage)]
    score.sort(key=lambda step: step.at)  # stable: what happens at one hour keeps its order
    with transaction.atomic():
        for step in score:
            play(stage, step)
    return len(score)


def play(stage: Stage, step: Step) -> None:
    by = stage.users[step.by] if step.by else None
    with act(act_id(step.key), by=by, via="seed", at=step.at) as open_act:
        step.do(open_act)
