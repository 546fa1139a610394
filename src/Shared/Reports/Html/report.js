"use strict";
// The page is complete without this: it adds sorting by a column and a choice of pairs.
(() => {
  const byText = (a, b) => a.localeCompare(b, "en", { numeric: true });

  // A row's key in a column. What has no number sorts after what has one, void models after everything.
  const key = (row, column) => row.cells[column].dataset.v;

  function sort(table, head, direction) {
    const column = head.cellIndex;
    const text = head.dataset.sort === "text";
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => {
      const last = (a.dataset.last || 0) - (b.dataset.last || 0);
      if (last) return last;
      const x = key(a, column);
      const y = key(b, column);
      if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
      return direction * (text ? byText(x, y) : x - y);
    });
    body.append(...rows);
    for (const cell of head.parentElement.cells) cell.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  }

  function makeSortable(table) {
    for (const head of table.tHead.rows[0].cells) {
      if (!head.dataset.sort) continue;
      const label = head.querySelector("span");
      const button = document.createElement("button");
      button.type = "button";
      button.title = "Sort by this column";
      if (label) {
        label.replaceWith(button);
        button.append(label);
      } else {
        button.append(...head.childNodes);
        head.append(button);
      }
      button.addEventListener("click", () => {
        const first = head.dataset.sort === "down" ? -1 : 1;
        const now = head.getAttribute("aria-sort");
        sort(table, head, now ? (now === "ascending" ? -1 : 1) : first);
      });
    }
  }

  function enablePairFilter(select) {
    const rows = [...document.querySelectorAll("#differences tr[data-a]")];
    select.addEventListener("change", () => {
      const id = select.value;
      for (const row of rows) row.hidden = id !== "" && row.dataset.a !== id && row.dataset.b !== id;
    });
    select.closest("label").hidden = false;
  }

  document.querySelectorAll("table.sortable").forEach(makeSortable);
  const filter = document.getElementById("pair-filter");
  if (filter) enablePairFilter(filter);
})();
