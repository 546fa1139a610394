// The browser of questions: its filter, which stands in the address, and the list, whose cards are made as far as they are asked for.
(() => {
  const box = document.getElementById("browser");
  if (!box || !pageQuestions) return;
  const { data, items, text, element, correct, isAnswered, choiceOf, outcomes } = pageQuestions;
  const byId = name => document.getElementById("browser-" + name);
  const names = { model: "model", outcome: "outcome", other: "other", differ: "disagreement", slice: "slice", text: "text" };
  const [list, count, more] = ["list", "count", "more"].map(byId);
  const batch = 20;
  const lower = data.texts.map(one => one.toLowerCase());
  const models = new Map(data.models.map((model, place) => [model[0], place]));
  const slices = new Map(data.slices.map(([task, slice], place) => [`${task}/${slice}`, place]));
  let found = [];
  let shown = 0;
  let drawn = null;

  const disagreements = {
    models: (given, at) => {
      const ends = given.map(answer => answer[at]).filter(isAnswered);
      return ends.includes(correct) && ends.some(end => end !== correct);
    },
    protocols: given => given.some(answer => data.protocols.some((_, at) => (answer[at] === correct) !== (answer[0] === correct))),
    none: (given, at) => given.some(answer => isAnswered(answer[at])) && given.every(answer => answer[at] !== correct),
    every: (given, at) => given.every(answer => answer[at] === correct),
  };

  // Those that can see: the errors of floors and controls are no disagreement, unless there is nothing else.
  function judges(question) {
    const seeing = question.a.filter((_, model) => !data.models[model][2]);
    return seeing.length > 0 ? seeing : question.a;
  }

  // The class of an option in a matrix of confusions, whose last class may pool the rare ones.
  function classOf(question, option, classes) {
    if (option < 0) return undefined;
    const name = text(question.o[option]).trim();
    return classes && !classes.includes(name) ? classes.at(-1) : name;
  }

  function matchesConfusion(state, { row, question }, model, at) {
    if (state.source === undefined && state.gold === undefined) return true;
    if (state.source !== undefined && text(row.source) !== state.source) return false;
    if (!question.s.some(slice => data.slices[slice][0] === "fine") || question.g < 0) return false;
    const classes = pageConfusion?.classes(state.model, state.source);
    if (state.gold !== undefined && classOf(question, question.g, classes) !== state.gold) return false;
    if (model < 0 || (state.chosen === undefined && state.unread === undefined)) return true;
    const choice = choiceOf(question.a[model], at);
    if (!isAnswered(question.a[model][at])) return false;
    return state.unread ? choice < 0 : classOf(question, choice, classes) === state.chosen;
  }

  function matchesText(words, { row, question }, model) {
    const own = [question.t, question.k, row.source, ...question.o];
    const said = (model < 0 ? question.a : [question.a[model]]).flatMap(pageQuestions.textsOf);
    return [...own, ...said].some(place => place >= 0 && words.has(place));
  }

  function hasOutcome(answer, at, wanted) {
    if (wanted === "missing") return answer[at] === outcomes.indexOf("failed") || answer[at] === outcomes.indexOf("not run");
    return outcomes[answer[at]] === wanted;
  }

  function filter(state, at) {
    const place = (known, name) => name === undefined ? -1 : known.get(name) ?? NaN;
    const [model, other, slice] = [place(models, state.model), place(models, state.other), place(slices, state.slice)];
    const pass = state.pass === undefined ? -1 : data.passes.indexOf(state.pass);
    if ([model, other, slice].some(Number.isNaN) || (state.pass !== undefined && pass < 0)) return [];
    const differs = disagreements[state.differ];
    const words = (state.text ?? "").trim().toLowerCase();
    const hits = words === "" ? null : new Set(lower.flatMap((one, number) => one.includes(words) ? [number] : []));
    return items.filter(item => {
      const question = item.question;
      if (slice >= 0 && !question.s.includes(slice)) return false;
      if (pass >= 0 && !question.m?.includes(pass)) return false;
      if (state.outcome !== undefined && !(model < 0 ? question.a : [question.a[model]]).some(answer => hasOutcome(answer, at, state.outcome))) return false;
      if (model >= 0 && other >= 0) {
        const [a, b] = [question.a[model][at], question.a[other][at]];
        if (!isAnswered(a) || !isAnswered(b) || (a === correct) === (b === correct)) return false;
      }
      return (!differs || differs(judges(question), at)) && matchesConfusion(state, item, model, at) && (!hits || matchesText(hits, item, model));
    });
  }

  const chipNames = {
    pass: "no response in the pass", source: "fine questions of", gold: "correct class", chosen: "chosen class", unread: "no option read",
  };

  function showControls(state) {
    pageControls.show(names, state);
    pageControls.showChips(chipNames, state);
    const choice = document.getElementById(`protocol-${Math.max(0, data.protocols.indexOf(state.protocol))}`);
    if (choice) choice.checked = true;
  }

  function say() {
    const [, allQuestions] = data.all;
    const isSample = items.length < allQuestions;
    const number = value => value.toLocaleString("en");
    count.textContent = `${number(found.length)} of ${number(items.length)} questions`
      + (isSample ? ` of this page, which has ${number(items.length)} of the run's ${number(allQuestions)}` : "")
      + (found.length > 0 ? "" : isSample ? ". The run may have more such questions: mubench export writes all of them." : ".");
  }

  function apply(state, byLink) {
    showControls(state);
    const at = pageQuestions.protocol();
    const { q, ...conditions } = state;
    const now = JSON.stringify([conditions, at]);
    if (now !== drawn) {
      drawn = now;
      found = filter(state, at);
      say();
      list.replaceChildren();
      shown = 0;
      showMore();
    }
    const hasFilter = Object.keys(conditions).some(name => name !== "protocol");
    if (byLink && hasFilter && q === undefined) {
      document.getElementById("questions").scrollIntoView();
      count.focus({ preventScroll: true });
    }
    pageDialog?.show(q, found);
  }

  function showMore() {
    const from = shown;
    const state = pageState.read();
    const model = state.model === undefined ? -1 : models.get(state.model) ?? -1;
    shown = Math.min(found.length, shown + batch);
    list.append(...found.slice(from, shown).map(item => pageCards.card(item, pageQuestions.protocol(), model)));
    more.hidden = shown === found.length;
    more.textContent = `Show ${Math.min(batch, found.length - shown)} more`;
    return list.children[from];
  }

  more.addEventListener("click", () => {
    const next = showMore();
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true }); // the button may be gone: a reader with a keyboard continues with the next question
  });
  document.querySelectorAll('input[name="protocol"]').forEach(input => input.addEventListener("change", () => {
    const at = pageQuestions.protocol();
    pageState.set({ ...pageState.read(), protocol: at === 0 ? undefined : data.protocols[at] });
  }));

  pageControls.connect(names, ["protocol"]);
  document.getElementById("browser-off")?.remove();
  box.hidden = false;
  pageState.listen(apply);
  pageState.start();
})();
