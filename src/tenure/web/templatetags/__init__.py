"""Tags and filters that the templates of the pages share."""
