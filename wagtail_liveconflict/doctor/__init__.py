"""Tries whether a site works, from its settings to what readers get."""
