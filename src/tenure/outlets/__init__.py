"""The outside world: mail, files and everything else that is not a table."""
