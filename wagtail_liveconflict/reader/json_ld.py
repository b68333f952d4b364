"""What a live blog's page says to machines, in the words of schema.org.

Nothing that readers do not see: a quote is told from its facts alone. See
https://schema.org/LiveBlogPosting and https://schema.org/Quotation.
"""

import json
from collections.abc import Iterable

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.rich_text import get_text_for_indexing

from ..attribution import Translation
from ..blocks import TextBlock
from ..blocks.quote_facts import get_facts
from ..editorial.gate import get_quotes
from ..models import Correction, LiveFeed, LiveUpdate, Source
from ..moments import describe_for_machines
from ..sanitise import sanitise_rich_text
from .addresses import get_full_permalink, get_full_url
from .claim_json_ld import describe_claims
from .media_json_ld import describe_media
from .newsroom import describe_publisher

_PEOPLE = (Source.Kind.PERSON, Source.Kind.WITNESS, Source.Kind.ANONYMOUS)
_ORGANISATIONS = (Source.Kind.OFFICE, Source.Kind.OUTLET, Source.Kind.CHANNEL)
#: Of which type a translator is whose name is given.
_TRANSLATORS = {
    Translation.DESK: "Person",
    Translation.MACHINE_CHECKED: "Person",
    Translation.OFFICIAL: "Organization",
    Translation.OUTLET: "Organization",
}


class _Readable(DjangoJSONEncoder):
    """Letters of all scripts as they are: a third of the bytes."""

    def __init__(self, **options):
        super().__init__(**{**options, "ensure_ascii": False})


def render_page_data(
    page,
    feed: LiveFeed,
    postings: list[str],
    corrections: Iterable[Correction] = (),
    image_url: str = "",
) -> SafeString:
    """The ``<script>`` element of a page that shows these updates, each as
    :func:`describe_update` gives it, these corrections at its top, and the picture."""
    url = get_full_url(page)
    publisher = describe_publisher(page)
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": url,
        "url": url,
        "headline": page.title,
        "description": page.standfirst,
        "image": image_url,
        "inLanguage": page.language_code,
        "author": {name: publisher[name] for name in ("@type", "@id", "name", "url")}
        if publisher
        else None,
        "publisher": publisher,
        "datePublished": describe_for_machines(page.first_published_at),
        "dateModified": describe_for_machines(
            feed.changed_at or page.last_published_at
        ),
        "coverageStartTime": describe_for_machines(page.coverage_start),
        "coverageEndTime": describe_for_machines(
            feed.closed_at if feed.has_ended else None
        ),
        "correction": [describe_correction(each) for each in corrections],
        "liveBlogUpdate": [json.loads(posting) for posting in postings],
    }
    element = json_script(_without_empty(data), encoder=_Readable)
    # Data, not a script: no policy for scripts applies to it. Django escapes all
    # that could end the element, and knows only the type of plain JSON.
    plain_type, linked_type = "application/json", "application/ld+json"
    return SafeString(str(element).replace(plain_type, linked_type, 1))


def describe_update(update: LiveUpdate) -> str:
    """A ``BlogPosting`` as JSON, in the active language and zone. Of a withdrawn
    update, what its tombstone says."""
    url = get_full_url(update.page)
    data = {
        "@type": "BlogPosting",
        "@id": f"{url}#{update.anchor}" if url else "",
        "url": get_full_permalink(update),
        "datePublished": describe_for_machines(update.first_published_at),
    }
    if update.is_withdrawn:
        data |= {
            "headline": gettext("This update has been withdrawn"),
            "description": update.withdrawn_reason,
            "creativeWorkStatus": gettext("Withdrawn"),
            "dateModified": describe_for_machines(update.withdrawn_at),
        }
    else:
        quotes = get_quotes(update)
        data |= {
            "headline": update.get_accessible_name(),
            "dateModified": describe_for_machines(
                update.last_published_at if update.was_edited else None
            ),
            "author": _describe_authors(update),
            "articleBody": _get_running_text(update),
            **describe_media(update),
            "correction": [describe_correction(c) for c in update.shown_corrections],
            "hasPart": [
                *(describe_quote(get_facts(quote)) for quote in quotes),
                *describe_claims(update, data["url"]),
            ],
        }
    return json.dumps(_without_empty(data), ensure_ascii=False)


