"""What an update says to machines of the claims it shows, in the words of
schema.org: https://schema.org/Claim and https://schema.org/ClaimReview.

Nothing that readers do not see: told from the facts of the card alone.
"""

from ..blocks.finding import find_values
from ..blocks.verification import VerificationValue
from ..verification import Finding, Status
from .newsroom import get_newsroom, get_publisher_name

#: Statuses that are a finding of ours. Of the others there is nothing to review yet.
REVIEWED = (
    Status.CORROBORATED,
    Status.VERIFIED,
    Status.DISPUTED,
    Status.INCONCLUSIVE,
    Status.FALSE,
)
#: From 1, false, to 5, true. Disputed and what cannot be established stand nowhere
#: on that scale: a 3 would say "half true".
_RATINGS = {Status.VERIFIED: 5, Status.CORROBORATED: 4, Status.FALSE: 1}
_MISLEADING = 2
_SCALE = {"bestRating": 5, "worstRating": 1}


def describe_claims(update, permalink: str) -> list[dict]:
    """Of each claim in the body of an update a ``ClaimReview`` or a ``Claim``, once.
    Of a withdrawn claim nothing."""
    values = (value for _path, value in find_values(update.body, VerificationValue))
    shown = {value["claim"].pk: value for value in values if value.get("claim")}
    return [
        describe_claim(facts, permalink, _get_reviewer(update.page))
        for value in shown.values()
        if (facts := value.facts) and not facts["withdrawn"]["at"]
    ]


def describe_claim(facts: dict, permalink: str, reviewer: dict | None) -> dict:
    """A ``ClaimReview`` by ``reviewer`` where we have found something, else a
    ``Claim``; without a reviewer always a ``Claim``. ``facts`` are those of
    :func:`~wagtail_liveconflict.blocks.claim_facts.get_claim_facts`; empty values are the caller's to leave out.
    """
    claim = {
        "@type": "Claim",
        "text": facts["sentence"],
        # A name alone: it may be a person's or an office's.
        "author": {"name": facts["claimant"]},
    }
    if reviewer is None or facts["status"]["code"] not in REVIEWED:
        return {
            **claim,
            "appearance": {"@type": "BlogPosting", "url": permalink},
            "creativeWorkStatus": [
                facts["status"]["word"],
                facts["finding"]["word"],
                facts["overtaken_by"]["word"],
            ],
            "description": facts["explanation"],
        }
    return {
        "@type": "ClaimReview",
        "url": permalink,
        "claimReviewed": facts["sentence"],
        "datePublished": facts["as_of"],
        "author": reviewer,
        "reviewRating": _describe_rating(facts),
        "reviewBody": facts["explanation"],
        "creativeWorkStatus": facts["overtaken_by"]["word"],
        "itemReviewed": claim,
    }


def _describe_rating(facts):
    status, finding = facts["status"]["code"], facts["finding"]["code"]
    rating = _RATINGS.get(status)
    if status == Status.FALSE and finding in Finding.values:
        rating = _MISLEADING if Finding(finding).is_misleading else rating
    words = [facts["status"]["word"], facts["finding"]["word"]]
    return {
        "@type": "Rating",
        "alternateName": ": ".join(word for word in words if word),
        **({"ratingValue": rating, **_SCALE} if rating else {}),
    }


def _get_reviewer(page):
    """The newsroom, by its name; None where it publishes no reviews."""
    newsroom = get_newsroom(page)
    if newsroom is None or not newsroom.publishes_claim_review:
        return None
    name = get_publisher_name(newsroom)
    return {"@type": "Organization", "name": name, "url": newsroom.site.root_url}
