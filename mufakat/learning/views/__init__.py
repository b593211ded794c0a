"""Views of this room, by subject."""
