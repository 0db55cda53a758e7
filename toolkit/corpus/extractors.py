"""Which extractor reads the documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toolkit.config import MentionSettings
from toolkit.errors import UsageError
from toolkit.knowledge import Knowledge
from toolkit.mentions import Extractor, RuleExtractor

AUTO = "auto"


def choose_extractor(settings: MentionSettings, knowledge: Knowledge) -> Extractor:
    """The extractor that the settings name; "auto" is hybrid where spaCy and an English model are
    installed, else rules.

    Raises UsageError for a name that no plug-in answers to, and where spaCy is asked for by name
    and missing.
    """
    from toolkit.mentions.aligned import EndpointExtractor, GlinerExtractor
    from toolkit.mentions.statistical import HybridExtractor, SpacyExtractor, installed_model
    from toolkit.plugins import extractors

    own: dict[str, Callable[[], Any]] = {
        "rules": lambda: RuleExtractor(knowledge, settings.nominals, settings.pronouns),
        "hybrid": lambda: HybridExtractor(knowledge, settings.nominals, pronouns=settings.pronouns),
        "spacy": SpacyExtractor,
        "endpoint": lambda: EndpointExtractor(
            settings.endpoint_url, settings.endpoint_model, settings.endpoint_key_from
        ),
        "gliner": lambda: GlinerExtractor(settings.gliner_model),
    }
    name = settings.extractor
    if name == AUTO:
        name = "hybrid" if installed_model() else "rules"
    found = {**extractors(), **own}
    if name not in found:
        known = ", ".join([AUTO, *sorted(found)])
        raise UsageError(f"unknown extractor {name!r}", hint=f"Known: {known}")
    made: Extractor = found[name]()
    return made


def mark(extractor: Extractor) -> str:
    """What is stored of a document's extraction: name, version and all that results depend on."""
    parts = (extractor.name, extractor.version, extractor.fingerprint)
    return " ".join("_".join(str(part).split()) for part in parts)


def readable(marks: list[str]) -> str:
    """Names and versions of the extractors behind stored marks."""
    return ", ".join(sorted({" ".join(mark.split()[:2]) for mark in marks if mark}))
