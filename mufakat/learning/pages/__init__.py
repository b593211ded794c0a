"""What the pages of this room show, gathered and put into words."""
