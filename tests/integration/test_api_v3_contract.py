"""Wagtail's API v3 keeps what its OpenAPI promises, whatever it is sent."""

import json
from contextlib import contextmanager

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

pytest.importorskip("wagtail.api.v3")
schemathesis = pytest.importorskip("schemathesis")

from schemathesis import GenerationMode  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.bots import API, Bot, text  # noqa: E402
from tests.factories import (  # noqa: E402
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    verification,
)

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
#: For each operation and way of asking.
EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@contextmanager
def in_one_transaction():
    """The test's own goes on from request to request, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def known(live_blog, editor):
    """Ids of what there is, by the name that they have in addresses."""
    claim, source = ClaimFactory(), SourceFactory()
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[text("Boats."), quote("Yes.", source=source), verification(claim)],
    )
    return {
        "page_id": live_blog.pk,
        "update_id": update.pk,
        "claim_id": claim.pk,
        "source_id": source.pk,
        "based_on": update.latest_revision_id,
    }


def get_operations(client):
    document = json.loads(client.get(f"{API}/openapi.json").content)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        if name.startswith("liveconflict_"):
            yield operation


def aim_at(case, known):
    """What there is, in the place of what was made up: to come further than 404."""
    case.path_parameters = {
        name: known.get(name, value) for name, value in case.path_parameters.items()
    }
    if isinstance(case.body, dict) and "based_on" in case.body:
        case.body = {**case.body, "based_on": known["based_on"]}


def examine(operation, headers, known, mode):
    strategy = operation.as_strategy(generation_mode=mode)
    seen = set()

    @settings(
        max_examples=EXAMPLES if headers else EXAMPLES // 4,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, is_aimed=st.booleans())
    def send(case, is_aimed):
        if is_aimed:
            aim_at(case, known)
        with transaction.atomic():
            response = case.call(headers={"Host": "localhost", **headers})
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS, headers=headers)
        seen.add(response.status_code)

    send()
    return seen


@pytest.mark.parametrize("who", ["anonymous", "authenticated"])
def test_no_answer_breaks_the_contract(client, known, editor, who):
    """Never a 5xx; every status and body is one that is declared. What takes a token is
    never done without."""
    is_known = who == "authenticated"
    headers = {"Authorization": f"Bearer {Bot(editor).secret}"} if is_known else {}
    statuses = {}
    operations = list(get_operations(client))
    with in_one_transaction():
        for operation in operations:
            seen = statuses.setdefault(operation.label, set())
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                seen |= examine(operation, headers, known, mode)
    assert len(statuses) > 15
    if is_known:
        # It came further than the door.
        done = {label for label, seen in statuses.items() if seen & {200, 201}}
        assert {label for label in statuses if label.startswith("GET")} <= done
        assert len(done) > len(statuses) * 0.7, statuses
    else:
        writing = [seen for label, seen in statuses.items() if "GET" not in label]
        assert all(seen <= {400, 401, 413} for seen in writing), statuses
