"""Templates for updates that recur."""

import json

from wagtail_liveconflict.models import UpdateTemplate

from ..sample.templates import TEMPLATES
from .live_blog import Story


def load_templates(story: Story) -> None:
    for number, fields in enumerate(TEMPLATES, start=1):
        body = json.dumps(story.build_body(fields["body"]))
        UpdateTemplate.objects.create(**{**fields, "body": body, "sort_order": number})
