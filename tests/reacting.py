"""What the worker does, for the tests of rooms: they do not know the site."""

from mufakat.site.reactions import REACTIONS
from mufakat.site.server import bring_up_to_date, catch_up

__all__ = ["REACTIONS", "bring_up_to_date", "catch_up"]
