"""What devices ask for, and the pages about them."""
