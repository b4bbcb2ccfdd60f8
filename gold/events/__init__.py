"""Own gold of events."""
