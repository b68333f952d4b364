"""Readers who ask every few seconds: how many, and who has to answer them."""
