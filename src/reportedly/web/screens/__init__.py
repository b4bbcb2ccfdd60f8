"""The screens, one a file: each asks the case, and gives a template plain values."""