def describe_correction(correction: Correction) -> dict:
    """A ``CorrectionComment``, as readers have it."""
    return {
        "@type": "CorrectionComment",
        "text": correction.public_text,
        "datePublished": describe_for_machines(correction.at),
    }


def describe_quote(facts: dict) -> dict:
    """A ``Quotation`` out of the facts of a quote.

    What is no direct quote says so, as it does to readers: a paraphrase, or what
    somebody else relayed.
    """
    data = {
        "@type": "Quotation",
        "text": facts["text"],
        "disambiguatingDescription": facts["kind_label"],
        "inLanguage": facts["language"],
        "creditText": facts["attribution"],
        "description": facts["context_note"],
        "dateCreated": facts["said"]["at"],
        "isBasedOn": _describe_origin(facts),
        **_describe_original(facts),
    }
    if facts["speaker"]["kind"] == Source.Kind.DOCUMENT:
        # Nobody said it: it is written there.
        data["isPartOf"] = _describe_document(facts["speaker"])
    else:
        data["creator"] = _describe_speaker(facts["speaker"])
    return _without_empty(data)


def _describe_speaker(speaker):
    kind, name = speaker["kind"], speaker["name"]
    if kind == Source.Kind.ANONYMOUS:
        # What stands for the source, and nothing that could be joined to it.
        return {"@type": "Person", "name": name}
    affiliation = _describe_organisation(speaker["affiliation"])
    party = _describe_organisation(speaker["party"])
    named = {"name": name, "alternateName": speaker["contested_form"]}
    if kind in _ORGANISATIONS:
        return {
            "@type": "Organization",
            **named,
            "description": [speaker["role"], speaker["description"]],
            "memberOf": [affiliation, party],
        }
    # A name that somebody typed may be a person's or an office's; only people
    # have a role and belong to an organisation besides.
    is_person = kind in _PEOPLE or speaker["role"] or affiliation
    return {
        "@type": "Person" if is_person else None,
        **named,
        "jobTitle": speaker["role"],
        "affiliation": affiliation,
        "memberOf": party,
        "description": speaker["description"],
    }


def _describe_document(speaker):
    return {
        "@type": "CreativeWork",
        "name": speaker["name"],
        "alternateName": speaker["contested_form"],
        "description": [speaker["role"], speaker["description"]],
        "sourceOrganization": [
            _describe_organisation(speaker["affiliation"]),
            _describe_organisation(speaker["party"]),
        ],
    }


def _describe_organisation(name):
    return {"@type": "Organization", "name": name} if name else None


def _describe_origin(facts):
    link, archive_link = facts["link"], facts["archive_link"]
    if not (link or archive_link):
        return None
    return {"@type": "CreativeWork", "url": link, "archivedAt": archive_link}


def _describe_original(facts):
    original, translation = facts["original"], facts["translation"]
    if translation["by"] == Translation.UNTRANSLATED:
        return {}
    if not (original["text"] or translation["by"]):
        return {}
    return {
        "translationOfWork": {
            "@type": "Quotation",
            "text": original["text"],
            "inLanguage": original["language"],
        },
        "translator": _describe_translator(translation),
    }


def _describe_translator(translation):
    if name := translation["translator"]:
        return {"@type": _TRANSLATORS.get(translation["by"]), "name": name}
    if line := translation["line"]:
        return {"@type": "Organization", "description": line}
    return None


def _describe_authors(update):
    if update.byline != update.Byline.AUTHORS:
        return []
    names = (name.strip() for name in update.byline_names.split(","))
    return [{"@type": "Person", "name": name} for name in names if name]


def _get_running_text(update):
    texts = [c.value.source for c in update.body if isinstance(c.block, TextBlock)]
    # Cleaned as for the page: words can also come in through code.
    return "\n\n".join(
        get_text_for_indexing(sanitise_rich_text(text)).strip() for text in texts
    )


def _without_empty(value):
    """Without what is not known; one thing instead of a list of one."""
    if isinstance(value, dict):
        kept = {name: _without_empty(child) for name, child in value.items()}
        return {name: child for name, child in kept.items() if child}
    if isinstance(value, list):
        return [kept for child in value if (kept := _without_empty(child))]
    return value
