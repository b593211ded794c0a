"""Measurements: how fast, how small, how light Mufakat is. Not part of the program, not tests."""
