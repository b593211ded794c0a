"""The pages of promises, by noun."""
