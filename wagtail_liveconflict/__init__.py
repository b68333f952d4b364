"""A Wagtail app for covering a conflict live."""

__version__ = "0.1.0"
