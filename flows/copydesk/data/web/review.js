"use strict";
const rows = [...document.querySelectorAll("ol.lines li")];
const boxes = [...document.querySelectorAll("input[name=role]")];
const search = document.getElementById("search");
const found = document.getElementById("found");

/** Shows the rows whose role is ticked and whose text holds what is searched, and says how many. */
function show() {
  const roles = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const wanted = search.value.trim().toLocaleLowerCase();
  const ranges = [];
  let shown = 0;
  for (const row of rows) {
    const text = row.querySelector(".text").firstChild;
    const lower = text ? text.data.toLocaleLowerCase() : "";
    row.hidden = !roles.has(row.dataset.role) || !lower.includes(wanted);
    shown += !row.hidden;
    if (row.hidden || !wanted || lower.length !== text.length) continue;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(text, at);
      range.setEnd(text, at + wanted.length);
      ranges.push(range);
    }
  }
  if ("highlights" in CSS) CSS.highlights.set("found", new Highlight(...ranges));
  found.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} blocks`;
}

/** Goes to the next row (or the last one before) that was removed, from where the reader is. */
function step(forward) {
  const removed = rows.filter((row) => row.classList.contains("removed") && !row.hidden);
  const here = rows.indexOf(document.activeElement.closest("ol.lines li"));
  const beyond = forward
    ? removed.find((row) => rows.indexOf(row) > here)
    : removed.findLast((row) => here < 0 || rows.indexOf(row) < here);
  (beyond ?? removed.at(forward ? 0 : -1))?.focus();
}

/** Lights the block that a field was read from. */
function light(field, scroll) {
  for (const row of rows) row.classList.toggle("lit", field !== null && row.id === `block-${field.dataset.block}`);
  if (scroll) document.querySelector("li.lit")?.scrollIntoView({ block: "center" });
}

for (const field of document.querySelectorAll("[data-block]")) {
  field.addEventListener("mouseenter", () => light(field, false));
  field.addEventListener("mouseleave", () => light(null, false));
  field.addEventListener("focus", () => light(field, true));
  field.addEventListener("blur", () => light(null, false));
}
for (const box of boxes) box.addEventListener("change", show);
search.addEventListener("input", show);
search.form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = getComputedStyle(root).colorScheme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = isDark ? "light" : "dark";
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    search.value = "";
    for (const box of boxes) box.checked = true;
    show();
  } else if (event.target.closest("input[type=search]") || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j");
  }
});
show();
