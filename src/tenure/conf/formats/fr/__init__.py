"""French, where a page needs short days and Django has only figures."""
