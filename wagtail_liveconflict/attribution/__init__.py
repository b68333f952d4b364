"""How a quote was said, in the reader's language.

``vocabulary`` holds what an editor can choose, ``sentence`` what a reader reads.
"""

from .composition import Grammar
from .fallback import describe_part_of_day
from .remarks import describe_kind, describe_provenance, describe_translation
from .sentence import (
    GRAMMARS,
    Attribution,
    describe_attribution,
    describe_attribution_as_text,
    describe_time,
    describe_time_as_text,
)
from .vocabulary import (
    LOADED_VERBS,
    Gender,
    Kind,
    Medium,
    Precision,
    Provenance,
    Translation,
    Verb,
)

__all__ = [
    "GRAMMARS",
    "LOADED_VERBS",
    "Attribution",
    "Gender",
    "Grammar",
    "Kind",
    "Medium",
    "Precision",
    "Provenance",
    "Translation",
    "Verb",
    "describe_attribution",
    "describe_attribution_as_text",
    "describe_kind",
    "describe_part_of_day",
    "describe_provenance",
    "describe_time",
    "describe_time_as_text",
    "describe_translation",
]
