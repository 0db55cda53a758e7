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
    const cells = [...cuts[slider.value].cells].map((cell) => cell.textContent);
    const bits = number(cells[0]);
    const whole = cells.at(-1);
    find("#cut output").textContent =
      `${cells[0]}: ${cells[1]} actors${cells.length > 3 ? `, ${cells[2]} shared` : ""}`;
    slider.setAttribute("aria-valuetext", find("#cut output").textContent);
    const seen = new Set();
    const passed = (pair) => {
      const verdict = find(".verdict b", pair.parentNode).textContent;
      const weight = number(pair.dataset.bits);
      const key = namesIn(pair).sort().join("\n");
      return (verdict === "merged" ? weight < bits : verdict === "below threshold" && weight >= bits) &&
        !seen.has(key) && seen.add(key);
    };
    const shown = all("#resolution .pair[data-bits]").filter(passed);
    const joined = !cuts[slider.value].matches(".now ~ tr");
    const told = number(whole) === shown.length ? "" : ` The page lists ${shown.length} of them; all: toolkit export pairs.`;
    find("#cut-pairs").replaceChildren(...(whole === "0" ? [] : [
      make("p", { class: "quiet" }, (joined ? `Pairs that could be joined: ${whole}.`
        : `Pairs that would no longer be joined by their own weight: ${whole}.`) + told),
      make("ul", { class: "plain" }, ...shown.map((pair) => make("li", {}, namesIn(pair).join(" and "),
        ` (${Number(pair.dataset.bits).toFixed(1)} bits)`)))]));
  }
  if (slider) {
    slider.value = Math.max(cuts.findIndex((row) => row.classList.contains("now")), 0);
    slider.addEventListener("input", cut);
    cut();
  }
})();
