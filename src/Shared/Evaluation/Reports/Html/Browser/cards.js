// A question of the list.
const pageCards = (() => {
  if (!pageQuestions) return null;
  const { data, text, element, outcomes, correct, notAsked, choiceOf, lenientOf, letter } = pageQuestions;

  function card(item, at, model) {
    const { row, question } = item;
    const made = element("article", undefined, "item");
    const pictures = element("div", undefined, "pictures");
    for (const [index, image] of row.images.entries()) pictures.append(link(item, picture(image, row, index), pageQuestions.isPicture(image) ? `Open the question at image ${index + 1}` : ""));
    const body = element("div", undefined, "body");
    const title = element("h3");
    title.dir = "auto";
    title.append(link(item, data.texts[question.t]));
    body.append(meta(item), title);
    if (question.o.length > 0) body.append(options(question, at));
    if (question.r !== undefined) body.append(element("p", `Expected: ${text(question.r)}`));
    if (question.w) {
      body.append(element("p", "reading the answers …", "unread"));
      made.append(pictures, body);
      return made;
    }
    const unread = question.a.map((_, place) => place).filter(place => choiceOf(question.a[place], at) < 0);
    if (question.o.length > 0 && unread.length > 0) {
      const line = element("p", "no option read: ", "unread");
      line.append(...unread.map(place => chip(place, outcomes[question.a[place][at]] ?? "not asked", "")));
      body.append(line);
    }
    body.append(answers(question, at, model));
    made.append(pictures, body);
    return made;
  }

  function link(item, content, label) {
    const made = element("a", undefined, "open");
    made.href = pageState.address({ ...pageState.read(), q: item.id });
    if (label) made.setAttribute("aria-label", label);
    made.append(content);
    return made;
  }

  function meta({ row, question }) {
    const made = element("p", undefined, "meta");
    made.append(element("span", text(question.k)), element("span", text(row.source)), element("span", `row ${row.row}`));
    return made;
  }

  function picture(image, row, index) {
    if (!pageQuestions.isPicture(image)) return element("span", image, "muted");
    const made = element("img");
    if (image.startsWith("/")) {
      made.loading = "lazy";
      made.addEventListener("error", async () => made.replaceWith(element("span", await pageCards.reason(image), "muted")), { once: true });
    }
    made.src = image;
    made.decoding = "async";
    made.alt = `Image ${row.images.length > 1 ? `${index + 1} ` : ""}of row ${row.row}, ${text(row.source)}`;
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
      line.append(element("span", letter(option) + ") ", "letter"), element("bdi", text(place)));
      if (gold) line.append(element("span", "correct", "badge good"));
      question.a.forEach((answer, model) => {
        if (choiceOf(answer, at) === option) line.append(chip(model, "", gold ? "good" : "bad"));
      });
      made.append(line);
    });
    return made;
  }

  // The table of answers is made when it is opened.
  function answers(question, at, model) {
    const made = element("details");
    const asked = question.a.filter(answer => answer[at] !== notAsked).length;
    made.append(element("summary", `What ${asked === 1 ? "the model" : `the ${asked} models`} answered`));
    const fill = () => {
      if (made.open && made.children.length === 1) made.append(answerTable(question, at, model));
    };
    made.addEventListener("toggle", fill);
    made.open = model >= 0 || question.o.length === 0;
    fill();
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
    signScrolling(frame);
    return frame;
  }

  function answerRow(question, model, at) {
    const answer = question.a[model];
    const row = element("tr");
    const name = element("th", data.models[model][0], "model");
    name.scope = "row";
    const raw = element("td", pageQuestions.rawOf(answer) ?? "–", "raw");
    raw.dir = "auto";
    row.append(name, raw, element("td", readings(question, answer)));
    data.protocols.forEach((_, one) => {
      const cell = element("td");
      cell.append(pageQuestions.badge(answer[one]));
      if (one === at && pageQuestions.scoreOf(answer) !== undefined) cell.append(element("small", `score ${pageQuestions.scoreOf(answer)}`));
      row.append(cell);
    });
    return row;
  }

  // The option that was read, once where the readers agree.
  function readings(question, answer) {
    if (question.o.length === 0) return pageQuestions.readOf(answer) ?? "–";
    const read = [...data.protocols.map((name, at) => [name, letter(choiceOf(answer, at))]), ["lenient", letter(lenientOf(answer))]];
    return new Set(read.map(one => one[1])).size === 1 ? read[0][1] : read.map(([name, one]) => `${one} (${name})`).join(", ");
  }

  // Why an image that the server should have is not shown.
  async function reason(address) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return "The image cannot be shown by this browser.";
      return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".finding")?.textContent ?? "The image cannot be read.";
    } catch {
      return "The image was not loaded: the viewer does not answer.";
    }
  }

  return { card, meta, reason, options, chip, readings, isRight: answer => answer === correct };
})();
