"""What an installation keeps: its tables, and the questions the doors ask of them."""
