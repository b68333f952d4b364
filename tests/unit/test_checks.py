"""What `manage.py check` says of a site that lacks something."""

import pytest
from django.apps import apps
from django.core.checks import run_checks


def get_ids():
    return [
        message.id
        for message in run_checks(tags=["liveconflict"], include_deployment_checks=True)
    ]


@pytest.mark.parametrize(
    "name", ["wagtail.contrib.routable_page", "wagtail.contrib.settings"]
)
def test_a_missing_app_is_named(monkeypatch, name):
    """Both contributed apps that ours builds on are asked for by name."""
    assert "wagtail_liveconflict.E007" not in get_ids()
    is_installed = apps.is_installed
    monkeypatch.setattr(
        apps, "is_installed", lambda app: app != name and is_installed(app)
    )
    messages = run_checks(tags=["liveconflict"])
    (error,) = [m for m in messages if m.id == "wagtail_liveconflict.E007"]
    assert name in error.msg
    assert name in error.hint
