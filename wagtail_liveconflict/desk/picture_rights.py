"""Who may put pictures into the site's image library."""

from wagtail.images import get_image_model

from ..permissions import HAS_POLICY_REGISTRY


def get_image_policy():
    """Wagtail's own, or the site's, for who may do what in the image library."""
    if HAS_POLICY_REGISTRY:
        from wagtail.permissions import policy_registry

        return policy_registry.get_by_type(get_image_model())
    from wagtail.images.permissions import permission_policy

    return permission_policy


def may_add_pictures(user) -> bool:
    return get_image_policy().user_has_permission(user, "add")
