"""Documents -> mentions -> chains. See rules.py for what the rule extractor does, in order."""

from toolkit.mentions.annotations import read_annotations
from toolkit.mentions.chains import build_chains
from toolkit.mentions.extractor import Extraction, Extractor
from toolkit.mentions.given import complete, read_mention
from toolkit.mentions.rules import RuleExtractor

__all__ = [
    "Extraction",
    "Extractor",
    "RuleExtractor",
    "build_chains",
    "complete",
    "read_annotations",
    "read_mention",
]
