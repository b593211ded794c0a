"""Pages of forums and their sessions."""
