"""What can be heard in the sample's video."""

CAPTIONS = """WEBVTT

00:00.000 --> 00:01.600
[A horn]

00:01.800 --> 00:05.800
[Nothing more: the ferry drifts with its engine off]
"""
TRANSCRIPT = "A horn, once. Then nothing: the ferry drifts with its engine off."
