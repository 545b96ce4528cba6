// Filters for the sessions. The page says everything without this; what is here only hides rows.
"use strict";
(() => {
  const form = document.querySelector("form.filters");
  const rows = [...document.querySelectorAll("table.agenda tbody tr")];
  const tables = [...document.querySelectorAll("table.agenda")];
  const told = form.querySelector("output");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const filter = () => {
    const text = form.elements.text.value.trim().toLowerCase();
    const { value: kind } = form.elements.kind;
    const { value: month } = form.elements.month;
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(
        (!text || texts.get(row).includes(text)) &&
        (!kind || row.dataset.kinds.split(" ").includes(kind)) &&
        (!month || row.dataset.month === month)
      );
      if (!row.hidden) shown += 1;
    }
    for (const table of tables) {
      table.hidden = !table.querySelector("tbody tr:not([hidden])");
    }
    told.value = `${shown} / ${rows.length}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // A link from the year leads to its row, also when that was filtered away.
  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden) form.reset();
  };
  addEventListener("hashchange", reveal);
  filter();
})();
