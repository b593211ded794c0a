"""The pages of programmes, by noun."""
