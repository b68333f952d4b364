"""What is to be seen in a picture or a video, for readers who would rather not."""

from collections.abc import Iterable, Iterator

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _t, gettext_lazy as _, pgettext_lazy
from wagtail.blocks import ChoiceBlock, StructValue


class Sensitivity(TextChoices):
    NONE = "none", pgettext_lazy("sensitivity", "None")
    DEATH = "death", _("Death")
    VIOLENCE = "violence", _("Violence")
    SUFFERING = "suffering", _("Suffering")
    PERSONAL = "personal", _("Personal information")
    OTHER = "other", pgettext_lazy("sensitivity", "Other")


class SensitivityBlock(ChoiceBlock):
    """Required, and nothing chosen to begin with: what nobody has looked at is not
    harmless. The first choice is one key away."""

    choices = Sensitivity.choices

    def __init__(self, **kwargs):
        # That something is sensitive is no word to be found by.
        kwargs.setdefault("search_index", False)
        kwargs.setdefault("widget", forms.RadioSelect(attrs={"class": "wlc-sensitive"}))
        super().__init__(**kwargs)

    def covers(self, code: str | None) -> bool:
        """Whether readers have to ask for what this was stated of. Where nothing was,
        it is older than the question, and is shown."""
        return bool(code) and code != Sensitivity.NONE

    def _get_callable_choices(self, choices, blank_choice=False):
        # A row of buttons of which none is pressed says the same.
        return super()._get_callable_choices(choices, blank_choice=False)

    class Meta:
        label = _("Sensitive content")
        form_classname = "wlc-sensitivity"


class SensitiveMediaMixin:
    """For the ``StructValue`` of a block with a child ``sensitivity``. What was written
    before there was the question has none, and counts as not sensitive."""

    #: Path of the page on which readers see it, and its full address; "" on a page that
    #: is no update. Set by ``reader.rendering``.
    media_url = ""
    full_media_url = ""
    #: The field whose words stand beside the cover.
    open_field = "caption"
    #: Whether an editor looks at it who has not published it yet.
    is_previewed = False

    @property
    def is_sensitive(self) -> bool:
        return (self.get("sensitivity") or Sensitivity.NONE) != Sensitivity.NONE

    def tell(self, facts: dict, **covered) -> dict:
        """``facts`` for the API, as readers have them: of what is sensitive ``covered``
        instead, the reason, and where to see it."""
        told = facts | {
            "sensitivity": self.get("sensitivity") or Sensitivity.NONE.value,
            "media_url": "",
        }
        if self.is_sensitive:
            told |= {**covered, "media_url": self.full_media_url}
        return told


class SensitiveMediaValue(SensitiveMediaMixin, StructValue):
    """Where the block has nothing else to say of its value."""


def describe_reason(code: str | None) -> str:
    """What is said in place of the media, in words: "Sensitive: death."; "" where it is
    not sensitive."""
    if not code or code == Sensitivity.NONE:
        return ""
    if code not in Sensitivity.values or code == Sensitivity.OTHER:
        return _t("Sensitive content.")
    reason = str(Sensitivity(code).label)
    return _t("Sensitive: %(reason)s.") % {"reason": reason[:1].lower() + reason[1:]}


def asks(block) -> bool:
    """Whether the block is one of a media with the question."""
    child = getattr(block, "child_blocks", {}).get("sensitivity")
    return isinstance(child, SensitivityBlock)


def is_sensitive(block, value) -> bool:
    """Whether a value of ``block``, stored or read, is one that readers have to ask
    for."""
    if not isinstance(value, dict) or not asks(block):
        return False
    return block.child_blocks["sensitivity"].covers(value.get("sensitivity"))


def find_sensitive(value) -> Iterator[tuple[str, StructValue]]:
    """Sensitive media in a block value, at whatever depth, each with a key that stays
    as long as it is in the same block: the id of the nearest block that has one, and
    the names below it, as in ``"0d7c….figure"``."""
    yield from _find(value, (), is_sensitive)


def find_unstated(value) -> Iterator[tuple[str, StructValue]]:
    """Media in a block value of which nobody has said whether they are sensitive,
    with the keys of :func:`find_sensitive`."""
    yield from _find(value, (), _is_unstated)


def _is_unstated(block, value) -> bool:
    # A site may have made the question one that can be left open.
    return (
        asks(block)
        and block.child_blocks["sensitivity"].required
        and not value.get("sensitivity")
    )


def _find(value, key, is_wanted):
    if isinstance(value, StructValue):
        if is_wanted(value.block, value):
            yield ".".join(map(str, key)), value
            return
        for name, child in value.items():
            yield from _find(child, (*key, name), is_wanted)
    elif hasattr(value, "block_type"):
        place = (value.id,) if value.id else key
        yield from _find(value.value, place, is_wanted)
    elif hasattr(value, "bound_blocks") and hasattr(value, "list_block"):
        for number, child in enumerate(value.bound_blocks):
            place = (child.id,) if child.id else (*key, number)
            yield from _find(child.value, place, is_wanted)
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _find(child, (*key, name), is_wanted)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for number, child in enumerate(value):
            yield from _find(child, (*key, number), is_wanted)


def get_open_words(block, value) -> list[str]:
    """The searchable words of a block value that readers have without asking: of
    sensitive media those that stand beside the cover, else the reason."""
    covered = [media for _key, media in find_sensitive(value)]
    if not covered:
        return block.get_searchable_content(value)
    return [
        media.get(getattr(media, "open_field", "caption"))
        or describe_reason(media["sensitivity"])
        for media in covered
    ]


def find_open(value, kinds: type | tuple[type, ...]) -> Iterator:
    """Values of these kinds in a block value, without those in sensitive media."""
    if isinstance(value, kinds):
        yield value
    elif isinstance(value, StructValue):
        if not is_sensitive(value.block, value):
            for child in value.values():
                yield from find_open(child, kinds)
    elif hasattr(value, "block_type"):
        yield from find_open(value.value, kinds)
    elif isinstance(value, dict):
        for child in value.values():
            yield from find_open(child, kinds)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for child in value:
            yield from find_open(child, kinds)


def find_sensitive_keys(block, raw) -> Iterator[str]:
    """The keys of :func:`find_sensitive` for what is stored, without a query."""
    yield from (key for key, _code, _value in read_sensitive(block, raw))


def read_sensitive(block, raw, key=()) -> Iterator[tuple[str, str, dict]]:
    """Key, code and stored value of each sensitive media in what is stored."""
    if is_sensitive(block, raw):
        yield ".".join(map(str, key)), raw["sensitivity"], raw
    elif isinstance(raw, dict):
        for name, child in getattr(block, "child_blocks", {}).items():
            yield from read_sensitive(child, raw.get(name), (*key, name))
    elif isinstance(raw, Iterable) and not isinstance(raw, str | bytes):
        for number, child in enumerate(raw):
            yield from _read_child(block, child, (*key, number))


def _read_child(block, child, key):
    is_wrapped = isinstance(child, dict) and "type" in child and "value" in child
    if is_wrapped and child.get("id"):
        key = (child["id"],)
    kind = child["type"] if is_wrapped else None
    if hasattr(block, "child_block"):
        value = child["value"] if is_wrapped and kind == "item" else child
        yield from read_sensitive(block.child_block, value, key)
    elif is_wrapped and kind in getattr(block, "child_blocks", {}):
        yield from read_sensitive(block.child_blocks[kind], child["value"], key)
