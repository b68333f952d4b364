"""Untouched originals, kept in a private storage for evidence."""


def keep_original(image, content: bytes, *, user=None, why: str = "upload") -> None:
    """Keep ``content``, the file as it came, for ``image`` (saved, or about to be), where
    the site has a private storage; nothing happens where it has none.

    ``why`` is "upload", "scrub" or "blur". The same bytes are kept once for an image.
    Raises what the storage raises: who calls decides whether the upload goes on.
    """


def get_private_storage():
    """None where the site keeps no originals."""
    return None
