import pytest

from tests.live_application import live_application
from wagtail_liveconflict.models import LiveFeed


@pytest.fixture
def live(transactional_db):
    """The delivery URLs under ASGI. For tests whose database other threads see:
    ``django_db(transaction=True, serialized_rollback=True)``."""
    with live_application() as application:
        yield application


@pytest.fixture
def cursor_of():
    """The cursor at which a live blog is: ``cursor_of(page)``."""

    def get(page):
        feed = LiveFeed.objects.get(page_id=page.pk)
        return f"{feed.epoch}-{feed.cursor}"

    return get
