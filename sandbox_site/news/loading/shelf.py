"""What has been loaded so far, by the keys that the sample's words use."""

from dataclasses import dataclass, field

from .moment import Moment


@dataclass
class Shelf:
    moment: Moment
    users: dict = field(default_factory=dict)
    pictures: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    claims: dict = field(default_factory=dict)
