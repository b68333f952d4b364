"""What may be done later, by a worker, if the site has one. As Wagtail's own: without a
backend in ``TASKS`` a task is done at once, by whoever asks for it."""

from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from .reader.card_upkeep import bring_up_to_date

try:
    from django.tasks.backends.immediate import ImmediateBackend as DjangosOwn
except ImportError:
    # Before Django 6.0.
    DjangosOwn = ImmediateBackend


@task()
def draw_share_cards(page_id: int, update_ids: list[int]) -> None:
    """Draw what is not drawn yet of these updates and of their live blog."""
    bring_up_to_date(page_id, update_ids, draws=True)


def has_workers() -> bool:
    """Whether a task is done elsewhere than where it is asked for. Raises what a backend
    raises that is set up wrongly."""
    backend = task_backends[draw_share_cards.backend]
    return not isinstance(backend, ImmediateBackend | DjangosOwn)
