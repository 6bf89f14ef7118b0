"""English, as both sides of the ocean read it without doubt: the month in letters."""
