"""Estimates what studies ask for: seconds of computing, outside every request and every transaction."""

import logging

from django.db.models import Q

from mufakat.core.ids import new_id
from mufakat.journal.actions import act

from . import actions, effect
from .models import Study, StudyState
from .models.studies import NOT_INSTALLED
from .queries.panels import digest_of, panel_of
from .rules.comparable import cut
from .rules.effect import why_not

log = logging.getLogger(__name__)
AT_ONCE = 3
COUNTED = "assessed"  # months with an assessment, no others; an answer without it is older


def estimate_studies() -> None:
    """Answer the studies that wait, the oldest first. Cut off in between, a study waits on and is computed again; one
    that was only short of the library is taken up once that is there."""
    open_ones = Q(state=StudyState.WAITING)
    if effect.is_installed():
        open_ones |= Q(state=StudyState.FAILED, result__reasons=NOT_INSTALLED)
    waiting = Study.objects.filter(open_ones).select_related("instrument", "programme")
    for study in waiting.order_by("at")[:AT_ONCE]:
        state, result, digest = answer_of(study)
        with act(new_id(), by=None, via="job") as open_act:
            actions.estimate_study(open_act, study, state=state, result=result, data_digest=digest)


def answer_of(study: Study) -> tuple[str, dict[str, object], str]:
    """State, result and digest of the data; nothing is written."""
    panel = panel_of(study)
    usable, digest = cut(panel), digest_of(panel)
    told: dict[str, object] = {"left_out": dict(usable.left_out), "counted": COUNTED}
    if months := usable.panel.months:
        told["span"] = [months[0], months[-1]]
    if reasons := why_not(usable):
        return StudyState.REFUSED, told | {"reasons": reasons}, digest
    if not effect.is_installed():
        return StudyState.FAILED, told | {"reasons": NOT_INSTALLED}, digest
    try:
        estimate = effect.estimate(usable.panel)
        if (
            estimate.ahead == "unknown"
        ):  # sites that went their own way all along look like an effect
            return StudyState.REFUSED, told | {"reasons": ["not_tested"]}, digest
        return StudyState.DONE, told | estimate.as_json, digest
    except effect.NoFit:
        log.info("study %s has no single answer", study.pk, exc_info=True)
        return StudyState.REFUSED, told | {"reasons": ["no_fit"]}, digest
    except Exception:
        log.exception("study %s could not be computed", study.pk)
        return StudyState.FAILED, told | {"reasons": ["broke"]}, digest
