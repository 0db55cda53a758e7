// The page is complete without this script: it adds the panel of sentences, search, filter, sort,
// arrow keys, CSV files and links that restore a view. Text enters only as text nodes.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const number = (text) => Number.parseFloat(text.replace(/,/g, "").replace("\u2212", "-")) || 0;
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const byId = (id) => document.getElementById(id);
  const { groups, docs, actors, themes, start } = JSON.parse(find("#data").textContent);
  const actorRows = all("#actor-table tbody tr");
  // What the tables show is not told twice: ids, names, kinds and counts come from their rows.
  for (const [rows, things] of [[actorRows, actors], [all("#theme-table tbody tr"), themes]]) {
    things.forEach((thing, i) => {
      const [row, counts] = [rows[i], all(".number .n, .number .none", rows[i])];
      thing.row = row;
      thing.id = row.id;
      thing.name = find(".name", row).textContent;
      thing.kind = find(".kind", row)?.textContent;
      thing.n = counts.map((node) => number(node.textContent));
      thing.forms ??= [[thing.name, sum(thing.n)]];
    });
  }
  const rail = find("#rail");
  const panel = find("#panel");
  const wide = matchMedia("(min-width: 1180px)");
  const PAGE = 30; // sentences shown before "Show more"

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "click") node.addEventListener("click", value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
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

  const textOf = (number) => byId("s" + number).textContent;
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
    let at = 0;
    for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
      if (from < at) continue;
      quote.append(text.slice(at, from), make("mark", {}, text.slice(from, to)));
      at = to;
    }
    quote.append(text.slice(at));
    return quote;
  }

  function item(number, ranges) {
    const doc = documentOf(number);
    const place = number - doc.first + 1;
    const group = groups[doc.g];
    const cite = () => copy(
      `“${textOf(number).trim()}” (${group.label}: ${doc.title}, ${doc.file}, ` +
      `sentence ${place}, sha256 ${doc.sha.slice(0, 12)}). ${document.title}, #s${number}`);
    const source = make("p", { class: "origin" }, glyph(doc.g),
      make("bdi", { class: "c" + (doc.g % 6) }, group.label));
    if (docs.filter((other) => other.g === doc.g).length > 1) {
      source.append(" · ", make("bdi", {}, doc.title));
    }
    source.append(` · sentence ${place}`);
    return make("li", {}, source, quotation(number, ranges),
      make("p", { class: "actions" },
        make("a", { href: "#s" + number }, "Open in document"),
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

  // view: { actor, theme, group }, indices or null; both actor and theme = sentences with both
  function draw(view) {
    const actor = actors[view.actor];
    const theme = themes[view.theme];
    const tied = actor && theme;
    title(tied ? `${actor.name} with the theme` : actor ? actor.kind : "Theme",
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
    if (found.size) sentenceList(found);
    else panel.append(quiet(
      "No mention was found here. That does not mean that nothing was said."));
    highlight(view);
    rail.scrollTop = 0;
  }

  // Draws a view and writes it into the address, so that the link can be passed on.
  function open(view) {
    draw(view);
    reveal();
    if (view.actor !== null && view.theme !== null) return;
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
    (actors[actor] ?? themes[theme])?.row.classList.add("on");
    all(`.text [data-a="${actor}"]`).forEach((node) => node.classList.add("on"));
    const edges = all(".network .edge");
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
    for (const node of all(".s")) {
      const text = node.textContent.toLowerCase();
      const ranges = [];
      for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
        ranges.push([at, at + query.length]);
      }
      if (ranges.length) bySentence.set(Number(node.id.slice(1)), ranges);
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

  function filter() {
    if (!actorRows.length) return;
    const query = find("#filter").value.trim().toLowerCase();
    const kind = find("#kind").value;
    let shown = 0;
    for (const actor of actors) {
      actor.row.hidden = !(namesOf(actor).toLowerCase().includes(query) &&
        (!kind || actor.kind === kind) && inGroups(actor.n, only()));
      shown += !actor.row.hidden;
    }
    find("#shown").textContent = `${shown} of ${actorRows.length} actors shown`;
    rove(find("#actor-table"));
  }

  function choose(values) {
    const choice = all("[name=only]").find((input) => input.value === (values.get("only") || ""));
    if (choice) choice.checked = true;
    find("#kind").value = values.get("type") || "";
    if (find("#kind").selectedIndex < 0) find("#kind").value = "";
    find("#filter").value = values.get("q") || "";
    filter();
  }

  function filtered() {
    filter();
    const chosen = { only: only(), type: find("#kind").value, q: find("#filter").value };
    const values = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
    try { history.replaceState(null, "", `#actors?${values}`); } catch { /* likewise */ }
  }

  // == sorting, for every table that asks for it ==

  const key = ({ cells }, column) => (find("a, .n", cells[column]) ?? cells[column]).textContent;

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
    const column = (node) => node.dataset.column ?? node.closest("th, td")?.cellIndex;
    let inside = links(box);
    if (column(link) !== undefined && vertical) {
      inside = inside.filter((other) => column(other) === column(link));
    } else if (link.dataset.column) { // the drawing: across to the nearest in height
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

  function save(name) {
    const table = name === "actors" ? actorLines() : mentionLines();
    const text = "\ufeff" + table.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: address, download: name + ".csv" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 4000);
    say(`${name}.csv saved`);
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
    const view = parse(hash);
    if (view) {
      draw(view);
      reveal();
      (actors[view.actor] ?? themes[view.theme]).row.scrollIntoView({ block: "center" });
    } else if (hash.startsWith("actors?") && actorRows.length) {
      choose(new URLSearchParams(hash.slice(7)));
      find("#actors").scrollIntoView();
    }
    return view;
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    if (!link) return;
    const { a, t, g, only: region } = link.dataset;
    if (a !== undefined || t !== undefined) {
      event.preventDefault();
      opener = link;
      open({ actor: a === undefined ? null : Number(a), theme: t === undefined ? null : Number(t),
        group: g === undefined ? null : Number(g) });
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
    search(opener.value);
  });
  all("#filter, #kind, [name=only]").forEach((input) => input.addEventListener("input", filtered));
  const onClick = (selector, act) => all(selector).forEach((button) =>
    button.addEventListener("click", () => act(button.dataset)));
  onClick("[data-save]", (wanted) => save(wanted.save));
  onClick("[data-copy]", (wanted) => copy(byId(wanted.copy).textContent));
  const folded = all("details:not([open])");
  addEventListener("beforeprint", () => folded.forEach((box) => { box.open = true; }));
  addEventListener("afterprint", () => folded.forEach((box) => { box.open = false; }));
  addEventListener("hashchange", restore);

  all("table[data-sortable]").forEach(sortable);
  all("[data-rove], .network svg, .text").forEach(roving);
  nameTheme();
  filter();
  if (!restore() && start !== null && wide.matches) {
    draw({ actor: start, theme: null, group: null });
    highlight({ actor: -1, theme: -1 });
  }
  root.dataset.ready = "1";
})();
