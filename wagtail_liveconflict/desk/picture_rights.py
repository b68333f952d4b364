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


def may_blur_picture(user, image) -> bool:
    """Whoever may change this picture, and add the new one to its collection."""
    policy = get_image_policy()
    return (
        policy.user_has_permission_for_instance(user, "change", image)
        and policy.collections_user_has_permission_for(user, "add")
        .filter(pk=image.collection_id)
        .exists()
    )
