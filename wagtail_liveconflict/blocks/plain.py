from wagtail.blocks import CharBlock, TextBlock

from ..sanitise import strip_control_characters


class PlainCharBlock(CharBlock):
    """One line of text, without control characters and outer spaces."""

    def clean(self, value):
        value = strip_control_characters(value or "").strip()
        return super().clean(value)

    def get_searchable_content(self, value):
        # Wagtail would find "None" where code has stored nothing.
        return super().get_searchable_content(value) if value else []


class PlainTextBlock(TextBlock):
    """Several lines of plain text, without control characters."""

    def clean(self, value):
        value = strip_control_characters(value or "").strip()
        return super().clean(value)

    def get_searchable_content(self, value):
        # Wagtail would find "None" where code has stored nothing.
        return super().get_searchable_content(value) if value else []
