class FetchError(Exception):
    """A public page could not be had. The text says why, for the log."""


class FetchRefused(FetchError):
    """We do not ask for this, or do not take this answer."""


class FetchFailed(FetchError):
    """We asked and got no usable answer."""
