"""The process behind the pages: letters, imports and reminders leave or happen here."""
