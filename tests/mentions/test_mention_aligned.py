"""Models that answer with strings: aligned to the text, refused where not in it. The endpoint is
a real HTTP server of this test."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit
from toolkit.errors import UsageError
from toolkit.mentions.aligned import EndpointExtractor, GlinerExtractor, align
from toolkit.types import Document

TEXT = "Ana Ruiz of the Harbour Forum met NATO. Ana left the Forum; Anaheim is elsewhere."


def names(found: list[tuple[int, int, str]]) -> list[tuple[str, str]]:
    return [(TEXT[a:b], kind) for a, b, kind in found]


def test_all_whole_occurrences_longest_first() -> None:
    named = [("Ana", "PERSON"), ("Forum", "EVENT"), ("Harbour Forum", "EVENT")]
    named.append(("Ana Ruiz", "PERSON"))
    assert names(align(TEXT, 0, len(TEXT), named)) == [
        ("Ana Ruiz", "PERSON"), ("Harbour Forum", "EVENT"), ("Ana", "PERSON"), ("Forum", "EVENT"),
    ]  # fmt: skip


def test_what_is_not_in_the_text_is_refused() -> None:
    assert align(TEXT, 0, len(TEXT), [("Atlantis", "GPE"), ("", "ORG")]) == []
    assert align(TEXT, 0, len(TEXT), [("ana ruiz", "PERSON"), ("uiz", "PERSON")]) == []
    assert align(TEXT, 0, 30, [("NATO", "ORG")]) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=6))
def test_spans_never_overlap_and_always_hold_their_string(text: str, strings: list[str]) -> None:
    found = align(text, 0, len(text), [(s, "ORG") for s in strings])
    stripped = {s.strip() for s in strings}
    assert all(text[a:b] in stripped and a < b for a, b, _ in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))


class Answering(BaseHTTPRequestHandler):
    asked: ClassVar[list[dict[str, Any]]] = []
    answer: str = ""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body | {"path": self.path, "key": self.headers["Authorization"]})
        said = json.dumps({"choices": [{"message": {"content": self.answer}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the test's terminal."""


@pytest.fixture
def server() -> Iterator[str]:
    Answering.asked = []
    with HTTPServer(("127.0.0.1", 0), Answering) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/v1"
        http.shutdown()
        thread.join()


def settings(url: str) -> dict[str, str]:
    values = {"url": url, "model": "tiny", "key_from": "TINY_KEY"}
    asked = {f"mentions.endpoint_{name}": value for name, value in values.items()}
    return {"mentions.extractor": "endpoint"} | asked


def test_an_endpoint(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINY_KEY", "k-1")
    rows = [{"text": "Ana Ruiz", "type": "person"}, {"text": "Gotham", "type": "GPE"}, "no row"]
    Answering.answer = json.dumps({"mentions": rows})
    with toolkit.open(":memory:", overrides=settings(server)) as corpus:
        corpus.ingest([Document("a", TEXT, lang="en")])
        said = corpus.resolve()
        found = corpus._store.rows("SELECT text, type, source FROM mentions")
    assert said.extractor == "endpoint tiny" and not said.problems
    assert found == [("Ana Ruiz", "PERSON", "endpoint")]
    (asked,) = Answering.asked
    assert asked["path"] == "/v1/chat/completions" and asked["key"] == "Bearer k-1"
    assert asked["temperature"] == 0 and asked["messages"][1]["content"] == TEXT


@pytest.mark.parametrize("answer", ["no json", "[]", '{"mentions": 3}', '{"names": []}'])
def test_an_unusable_answer_costs_one_document_and_is_told(server: str, answer: str) -> None:
    Answering.answer = answer
    with toolkit.open(":memory:", overrides=settings(server)) as corpus:
        corpus.ingest([Document("a", TEXT, lang="en")])
        (problem,) = corpus.resolve().problems
    assert problem.startswith("a: endpoint failed (the endpoint's answer is not usable")


def test_nobody_listens() -> None:
    with toolkit.open(":memory:", overrides=settings("http://127.0.0.1:9")) as corpus:
        corpus.ingest([Document("a", TEXT, lang="en")])
        (problem,) = corpus.resolve().problems
    assert "does not answer" in problem


def test_both_are_off_until_they_are_set_up() -> None:
    for make in (lambda: EndpointExtractor("", ""), lambda: GlinerExtractor("")):
        with pytest.raises(UsageError, match="no "):
            make()
    with pytest.raises(UsageError):
        EndpointExtractor("file:///etc/hosts", "m")


def test_strings_of_gliner_are_aligned_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Model:
        def predict_entities(self, text: str, labels: list[str], threshold: float) -> list[object]:
            assert "person" in labels
            return [{"text": "Ana Ruiz", "label": "person", "start": 99, "end": 120}]

    extractor = GlinerExtractor("somewhere")
    extractor.__dict__["_model"] = Model()
    from toolkit.documents import prepare

    item = prepare(Document("a", TEXT, lang="en"), "x")
    (mention,) = extractor.extract(item.document, item.sentences).mentions
    assert (mention.start, mention.end, mention.type) == (0, 8, "PERSON")
    assert extractor.refused == 0
