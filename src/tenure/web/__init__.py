"""What a person sees in the browser: pages, the parts they are made of, and the look."""
