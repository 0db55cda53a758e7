"""Whatever the text: the extractor does not raise, offsets hold, chains are a partition."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.documents import prepare
from toolkit.knowledge import Knowledge, load
from toolkit.mentions import Extraction, RuleExtractor, build_chains, complete
from toolkit.mentions.tokens import tokenise
from toolkit.types import BODY, FORMS, TYPES, Document, Mention

PROFILE = settings.get_profile("properties")
# Pieces that rules react to, between pieces that nobody expects.
NAMES = (
    "Norway Norwegian russia the Dutch turkey NATO EU ASD US U.S. H.E. Mr. Minister of Defence "
    "Ivo Brandt J. R. Maria van der Velde German Jordan O’Hara Forum Ports Agency Strategy for "
    "Letter Intent Second 3rd III 2025 the first forum Alliance and (NPA) DFNC3: Oslo Edition , . "
    "; : ' ’s - – / & ( ) “ ” \n \n\n GmbH said Together Today GDP (MHT) programme NL"
).split(" ")
STRANGE = (
    "\x00", "\x07", "\x1b[31m", "\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "🌊",
    "👩‍🚀", "𝔑𝔬𝔯𝔴𝔞𝔶",
    "مرحبا", "שלום", "中国", "Ελλάδα", "é", "e\u0301", "ﬁ", "İ", "ß", "ǅ", "\r\n",
    "\u2028", "\x85", "\xa0",
    "٣", "²", "Ⅻ", "A" * 300, "Ab" * 150, "(" * 20, "<b>&amp;", "'; DROP TABLE", "%s{}", "\udcff",
)  # fmt: skip
pieces = st.sampled_from([*NAMES, *STRANGE]) | st.text(max_size=8)
written = st.builds(
    lambda parts, gap: gap.join(parts), st.lists(pieces, max_size=40), st.sampled_from([" ", ""])
)
texts = written | st.text(max_size=120)


@cache
def knowledge() -> Knowledge:
    return load()


@cache
def extractor() -> RuleExtractor:
    return RuleExtractor(knowledge())


def extract(text: str) -> tuple[Document, Extraction]:
    loaded = prepare(Document("d", text), "memory")
    return loaded.document, extractor().extract(loaded.document, loaded.sentences)


@settings(PROFILE)
@given(texts)
@example("")
@example("(")
@example("Minister of")
@example("the")
@example("Ministry of Trade,")
def test_mentions_are_exact_and_flat_ones_do_not_overlap(text: str) -> None:
    document, found = extract(text)
    for m in found.mentions:
        assert document.text[m.start : m.end] == m.text != ""
        assert m.type in TYPES and m.form in FORMS and m.zone == BODY
        assert 0 < m.confidence <= 1
    flat = [m for m in found.mentions if not m.nested]
    assert all(a.end <= b.start for a, b in pairwise(flat))
    spans = [(m.start, m.end) for m in flat]
    for m in found.mentions:
        if m.nested:
            assert any(a <= m.start and m.end <= b and b - a > m.end - m.start for a, b in spans)
    assert len({m.mention_id for m in found.mentions}) == len(found.mentions)


@settings(PROFILE)
@given(texts)
def test_chains_are_a_partition_of_the_mentions(text: str) -> None:
    document, found = extract(text)
    chains = build_chains(document, found, knowledge())
    held = [m.mention_id for chain in chains for m in chain.mentions]
    assert sorted(held) == sorted(m.mention_id for m in found.mentions)
    assert len({chain.chain_id for chain in chains}) == len(chains)
    for chain in chains:
        own = {m.mention_id for m in chain.mentions}
        assert len(chain.links) == len(own) - 1
        assert all({link.mention_id, link.target_id} <= own for link in chain.links)


@settings(PROFILE)
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert extract(text) == extract(text)


BROKEN = re.compile("-?[\\s\u00ad\u200b\u2060\ufeff]+")


@settings(PROFILE, max_examples=200)
@given(st.text(max_size=60) | written)
def test_tokens_cover_every_visible_character_once_and_in_order(text: str) -> None:
    tokens = tokenise(text, 0, len(text))
    # a token may reach over the break inside a word, which its text leaves out
    assert all(t.text in (piece := text[t.start : t.end], BROKEN.sub("", piece)) for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    covered = {at for t in tokens for at in range(t.start, t.end)}
    assert covered >= {at for at, char in enumerate(text) if not char.isspace()}
    assert all(t.glued == (a.end == t.start) for a, t in pairwise(tokens))


@settings(PROFILE)
@given(st.text(min_size=1, max_size=60), st.data())
def test_given_mentions_come_out_exactly_once(text: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 8))
    given_ones = []
    for _ in range(count):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        kind = data.draw(st.sampled_from(TYPES))
        given_ones.append(Mention("d", start, end, text[start:end], kind, rule="given"))
    document = Document("d", text)
    chains = build_chains(document, complete(given_ones, knowledge()), knowledge())
    out = sorted((m.start, m.end, m.type) for chain in chains for m in chain.mentions)
    assert out == sorted((m.start, m.end, m.type) for m in given_ones)
    ids = [m.mention_id for chain in chains for m in chain.mentions]
    assert len(set(ids)) == count
