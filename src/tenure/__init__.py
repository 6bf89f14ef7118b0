"""Tenure: end, pause and resume client relationships without harm."""
