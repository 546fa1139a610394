"use strict";
// The browser of questions. Its data are read when the section comes into sight, and cards are made as far as they are asked for.
(() => {
  const box = document.getElementById("browser");
  const source = document.getElementById("browser-data");
  if (!box || !source) return;
  const byId = name => document.getElementById("browser-" + name);
  const controls = ["model", "outcome", "other", "disagreement", "slice", "text"].map(byId).filter(Boolean);
  const [list, count, more] = ["list", "count", "more"].map(byId);
  const outcomes = ["correct", "wrong", "unparsed", "refused", "filtered", "truncated", "failed", "not run"];
  const [correct, wrong, failed, notAsked] = [0, 1, 6, 8];
  const batch = 20;
  let data = null;
  let items = [];
  let lower = [];
  let found = [];
  let shown = 0;

  function element(tag, text, cssClass) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (cssClass) made.className = cssClass;
    return made;
  }

  function load() {
    data = JSON.parse(source.textContent);
    lower = data.texts.map(text => text.toLowerCase());
    items = data.rows.flatMap(row => row.questions.map(question => ({ row, question })));
    document.getElementById("browser-off").remove();
    box.hidden = false;
    apply();
  }

  // The number of the protocol that the page's switch is at.
  function protocol() {
    const label = document.querySelector('input[name="protocol"]:checked + label');
    return Math.max(0, label ? data.protocols.indexOf(label.textContent) : 0);
  }

  const choiceOf = (answer, at) => answer[data.protocols.length + at];
  const textAt = (answer, place) => data.texts[answer[2 * data.protocols.length + place]];
  const rawOf = answer => textAt(answer, 0);
  const readOf = answer => textAt(answer, 1);
  const scoreOf = answer => answer[2 * data.protocols.length + 2];
  const answered = outcome => outcome < failed;

  const disagreements = {
    models: (given, at) => {
      const ends = given.map(answer => answer[at]).filter(answered);
      return ends.includes(correct) && ends.some(end => end !== correct);
    },
    protocols: given => given.some(answer => data.protocols.some((_, at) => (answer[at] === correct) !== (answer[0] === correct))),
    none: (given, at) => given.some(answer => answered(answer[at])) && given.every(answer => answer[at] !== correct),
    every: (given, at) => given.every(answer => answer[at] === correct),
  };

  // Those that can see: the errors of floors and controls are no disagreement, unless there is nothing else.
  function judges(question) {
    const seeing = question.a.filter((_, model) => !data.models[model][2]);
    return seeing.length > 0 ? seeing : question.a;
  }

  function matches(text, { row, question }, model) {
    const own = [question.t, question.k, row.source, ...question.o];
    const raw = 2 * data.protocols.length;
    const said = (model < 0 ? question.a : [question.a[model]]).flatMap(answer => [answer[raw], answer[raw + 1]]);
    return [...own, ...said].some(place => place >= 0 && text.has(place));
  }

  function apply() {
    if (!data) return;
    const value = name => byId(name)?.value ?? "";
    const number = name => value(name) === "" ? -1 : Number(value(name));
    const at = protocol();
    const [model, other, outcome, slice] = [number("model"), number("other"), number("outcome"), number("slice")];
    const differs = disagreements[value("disagreement")];
    const words = value("text").trim().toLowerCase();
    const text = words === "" ? null : new Set(lower.flatMap((one, place) => one.includes(words) ? [place] : []));
    if (byId("other")) byId("other").disabled = model < 0;
    found = items.filter(item => {
      const question = item.question;
      if (slice >= 0 && !question.s.includes(slice)) return false;
      if (outcome >= 0 && !(model < 0 ? question.a : [question.a[model]]).some(answer => answer[at] === outcome)) return false;
      if (model >= 0 && other >= 0) {
        const [a, b] = [question.a[model][at], question.a[other][at]];
        if (!answered(a) || !answered(b) || (a === correct) === (b === correct)) return false;
      }
      return (!differs || differs(judges(question), at)) && (!text || matches(text, item, model));
    });
    count.textContent = `${found.length.toLocaleString("en")} of ${items.length.toLocaleString("en")} questions`;
    list.replaceChildren();
    shown = 0;
    showMore();
  }

  function showMore() {
    const from = shown;
    shown = Math.min(found.length, shown + batch);
    list.append(...found.slice(from, shown).map(card));
    more.hidden = shown === found.length;
    more.textContent = `Show ${Math.min(batch, found.length - shown)} more`;
    return list.children[from];
  }

  function card({ row, question }) {
    const at = protocol();
    const made = element("article", undefined, "item");
    const pictures = element("div", undefined, "pictures");
    for (const [index, image] of row.images.entries()) pictures.append(picture(image, row, index));
    const body = element("div", undefined, "body");
    const meta = element("p", undefined, "meta");
    meta.append(element("span", data.texts[question.k]), element("span", data.texts[row.source]), element("span", `row ${row.row}`));
    const title = element("h3", data.texts[question.t]);
    title.dir = "auto";
    body.append(meta, title);
    if (question.o.length > 0) body.append(options(question, at));
    if (question.r !== undefined) body.append(element("p", `Expected: ${data.texts[question.r]}`));
    const unread = question.a.map((_, model) => model).filter(model => choiceOf(question.a[model], at) < 0);
    if (question.o.length > 0 && unread.length > 0) {
      const line = element("p", "no option read: ", "unread");
      line.append(...unread.map(model => chip(model, outcomes[question.a[model][at]], "")));
      body.append(line);
    }
    body.append(answers(question, at));
    made.append(pictures, body);
    return made;
  }

  function picture(image, row, index) {
    if (!image.startsWith("data:")) return element("p", image, "muted");
    const made = element("img");
    made.src = image;
    made.alt = `Image ${row.images.length > 1 ? `${index + 1} ` : ""}of row ${row.row}, ${data.texts[row.source]}`;
    return made;
  }

  function chip(model, detail, kind) {
    const made = element("span", data.models[model][0], "chip " + (data.models[model][2] ? "floor" : kind));
    if (detail) made.append(element("small", ` ${detail}`));
    return made;
  }

  function options(question, at) {
    const made = element("ol", undefined, "options");
    question.o.forEach((place, option) => {
      const gold = option === question.g;
      const line = element("li", undefined, gold ? "gold" : "");
      const text = element("bdi", data.texts[place]);
      line.append(element("span", String.fromCharCode(65 + option) + ") ", "letter"), text);
      if (gold) line.append(element("span", "correct", "badge good"));
      question.a.forEach((answer, model) => {
        if (choiceOf(answer, at) === option) line.append(chip(model, "", gold ? "good" : "bad"));
      });
      made.append(line);
    });
    return made;
  }

  // The table of answers is made when it is opened.
  function answers(question, at) {
    const made = element("details");
    const model = byId("model").value;
    const asked = question.a.filter(answer => answer[at] !== notAsked).length;
    made.append(element("summary", `What ${asked === 1 ? "the model" : `the ${asked} models`} answered`));
    made.addEventListener("toggle", () => {
      if (made.open && made.children.length === 1) made.append(answerTable(question, at, model === "" ? -1 : Number(model)));
    });
    made.open = model !== "" || question.o.length === 0;
    return made;
  }

  function answerTable(question, at, first) {
    const frame = element("div", undefined, "scroll");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "What each model answered");
    const table = element("table", undefined, "answers");
    table.append(element("caption", "What each model answered", "quiet"));
    const heads = element("tr");
    for (const name of ["Model", "Answer", "Read as", ...data.protocols]) {
      const one = element("th", name);
      one.scope = "col";
      heads.append(one);
    }
    const top = element("thead");
    top.append(heads);
    const body = element("tbody");
    const order = question.a.map((_, model) => model).filter(model => question.a[model][at] !== notAsked).sort((a, b) => (b === first) - (a === first));
    for (const model of order) body.append(answerRow(question, model, at));
    table.append(top, body);
    frame.append(table);
    return frame;
  }

  function answerRow(question, model, at) {
    const answer = question.a[model];
    const row = element("tr");
    const name = element("th", data.models[model][0], "model");
    name.scope = "row";
    const raw = element("td", rawOf(answer) ?? "–", "raw");
    raw.dir = "auto";
    row.append(name, raw, element("td", readings(question, answer)));
    data.protocols.forEach((_, one) => {
      const cell = element("td");
      const end = answer[one];
      cell.append(element("span", outcomes[end], "badge " + (end === correct ? "good" : end === wrong ? "bad" : "neutral")));
      if (one === at && scoreOf(answer) !== undefined) cell.append(element("small", `score ${scoreOf(answer)}`));
      row.append(cell);
    });
    return row;
  }

  // The option that was read, once where the protocols agree.
  function readings(question, answer) {
    if (question.o.length === 0) return readOf(answer) ?? "–";
    const letters = data.protocols.map((_, at) => choiceOf(answer, at) < 0 ? "nothing" : String.fromCharCode(65 + choiceOf(answer, at)));
    return new Set(letters).size === 1 ? letters[0] : letters.map((letter, at) => `${letter} (${data.protocols[at]})`).join(", ");
  }

  let waiting = 0;
  for (const control of controls) {
    control.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, control.type === "search" ? 150 : 0);
    });
  }
  byId("reset").addEventListener("click", () => {
    for (const control of controls) control.value = "";
    apply();
  });
  more.addEventListener("click", () => {
    const next = showMore();
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true }); // the button may be gone: whoever came by keyboard goes on with the next question
  });
  document.querySelectorAll('input[name="protocol"]').forEach(input => input.addEventListener("change", apply));

  if (!("IntersectionObserver" in window)) {
    load();
    return;
  }
  const sight = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    sight.disconnect();
    load();
  }, { rootMargin: "600px" });
  sight.observe(document.getElementById("questions"));
})();
