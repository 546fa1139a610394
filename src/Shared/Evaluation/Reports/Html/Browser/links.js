// Makes the cells of the tables by slice lead to their questions. The links of a table are one stop of the Tab key; the arrow keys
// move between them.
(() => {
  if (!pageQuestions) return;
  const models = new Set(pageQuestions.data.models.map(model => model[0]));

  function link(cell, state) {
    const made = document.createElement("a");
    made.className = "q";
    made.href = pageState.address(state);
    made.tabIndex = -1;
    made.append(...cell.childNodes);
    cell.append(made);
    return made;
  }

  function linkTable(table) {
    const heads = [...table.tHead.rows[0].cells].map(head => head.querySelector("span")?.textContent);
    const protocol = table.dataset.reader === pageQuestions.data.protocols[0] ? undefined : table.dataset.reader;
    const made = [];
    for (const row of table.querySelectorAll("tbody tr")) {
      const slice = row.cells[0].title;
      if (!slice) continue;
      const state = { slice: `${table.dataset.task}/${slice}`, protocol };
      made.push([...row.cells].flatMap((cell, column) =>
        column === 0 ? [link(cell, state)]
        : cell.classList.contains("none") || !models.has(heads[column]) ? []
        : [link(cell, { ...state, model: heads[column] })]));
    }
    rove(table, made);
  }

  function rove(table, rows) {
    if (rows.length === 0) return;
    rows[0][0].tabIndex = 0;
    table.addEventListener("focusin", event => {
      for (const one of table.querySelectorAll('a.q[tabindex="0"]')) one.tabIndex = -1;
      const link = event.target.closest("a.q");
      if (link) link.tabIndex = 0;
    });
    table.addEventListener("keydown", event => {
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      const at = step && rows.findIndex(row => row.includes(event.target));
      if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const row = rows[at + step[0]];
      const next = row?.[Math.min(row.length - 1, rows[at].indexOf(event.target) + step[1])];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }

  // A table is linked when it is first shown: a page of many models has tens of thousands of cells.
  const tables = document.querySelectorAll("table.heat[data-task]");
  const sight = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      sight.unobserve(entry.target);
      linkTable(entry.target);
    }
  }, { rootMargin: "400px" });
  tables.forEach(table => sight.observe(table));

  // Replies on which the readers disagree: the page knows which of them it has.
  for (const cell of document.querySelectorAll("td[data-question]")) {
    if (pageQuestions.find(cell.dataset.question)) link(cell, { q: cell.dataset.question }).tabIndex = 0;
  }
})();
