"""Benchmarks of delivery. See README.md for how to run them."""
