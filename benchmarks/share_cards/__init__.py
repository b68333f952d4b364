"""Cards that are drawn: how many in a second, and the memory of the largest."""
