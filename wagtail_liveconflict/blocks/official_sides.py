"""Which side has officially said what of a claim."""

from ..verification.official_line import Side


def get_official_sides(positions, belligerents) -> list[Side]:
    """The belligerent parties with the newest official position of each, in the
    order of ``belligerents``.

    Of two parties one that is missing is silent, as soon as the other has spoken;
    of more, nobody can say who should have.
    """
    newest = {}
    for position in sorted(positions, key=lambda each: (each.at, each.pk or 0)):
        if position.is_official and position.party_id:
            newest[position.party_id] = position
    sides = {
        party.pk: Side(
            name=party.get_label(),
            stance=newest[party.pk].stance if party.pk in newest else "",
            at=newest[party.pk].at if party.pk in newest else None,
        )
        for party in belligerents
    }
    if not newest.keys() & sides.keys():
        return []
    shows_silent = len(sides) == 2
    return [side for pk, side in sides.items() if shows_silent or pk in newest]
