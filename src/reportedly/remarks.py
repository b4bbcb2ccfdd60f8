"""Remarks on numbers that both readers and views know by their words."""

ACCIDENT = "of an accident or a disaster, as the sentence tells"
