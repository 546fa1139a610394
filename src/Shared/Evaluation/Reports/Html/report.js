// Sorting by a column, a choice of pairs, and the rows of tables that are too long to stand in the page.
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

  // A table that goes on beyond its frame says so.
  function signScrolling(frame) {
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.setAttribute("aria-hidden", "true");
    const update = () => {
      const right = frame.scrollWidth - frame.clientWidth - frame.scrollLeft > 2;
      const below = frame.scrollHeight - frame.clientHeight - frame.scrollTop > 2;
      const isWide = frame.scrollWidth - frame.clientWidth > 2;
      frame.classList.toggle("more", right || below);
      frame.classList.toggle("below", below);
      hint.textContent = isWide ? (right ? "more columns →" : "← more columns") : "";
      if (isWide && !hint.isConnected) frame.after(hint);
      hint.hidden = !isWide;
    };
    frame.addEventListener("scroll", update, { passive: true });
    new ResizeObserver(update).observe(frame);
    if (frame.firstElementChild) new ResizeObserver(update).observe(frame.firstElementChild);
  }

  function enablePairFilter(select) {
    select.addEventListener("change", filterPairs);
    select.closest("label").hidden = false;
  }

  function filterPairs() {
    const id = document.getElementById("pair-filter")?.value ?? "";
    for (const row of document.querySelectorAll("#differences details tr[data-a]")) row.hidden = id !== "" && row.dataset.a !== id && row.dataset.b !== id;
  }

  // A table of comparisons whose rows are data: they are made when it is opened.
  function makeRowsWhenOpened(data) {
    const details = data.parentElement;
    details.querySelector("p").remove();
    details.addEventListener("toggle", () => {
      const body = details.querySelector("tbody");
      if (!details.open || body.rows.length > 0) return;
      const { names, rows } = JSON.parse(data.textContent);
      const made = document.createDocumentFragment();
      for (const [a, b, slice, cells] of rows) {
        const row = document.createElement("tr");
        row.dataset.a = names[a];
        row.dataset.b = names[b];
        for (const text of [names[a], names[b], names[slice], ...cells.split("|")]) row.insertCell().textContent = text;
        made.append(row);
      }
      body.append(made);
      filterPairs();
    });
  }

  document.querySelectorAll(".scroll").forEach(signScrolling);
  Object.assign(globalThis, { signScrolling, makeSortable }); // for what other scripts make
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll('details > script[type="application/json"]').forEach(makeRowsWhenOpened);
  const filter = document.getElementById("pair-filter");
  if (filter) enablePairFilter(filter);
})();
