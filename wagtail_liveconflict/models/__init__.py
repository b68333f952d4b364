from .change import Change
from .claim import Claim, ClaimAppearance
from .delivery_switch import DeliverySwitch
from .live_blog import LiveBlogMixin
from .live_feed import LiveFeed
from .live_update import LiveUpdate
from .source import Party, Source

# Last: it loads the site's base page model, which may import the mixin above.
from .live_blog_page import LiveBlogPage  # isort: skip

__all__ = [
    "Change",
    "Claim",
    "ClaimAppearance",
    "DeliverySwitch",
    "LiveBlogMixin",
    "LiveBlogPage",
    "LiveFeed",
    "LiveUpdate",
    "Party",
    "Source",
]
