"""One verb a file: what refuses it, what it does, what it leaves as it is."""
