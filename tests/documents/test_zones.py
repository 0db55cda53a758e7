"""Zones: what belongs to the page is found, what belongs to the text is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.documents import find_zones, guess_language
from toolkit.types import Zone

SHARED = Path(__file__).resolve().parents[3] / "shared"


def kinds(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [(z.kind, text[z.start : z.end]) for z in find_zones(text, lang)]


BODY = "The council met in Oslo and agreed on a plan for the coming year.\n\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A minister at the pier\n© Harbour Agency", "image_caption"),
        ("Delegates at work\nPhoto: Agency / A. Person", "image_caption"),
        ("The hall before the vote (Photo: Agency)", "image_caption"),
        ("Image courtesy of the Harbour Agency", "image_caption"),
        ("© 2024 Harbour Agency. All rights reserved.", "copyright"),
        ("Leave a Reply\n\nYour email address will not be published.\nName *\nEmail *",
         "comment_form"),
        ("Schreibe einen Kommentar\nErforderliche Felder sind mit * markiert", "comment_form"),
        ("Laisser un commentaire\nVotre adresse e-mail ne sera pas publiée.", "comment_form"),
        ("Dodaj komentarz\nTwój adres e-mail nie zostanie opublikowany.", "comment_form"),
        ("Залишити відповідь", "comment_form"),
        ("Lämna ett svar\nDin e-postadress kommer inte publiceras.", "comment_form"),
        ("Sdílejte článek na síti", "share_buttons"),
        ("Acest site folosește cookie-uri pentru statistici.", "cookie_notice"),
        ("Læs også\n\nEn ny kaj til havnen", "related_links"),
        ("Share this article\nFacebook\nTwitter\nLinkedIn", "share_buttons"),
        ("Facebook | X | WhatsApp", "share_buttons"),
        ("We use cookies to make this site better.\nAccept all", "cookie_notice"),
        ("Home > News > Press releases", "navigation"),
        ("Subscribe to our newsletter and stay informed", "subscription"),
        ("Tags: harbour, ships, Norway", "category"),
        ("Categories HARBOUR- SHIPS", "category"),
        ("You may also like\n\nA new pier for the harbour\n\nShips of the year", "related_links"),
        ("Read more: A new pier for the harbour", "related_links"),
        ("By Kari Nordmann, Oslo", "byline"),
        ("2.1 The council . . . . . . . . 14", "table_of_contents"),
        ("Von Kari Nordmann", "byline"),
        ("Autor: Kari Nordmann", "byline"),
    ],
)  # fmt: skip
def test_boilerplate_lines(text: str, kind: str) -> None:
    assert kinds(BODY + text) == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The council published a photo: it shows the pier.",
        "Topics of the meeting were trade and fisheries, and the council agreed on both.",
        "Members may leave a reply to the letter until the end of May 2024 with the office.",
        "Related\n\nmatters were discussed at length by the members. The vote is in June.",
        "Categories of goods covered by the plan",
        "By land and sea",
        "By Monday the council will have met.",
        "Author of the plan is the council",
        "(a) Norway;\n(b) Iceland;\n(c) Denmark",
        "Oslo / Bergen",
        "Position: 33/44 / 33.78 / 44.5",
        "Formula C4H6N4O2 of St. Andrew's F.C.",
        "Bundesamt für Ausrüstung, Informationstechnik und Nutzung der Bundeswehr",
        "Next steps\n\nThe council meets again in June.",
    ],
)
def test_text_is_left_alone(text: str) -> None:
    allowed = {"related_links"} if text.startswith("Related") else set()
    found = kinds(BODY + text + "\n\n" + BODY)
    assert {kind for kind, _ in found} <= allowed
    assert all(span == "Related" for _, span in found)


def test_a_line_in_another_language_is_a_zone() -> None:
    text = BODY + "Bitte füllen Sie das Formular aus, wir werden Ihnen nicht antworten.\n\n" + BODY
    assert [kind for kind, _ in kinds(text)] == ["other_language"]
    assert kinds(text, "") == []


def test_front_matter_is_a_zone() -> None:
    assert kinds("---\ntitle: A plan\ngroup: north\n---\n" + BODY)[0][0] == "front_matter"


def test_related_links_stop_before_text() -> None:
    text = "Read more:\nA new pier\n" + BODY + BODY
    assert kinds(text) == [("related_links", "Read more:\nA new pier")]


@pytest.mark.parametrize("line", ["Related\n\n", "Related\n", "Leave a Reply\n", "Facebook\n"])
def test_many_hostile_lines_stay_fast(line: str) -> None:
    zones = find_zones(line * 20_000 + BODY, "en")
    assert len(zones) == 1 and zones[0].end < len(line) * 20_000


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The plan was not agreed by the members of the council.", "en"),
        ("Der Rat hat den Plan nicht angenommen und wird ihn prüfen.", "de"),
        ("Le conseil a adopté le plan et il sera publié dans les jours qui viennent.", "fr"),
        ("El consejo ha aprobado el plan y se publicará en los próximos días.", "es"),
        ("Il consiglio ha approvato il piano, che non è stato ancora pubblicato.", "it"),
        ("De raad heeft het plan niet aangenomen en zal het nog bespreken.", "nl"),
        ("Rada nie przyjęła planu, który został przedstawiony przez komisję.", "pl"),
        ("Рада не ухвалила план, який був представлений комісією, і це буде далі.", "uk"),
        ("Совет не принял план, который был представлен, и это будет дальше.", "ru"),
        ("Harbour 2024", ""),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    "menu",
    ["Home\nWho is who\nOur members\nContact us", "Home | News | The Forum | Contact",
     "Startseite\n\nAktuelles\n\nRat der Häfen\n\nKontakt"],
)  # fmt: skip
def test_menus(menu: str) -> None:
    assert kinds(f"{menu}\n\n{BODY}") == [("navigation", menu)]


@pytest.mark.parametrize("text", ["News\nPort of Arvik\nRural Health", "Culture | Port of Arvik"])
def test_short_lines_with_one_usual_item_are_text(text: str) -> None:
    assert kinds(f"{text}\n\n{BODY}") == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development material is not here")
def test_zones_of_the_annotated_documents() -> None:
    gold = json.loads((SHARED / "gold/seeds/boilerplate_zones.json").read_text(encoding="utf-8"))
    lines = (SHARED / "gold/seeds/mentions.jsonl").read_text(encoding="utf-8").splitlines()
    mentions = [json.loads(line) for line in lines]
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        own = [m for m in mentions if text[m["start"] : m["end"]] == m["text"]]
        doc_id = max({m["doc_id"] for m in own}, key=[m["doc_id"] for m in own].count)
        zones = find_zones(text, guess_language(text))
        inside = {i for z in zones for i in range(z.start, z.end) if not text[i].isspace()}
        wanted = {
            i for z in gold if z["doc_id"] == doc_id
            for i in range(z["start"], z["end"]) if not text[i].isspace()
        }  # fmt: skip
        assert inside == wanted
        body = [m for m in mentions if m["doc_id"] == doc_id and m["zone"] == "body"]
        assert not any(i in inside for m in body for i in range(m["start"], m["end"]))


def test_running_lines_of_a_text_with_page_breaks() -> None:
    pages = [f"Harbour Report {n}\nThe council met in room {word}.\nRoom {word} is large.\n{n}\n"
             for n, word in enumerate(("one", "two", "three"), 7)]  # fmt: skip
    assert [(kind, text.strip()) for kind, text in kinds("\f".join(pages))] == [
        entry for n in (7, 8, 9)
        for entry in (("page_header", f"Harbour Report {n}"), ("page_number", str(n)))
    ]  # fmt: skip
    assert kinds("".join(pages)) == []


def test_zones_of_the_format_keep_their_lines() -> None:
    text = "Harbour Council\n\nLeave a Reply\n"
    known = [Zone(0, 15, "page_header")]
    assert [(z.kind, z.start) for z in find_zones(text, "en", known)] == [
        ("page_header", 0), ("comment_form", 17),
    ]  # fmt: skip
