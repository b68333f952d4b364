from wagtail.models import Site

from ..models import NewsroomSettings


def is_second_person_needed() -> bool:
    """Whether a second editor has to agree. Claims belong to no site: one site that
    asks for a second person is enough."""
    # A site that has never saved its settings asks for one, too.
    off = NewsroomSettings.objects.filter(needs_second_person=False)
    switched_off = off.values_list("site_id", flat=True)
    return not switched_off or Site.objects.exclude(pk__in=switched_off).exists()
