"""Choosers that speak the language of whoever looks at them.

Wagtail's own makes its words when it is made itself, which is once for each process:
everybody reads them in the language of whoever came first.
"""

from django.utils.functional import cached_property
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser


class SnippetChooser(AdminSnippetChooser):
    """Says what the chooser's dialog says, in words that are looked up each time."""

    def __init__(self, model=None, **kwargs):
        super().__init__(model, **kwargs)
        dialog = self.model.snippet_viewset.chooser_viewset
        for name, text in (
            ("choose_one_text", dialog.choose_one_text),
            ("choose_another_text", dialog.choose_another_text),
            ("link_to_chosen_text", dialog.edit_item_text),
        ):
            setattr(self, name, kwargs.get(name, text))


class OwnSnippetChooserBlock(SnippetChooserBlock):
    """Wagtail's block for a snippet, with this chooser."""

    @cached_property
    def widget(self):
        return SnippetChooser(self.target_model, icon=super().widget.icon)
