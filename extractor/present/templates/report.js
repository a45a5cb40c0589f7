"use strict";
(function () {
  const box = document.getElementById("filter");
  if (!box) return;
  const field = document.getElementById("words");
  const buttons = Array.from(document.querySelectorAll("button[data-verdict]"));
  const rows = Array.from(document.querySelectorAll("tr[data-verdict]"));
  const details = new Map(Array.from(document.querySelectorAll("section.question")).map((s) => [s.id, s]));
  const shown = document.getElementById("shown");
  const chosen = new Set();
  function apply() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const show = (!chosen.size || chosen.has(row.dataset.verdict)) && words.every((w) => text.includes(w));
      row.hidden = !show;
      const section = details.get(row.dataset.for);
      if (section) section.hidden = !show;
      if (show) count += 1;
    }
    shown.textContent = count + " of " + rows.length + " questions";
  }
  for (const button of buttons) {
    button.addEventListener("click", function () {
      const verdict = button.dataset.verdict;
      if (chosen.has(verdict)) chosen.delete(verdict); else chosen.add(verdict);
      button.setAttribute("aria-pressed", String(chosen.has(verdict)));
      apply();
    });
  }
  field.addEventListener("input", apply);
  document.addEventListener("keydown", function (event) {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { field.focus(); event.preventDefault(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const open = Array.from(details.values()).filter((s) => !s.hidden);
    if (!open.length) return;
    const now = open.findIndex((s) => s.contains(document.activeElement));
    const next = open[Math.min(Math.max(now + (event.key === "j" ? 1 : -1), 0), open.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "start" });
  });
  box.hidden = false;
  apply();
})();
