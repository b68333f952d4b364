"""How updates, sources and claims stand in the API."""

from rest_framework.fields import DateTimeField, Field
from wagtail.api.v2.serializers import BaseSerializer

from ..reader.addresses import get_full_permalink, get_full_url, make_absolute
from ..reader.locale import in_words_of
from ..reader.rendered import NAME, UPDATE


class WordsField(Field):
    """Something that a withdrawn update does not have any more."""

    def __init__(self, empty="", **kwargs):
        super().__init__(read_only=True, **kwargs)
        self.empty = empty

    def get_attribute(self, update):
        return self.empty if update.is_withdrawn else super().get_attribute(update)

    def to_representation(self, value):
        return value


class EventTimeField(DateTimeField):
    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, update):
        return None if update.is_withdrawn else super().get_attribute(update)


class WholeField(Field):
    """Made of the whole object."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def get_attribute(self, instance):
        return instance


class NameField(WholeField):
    """The headline, or the first words of the body; "" when withdrawn."""

    def to_representation(self, update):
        return "" if update.is_withdrawn else update.rendered.get(update, NAME)


class BodyField(WholeField):
    """The blocks. A quote is told from when it was posted."""

    def to_representation(self, update):
        if update.is_withdrawn:
            return []
        return update.body.stream_block.get_api_representation(
            update.body, self.context
        )


class HtmlField(WholeField):
    """The ``<article>`` of the page, with complete addresses."""

    def to_representation(self, update):
        html = update.rendered.get(update, UPDATE)
        return make_absolute(html, get_full_permalink(update))


class PermalinkField(WholeField):
    def to_representation(self, update):
        return get_full_permalink(update)


class BylineField(WholeField):
    def to_representation(self, update):
        return "" if update.is_withdrawn else str(update.byline_text)


class LiveBlogField(WholeField):
    def to_representation(self, update):
        page = update.page
        return {
            "id": page.pk,
            "title": page.title,
            "html_url": get_full_url(page),
            "state": page.feed.state,
            "language": page.language_code,
            "time_zone": str(page.zone),
        }


class PartyField(WholeField):
    def to_representation(self, source):
        return source.party.get_label() if source.party else ""


class HandlesField(WholeField):
    def to_representation(self, source):
        return [
            {"platform": handle.platform, "handle": handle.handle, "url": handle.url}
            for handle in source.handles.all()
        ]


#: What is told of a claim beside its number. The note and the status at that time
#: belong to the update that shows it.
CLAIM_FACTS = (
    *("sentence", "claimant", "status", "finding", "was", "as_of", "overdue"),
    *("explanation", "official_line", "support", "methods", "aspects", "evidence"),
    *("positions", "checked_by", "history", "overtaken_by", "withdrawn"),
)


class FactField(WholeField):
    """One of the facts of a claim, under its own name."""

    def to_representation(self, claim):
        return claim.facts[self.field_name]


class ShowingUpdatesField(WholeField):
    """Addresses of updates that show the claim, the newest first."""

    def to_representation(self, claim):
        return [get_full_permalink(update) for update in claim.showing]


class LiveUpdateSerializer(BaseSerializer):
    html_url = PermalinkField()

    def to_representation(self, update):
        with in_words_of(update.page):
            return super().to_representation(update)
