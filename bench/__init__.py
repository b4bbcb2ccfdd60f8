"""Measurements: quality on gold, speed as ratios in one run."""
