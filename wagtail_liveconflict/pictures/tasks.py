"""What is done with a picture after the answer, where the site runs tasks apart."""

from django_tasks import task
from wagtail.images import get_image_model

from .rendering import make_renditions


@task()
def make_renditions_task(pk) -> None:
    """Have the renditions of a picture made before an update with it is published. Nothing happens where the picture is gone."""
    if image := get_image_model().objects.filter(pk=pk).first():
        make_renditions(image)
