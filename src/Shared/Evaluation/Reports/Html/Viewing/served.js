// The browser of questions of a viewer. The viewer searches; the page asks for a question's answers when its card comes into sight.
(() => {
  const box = document.getElementById("served");
  if (!box) return;
  const { data, element } = pageQuestions;
  const byId = name => document.getElementById("browser-" + name);
  const names = { results: "results", model: "model", outcome: "outcome", other: "other", differ: "disagreement", task: "task", source: "source", tag: "tag", text: "text", protocol: "protocol" };
  const [list, count, more, retry, left] = ["list", "count", "more", "retry", "left"].map(byId);
  const batch = 20;
  const root = `${pageSite.root}/api/questions/${encodeURIComponent(box.dataset.dataset)}`;
  const notes = new Map();
  let found = [];
  let total = 0;
  let drawn = null;
  let asking = new AbortController();
  const number = value => value.toLocaleString("en");

  async function get(path, parameters, signal) {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined));
    let answer;
    try {
      answer = await fetch(`${root}${path}?${query}`, { signal });
    } catch (fault) {
      if (fault.name === "AbortError") throw fault;
      throw new Error(pageSite.silent);
    }
    if (answer.status === 403) throw new Error(pageSite.refused);
    if (!answer.ok) throw new Error(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".finding")?.textContent ?? pageSite.answered(answer));
    return answer.json();
  }

  function take(answer) {
    for (const [id, note] of Object.entries(answer.notes)) notes.set(id, note);
    return pageQuestions.append(answer.data);
  }

  const conditionsOf = ({ q, ...conditions }) => conditions;

  // Choices that depend on what the store has. A chosen one that is not among them stays, so that the address is not changed behind the reader.
  function offer(name, values, texts = values) {
    const control = byId(name);
    const fixed = [...control.options].filter(option => !option.dataset.offered);
    const chosen = pageState.read()[Object.keys(names).find(key => names[key] === name)];
    const all = chosen !== undefined && !values.includes(chosen) && !fixed.some(option => option.value === chosen) ? [...values, chosen] : values;
    control.replaceChildren(...fixed, ...all.map((value, at) => {
      const option = new Option(texts[at] ?? value, value);
      option.dataset.offered = "1";
      return option;
    }));
  }

  async function search(state) {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    retry.hidden = true;
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await get("", { ...conditionsOf(state), from: 0, count: batch }, signal);
      pageQuestions.clear();
      notes.clear();
      data.models = answer.data.models;
      const models = data.models.map(model => model[0]);
      offer("results", answer.runs, answer.runs.map(run => `run ${run}`));
      offer("task", answer.tasks);
      offer("source", answer.sources);
      offer("tag", answer.tags);
      offer("model", models);
      offer("other", models);
      pageControls.show(names, state);
      total = answer.total;
      found = take(answer);
      list.replaceChildren(...found.map(cardOf));
      say(answer);
    } catch (fault) {
      if (fault.name === "AbortError") return false;
      found = [];
      total = 0;
      drawn = null;
      list.replaceChildren();
      more.hidden = true;
      count.textContent = fault.message;
      retry.hidden = false;
    } finally {
      if (!signal.aborted) box.removeAttribute("aria-busy");
    }
    return true;
  }

  function say(answer) {
    count.textContent = data.models.length === 0 ? "No finished run of the dataset can be shown."
      : `${number(total)} of ${number(answer.all)} questions, ${number(data.models.length)} ${data.models.length === 1 ? "result" : "results"} each.`;
    left.replaceChildren(...(answer.leftOut.length === 0 ? [] : [element("p", `Not shown: ${answer.leftOut.join(" ")}`)]));
    showMore();
  }

  function showMore() {
    more.hidden = found.length >= total;
    more.textContent = `Show ${number(Math.min(batch, total - found.length))} more`;
  }

  async function readMore() {
    const { signal } = asking;
    const answer = await get("", { ...conditionsOf(pageState.read()), from: found.length, count: batch }, signal);
    const items = take(answer);
    found.push(...items);
    const cards = items.map(cardOf);
    list.append(...cards);
    showMore();
    return cards[0];
  }

  const reading = new Map();

  // One request per question, shared by all callers.
  function read(id) {
    if (!reading.has(id)) {
      const { results } = pageState.read();
      reading.set(id, get("/one", { id, results }).then(answer => {
        if (answer === null) return undefined;
        notes.delete(id);
        return take(answer)[0];
      }).finally(() => reading.delete(id)));
    }
    return reading.get(id);
  }

  function draw(item) {
    const state = pageState.read();
    const card = pageCards.card(item, pageQuestions.protocol(), data.models.findIndex(model => model[0] === state.model));
    const note = notes.get(item.id);
    if (note) {
      const line = element("p", undefined, "noted");
      line.append(...note.tags.map(tag => element("span", tag, "chip")), element("span", note.text));
      card.querySelector(".body").append(line);
    }
    return card;
  }

  const sight = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) complete(target);
  }, { rootMargin: "300px" });

  async function complete(card) {
    sight.unobserve(card);
    const id = card.dataset.id;
    try {
      const item = await read(id);
      if (item && card.isConnected) replace(card, item);
    } catch (fault) {
      if (card.isConnected) card.querySelector(".unread").textContent = `The answers cannot be shown: ${fault.message}`;
    }
  }

  function replace(card, item) {
    const focused = card.contains(document.activeElement) ? [...card.querySelectorAll("a, summary")].indexOf(document.activeElement) : -1;
    const fresh = draw(item);
    fresh.dataset.id = item.id;
    card.replaceWith(fresh);
    if (focused >= 0) fresh.querySelectorAll("a, summary")[focused]?.focus({ preventScroll: true });
  }

  function cardOf(item) {
    const card = draw(item);
    card.dataset.id = item.id;
    if (item.question.w) sight.observe(card);
    return card;
  }

  const source = { total: () => total, more: readMore, read };

  async function apply(state) {
    pageControls.show(names, state);
    pageControls.showChips({ key: "key" }, state);
    const now = JSON.stringify(conditionsOf(state));
    if (now !== drawn) {
      drawn = now;
      if (!await search(state)) return;
    }
    pageDialog.show(pageState.read().q, found, source);
  }

  function again() {
    drawn = null;
    apply(pageState.read());
  }

  more.addEventListener("click", async () => {
    try {
      const next = await readMore();
      if (!next) return;
      next.tabIndex = -1;
      next.focus({ preventScroll: true }); // the button may be gone: a reader with a keyboard continues with the next question
    } catch (fault) {
      if (fault.name !== "AbortError") more.textContent = `${fault.message} Try again`;
    }
  });
  retry.addEventListener("click", again);
  document.addEventListener("note-changed", event => {
    const { id, note } = event.detail;
    if (note.text === "" && note.tags.length === 0) notes.delete(id);
    else notes.set(id, note);
    const card = [...list.children].find(one => one.dataset.id === id);
    if (card) replace(card, pageQuestions.find(id));
  });
  globalThis.pageNotes = { of: id => notes.get(id) ?? { text: "", tags: [], version: "none" }, root, token: box.dataset.token };

  document.getElementById("browser-off")?.remove();
  box.hidden = false;
  pageControls.connect(names, ["results", "protocol"]);
  pageState.listen(apply);
  pageState.start();
})();
