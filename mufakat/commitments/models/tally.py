"""Figures that many pages show, kept by reactions."""

from django.db import models

from mufakat.core.fields import PathField


class Tally(models.Model):
    """How many promises were made and what became of them, per node, sector and tribulan.

    A node is a forum (by id), a place (promises to be kept in exactly this region) or a region (with all
    below it); `parent_key` is the region above. A node "owner" is an organisation (by id; without one, those of people
    who answer for no body) in one district: its `parent_key` is the district in which the promises are to be kept, or
    the region above it where they are of one. A forum has a cell for each such district, too.
    The nodes "forum_yr" and "owner_yr" are the same over a year and all sectors (tribulan 0): what lists of eighty
    forums add up. Kept by `jobs`, rebuilt by `mufakat tally`.
    """

    node_kind = models.CharField(max_length=8)
    node_key = PathField(max_length=36)
    parent_key = PathField(max_length=36)
    sector = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    tribulan = models.PositiveSmallIntegerField()
    made = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    continued = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node_kind", "node_key", "year", "tribulan", "sector", "parent_key"],
                name="one_tally",
            )
        ]
        indexes = [
            models.Index(
                fields=["node_kind", "parent_key", "year", "tribulan", "sector"],
                name="tally_parent",
            ),
            # With their figures: the thousand cells of the bodies that promised in a district, and those of its
            # eighty forums, are added up without a look at the table.
            models.Index(
                fields=[
                    *("node_kind", "parent_key", "year", "node_key", "made", "kept"),
                    *("partly", "continued", "changed", "dropped", "sector"),
                ],
                name="tally_below",
            ),
            models.Index(
                fields=[
                    *("node_kind", "node_key", "year", "made", "kept"),
                    *("partly", "continued", "changed", "dropped", "sector"),
                ],
                name="tally_added_up",
            ),
        ]
