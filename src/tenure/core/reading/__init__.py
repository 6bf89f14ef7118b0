"""What a document says: from the words on its pages to supplier, dates and amounts (R20, R24)."""
