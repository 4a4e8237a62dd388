"""Counts made without ecograph, to hold its answers against."""
