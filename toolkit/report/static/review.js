// Decisions about names made on the page, saved as judgements.jsonl for `toolkit resolve
// --judgements`; and what another threshold would join or part. After report.js.
(() => {
  "use strict";
  const { find, all, make, say, download, number } = page;
  const decisions = new Map(); // "left\nright" -> a line of judgements.jsonl
  const VERDICTS = { same: "Same", different: "Different", unsure: "Unsure" };
  const namesIn = (pair) => all("q", pair).map((quote) => quote.textContent);
  const keyOf = (pair) => [...namesIn(pair), pair.dataset.left, pair.dataset.right].join("\n");

  // == decisions ==

  const by = make("input", { type: "search", autocomplete: "name" });
  const status = make("span", { role: "status", class: "quiet" });
  const bar = make("div", { class: "tools", id: "decisions" },
    make("label", {}, "Your name", by), status,
    make("button", { type: "button", click: save }, "Save judgements.jsonl"));
  bar.hidden = true;

  function decide(pair, verdict) {
    const [left, right] = namesIn(pair);
    const key = keyOf(pair);
    const line = { left, right, verdict };
    if (pair.dataset.left) line.left_doc = pair.dataset.left;
    if (pair.dataset.right) line.right_doc = pair.dataset.right;
    if (decisions.get(key)?.verdict === verdict) decisions.delete(key);
    else decisions.set(key, line);
    for (const other of all("[data-judge]").filter((box) => keyOf(box) === key)) {
      all("button", other.nextElementSibling).forEach((button) => button.setAttribute("aria-pressed",
        String(decisions.get(key)?.verdict === button.value)));
    }
    bar.hidden = !decisions.size;
    status.textContent = decisions.size === 1 ? "1 decision" : `${decisions.size} decisions`;
  }

  function save() {
    const at = new Date().toISOString().slice(0, 19) + "Z";
    const lines = [...decisions.values()].map(({ left, right, verdict, ...documents }) =>
      JSON.stringify({ left, right, verdict, by: by.value.trim(), at, why: "decided in the report", ...documents }));
    download("judgements.jsonl", lines.join("\n") + "\n", "application/jsonl");
    say("Saved. Use it with: toolkit resolve --judgements judgements.jsonl");
  }

  for (const pair of all("[data-judge]")) {
    const button = ([verdict, label]) => make("button", { type: "button", value: verdict,
      "aria-pressed": "false", click: () => decide(pair, verdict) }, label);
    pair.after(make("div", { class: "judge", role: "group",
      "aria-label": `Are ${namesIn(pair).join(" and ")} the same?` }, ...Object.entries(VERDICTS).map(button)));
  }
  // The buttons stand only when they are asked for: they are many stops for the keyboard.
  function judging() {
    const on = document.documentElement.classList.toggle("judging");
    all(".judging-button").forEach((button) => button.setAttribute("aria-pressed", String(on)));
  }
  for (const section of all("#hangs, #resolution").filter((box) => find("[data-judge]", box))) {
    find(".lede", section).after(make("p", {}, make("button", { type: "button", class: "judging-button",
      "aria-pressed": "false", click: judging }, "Decide about names")));
  }
  find("main").append(bar);

  // == another threshold ==

  const slider = find("#cut input");
  const cuts = all("#cuts tbody tr");
  function cut() {
    const row = cuts[slider.value];
    const bits = number(row.cells[0].textContent);
    const shared = row.cells[2] ? `, ${row.cells[2].textContent} shared` : "";
    find("#cut output").textContent =
      `${row.cells[0].textContent}: ${row.cells[1].textContent} actors${shared}`;
    slider.setAttribute("aria-valuetext", find("#cut output").textContent);
    const seen = new Set();
    const pairs = all("#resolution .pair[data-bits]").filter((pair) => {
      const key = keyOf(pair);
      return !seen.has(key) && seen.add(key);
    });
    const verdictOf = (pair) => find(".verdict b", pair.parentNode).textContent;
    const list = (title, chosen) => chosen.length
      ? [make("p", { class: "quiet" }, title), make("ul", { class: "plain" }, ...chosen.map((pair) =>
        make("li", {}, namesIn(pair).join(" and "), ` (${pair.dataset.bits} bits)`)))] : [];
    find("#cut-pairs").replaceChildren(
      ...list("Would no longer be joined by this pair alone:", pairs.filter((pair) =>
        verdictOf(pair) === "merged" && number(pair.dataset.bits) < bits)),
      ...list("Could be joined:", pairs.filter((pair) =>
        verdictOf(pair) === "below threshold" && number(pair.dataset.bits) >= bits)));
  }
  if (slider) {
    slider.value = Math.max(cuts.findIndex((row) => row.classList.contains("now")), 0);
    slider.addEventListener("input", cut);
    cut();
  }
})();
