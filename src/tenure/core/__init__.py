"""What may be done, what it would mean, and why not: pure rules without clock, chance or tables."""
