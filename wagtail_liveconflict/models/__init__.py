from .browser_banner import BrowserBanner, BrowserBannerText
from .change import Change
from .claim import Claim
from .claim_appearance import ClaimAppearance
from .claim_dossier import ClaimDossier
from .claim_log import ClaimStatusChange, StatusChangeRequest
from .claim_log_redaction import ClaimLogRedaction
from .claim_parts import ClaimAspect, ClaimEvidence, ClaimPosition, ClaimSupport
from .consent_record import ConsentRecord
from .contested_name import ContestedName, HouseForm
from .cookie_notice import CookieNotice, CookieNoticeText
from .cookie_purpose import CookiePurpose, CookiePurposeText
from .correction import Correction
from .delivery_probe import DeliveryProbe
from .delivery_switch import DeliverySwitch
from .idempotency_key import IdempotencyKey
from .live_blog import LiveBlogMixin
from .live_feed import LiveFeed
from .live_update import LiveUpdate
from .party import Party, PartyLabel
from .party_appearance import PartyAppearance
from .picture_original import OriginalAccess, PictureOriginal, ReplacedFile
from .related_story import RelatedStoriesMixin, RelatedStory
from .share_card import ShareCard
from .site_settings import NewsroomSettings
from .source import Source
from .source_assessment import SourceAssessment
from .source_handle import Platform, SourceHandle
from .update_template import UpdateTemplate

# Last: it loads the site's base page model, which may import the mixin above.
from .live_blog_page import LiveBlogPage  # isort: skip

# Connects receivers.
from . import source_signals  # noqa: F401  # isort: skip

__all__ = [
    "BrowserBanner",
    "BrowserBannerText",
    "Change",
    "Claim",
    "ClaimAppearance",
    "ClaimAspect",
    "ClaimDossier",
    "ClaimEvidence",
    "ClaimLogRedaction",
    "ClaimPosition",
    "ClaimStatusChange",
    "ClaimSupport",
    "ConsentRecord",
    "ContestedName",
    "CookieNotice",
    "CookieNoticeText",
    "CookiePurpose",
    "CookiePurposeText",
    "Correction",
    "DeliveryProbe",
    "DeliverySwitch",
    "HouseForm",
    "IdempotencyKey",
    "LiveBlogMixin",
    "LiveBlogPage",
    "LiveFeed",
    "LiveUpdate",
    "NewsroomSettings",
    "OriginalAccess",
    "Party",
    "PartyAppearance",
    "PartyLabel",
    "PictureOriginal",
    "Platform",
    "RelatedStoriesMixin",
    "RelatedStory",
    "ReplacedFile",
    "ShareCard",
    "Source",
    "SourceAssessment",
    "SourceHandle",
    "StatusChangeRequest",
    "UpdateTemplate",
]
