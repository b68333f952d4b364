"""Whether the site's base template has what live blogs put into it."""

from collections.abc import Iterator

from django.core.checks import Error, Warning
from django.template import (
    Context,
    Template,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    VariableDoesNotExist,
)
from django.template.base import Variable
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode

from ..reader.site_page import get_base_template
from .registering import check

TEMPLATE = "wagtail_liveconflict/live_blog_page.html"


class ParentUnknown(Exception):
    """A template extends what a variable names that only a request brings."""


@check()
def check_blocks_of_base_template(databases):
    """Read, not rendered: without a request, and without the database."""
    try:
        base = get_base_template()
        if not isinstance(getattr(base, "template", None), Template):
            raise TypeError("it is not a template of Django's own engine")
        blocks = find_open_blocks(base.template)
    except ParentUnknown:
        # A context processor's, most likely: what it has is seen with a request.
        return
    except TemplateDoesNotExist as error:
        # Of one that it extends: where there is none itself, ours is used.
        problem = f"there is no template {error}"
    except Exception as error:
        problem = str(error) or repr(error)
    else:
        yield from _find_missing_blocks(base, blocks)
        return
    yield Error(
        f"The base template of live blogs cannot be used: {problem}.",
        hint="See LIVECONFLICT_BASE_TEMPLATE.",
        id="wagtail_liveconflict.E012",
    )


def _find_missing_blocks(base, blocks: set[str]) -> Iterator:
    name = base.template.name
    if _is_on_its_own():
        return
    if "content" not in blocks:
        yield Error(
            f"The base template {name} has no block “content”: live blogs would be "
            "empty.",
            hint="Add {% block content %}{% endblock %}. Where the site calls it "
            "otherwise, put ours into it in a template between, and name that in "
            "LIVECONFLICT_BASE_TEMPLATE.",
            id="wagtail_liveconflict.E011",
        )
    for block, what in (
        ("extra_css", "look plain"),
        ("extra_js", "do not follow what is new"),
    ):
        if block not in blocks:
            yield Warning(
                f"The base template {name} has no block “{block}”: live blogs {what}.",
                hint=f"Add {{% block {block} %}}{{% endblock %}} to it.",
                id="wagtail_liveconflict.W004",
            )


def _is_on_its_own() -> bool:
    """Whether the site's own page template extends something else than the base
    template, or nothing."""
    try:
        chain = list(_get_chain(get_template(TEMPLATE).template))
    except ParentUnknown:
        return True
    return TEMPLATE not in {
        template.name
        for template in chain
        if any("base_template" in str(node.parent_name) for node in _extends(template))
    }


def find_open_blocks(template: Template) -> set[str]:
    """Names of the blocks that a template which extends this one can fill. Raises
    ``ParentUnknown``, or what Django raises where one that it extends cannot be found or read."""
    chain = list(_get_chain(template))
    # Of a template that extends another, only what stands in that one's blocks.
    names = _names_in(chain[-1].nodelist)
    for child in reversed(chain[:-1]):
        for node in _extends(child):
            for name, block in node.blocks.items():
                if name in names:
                    names |= _names_in(block.nodelist)
    return names


def _names_in(nodes) -> set[str]:
    return {node.name for node in nodes.get_nodes_by_type(BlockNode)}


def _extends(template: Template) -> list[ExtendsNode]:
    return list(template.nodelist.get_nodes_by_type(ExtendsNode))


def _get_chain(template: Template) -> Iterator[Template]:
    """The template and those that it extends, one after the other."""
    context = Context({"base_template": get_base_template()})
    context.template = template
    seen = []
    while True:
        if template.origin in seen:
            raise TemplateSyntaxError(f"{template.name} extends itself")
        seen.append(template.origin)
        yield template
        extends = _extends(template)
        if not extends:
            return
        name = extends[0].parent_name.var
        if isinstance(name, Variable):
            try:
                name.resolve(context)
            except VariableDoesNotExist:
                raise ParentUnknown from None
        template = extends[0].get_parent(context)
