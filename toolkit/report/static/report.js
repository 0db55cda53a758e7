// The page is complete without this script: it adds the panel of sentences, search, filter, sort,
// arrow keys, CSV files and links that restore a view. Text enters only as text nodes.
const page = (() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const number = (text) => Number.parseFloat(text.replace(/,/g, "").replace("\u2212", "-")) || 0;
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const byId = (id) => document.getElementById(id);
  const { groups, start, docs = [], actors = [], themes = [] } =
    JSON.parse(find("#data").textContent);
  // What the tables show is not told twice: ids, names, kinds and counts come from their rows.
  const rowsOf = (name) => all(`#${name}-table tbody tr`);
  const offset = { actor: 2, theme: 1 }; // the cell of the first group in a row
  const countCells = (row) => [...row.cells].slice(offset[row.id.split("-")[0]]).slice(0, groups.length);
  function readRow(table, row, thing) {
    thing.row = row;
    thing.id = row.id;
    thing.name = row.cells[0].firstChild.textContent;
    thing.kind = table === "actor" ? row.cells[1].textContent : undefined;
    thing.n = countCells(row).map((cell) => number(cell.textContent));
    const told = all(`#${row.id.replace(/^\w+/, "names")} bdi`).map((form) =>
      [form.textContent, number(form.nextSibling?.textContent.replace(" ×", "") ?? "")]);
    thing.forms ??= told.length ? told : [[thing.name, sum(thing.n)]];
  }
  for (const [name, things] of [["actor", actors], ["theme", themes]]) {
    rowsOf(name).forEach((row, i) => readRow(name, row, things[i] ??= { at: [] }));
  }
  // A large page has a compressed part (large.js). `whole` waits for it where it is needed.
  const large = find("#packed") && openLarge({ find, all, make, groups, docs, actors, themes, countCells, readRow });
  const whole = (act) => large && !large.opened ? large.open().then(act, lost) : act();
  const lost = () => say("This browser cannot open the compressed part of the page");
  const rail = find("#rail");
  const panel = find("#panel");
  const wide = matchMedia("(min-width: 1180px)");
  const PAGE = 30; // sentences shown before "Show more"
  const EGO = 10; // neighbours of each sort

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "click") node.addEventListener("click", value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  function drawn(tag, attributes) {
    const node = document.createElementNS(find("svg").namespaceURI, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  }

  // The sources have one column for each group, in order.
  const glyph = (group) => all("#sources h3 .key")[group].cloneNode(true);

  function say(text) {
    const toast = find("#toast");
    toast.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.textContent = ""; }, 2600);
  }

  const textOf = (number) => byId("s" + number)?.textContent ?? large.text(number);
  const documentOf = (number) => docs.findLast((doc) => doc.first <= number);
  const formsOf = (actor) => actor.forms.map((form) => form[0]).join(" | ");
  const namesOf = (actor) => `${actor.name} | ${formsOf(actor)}`;
  const quiet = (...content) => make("p", { class: "quiet" }, ...content);

  // Spots travel as a flat run of sentence, start, end. Returns Map(sentence -> [[start, end]]).
  function spots(flat, group) {
    const bySentence = new Map();
    for (let i = 0; i < flat.length; i += 3) {
      if (group !== null && documentOf(flat[i]).g !== group) continue;
      if (!bySentence.has(flat[i])) bySentence.set(flat[i], []);
      bySentence.get(flat[i]).push([flat[i + 1], flat[i + 2]]);
    }
    return bySentence;
  }

  // == the panel ==

  let opener = null; // where the focus goes back to

  function quotation(number, ranges) {
    const text = textOf(number);
    const quote = make("blockquote", { dir: "auto" });
    let at = /^\s*(?:[-*+•]|#+|\d+[.)]|>)\s+/.exec(text)?.[0].length ?? 0; // the mark of a list
    for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
      if (from < at) continue;
      quote.append(bare(text.slice(at, from)), make("mark", {}, bare(text.slice(from, to))));
      at = to;
    }
    quote.append(bare(text.slice(at)));
    return quote;
  }

  const bare = (text) => text.replace(/\*\*|__/g, ""); // bold in Markdown

  function item(number, ranges) {
    const doc = documentOf(number);
    const place = number - doc.first + 1;
    const group = groups[doc.g];
    const cite = () => copy(
      `“${textOf(number).trim()}” (${group.label}: ${doc.title}, ${doc.file}, ` +
      `sentence ${place}, sha256 ${doc.sha}). ${document.title}, #s${number}`);
    const source = make("p", { class: "origin" }, glyph(doc.g),
      make("bdi", { class: "c" + (doc.g % 6) }, group.label));
    if (docs.filter((other) => other.g === doc.g).length > 1) {
      source.append(" · ", make("bdi", {}, doc.title));
    }
    source.append(` · sentence ${place}`);
    const show = () => { large.read(number); if (!wide.matches) close(); };
    return make("li", {}, source, quotation(number, ranges),
      make("p", { class: "actions" },
        byId("s" + number) ? make("a", { href: "#s" + number }, "Open in document")
          : make("button", { type: "button", click: show }, "Open in document"),
        make("button", { type: "button", click: cite }, "Copy citation")));
  }

  function sentenceList(bySentence) {
    const rows = [...bySentence].sort((a, b) => a[0] - b[0]);
    const list = make("ol", { class: "quotes" });
    const more = make("button", { type: "button", click: grow });
    function grow() {
      const at = list.childElementCount;
      list.append(...rows.slice(at, at + PAGE).map(([number, ranges]) => item(number, ranges)));
      more.hidden = list.childElementCount >= rows.length;
      more.textContent = `Show more (${rows.length - list.childElementCount} left)`;
    }
    grow();
    panel.append(list, more);
  }

  function groupSwitch(view, counts) {
    if (groups.length < 2) return "";
    const role = { class: "switch", role: "radiogroup", "aria-label": "Sentences from" };
    const box = make("div", role);
    for (const [value, label, count] of [[null, "All", sum(counts)],
      ...groups.map((group, i) => [i, group.label, counts[i]])]) {
      const input = make("input", { type: "radio", name: "evidence-group" });
      input.checked = value === view.group;
      input.addEventListener("change", () => {
        open({ ...view, group: value });
        find("[name=evidence-group]:checked", panel).focus();
      });
      box.append(make("label", {}, input, make("span", {}, make("bdi", {}, label), ` ${count}`)));
    }
    return box;
  }

  function title(eyebrow, name) {
    panel.replaceChildren(make("p", { class: "eyebrow" }, eyebrow),
      make("h2", { id: "panel-title", tabindex: "-1" }, make("bdi", {}, name)));
  }

  function writtenForms(actor) {
    const forms = actor.forms;
    panel.append(quiet(forms.length > 1 ? `${forms.length} written forms` : "One written form"),
      make("ul", { class: "chips" },
        ...forms.map(([text, count]) => make("li", {}, make("bdi", {}, text), ` ×${count}`))));
    const why = byId(actor.id.replace("actor", "names"));
    if (why && forms.length > 1) panel.append(quiet(make("a", { href: "#" + why.id }, "Why these are one actor")));
  }

  // What else the sentences of an actor name: themes and other actors, the most frequent first.
  function neighbours(actor, found) {
    const others = [...themes, ...actors].filter((thing) => thing !== actor)
      .map((thing) => [thing, [...spots(thing.at, null).keys()].filter((n) => found.has(n))])
      .filter(([, shared]) => shared.length).sort((a, b) => b[1].length - a[1].length);
    if (!others.length) return;
    const most = others[0][1].length;
    const bar = (share) => {
      const svg = drawn("svg", { "aria-hidden": "true" });
      svg.append(drawn("rect", { width: Math.max(100 * share, 2) + "%" }));
      return svg;
    };
    const row = ([thing, shared]) => {
      const target = { href: "#" + thing.id, [thing.kind ? "data-a" : "data-t"]:
        (thing.kind ? actors : themes).indexOf(thing) };
      return make("li", {}, make("a", target, make("bdi", {}, thing.name)),
        bar(shared.length / most), make("b", {}, String(shared.length)));
    };
    const part = (name, chosen) => chosen.length ? [quiet(name),
      make("ul", { class: "ego" }, ...chosen.slice(0, EGO).map(row))] : [];
    panel.append(make("details", {}, make("summary", {}, "In the same sentences"),
      ...part("Themes", others.filter(([thing]) => !thing.kind)),
      ...part("Actors", others.filter(([thing]) => thing.kind))));
  }

  // view: { actor, theme, group, other }, indices or null; with a theme or another actor: the
  // sentences with both
  const isTied = (view) => view.actor !== null && (view.theme ?? view.other ?? null) !== null;
  function draw(view) {
    const actor = actors[view.actor];
    const theme = themes[view.theme] ?? actors[view.other];
    const tied = isTied(view);
    title(tied ? `${actor.name} with${view.theme === null ? "" : " the theme"}` : actor ? actor.kind : "Theme",
      (theme || actor).name);
    let found = spots((actor || theme).at, view.group);
    if (tied) {
      const also = spots(theme.at, view.group);
      found = new Map([...found].filter(([n]) => also.has(n))
        .map(([n, ranges]) => [n, [...ranges, ...also.get(n)]]));
    } else {
      if (actor) writtenForms(actor);
      panel.append(groupSwitch(view, (actor || theme).n));
    }
    if (actor && !tied) neighbours(actor, found);
    const counted = sum((actor || theme).n.filter((n, g) => view.group === null || view.group === g));
    if (!tied && large?.sampled && actor && found.size && found.size < counted) {
      panel.append(quiet(`A sample: ${found.size} sentences for ${counted} mentions`));
    }
    if (found.size) sentenceList(found);
    else panel.append(quiet(
      "No mention was found here. That does not mean that nothing was said."));
    highlight(view);
    rail.scrollTop = 0;
  }

  // Draws a view and writes it into the address, so that the link can be passed on.
  function open(view) {
    whole(() => draw(view));
    reveal();
    if (isTied(view)) return;
    const side = view.group === null ? "" : "--" + groups[view.group].id;
    const hash = "#" + (actors[view.actor] ?? themes[view.theme]).id + side;
    try {
      if (location.hash !== hash) history.pushState(null, "", hash);
    } catch { /* a notebook frame */ }
  }

  function reveal(focus = false) {
    rail.classList.add("open");
    root.classList.add("sheet");
    if (focus) find("#panel-title").focus({ preventScroll: true });
  }

  function close() {
    rail.classList.remove("open");
    root.classList.remove("sheet");
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  }

  function highlight({ actor, theme }) {
    const same = (node) => (actor === null || node.dataset.a === String(actor)) &&
      (theme === null || node.dataset.t === String(theme));
    all(".on").forEach((node) => node.classList.remove("on"));
    (actors[actor] ?? themes[theme])?.row?.classList.add("on");
    all(`.text [href="#a${actor}"]`).forEach((node) => node.classList.add("on"));
    const edges = all(".network path");
    const hot = edges.filter(same);
    edges.forEach((edge) => edge.classList.toggle("dim", hot.length > 0 && !hot.includes(edge)));
    hot.forEach((edge) => edge.classList.add("on"));
  }

  // == search ==

  function search(raw) {
    const query = raw.trim().toLowerCase();
    if (!query) return;
    title("Search", `“${raw.trim()}”`);
    const hits = actors.map((actor, i) => [actor, i])
      .filter(([actor]) => namesOf(actor).toLowerCase().includes(query));
    const bySentence = new Map();
    const texts = large ? large.texts() : all(".text span[id]").map((node) => [node.id.slice(1), node.textContent]);
    for (const [id, words] of texts) {
      const text = words.toLowerCase();
      const ranges = [];
      for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
        ranges.push([at, at + query.length]);
      }
      if (ranges.length) bySentence.set(Number(id), ranges);
    }
    const chip = ([actor, i]) => make("li", {}, make("button", { type: "button", click: () => {
      open({ actor: i, theme: null, group: null });
      reveal(true);
    } }, make("bdi", {}, actor.name)));
    panel.append(quiet(`${hits.length} actors and ${bySentence.size} sentences match`),
      make("ul", { class: "chips" }, ...hits.slice(0, 12).map(chip)));
    if (bySentence.size) sentenceList(bySentence);
    rail.scrollTop = 0;
    reveal(true);
  }

  // == the actors table ==

  const only = () => find("[name=only]:checked")?.value ?? "";

  function inGroups(counts, choice) {
    const members = counts.filter((n) => n > 0).length;
    if (!choice) return true;
    if (choice === "all") return members === counts.length;
    if (choice === "some") return members > 1;
    return members === 1 && counts[groups.findIndex((g) => g.id === choice)] > 0;
  }

  let order = actors; // grows when a large page is opened
  const step = actors.length; // rows shown at once; in a large page more can be asked for
  let limit = step;

  function filter() {
    const table = find("#actor-table tbody");
    if (!table) return;
    const query = find("#filter").value.trim().toLowerCase();
    const kind = find("#kind").value;
    const chosen = order.filter((actor) => namesOf(actor).toLowerCase().includes(query) &&
        (!kind || actor.kind === kind) && inGroups(actor.n, only()));
    const rows = new Set(chosen.slice(0, limit).map((actor) => actor.row ?? large.row(actor)));
    for (const row of table.rows) row.hidden = !rows.has(row);
    const wanted = [...rows];
    const now = [...table.rows].filter((row) => rows.has(row));
    if (now.length < wanted.length || now.some((row, i) => row !== wanted[i])) table.append(...wanted);
    const total = large?.total ?? actors.length;
    find("#shown").textContent = `${rows.size} of ${total.toLocaleString("en")} actors shown`;
    const more = find("#more-actors");
    if (more) more.hidden = large.opened && rows.size === chosen.length;
    rove(find("#actor-table"));
  }

  function sortActors(column, up) {
    const heads = all("#actor-table thead th");
    const first = heads.findIndex((head) => head.dataset.sort === "number");
    const value = (actor) => column ? column < first ? actor.kind : actor.n[column - first] : actor.name;
    const compare = (a, b) => column < first ? value(a).localeCompare(value(b)) : value(a) - value(b);
    order = actors.slice().sort((a, b) => (up ? 1 : -1) * compare(a, b));
    filter();
  }

  function choose(values) {
    const choice = all("[name=only]").find((input) => input.value === (values.get("only") || ""));
    if (choice) choice.checked = true;
    find("#kind").value = values.get("type") || "";
    if (find("#kind").selectedIndex < 0) find("#kind").value = "";
    find("#filter").value = values.get("q") || "";
    whole(filter);
  }

  function filtered() {
    whole(filter);
    const chosen = { only: only(), type: find("#kind").value, q: find("#filter").value };
    const values = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
    try { history.replaceState(null, "", `#actors?${values}`); } catch { /* likewise */ }
  }

  // == sorting, for every table that asks for it ==

  const key = ({ cells }, column) => (find("a", cells[column]) ?? cells[column]).textContent;

  function sortable(table) {
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      if (!head.dataset.sort) return;
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const numeric = head.dataset.sort === "number";
        const before = head.getAttribute("aria-sort");
        const up = before ? before === "descending" : !numeric;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        if (table.id === "actor-table") {
          whole(() => sortActors(column, up));
          return;
        }
        const compare = (a, b) => numeric ? number(key(a, column)) - number(key(b, column))
          : key(a, column).localeCompare(key(b, column));
        const sorted = [...table.tBodies[0].rows].sort((a, b) => (up ? 1 : -1) * compare(a, b));
        table.tBodies[0].append(...sorted);
      });
    });
  }

  // == one tab stop for each table, list and drawing; arrow keys inside ==

  const links = (box) => all("a[href]", box).filter((link) => !link.closest("[hidden]"));

  function rove(box, stop = links(box)[0]) {
    all("a[href]", box).forEach((link) => { link.tabIndex = link === stop ? 0 : -1; });
  }

  function neighbour(box, link, arrow) {
    const step = /Down|Right/.test(arrow) ? 1 : -1;
    const vertical = /Down|Up/.test(arrow);
    const column = (node) => node.closest("[data-column]")?.dataset.column ??
      node.closest("th, td")?.cellIndex;
    let inside = links(box);
    if (column(link) !== undefined && vertical) {
      inside = inside.filter((other) => column(other) === column(link));
    } else if (link.closest("[data-column]")) { // the drawing: across to the nearest in height
      const height = (node) => Math.abs(
        node.getBoundingClientRect().top - link.getBoundingClientRect().top);
      return inside.filter((other) => column(other) - column(link) === step)
        .sort((a, b) => height(a) - height(b))[0];
    }
    return inside[inside.indexOf(link) + step];
  }

  function roving(box) {
    rove(box);
    box.addEventListener("keydown", (event) => {
      const link = event.target.closest("a");
      if (!link || !event.key.startsWith("Arrow") || event.altKey || event.metaKey) return;
      const next = neighbour(box, link, event.key);
      if (!next) return;
      event.preventDefault();
      rove(box, next);
      next.focus();
    });
    box.addEventListener("focusin", (event) => {
      const link = event.target.closest("a");
      if (link) rove(box, link);
    });
  }

  // == files and the clipboard ==

  const idOf = (actor) => actor.id.replace("actor-", "");

  // RFC 4180. A text that a spreadsheet would run as a formula gets a leading apostrophe.
  function cell(value) {
    let text = String(value);
    if (typeof value === "string" && /^\s*[=+\-@\t\r\n＝＋－＠]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  function actorLines() {
    const counts = groups.map((group) => group.id + "_mentions");
    const head = ["id", "actor", "type", ...counts, "written_forms"];
    return [head, ...actors.map((actor) =>
      [idOf(actor), actor.name, actor.kind, ...actor.n, formsOf(actor)])];
  }

  function themeLines() {
    const counts = groups.map((group) => group.id + "_sentences");
    return [["id", "theme", ...counts],
      ...themes.map((theme) => [theme.id.replace("theme-", ""), theme.name, ...theme.n])];
  }

  function mentionLines() {
    const table = [["actor_id", "actor", "group", "document", "sentence", "mention", "text"]];
    for (const actor of actors) {
      for (let i = 0; i < actor.at.length; i += 3) {
        const [at, start, end] = actor.at.slice(i, i + 3);
        const doc = documentOf(at);
        const text = textOf(at);
        table.push([idOf(actor), actor.name, groups[doc.g].id, doc.file, at - doc.first + 1,
          text.slice(start, end), text]);
      }
    }
    return table;
  }

  const lines = { actors: actorLines, themes: themeLines, mentions: mentionLines };

  function save(name) {
    const table = lines[name]().map((row) => row.map(cell).join(","));
    download(name + ".csv", "\ufeff" + table.join("\r\n") + "\r\n", "text/csv;charset=utf-8");
  }

  function download(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 4000);
    say(`${name} saved`);
  }

  function copy(text) {
    const byHand = () => {
      const area = make("textarea", { class: "unseen" });
      area.value = text;
      document.body.append(area);
      area.select();
      say(document.execCommand("copy") ? "Copied" : "Copying is not allowed here");
      area.remove();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say("Copied"), byHand);
    else byHand();
  }

  // == light and dark ==

  const system = matchMedia("(prefers-color-scheme: dark)");
  const themeButton = find("#theme");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  function nameTheme() {
    themeButton.textContent = isDark() ? "Light" : "Dark";
    themeButton.setAttribute("aria-label", themeButton.textContent + " colours");
  }
  themeButton.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("toolkit-theme", root.dataset.theme);
    } catch { /* not remembered */ }
    nameTheme();
  });
  system.addEventListener("change", nameTheme);

  // == links that restore a view ==

  function parse(hash) {
    try { hash = decodeURIComponent(hash); } catch { return null; }
    const [id, side] = hash.split("--");
    const place = (things, wanted) => {
      const found = things.findIndex((thing) => thing.id === wanted);
      return found < 0 ? null : found;
    };
    const view = { actor: place(actors, id), theme: place(themes, id), group: place(groups, side) };
    return view.actor === null && view.theme === null ? null : view;
  }

  function restore() {
    const hash = location.hash.slice(1);
    if (large && !large.opened && /^(actor-|theme-|s\d)/.test(hash) && !byId(hash)) {
      whole(restore);
      return true;
    }
    const view = parse(hash);
    if (view) {
      whole(() => draw(view));
      reveal();
      (actors[view.actor] ?? themes[view.theme]).row?.scrollIntoView({ block: "center" });
    } else if (large && /^s\d+$/.test(hash)) {
      whole(() => large.read(Number(hash.slice(1))));
    } else if (hash.startsWith("actors?") && find("#actor-table")) {
      choose(new URLSearchParams(hash.slice(7)));
      find("#actors").scrollIntoView();
    }
    return view;
  }

  // What a link is about: written on it, in its address (#a12, #t3), or given by row and column.
  function aim(link) {
    const { a, t, g, b } = link.dataset;
    const given = (text) => text === undefined ? null : Number(text);
    const [, letter, at] = /^#([at])(\d+)$/.exec(link.getAttribute("href")) ?? [];
    if (letter) return { actor: letter === "a" ? +at : null, theme: letter === "t" ? +at : null, group: null };
    if (a !== undefined || t !== undefined) return { actor: given(a), theme: given(t), group: given(g), other: given(b) };
    const row = link.closest("#actor-table tr, #theme-table tr");
    const same = (thing) => thing.row === row;
    const [actor, theme] = [actors.findIndex(same), themes.findIndex(same)];
    if (!row || (actor < 0 && theme < 0)) return null;
    const group = countCells(row).indexOf(link.closest("td"));
    const some = (index) => index < 0 ? null : index;
    return { actor: some(actor), theme: some(theme), group: some(group) };
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    if (!link) return;
    const view = aim(link);
    const region = link.dataset.only;
    if (view) {
      event.preventDefault();
      opener = link;
      open(view);
      reveal(true);
    } else if (region !== undefined) {
      choose(new URLSearchParams({ only: region }));
    } else if (link.closest(".rail") && !wide.matches) {
      close();
    }
    // A notebook frame has no address: links inside the page are followed by hand.
    if (location.protocol === "about:" && !event.defaultPrevented) {
      event.preventDefault();
      byId(link.getAttribute("href").slice(1))?.scrollIntoView();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !wide.matches && rail.classList.contains("open")) close();
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      find("#query").focus();
    }
  });
  find("#close").addEventListener("click", close);
  find("#find").addEventListener("submit", (event) => {
    event.preventDefault();
    opener = find("#query");
    whole(() => search(opener.value));
  });
  all("#filter, #kind, [name=only]").forEach((input) => input.addEventListener("input", filtered));
  const onClick = (selector, act) => all(selector).forEach((button) =>
    button.addEventListener("click", () => act(button.dataset)));
  onClick("[data-save]", (wanted) => whole(() => save(wanted.save)));
  onClick("[data-copy]", (wanted) => copy(byId(wanted.copy).textContent));
  onClick("#more-actors", () => whole(() => { limit += step; filter(); }));
  // One of several boxes: a group against the rest, the grid of a group.
  const pick = ({ value, dataset }) => all(`#${dataset.pick} > [data-side]`).forEach((box) => {
    box.hidden = value !== "" && box.dataset.side !== value;
  });
  all("[data-pick]").forEach((input) => input.addEventListener("input", () => pick(input)));
  all("[data-pick]:checked").forEach(pick);
  // The bars of a waterfall, from the weights that are printed: drawn when they are first seen.
  function waterfall(list) {
    if (find("svg", list)) return;
    const steps = all("li:not(.sum)", list);
    const ends = [0];
    for (const step of steps) ends.push(ends.at(-1) + number(find("b", step).textContent));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const place = (value) => 100 * (value - low) / (high - low || 1);
    steps.forEach((step, i) => {
      const [from, to] = [place(ends[i]), place(ends[i + 1])];
      const svg = drawn("svg", { "aria-hidden": "true" });
      svg.append(drawn("rect", { class: to < from ? "minus" : "plus", x: Math.min(from, to) + "%",
        width: Math.max(Math.abs(to - from), 0.8) + "%" }));
      find("b", step).before(svg);
    });
  }
  all("details:has(.waterfall)").forEach((box) => box.addEventListener("toggle", () =>
    all(".waterfall", box).forEach(waterfall)));
  const folded = all("details:not([open])");
  addEventListener("beforeprint", () => folded.forEach((box) => { box.open = true; }));
  addEventListener("afterprint", () => folded.forEach((box) => { box.open = false; }));
  addEventListener("hashchange", restore);

  all("table[data-sortable]").forEach(sortable);
  all("[data-rove], .network svg, .text").forEach(roving);
  nameTheme();
  filter();
  if (!restore() && start !== null && wide.matches) {
    whole(() => {
      draw({ actor: start, theme: null, group: null });
      highlight({ actor: -1, theme: -1 });
    });
  }
  root.dataset.ready = "1";
  return { find, all, make, say, download, number };
})();
