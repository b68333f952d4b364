"""How updates, sources, claims and live blogs stand in Wagtail's API v2."""

from rest_framework.fields import Field
from wagtail.api.v2.serializers import BaseSerializer

from ..reader.addresses import get_full_permalink
from ..reader.locale import in_words_of
from .facts import UPDATE_FACTS


class FactField(Field):
    """One of the facts of a prepared object, under its own name."""

    def __init__(self, facts, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)
        self.facts = facts

    def get_attribute(self, instance):
        return instance

    def to_representation(self, instance):
        return self.facts[self.field_name](instance, self.context)


class PermalinkField(FactField):
    def __init__(self, **kwargs):
        super().__init__(UPDATE_FACTS, **kwargs)

    def to_representation(self, update):
        return get_full_permalink(update)


class LiveUpdateSerializer(BaseSerializer):
    html_url = PermalinkField()

    def to_representation(self, update):
        with in_words_of(update.page):
            return super().to_representation(update)


class LiveBlogSerializer(BaseSerializer):
    def to_representation(self, page):
        with in_words_of(page):
            return super().to_representation(page)
