"use strict";

/** What a row must fit, by the name of the control that says so; a control that is empty asks for nothing. */
const fits = {
  search: (row, wanted) => row.textContent.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  reason: (row, wanted) => row.dataset.reason === wanted,
  outlet: (row, wanted) => row.dataset.outlet === wanted,
  language: (row, wanted) => row.dataset.language === wanted,
  warned: (row) => row.dataset.warned === "yes",
  from: (row, wanted) => isDay(row.dataset.day) && row.dataset.day >= wanted,
  to: (row, wanted) => isDay(row.dataset.day) && row.dataset.day <= wanted,
};

/** Whether a row has a day, and not "unknown". */
function isDay(text) {
  return /^\d/.test(text);
}

/** Has a form say which rows of a table are shown, and how many records they stand for. */
function filter(form, table, noun) {
  const rows = [...table.querySelectorAll("tbody tr")];
  const total = rows.reduce((sum, row) => sum + Number(row.dataset.count ?? 1), 0);
  function show() {
    const asked = [...new FormData(form)].filter(([, wanted]) => wanted !== "");
    let shown = 0;
    for (const row of rows) {
      row.hidden = !asked.every(([name, wanted]) => fits[name](row, wanted));
      if (!row.hidden) shown += Number(row.dataset.count ?? 1);
    }
    form.querySelector("[role=status]").textContent =
      `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} ${noun}`;
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

filter(document.getElementById("record-filters"), document.querySelector("table.records"), "records");
const rejections = document.getElementById("rejection-filters");
if (rejections) filter(rejections, document.querySelector("table.rejections"), "rejections");
