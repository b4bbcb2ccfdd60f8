"""Measurements of linking."""
