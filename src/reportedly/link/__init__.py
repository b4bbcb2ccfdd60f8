"""Many reports, one occurrence."""
