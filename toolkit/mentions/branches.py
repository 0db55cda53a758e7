"""The capitals at the end of a longer name, alone: "DRS" for "Leonardo DRS".

A group's branch is called so where its text also speaks of the group ("Leonardo").
"""

from __future__ import annotations

from collections import defaultdict

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.names.acronyms import is_acronym

LEAST = 3  # letters
BRANCH = "capitals at the end"
NAMED = ("ORG", "OTHER", "PRODUCT")


def link_capitals_at_the_end(groups: Groups, knowledge: Knowledge) -> None:
    """Joins such capitals to the one name of the document that ends in them."""
    alone = [
        (at, m) for at, m in enumerate(groups.mentions)
        if m.form == "acronym" and not m.nested and not m.knowledge_id and m.type in NAMED
        and len(m.text) >= LEAST and is_acronym(m.text) and m.text not in knowledge.senses
    ]  # fmt: skip
    if not alone:
        return
    ending: dict[str, list[int]] = defaultdict(list)
    for at, m in enumerate(groups.mentions):
        first, _, last = m.text.rpartition(" ")
        # "the ministry of ABC" speaks of ABC; "Norland ABC" is a name
        if first and not m.nested and m.type in NAMED and first.split()[-1][:1].isupper():
            ending[last].append(at)
    for at, m in alone:
        if any(" " in text for text, _ in groups.written(at)):
            continue  # the text has spelled it out
        owners = {groups.root(long) for long in ending[m.text]} - {groups.root(at)}
        if len(owners) == 1:
            groups.join(at, ending[m.text][0], BRANCH, groups.mentions[ending[m.text][0]].text)
