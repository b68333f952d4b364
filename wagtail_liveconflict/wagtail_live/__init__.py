"""Moves what was written with wagtail-live (1.0) into a live blog.

wagtail-live itself is not needed, and nothing of it is imported.
"""
