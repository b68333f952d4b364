"""Short lines beside the sentence: what kind of quote it is, who translated it,
how we have it."""

from django.utils.translation import gettext as _

from .sentence import activate
from .vocabulary import Kind, Provenance, Translation


def describe_kind(kind: str | None, language: str | None = None) -> str:
    """What readers must know before they read it; "" for a direct quote."""
    with activate(language):
        match kind:
            case Kind.PARTIAL:
                return _("Partial quote")
            case Kind.PARAPHRASE:
                return _("Paraphrase, not a direct quote")
            case Kind.RELAYED:
                return _("Relayed, not a direct quote")
    return ""


def describe_translation(
    translated_by: str | None, translator: str | None = "", language: str | None = None
) -> str:
    """How it was translated, with the translator's name where it was given."""
    name = (translator or "").strip()
    with activate(language):
        line = {
            Translation.DESK: _("Translated by our desk"),
            Translation.OFFICIAL: _("Official translation"),
            Translation.OUTLET: _("Translation"),
            Translation.MACHINE_CHECKED: _("Machine translation, checked by an editor"),
            Translation.UNTRANSLATED: _("In the original words, not translated"),
        }.get(translated_by, "")
        if translated_by == Translation.OUTLET and not name:
            return _("Translated by another outlet")
        if line and name and translated_by != Translation.UNTRANSLATED:
            return _("%(line)s: %(name)s") % {"line": line, "name": name}
        return line


def describe_provenance(
    provenance: str | None, relayed_by: str | None = "", language: str | None = None
) -> str:
    """How we have the words. ``relayed_by`` is printed in the nominative."""
    name = (relayed_by or "").strip()
    with activate(language):
        match provenance:
            case Provenance.ORIGINAL_SEEN:
                return _("We have seen the original")
            case Provenance.ARCHIVED_SEEN:
                return _("We have seen an archived copy")
            case Provenance.RECORDING_HEARD:
                return _("We have heard the recording")
            case Provenance.RELAYED if name:
                return _("Relayed by %(name)s; we have not seen the original") % {
                    "name": name
                }
            case Provenance.RELAYED:
                return _("Relayed by others; we have not seen the original")
            case Provenance.NOT_SEEN:
                return _("We have not seen the original")
    return ""
