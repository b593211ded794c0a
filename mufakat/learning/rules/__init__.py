"""What is right of reviews, promised roles, patterns, effects and forecasts: pure, tested by table."""
