"""Objects of a newsroom. Everything in them is invented."""

import io
import json

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Page

from wagtail_liveconflict.models import (
    Claim,
    LiveBlogPage,
    LiveUpdate,
    Party,
    Source,
)

PASSWORD = "ten small boats"


def spell(number: int) -> str:
    """A number as letters: 0 is "a", 27 is "bb"."""
    letters = chr(ord("a") + number % 26)
    return spell(number // 26 - 1) + letters if number >= 26 else letters


class UserFactory(DjangoModelFactory):
    """A user; ``groups=["Moderators"]`` puts them into Wagtail's own groups."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = "Ida"
    last_name = factory.Sequence(lambda n: f"Marsh {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        for name in extracted or ():
            self.groups.add(Group.objects.get(name=name))


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Province {n}")
    slug = factory.Sequence(lambda n: f"province-{n}")
    is_belligerent = True


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    kind = "person"
    name = factory.Sequence(lambda n: f"Harbour master {n}")
    role = "harbour master"
    affiliation = "Port of Ternwell"


class ClaimFactory(DjangoModelFactory):
    """A claim. Another status than the first is written past the gates; how one gets
    there by the verbs is in ``tests.claims``."""

    class Meta:
        model = Claim

    sentence = factory.Sequence(lambda n: f"Ferry {n} reached the far bank.")

    @classmethod
    def _create(cls, model_class, *args, status="unverified", finding="", **kwargs):
        claim = super()._create(model_class, *args, **kwargs)
        claim.status, claim.finding = status, finding
        # Django's own, which knows nothing of gates.
        QuerySet(Claim).filter(pk=claim.pk).update(status=status, finding=finding)
        return claim


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = get_image_model()

    title = "A quay at low water"

    @factory.lazy_attribute
    def file(self):
        buffer = io.BytesIO()
        PillowImage.new("RGB", (640, 360), "#35506b").save(buffer, "PNG")
        return ContentFile(buffer.getvalue(), name="quay.png")


class LiveBlogPageFactory(DjangoModelFactory):
    """A published live blog under ``parent`` (the site's root page by default)."""

    class Meta:
        model = LiveBlogPage

    title = factory.Sequence(lambda n: f"The river crossing, day {n}")
    slug = factory.Sequence(lambda n: f"crossing-{n}")
    standfirst = "What happens at the crossing, as it happens."

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        if parent is None:
            parent = Page.objects.get(depth=2)
        return parent.add_child(instance=model_class(*args, **kwargs))


class LiveUpdateFactory(DjangoModelFactory):
    """A draft. ``body`` is a list of raw blocks; see the functions below."""

    class Meta:
        model = LiveUpdate

    page = factory.SubFactory(LiveBlogPageFactory)
    # Without figures: another number in an edit is something to correct.
    headline = factory.Sequence(lambda n: f"Headline {spell(n)}")
    body = factory.LazyFunction(lambda: [text("The ferry runs again.")])
    live = False

    @classmethod
    def _create(cls, model_class, *args, body, **kwargs):
        if not isinstance(body, str):
            body = json.dumps(body)
        return super()._create(model_class, *args, body=body, **kwargs)


class PublishedUpdateFactory(LiveUpdateFactory):
    """An update that readers see, published the way Wagtail publishes."""

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        update = super()._create(model_class, *args, **kwargs)
        return publish(update)


def publish(update, user=None):
    """Publish a new revision of ``update`` and return it fresh."""
    update.save_revision(user=user).publish(user=user)
    # What follows the commit, which a test in one transaction never sees.
    shown = Claim.objects.filter(appearances__update=update, published_at=None)
    shown.update(published_at=timezone.now())
    return LiveUpdate.objects.get(pk=update.pk)


def edit(update, user=None, **fields):
    """Change fields of a published update and publish it again."""
    for name, value in fields.items():
        if name == "body" and not isinstance(value, str):
            value = json.dumps(value)
        setattr(update, name, value)
    return publish(update, user)


def text(words: str) -> dict:
    return {"type": "text", "value": f"<p>{words}</p>"}


def quote(words: str, **fields) -> dict:
    value = {
        "text": words,
        "kind": "direct",
        "source": None,
        "name": "" if fields.get("source") else "The mayor of Ternwell",
        "verb": "said",
        "said_precision": "unknown",
        **fields,
    }
    if hasattr(value["source"], "pk"):
        value["source"] = value["source"].pk
    return {"type": "quote", "value": value}


def verification(claim, note: str = "") -> dict:
    return {"type": "verification", "value": {"claim": claim.pk, "note": note}}


def picture(image, alt_text: str = "A quay at low water", **fields) -> dict:
    value = {
        "image": {"image": image.pk, "decorative": False, "alt_text": alt_text},
        "sensitivity": "none",
        **fields,
    }
    return {"type": "image", "value": value}


def link_card(url: str = "https://example.org/report", **fields) -> dict:
    return {"type": "embed", "value": {"url": url, "title": "A report", **fields}}


def gallery(*images, alt_text: str = "A quay at low water", **fields) -> dict:
    """A gallery of these pictures; the caption of each is its number."""
    pictures = [
        {
            "image": {"image": image.pk, "decorative": False, "alt_text": alt_text},
            "caption": f"Caption {number}",
            "credit": "Ida Marsh",
        }
        for number, image in enumerate(images, start=1)
    ]
    value = {"title": "", "sensitivity": "none", "pictures": pictures, **fields}
    return {"type": "gallery", "value": value}
