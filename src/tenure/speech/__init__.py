"""The reader's language: core messages become English or French sentences here, and only here."""
