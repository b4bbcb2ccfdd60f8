"""Adapters from an analysis to the rows that scorers of gold read, a module an area."""
