"""The wiring: settings, addresses and the two server entries. Nothing else in Tenure imports it."""
