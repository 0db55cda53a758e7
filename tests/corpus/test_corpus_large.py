"""What is left out of the comparison of a large corpus, which then says so."""

from __future__ import annotations

from harbour import Made

import toolkit


def test_uncertainty_is_left_out_beyond_the_pairs_allowed(made: Made) -> None:
    with toolkit.open(made.store) as corpus:
        pairs = len(corpus._store.rows("SELECT 1 FROM pairs"))
        full = corpus.compare()
    assert pairs > 1
    assert full.value.uncertainty is not None
    assert not any("drawn again" in text for text in full.caveats)
    allowed = {"comparison.alternatives_up_to": pairs - 1}
    with toolkit.open(made.store, overrides=allowed) as corpus:
        short = corpus.compare()
    assert short.value.uncertainty is None
    assert any(f"{pairs:,} pairs of names were scored" in text for text in short.caveats)
    assert short.value.actors == full.value.actors
