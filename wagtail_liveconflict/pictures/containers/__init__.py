"""The formats whose files are rewritten without touching their pixels.

Each module has ``take_apart(content) -> Parts``, which raises :class:`CannotClean` for
what is no sound file of its format, and ``put_together(parts, marks) -> bytes``. What a
module does not know is not carried over: each is an allow list.
"""
