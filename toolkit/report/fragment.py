"""A comparison in a notebook cell: a small static piece of HTML, no script, no style, no ids."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.comparison.result import Actor, Comparison
from toolkit.report.wording import joined, kind_label, plural, visible, whole

TOP = 10


def notebook_view(comparison: Comparison) -> str:
    """Heading, answer, how many actors are shared, and the actors that are named most."""
    labels = [visible(group.label) for group in comparison.groups]
    parts = [
        Markup("<h3>{}</h3>").format(joined(labels, "vs") if len(labels) == 2 else joined(labels)),
        Markup("<p>{}</p>").format(visible("".join(s.text for s in comparison.answer))),
        _groups(comparison, labels),
        _doubt(comparison),
        _actors(comparison, labels),
    ]
    return str(Markup("<div>{}</div>").format(Markup("").join(parts)))


def _groups(comparison: Comparison, labels: list[str]) -> Markup:
    lines = []
    for group, label in zip(comparison.groups, labels, strict=True):
        only = comparison.overlap.regions.get(group.id, 0)
        alone = f", {whole(only)} in no other group" if len(labels) > 1 else ""
        counts = f"{plural(group.documents, 'document')}, {plural(group.actors, 'actor')}{alone}"
        lines.append(Markup("<li>{}: {}</li>").format(label, counts))
    if len(labels) > 1:
        shared = (
            f"{whole(comparison.overlap.shared)} of {plural(comparison.overlap.total, 'actor')}"
        )
        lines.append(Markup("<li>In every group: {}</li>").format(shared))
    return Markup("<ul>{}</ul>").format(Markup("").join(lines))


def _doubt(comparison: Comparison) -> Markup:
    """What other resolutions of the names would change, where that is told."""
    if comparison.uncertainty is None:
        return Markup("")
    return Markup("<p>{}</p>").format(visible(comparison.uncertainty.sentence))


def _actors(comparison: Comparison, labels: list[str]) -> Markup:
    if not comparison.actors:
        return Markup("<p>No mention was found.</p>")
    ranked = sorted(comparison.actors, key=lambda a: (-_total(a), visible(a.name), a.entity_id))
    ids = [group.id for group in comparison.groups]
    heads = ["Actor", "Type", *labels]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(text) for text in heads)
    rows = [_row(actor, ids) for actor in ranked[:TOP]]
    shown = f"The {len(rows)} actors named most, of {whole(len(ranked))}; counts are mentions."
    return Markup(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(shown, head, Markup("").join(rows))


def _row(actor: Actor, ids: list[str]) -> Markup:
    cells = [Markup("<td>{}</td>").format(kind_label(actor.kind))]
    for group in ids:
        count = actor.counts.get(group)
        cells.append(Markup("<td>{}</td>").format(whole(count.mentions if count else 0)))
    name = Markup('<th scope="row"><bdi>{}</bdi></th>').format(visible(actor.name))
    return Markup("<tr>{}{}</tr>").format(name, Markup("").join(cells))


def _total(actor: Actor) -> int:
    return sum(count.mentions for count in actor.counts.values())
