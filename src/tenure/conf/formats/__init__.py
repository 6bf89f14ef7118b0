"""How days and times are written, by language, where Tenure writes them otherwise than Django."""
