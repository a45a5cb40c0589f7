"use strict";
// Single keys. What a key does stands in the page: it opens, follows, ticks or presses the element that carries it in data-key,
// first inside the current row, then on the whole page.
(function () {
  let current = null; // id of the current row

  function rows() {
    return Array.from(document.querySelectorAll("#main [data-row]"));
  }
  function row() {
    const focused = document.activeElement && document.activeElement.closest("[data-row]");
    return focused || (current && document.getElementById(current));
  }
  function show(element) {
    element.scrollIntoView({ block: "nearest" });
  }
  function moveTo(element) {
    for (const other of rows()) other.classList.toggle("current", other === element);
    current = element.id;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    show(element);
  }
  function move(step) {
    const all = rows();
    if (!all.length) return;
    const now = all.indexOf(row());
    moveTo(all[Math.min(Math.max(now + step, 0), all.length - 1)]);
  }
  function field(box) {
    return box.querySelector("input:not([type=hidden]), textarea, select, button");
  }
  function use(element) {
    if (element instanceof HTMLDetailsElement) {
      element.open = true;
      show(element);
      (field(element) || element.querySelector("summary")).focus();
    } else if (element.matches("input[type=checkbox]")) {
      element.click();
    } else if (element.matches("input, textarea")) {
      element.focus();
      element.select();
    } else {
      element.click();
    }
  }
  function find(key) {
    const selector = '[data-key="' + CSS.escape(key) + '"]';
    const here = row() || (rows().length && (key === "r" || key === "x") ? rows()[0] : null);
    return (here && here.querySelector(selector)) || Array.from(document.querySelectorAll(selector)).find((e) => !e.closest("[data-row]"));
  }
  function typing(target) {
    return target instanceof Element && target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      const open = event.target.closest && event.target.closest("details.act[open]");
      if (open) open.open = false;
      const back = row();
      if (back) moveTo(back);
      else if (document.activeElement) document.activeElement.blur();
      return;
    }
    if (typing(event.target)) return;
    // While another page is on its way, a key would be meant for that one and hit this one.
    if (document.documentElement.dataset.busy) {
      event.preventDefault();
      return;
    }
    if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "Enter" && event.target.matches("[data-row]")) {
      const link = event.target.querySelector("[data-open], a[href]");
      if (link) link.click();
    } else {
      const element = event.key.length === 1 && find(event.key);
      if (!element) return;
      use(element);
    }
    event.preventDefault();
  });

  document.addEventListener("focusin", function (event) {
    const here = event.target.closest("[data-row]");
    if (!here) return;
    for (const other of rows()) other.classList.toggle("current", other === here);
    current = here.id;
  });

  // After a decision or on another page: say what happened, and go on where one was.
  let path = location.pathname;
  function arrive() {
    const refused = document.getElementById("refused");
    const said = document.getElementById("said");
    document.getElementById("live").textContent = said ? said.textContent : "";
    const here = document.getElementById("here");
    const other = path !== location.pathname;
    path = location.pathname;
    if (refused) {
      refused.focus();
    } else if (here) {
      here.scrollIntoView({ block: "center" });
      here.focus({ preventScroll: true });
    } else if (current && document.getElementById(current)) {
      moveTo(document.getElementById(current));
    } else if (other) {
      window.scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
    }
  }
  function ofPage(event) {
    return event.detail.target && event.detail.target.id === "page";
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (ofPage(event)) document.documentElement.dataset.busy = "true";
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (!ofPage(event)) return;
    arrive();
    delete document.documentElement.dataset.busy;
  });
  document.addEventListener("htmx:sendError", function () {
    delete document.documentElement.dataset.busy;
    document.getElementById("live").textContent = "";
    let box = document.getElementById("refused");
    if (!box) {
      box = document.createElement("p");
      box.id = "refused";
      box.className = "refused-note";
      box.setAttribute("role", "alert");
      box.tabIndex = -1;
      document.getElementById("main").prepend(box);
    }
    box.textContent = "The desk does not answer: is it still running? Nothing was saved.";
    box.focus();
  });
  document.addEventListener("DOMContentLoaded", arrive);
})();
