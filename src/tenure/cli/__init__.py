"""The terminal: the same nouns and plans as the pages, for people who type and for scripts."""
