"""The stages of reading: functions of values to values."""
