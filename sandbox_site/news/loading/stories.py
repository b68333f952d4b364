"""What the sample's editors have picked as related stories."""

from wagtail.models import Page

from wagtail_liveconflict.models import RelatedStory

from ..sample.picks import PICKS


def load_picks(home: Page) -> None:
    ids = dict(home.get_children().values_list("slug", "pk"))
    for slug, picks in PICKS.items():
        for number, pick in enumerate(picks):
            words = {name: pick[name] for name in pick if name != "slug"}
            RelatedStory.objects.create(
                page_id=ids[slug],
                story_id=ids[pick["slug"]],
                sort_order=number,
                **words,
            )
        # Its newest revision is what an editor opens.
        page = Page.objects.get(pk=ids[slug]).specific
        revision = page.latest_revision
        revision.content = {
            **revision.content,
            "live_related_stories": page.serializable_data()["live_related_stories"],
        }
        revision.save(update_fields=["content"])
