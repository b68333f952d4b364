from django.db import models
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.fields import StreamField

from ..conf import conf


class BlocksOutOfMigrationsField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    A site can then replace or extend the blocks through a setting without a
    migration appearing in an app that is not its own.
    """

    def __init__(self, block_types=(), **kwargs):
        super().__init__(block_types, **kwargs)

    def get_block_path(self) -> str:
        """Dotted path of the StreamBlock class."""
        raise NotImplementedError

    @cached_property
    def stream_block(self):
        # Imported on first use: blocks refer to models, and a site's own
        # blocks may refer to ours.
        if not self.block_types_arg:
            self.block_types_arg = import_string(self.get_block_path())
        return super().stream_block

    def deconstruct(self):
        # StreamField.deconstruct() would add the blocks; Field's does not.
        return models.Field.deconstruct(self)


class UpdateBodyField(BlocksOutOfMigrationsField):
    def get_block_path(self):
        return conf.LIVECONFLICT_UPDATE_BLOCKS

    def formfield(self, **kwargs):
        from ..blocks.form_field import ForgivingBlockField

        return super().formfield(**{"form_class": ForgivingBlockField, **kwargs})


class SummaryField(BlocksOutOfMigrationsField):
    def get_block_path(self):
        return "wagtail_liveconflict.blocks.SummaryBlock"
