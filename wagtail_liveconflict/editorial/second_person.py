from ..models import NewsroomSettings


def is_second_person_needed() -> bool:
    """Whether a second editor has to agree. Claims belong to no site: one site that
    asks for a second person is enough."""
    choices = NewsroomSettings.objects.values_list("needs_second_person", flat=True)
    return any(choices) if choices else True
