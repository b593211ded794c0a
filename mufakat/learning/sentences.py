"""How the history of a review, a promised role and a study reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "review.recorded": _("%(who)s wrote down the learning session “%(question)s”"),
    "review.changed": _("%(who)s corrected the learning session “%(question)s”"),
    "review.closed": _("%(who)s put the learning session “%(question)s” into the library"),
    "review.closed:keep": _("%(who)s put “%(question)s” into the library; decision: keep"),
    "review.closed:stop": _("%(who)s put “%(question)s” into the library; decision: stop"),
    "review.closed:change": _("%(who)s put “%(question)s” into the library; decision: change"),
    "review.read": _("%(who)s read it for %(organisation)s"),
    "factor.recorded:helped": _("%(who)s wrote down what helped: “%(text)s”"),
    "factor.recorded:hindered": _("%(who)s wrote down what hindered: “%(text)s”"),
    "factor.recorded": _("%(who)s wrote down a factor: “%(text)s”"),
    "factor.withdrawn": _("%(who)s took off “%(text)s”"),
    # Not which promise: the library has readers who may not open it.
    "priority.bound": _("%(who)s named a promise of the session as a priority"),
    "priority.withdrawn": _("%(who)s took a promise off the priorities"),
    "learner.recorded": _("%(who)s asked %(organisation)s to learn from it"),
    "learner.withdrawn": _("%(who)s took %(organisation)s off the list of those who should learn"),
    "look.recorded": _("%(who)s looked again: done: %(was_done)s; worked: %(did_work)s"),
    "districtrole.recorded:named": _("%(who)s named a promise as a role in %(name)s: %(role)s"),
    "districtrole.withdrawn:named": _("%(who)s took a promise off the roles in %(name)s: %(role)s"),
    "districtrole.recorded": _("%(who)s named a promise as a role in the district: %(role)s"),
    "districtrole.withdrawn": _("%(who)s took a promise off the roles of the district"),
    "study.recorded": _("%(who)s asked what %(programme)s has done to a figure"),
    "study.estimated": _("%(who)s computed what %(programme)s has done"),
    "study.estimated:done": _("%(who)s computed what %(programme)s has done"),
    "study.estimated:refused": _(
        "%(who)s gave no answer on what %(programme)s has done: the data cannot carry one"
    ),
    "study.estimated:failed": _("%(who)s could not compute what %(programme)s has done"),
}
