// A large page: the most named actors and their first sentences stand in it, the rest is one
// compressed block, which is opened when it is first needed. This script comes before report.js.
const openLarge = (page) => {
  "use strict";
  const { find, all, make, groups, docs, actors, themes, countCells, readRow } = page;
  const box = find("#packed");
  const words = new Map(); // sentence number -> text, for all that the page carries
  const marks = new Map(); // 1 = begins a paragraph, 2 = left out of all counts
  const documentOf = (number) => docs.findLast((doc) => doc.first <= number);
  let marked = null; // sentence number -> [start, end, actor]

  async function unpack() {
    const bytes = Uint8Array.from(atob(box.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    fill(JSON.parse(await new Response(stream).text()));
    self.opened = true;
  }

  // Sentence numbers travel as steps from the one before, ends as lengths.
  function spots(steps) {
    let number = 0;
    return steps.map((value, i) => {
      if (i % 3 === 0) return number += value;
      return i % 3 === 1 ? value : steps[i - 1] + value;
    });
  }

  function fill(data) {
    let first = 0;
    data.docs.g.forEach((g, i) => {
      const { size, title, file, sha } = data.docs;
      docs.push({ g, first, size: size[i], title: title[i], file: file[i] || title[i], sha: sha[i] });
      first += size[i];
    });
    let number = 0;
    data.texts.n.forEach((step, i) => {
      number += step;
      words.set(number, data.texts.words[i]);
      marks.set(number, Number(data.texts.marks[i]));
    });
    data.actors.forEach(([slug, name, kind, ...counts], i) => {
      const actor = actors[i] ??= { id: "actor-" + slug, name, kind, n: counts.map((count) => count[0]) };
      actor.documents = counts.map((count) => count[1]);
      actor.forms = data.forms[i] || [[name, actor.n.reduce((a, b) => a + b, 0)]];
      actor.at = spots(data.at[i]);
    });
    data.themes.forEach((steps, i) => { themes[i].at = spots(steps); });
  }

  // A row of the table for an actor that has none yet, made from the first one.
  function row(actor) {
    const made = find("#actor-table tbody tr").cloneNode(true);
    const i = actors.indexOf(actor);
    made.id = actor.id;
    made.hidden = false;
    made.classList.remove("on");
    const name = make("a", { id: "a" + i, href: "#" + actor.id, "data-a": i }, actor.name);
    const forms = actor.forms.map((form) => form[0]).filter((form) => form !== actor.name);
    made.cells[0].replaceChildren(name, ...(forms.length
      ? [make("bdi", {}, forms.slice(0, 3).join(" · "))] : []));
    made.cells[1].textContent = actor.kind;
    countCells(made).forEach((cell, g) => {
      cell.className = actor.n[g] ? "c" + (g % 6) : "";
      const count = actor.n[g].toLocaleString("en");
      cell.replaceChildren(actor.n[g] ? make("a", { href: "#" + actor.id, "data-a": i, "data-g": g }, count) : count,
        " ", ...(actor.n[g] > 1 ? [make("i", {}, `in ${actor.documents[g]}`)] : []));
    });
    const plot = made.cells[2 + groups.length];
    if (plot) plot.textContent = "";
    readRow("actor", made, actor);
    return made;
  }

  function marksOf(number) {
    if (!marked) {
      marked = new Map();
      actors.forEach((actor, a) => {
        for (let i = 0; i < actor.at.length; i += 3) {
          if (!marked.has(actor.at[i])) marked.set(actor.at[i], []);
          marked.get(actor.at[i]).push([actor.at[i + 1], actor.at[i + 2], a]);
        }
      });
    }
    return (marked.get(number) ?? []).sort((x, y) => x[0] - y[0]);
  }

  function sentence(number) {
    const span = make("span", { id: "s" + number });
    const text = words.get(number);
    let at = 0;
    for (const [from, to, actor] of marksOf(number)) {
      if (from < at) continue;
      span.append(text.slice(at, from), make("a", { href: "#" + actors[actor].id, "data-a": actor }, text.slice(from, to)));
      at = to;
    }
    span.append(text.slice(at));
    return span;
  }

  // Shows the whole document of a sentence in the column of its group.
  function read(number) {
    const doc = documentOf(number);
    const column = all("#sources .text")[doc.g];
    const article = make("article", {}, make("h4", {}, make("bdi", {}, doc.title)),
      make("p", { class: "origin" }, make("bdi", {}, doc.file)));
    let paragraph = null;
    let before = doc.first - 1;
    for (let n = doc.first; n < doc.first + doc.size; n += 1) {
      if (!words.has(n)) continue;
      if (n > before + 1) article.append(make("p", { class: "gap" }, "[…]"));
      if (!paragraph || n > before + 1 || marks.get(n) % 2) {
        paragraph = make("p", { dir: "auto", ...(marks.get(n) > 1 ? { class: "quiet" } : {}) });
        article.append(paragraph);
      }
      paragraph.append(sentence(n), " ");
      before = n;
    }
    column.replaceChildren(find("h3", column), article);
    const target = document.getElementById("s" + number);
    target?.classList.add("found");
    try { history.replaceState(null, "", "#s" + number); } catch { /* a notebook frame */ }
    (target ?? column).scrollIntoView({ block: "center" });
  }

  const self = {
    opened: false,
    sampled: box.dataset.sampled !== undefined,
    total: Number(box.dataset.actors),
    open: () => self.opening ??= unpack(),
    text: (number) => words.get(number),
    texts: () => words,
    row,
    read,
  };
  return self;
};
