"""Everything that changes rows: previewed and performed loud verbs, and the quiet ones. The only transactions."""
