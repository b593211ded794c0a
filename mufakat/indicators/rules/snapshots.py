"""When figures may be frozen."""

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def one_a_day(there: object | None) -> None:
    """A day has one truth: a second snapshot would be another answer to the same question."""
    if there is not None:
        told = _("Figures of this instrument, region and day are frozen already: “%(title)s”.")
        raise RuleBroken("snapshot.exists", told % {"title": there}, "as_of")


def has_version[Version](version: Version | None) -> Version:
    if version is None:
        raise RuleBroken(
            "snapshot.no_version", _("On that day no version of the instrument held."), "as_of"
        )
    return version


def has_figures(of: int) -> None:
    if of == 0:
        raise RuleBroken(
            "snapshot.empty",
            _("No assessment of this region was accepted by that day: there is nothing to freeze."),
            "as_of",
        )
