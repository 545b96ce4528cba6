// Filters. The page says everything without this; what is here only hides rows, and opens what a link leads to.
"use strict";
(() => {
  // Each form filters the rows that it names: a text, and one select for each data attribute of the same name.
  for (const form of document.querySelectorAll("form.filters")) {
    const rows = [...document.querySelectorAll(form.dataset.rows)];
    const tables = new Set(rows.map((row) => row.closest("table")));
    const told = form.querySelector("output");
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const filter = () => {
      const text = form.elements.text.value.trim().toLowerCase();
      const wanted = [...form.querySelectorAll("select")].filter((each) => each.value);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !(
          (!text || texts.get(row).includes(text)) &&
          wanted.every((each) => {
            const value = row.dataset[each.name];
            return value === each.value || value.split(" ").includes(each.value);
          })
        );
        if (!row.hidden) shown += 1;
      }
      for (const table of tables) {
        table.hidden = !table.querySelector("tbody tr:not([hidden])");
      }
      if (told) told.value = `${shown} / ${rows.length}`;
    };
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    filter();
  }
  // A link leads to its row, also when that was filtered away, and opens the rule that it names.
  const reveal = () => {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (found && found.hidden) document.querySelector("form.filters").reset();
    if (found && found.tagName === "DETAILS") found.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  // On paper nothing can be opened.
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
})();
