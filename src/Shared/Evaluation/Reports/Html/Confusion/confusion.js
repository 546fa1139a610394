// Draws the confusion matrix of the chosen model and source dataset. A cell leads to its questions.
const pageConfusion = (() => {
  const box = document.getElementById("confusion");
  const data = document.getElementById("confusion-data");
  if (!box || !data) return null;
  const models = JSON.parse(data.textContent);
  const model = document.getElementById("confusion-model");
  const source = document.getElementById("confusion-source");
  const table = document.getElementById("confusion-matrix");
  const steps = 9;
  const hasQuestions = document.getElementById("browser-data") !== null;

  function element(tag, text, cssClass) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (cssClass) made.className = cssClass;
    return made;
  }

  function head(text, scope) {
    const made = element("th", text);
    made.scope = scope;
    return made;
  }

  function linked(content, state) {
    if (!hasQuestions) return content;
    const made = element("a", undefined, "q");
    made.href = pageState.address(state);
    made.append(...content);
    return [made];
  }

  function cell(state, matrix, gold, option) {
    const offered = matrix.offered[gold][option];
    if (offered === 0) {
      const never = element("td", "–", "none");
      never.title = "never offered";
      return never;
    }
    const chosen = matrix.chosen[gold][option];
    const rate = chosen / offered;
    const made = element("td", undefined, "h" + Math.min(steps - 1, Math.floor(rate * steps)) + (gold === option ? " right" : ""));
    made.title = `${matrix.classes[gold]} taken for ${matrix.classes[option]}: ${chosen} of ${offered}`;
    const content = [element("span", (rate * 100).toFixed(rate < 0.1 && rate > 0 ? 1 : 0) + "%"), element("small", `${chosen} / ${offered}`)];
    made.append(...(chosen === 0 ? content : linked(content, { ...state, gold: matrix.classes[gold], chosen: matrix.classes[option] })));
    return made;
  }

  function draw() {
    const chosen = models[model.value];
    const name = source.selectedOptions[0].textContent;
    const matrix = chosen.matrices.find(one => one.source === name);
    const caption = element("caption");
    table.replaceChildren(caption);
    if (!matrix) {
      caption.textContent = `${chosen.id} answered no question of ${name}.`;
      return;
    }
    const state = { model: chosen.id, source: name };
    caption.textContent = `${chosen.id} on ${name}, ${matrix.n.toLocaleString("en")} questions answered. Rows: the correct class. Columns: the option chosen.`;
    const heads = element("tr");
    heads.append(head("Correct class", "col"), ...matrix.classes.map(one => head(one, "col")), head("no option read", "col"));
    const top = element("thead");
    top.append(heads);
    const body = element("tbody");
    matrix.classes.forEach((one, gold) => {
      const asked = matrix.offered[gold][gold];
      if (asked === 0) return; // offered, but never the correct one
      const row = element("tr");
      const rowHead = head(one, "row");
      rowHead.append(element("small", `n = ${asked}`));
      const unread = element("td", undefined, "none");
      unread.append(...(matrix.unread[gold] === 0 ? ["–"] : linked([String(matrix.unread[gold])], { ...state, gold: one, unread: "1" })));
      row.append(rowHead, ...matrix.classes.map((_, option) => cell(state, matrix, gold, option)), unread);
      body.append(row);
    });
    table.append(top, body);
  }

  model.addEventListener("change", draw);
  source.addEventListener("change", draw);
  box.hidden = false;
  draw();

  return { classes: (id, name) => models.find(one => one.id === id)?.matrices.find(matrix => matrix.source === name)?.classes };
})();
