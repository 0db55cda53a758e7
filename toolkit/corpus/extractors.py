"""Which extractor reads the documents."""

from __future__ import annotations

from toolkit.config import MentionSettings
from toolkit.errors import UsageError
from toolkit.knowledge import Knowledge
from toolkit.mentions import Extractor, RuleExtractor


def choose_extractor(settings: MentionSettings, knowledge: Knowledge) -> Extractor:
    """The extractor that the settings name; "auto" takes the best that is installed.

    Raises UsageError for a name that no plug-in answers to.
    """
    from toolkit.plugins import extractors

    if settings.extractor in ("auto", "rules"):
        return RuleExtractor(knowledge, settings.nominals)
    found = extractors()
    if settings.extractor not in found:
        known = ", ".join(["auto", "rules", *sorted(found)])
        raise UsageError(f"unknown extractor {settings.extractor!r}", hint=f"Known: {known}")
    made: Extractor = found[settings.extractor]()
    return made
