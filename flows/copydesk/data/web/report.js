"use strict";
const rows = [...document.querySelectorAll("table.records tbody tr")];
const search = document.getElementById("search");
const outlet = document.getElementById("outlet");
const language = document.getElementById("language");
const warned = document.getElementById("warned");
const found = document.getElementById("found");

/** Shows the records that fit all filters, and says how many there are. */
function show() {
  const wanted = search.value.trim().toLocaleLowerCase();
  let shown = 0;
  for (const row of rows) {
    const fits =
      (!outlet.value || row.dataset.outlet === outlet.value) &&
      (!language.value || row.dataset.language === language.value) &&
      (!warned.checked || row.dataset.warned) &&
      row.textContent.toLocaleLowerCase().includes(wanted);
    row.hidden = !fits;
    shown += fits;
  }
  found.textContent = `${shown} of ${rows.length} records`;
}

for (const control of [search, outlet, language, warned]) control.addEventListener("input", show);
search.form.addEventListener("submit", (event) => event.preventDefault());
show();
