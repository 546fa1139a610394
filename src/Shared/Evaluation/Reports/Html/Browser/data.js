// The questions of the page and how their data are read; see BrowserData.cs for the form.
const pageQuestions = (() => {
  const source = document.getElementById("browser-data");
  if (!source) return null;
  const outcomes = ["correct", "wrong", "unparsed", "refused", "filtered", "truncated", "failed", "not run"];
  const [correct, failed, notAsked] = [0, 6, 8];
  const data = JSON.parse(source.textContent);
  const readers = data.protocols.length;
  const text = place => place >= 0 ? data.texts[place] : undefined;
  const at = place => answer => answer[2 * readers + place];
  const lenientOf = answer => at(0)(answer) ?? -1;
  const numberOf = place => answer => { const value = at(place)(answer); return value === undefined || value < 0 ? undefined : value; };

  function identify(rows) {
    return rows.flatMap(row => {
      const seen = new Map();
      return row.questions.map(question => {
        const key = text(question.k);
        const count = (seen.get(key) ?? 0) + 1;
        seen.set(key, count);
        return { row, question, id: question.i ?? `${row.row}.${key}${count > 1 ? "." + count : ""}` };
      });
    });
  }

  const items = identify(data.rows);
  const byId = new Map(items.map(item => [item.id, item]));

  // Takes in further questions, whose texts are numbered anew. One that is known already is replaced in place, so that every list has it.
  function append(more) {
    const by = data.texts.length;
    const shift = place => typeof place === "number" && place >= 0 ? place + by : place;
    data.texts.push(...more.texts);
    for (const row of more.rows) {
      row.source = shift(row.source);
      for (const question of row.questions) {
        Object.assign(question, { k: shift(question.k), t: shift(question.t), r: shift(question.r), o: question.o.map(shift), p: question.p?.map(prompt => prompt.map(shift)) });
        for (const answer of question.a) for (const at of [2 * readers + 1, 2 * readers + 2]) if (at < answer.length) answer[at] = shift(answer[at]);
      }
    }
    return identify(more.rows).map(item => {
      const known = byId.get(item.id);
      if (known) return Object.assign(known, item);
      items.push(item);
      byId.set(item.id, item);
      return item;
    });
  }

  function clear() {
    items.length = data.texts.length = 0;
    byId.clear();
  }

  // The number of the protocol that the page's switch is at.
  function protocol() {
    const chosen = document.querySelector('input[name="protocol"]:checked');
    return chosen ? Number(chosen.id.split("-")[1]) : Math.max(0, data.protocols.indexOf(pageState.read().protocol));
  }

  function element(tag, content, cssClass) {
    const made = document.createElement(tag);
    if (content !== undefined) made.textContent = content;
    if (cssClass) made.className = cssClass;
    return made;
  }

  const letter = choice => choice < 0 ? "nothing" : String.fromCharCode(65 + choice);

  return {
    data, items, text, element, protocol, append, clear, outcomes, correct, failed, notAsked, letter,
    find: id => byId.get(id),
    isPicture: image => image.startsWith("data:") || image.startsWith("/"),
    isAnswered: outcome => outcome < failed,
    choiceOf: (answer, at) => answer[readers + at],
    lenientOf,
    rawOf: answer => text(at(1)(answer) ?? -1),
    readOf: answer => text(at(2)(answer) ?? -1),
    scoreOf: answer => at(3)(answer) ?? undefined,
    promptOf: numberOf(4), inputOf: numberOf(5), outputOf: numberOf(6), millisecondsOf: numberOf(7),
    boxesOf: answer => at(8)(answer) ?? [],
    textsOf: answer => [at(1)(answer) ?? -1, at(2)(answer) ?? -1],
    prompt: places => places.map(text).join(""),
    badge: outcome => element("span", outcomes[outcome], "badge " + (outcome === correct ? "good" : outcome === 1 ? "bad" : "neutral")),
  };
})();
