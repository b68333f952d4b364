"""Written by hand, so that it serves both Wagtail 7.4 and 8.0 and does not change
whenever a block does. `make check-migrations` leaves this app out."""

import django.db.models.deletion
import swapper
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.db import migrations, models

import wagtail_liveconflict.models.live_blog
import wagtail_liveconflict.models.stream_fields

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


def page_pointer():
    return models.OneToOneField(
        auto_created=True,
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        to=PAGE_MODEL,
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
        ("wagtail_liveconflict", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryPage",
            fields=[
                ("page_ptr", page_pointer()),
                ("body", wagtail.fields.StreamField([], blank=True)),
            ],
            options={"abstract": False},
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="OurLiveBlog",
            fields=[
                ("page_ptr", page_pointer()),
                ("standfirst", models.TextField(blank=True, max_length=1000)),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        choices=wagtail_liveconflict.models.live_blog.get_time_zone_choices,
                        max_length=64,
                    ),
                ),
                ("coverage_start", models.DateTimeField(blank=True, null=True)),
                ("coverage_end", models.DateTimeField(blank=True, null=True)),
                (
                    "summary",
                    wagtail_liveconflict.models.stream_fields.SummaryField(blank=True),
                ),
                (
                    "hero_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                    ),
                ),
            ],
            options={"abstract": False},
            bases=(
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                "wagtailcore.page",
                models.Model,
            ),
        ),
    ]
