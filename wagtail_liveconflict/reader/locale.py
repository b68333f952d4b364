from contextlib import contextmanager

from django.utils import timezone, translation


@contextmanager
def in_words_of(page):
    """The language and the time zone of a live blog. Everything readers get is
    rendered in these, whoever asks, so that all of them get the same bytes."""
    with translation.override(page.language_code), timezone.override(page.zone):
        yield
