import django.db.models.deletion
import modelcluster.fields
import swapper
from django.db import migrations, models

# Wagtail 8 lets a site swap its base page model; the versions before have only one.
BASE_PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_liveconflict", "0013_gated_embeds"),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name="RelatedStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "sort_order",
                    models.IntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "kicker",
                    models.CharField(
                        blank=True,
                        help_text="One or two words above the title.",
                        max_length=60,
                        verbose_name="kicker",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the page’s own.",
                        max_length=255,
                        verbose_name="title",
                    ),
                ),
                (
                    "teaser",
                    models.TextField(
                        blank=True,
                        help_text="Empty: the page’s own.",
                        max_length=500,
                        verbose_name="teaser",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="live_related_stories",
                        to=BASE_PAGE_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=BASE_PAGE_MODEL,
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "related story",
                "verbose_name_plural": "related stories",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
