"""Many writers at once: how many transactions, and what a reader then misses."""
