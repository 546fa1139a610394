// The page of a new run: a field with completion, the faults at their lines, the estimate, and the start.
(() => {
  const page = document.getElementById("new-run");
  if (!page) return;
  const byId = id => document.getElementById(id);
  const [field, lines, list, about, say, faults, file] = ["editor", "editor-lines", "editor-choices", "editor-about", "editor-say", "editor-faults", "editor-file"].map(byId);
  const [estimate, submit, runSay, estimated] = ["run-estimate", "run-submit", "run-say", "run-estimated"].map(byId);
  const known = JSON.parse(byId("editor-data").textContent);
  const box = field.parentElement;
  const draftKey = "mubench-draft";
  const wait = 400;
  let schema = null;
  let offer = null;
  let chosen = 0;
  let bad = new Set();
  let timer = 0;
  let checking = 0;
  let busy = false;

  const example = `{
  "name": "first",
  "benchmark": { "dataset": "${known.datasets[0] ?? "ubench"}", "limit": 50 },
  "models": [
    { "id": "chance", "kind": "random" }
  ]
}
`;

  function number() {
    const count = field.value.split("\n").length;
    while (lines.childElementCount < count) lines.append(Object.assign(document.createElement("i"), { textContent: lines.childElementCount + 1 }));
    while (lines.childElementCount > count) lines.lastChild.remove();
    [...lines.children].forEach((line, at) => line.classList.toggle("bad", bad.has(at + 1)));
    lines.style.height = `${field.offsetHeight}px`;
    lines.scrollTop = field.scrollTop;
  }

  // Completion

  function close() {
    offer = null;
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  }

  function mark(at) {
    chosen = (at + offer.choices.length) % offer.choices.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
    about.textContent = offer.choices[chosen].about;
  }

  function put() {
    const before = field.value.slice(0, offer.start).split("\n");
    const style = getComputedStyle(field);
    const height = parseFloat(style.lineHeight);
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${style.fontSize} ${style.fontFamily}`;
    const left = field.offsetLeft + parseFloat(style.paddingLeft) + context.measureText(before.at(-1)).width - field.scrollLeft;
    list.style.left = `${Math.max(0, Math.min(left, box.clientWidth - list.offsetWidth))}px`;
    list.style.top = `${parseFloat(style.paddingTop) + before.length * height - field.scrollTop}px`;
  }

  async function complete() {
    try {
      schema ??= await (await fetch(`${pageSite.root}/schema`)).json();
    } catch {
      about.textContent = pageSite.silent;
      return;
    }
    if (field.selectionStart !== field.selectionEnd) return close();
    offer = manifestCompletion.at(schema, field.value, field.selectionStart, known);
    if (offer.choices.length === 0) return close();
    list.replaceChildren(...offer.choices.map((choice, at) => {
      const item = document.createElement("li");
      item.id = `editor-choice-${at}`;
      item.setAttribute("role", "option");
      item.append(choice.label);
      if (choice.hint) item.append(Object.assign(document.createElement("small"), { textContent: choice.hint }));
      return item;
    }));
    list.hidden = false;
    put();
    mark(0);
  }

  // A change that the browser's own undo can take back.
  function replace(start, end, text) {
    field.focus();
    field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text, start, end, "end");
  }

  function take(at) {
    const { insert } = offer.choices[at];
    const { start, end, commaAt } = offer;
    close();
    const cursor = insert.indexOf("|");
    const gap = commaAt >= 0 ? `,${field.value.slice(commaAt, start)}` : "";
    const from = commaAt >= 0 ? commaAt : start;
    const text = gap + insert.replace("|", "");
    replace(from, end, text);
    field.setSelectionRange(from + gap.length + cursor, from + gap.length + cursor);
    changed();
    if (insert[cursor - 1] === '"' || insert.includes("[|]")) complete();
  }

  field.addEventListener("keydown", event => {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      complete();
    } else if (offer && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      mark(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (offer && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      take(chosen);
    } else if (offer && event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === '"' && field.selectionStart === field.selectionEnd && field.value[field.selectionEnd] === '"' && manifestCompletion.isInText(field.value, field.selectionEnd)) {
      event.preventDefault(); // the closing quotation mark is there already
      close();
      field.setSelectionRange(field.selectionEnd + 1, field.selectionEnd + 1);
    } else if (event.key === '"' && field.selectionStart === field.selectionEnd && !manifestCompletion.isInText(field.value, field.selectionEnd)) {
      event.preventDefault();
      const at = field.selectionEnd;
      replace(at, at, '""');
      field.setSelectionRange(at + 1, at + 1);
      complete();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.isComposing) {
      const line = field.value.slice(0, field.selectionStart).split("\n").at(-1);
      const deeper = /[{[]\s*$/.test(line) ? "  " : "";
      event.preventDefault();
      replace(field.selectionStart, field.selectionEnd, `\n${line.match(/^\s*/)[0]}${deeper}`);
    }
  });
  list.addEventListener("mousedown", event => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) take([...list.children].indexOf(item));
  });
  field.addEventListener("blur", close);
  field.addEventListener("scroll", () => {
    lines.scrollTop = field.scrollTop;
    close();
  });
  field.addEventListener("input", event => {
    changed();
    if (event.isTrusted && event.inputType === "insertText" && (event.data === '"' || offer)) complete();
    else if (offer && event.inputType?.startsWith("delete")) complete();
  });
  document.addEventListener("selectionchange", () => {
    if (offer && document.activeElement === field && (field.selectionStart < offer.start || field.selectionStart > offer.end + 60)) close();
  });
  new ResizeObserver(number).observe(field);

  // Checking

  function showFaults(found) {
    bad = new Set(found.map(fault => fault.line));
    faults.replaceChildren(...found.map(fault => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(Object.assign(document.createElement("b"), { textContent: `Line ${fault.line}` }), ` ${fault.path}: ${fault.message}`);
      button.addEventListener("click", () => goTo(fault.line, fault.column));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    number();
  }

  function goTo(line, column) {
    const start = field.value.split("\n").slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    field.focus();
    field.setSelectionRange(start, start);
    field.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(field).lineHeight));
  }

  async function check() {
    const mine = ++checking;
    const text = field.value;
    try {
      const result = await (await pageSite.send("POST", "/api/manifests/validate", text)).json();
      if (mine !== checking) return;
      showFaults(result.faults);
      say.textContent = result.valid ? "No faults." : `${result.faults.length} ${result.faults.length === 1 ? "fault" : "faults"}.`;
      enable(result.valid);
    } catch (fault) {
      if (mine !== checking) return;
      say.textContent = `Not checked. ${fault.message}`;
      enable(false);
      timer = setTimeout(check, 4000); // goes on by itself once the service is back
    }
  }

  function enable(isValid) {
    estimate.disabled = submit.disabled = busy || !isValid;
    page.dataset.valid = isValid ? "1" : "";
  }

  function changed() {
    number();
    sessionStorage.setItem(draftKey, field.value);
    checking++;
    clearTimeout(timer);
    enable(false);
    say.textContent = "Checking …";
    estimated.replaceChildren();
    runSay.textContent = "";
    timer = setTimeout(check, wait);
  }

  async function act(text, work) {
    busy = true;
    enable(true);
    runSay.textContent = text;
    try {
      await work();
    } catch (fault) {
      runSay.textContent = fault.message;
      if (fault.faults?.length) showFaults(fault.faults);
    } finally {
      busy = false;
      enable(page.dataset.valid === "1");
    }
  }

  estimate.addEventListener("click", () => act("Estimating …", async () => {
    const asked = field.value;
    const answer = await (await pageSite.send("POST", "/api/manifests/estimate", asked, "text/html")).text();
    if (field.value !== asked) return;
    estimated.replaceChildren(...new DOMParser().parseFromString(answer, "text/html").body.childNodes);
    estimated.querySelectorAll(".scroll").forEach(signScrolling);
    runSay.textContent = "";
  }));
  submit.addEventListener("click", () => act("Starting …", async () => {
    const accepted = await (await pageSite.send("POST", "/api/runs", field.value)).json();
    runSay.textContent = accepted.outcome === "ended" ? "This manifest has been run. Its report opens." : "The run has started.";
    location.assign(`${pageSite.root}/runs/${encodeURIComponent(accepted.runId)}`);
  }));

  // Files

  async function open(dropped) {
    if (!dropped) return;
    const maxBytes = 1 << 20;
    if (dropped.size > maxBytes) {
      say.textContent = `${dropped.name} has more than ${maxBytes.toLocaleString("en")} bytes. A manifest names its data and does not contain it.`;
      return;
    }
    replace(0, field.value.length, (await dropped.text()).replace(/\r\n?/g, "\n"));
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
    changed();
  }

  file.addEventListener("change", () => open(file.files[0]).finally(() => file.value = ""));
  document.addEventListener("dragover", event => {
    event.preventDefault();
    box.classList.add("dropping");
  });
  document.addEventListener("dragleave", event => event.relatedTarget ?? box.classList.remove("dropping"));
  document.addEventListener("drop", event => {
    event.preventDefault();
    box.classList.remove("dropping");
    open(event.dataTransfer.files[0]);
  });

  byId("editor-off").remove();
  page.hidden = false;
  field.value = sessionStorage.getItem(draftKey) ?? example;
  changed();
})();
