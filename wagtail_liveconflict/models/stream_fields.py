from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from ..conf import conf


def import_blocks(path: str) -> StreamBlock:
    """An instance of the class at a dotted path; where there is none, of
    :class:`UnusableBlocks`, so that the system check E015 has its turn to say so."""
    try:
        block_class = import_string(path)
    except Exception as error:
        return UnusableBlocks(f"{path!r} cannot be imported: {error!r}")
    if not (isinstance(block_class, type) and issubclass(block_class, StreamBlock)):
        return UnusableBlocks(f"{path!r} is not a class of StreamBlock")
    return block_class()


class UnusableBlocks(StreamBlock):
    """Stands where a site names blocks that cannot be used. Raises
    ``ImproperlyConfigured`` when a value is read: without its blocks it would come
    out empty, and be saved so."""

    def __init__(self, problem: str, **kwargs):
        super().__init__(**kwargs)
        self._problem = problem

    def _refuse(self, *args, **kwargs):
        raise ImproperlyConfigured(self._problem)

    to_python = bulk_to_python = value_from_datadict = _refuse


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
            self.block_types_arg = import_blocks(self.get_block_path())
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
