// One question, large: its images with the regions drawn over them, the prompt as sent, and every model's answer.
const pageDialog = (() => {
  const dialog = document.getElementById("question");
  if (!dialog || !pageQuestions) return null;
  const { data, text, element, notAsked, letter } = pageQuestions;
  const byId = name => document.getElementById("question-" + name);
  const svgSpace = "http://www.w3.org/2000/svg";
  const image = element("img");
  image.draggable = false;
  const overlay = document.createElementNS(svgSpace, "svg");
  overlay.id = "question-overlay";
  overlay.setAttribute("aria-hidden", "true");
  let open = null;
  let list = [];
  let served;

  // Where the questions come from a server, source says how many were found, and reads one or more of them.
  function show(id, found, source) {
    list = found;
    served = source;
    if (id === undefined) {
      open = null;
      if (dialog.open) dialog.close();
      return;
    }
    open = id;
    const item = pageQuestions.find(id);
    if (item && !item.question.w) present(item);
    else if (served) load(id);
    else missing(id, `The page has ${pageQuestions.items.length} of the run's ${data.all[1]} questions.`);
    if (!dialog.open) dialog.showModal();
    if (item && !item.question.w) showImage(item, 0); // after the dialog is open, so that the image has a size to fit into
  }

  function present(item) {
    fill(item);
    document.dispatchEvent(new CustomEvent("question-shown", { detail: item }));
  }

  async function load(id) {
    missing(id, "Reading the question …", "Reading …");
    try {
      const item = await served.read(id);
      if (open !== id) return;
      if (!item) return missing(id, "The dataset has no such question.");
      present(item);
      showImage(item, 0);
    } catch (fault) {
      if (open === id) missing(id, fault.message, "The question cannot be shown");
    }
  }

  // The page is a sample: a link may lead to a question that only another page of the run has.
  function missing(id, reason, title = `The question ${id} is not in this page`) {
    byId("title").textContent = title;
    byId("place").textContent = "";
    byId("meta").replaceChildren(element("span", reason));
    for (const name of ["options", "answers", "prompts", "parts", "regions"]) byId(name).replaceChildren();
    byId("stage").hidden = true;
    byId("previous").disabled = byId("next").disabled = true;
    document.dispatchEvent(new CustomEvent("question-shown", { detail: null }));
  }

  function fill(item) {
    const { question } = item;
    const at = pageQuestions.protocol();
    const place = list.indexOf(item);
    byId("stage").hidden = false;
    byId("title").textContent = text(question.t);
    const total = served?.total() ?? list.length;
    byId("place").textContent = place < 0 ? (total > list.length ? "not among the questions listed so far" : "not in the filtered list") : `${place + 1} of ${total.toLocaleString("en")}`;
    byId("previous").disabled = place <= 0;
    byId("next").disabled = place < 0 || place === total - 1;
    byId("meta").replaceChildren(...pageCards.meta(item).childNodes);
    byId("link").href = pageState.address({ q: item.id });
    byId("options").replaceChildren(...(question.o.length > 0 ? [pageCards.options(question, at)] : []));
    if (question.r !== undefined) byId("options").append(element("p", `Expected: ${text(question.r)}`));
    if (question.m) byId("options").append(element("p", `No response in: ${question.m.map(pass => data.passes[pass]).join(", ")}`, "unread"));
    byId("answers").replaceChildren(...question.a.flatMap((answer, model) => answer[at] === notAsked ? [] : [answerOf(question, answer, model)]));
    byId("prompts").replaceChildren(...(question.p ?? []).map((prompt, number) => promptOf(question, prompt, number)));
    byId("parts").replaceChildren(...(item.row.images.length > 1 ? item.row.images.map((_, part) => partOf(item, part)) : []));
    dialog.scrollTop = 0;
  }

  function answerOf(question, answer, model) {
    const made = element("section", undefined, "answer");
    const head = element("h4", undefined);
    head.append(element("span", data.models[model][0], "model"), element("small", ` ${data.models[model][1]}`));
    const given = element("p", pageQuestions.rawOf(answer) ?? "no answer is recorded", "given");
    given.dir = "auto";
    const read = element("dl", undefined, "readings");
    const add = (name, ...content) => {
      const row = element("div");
      const value = element("dd");
      value.append(...content);
      row.append(element("dt", name), value);
      read.append(row);
    };
    data.protocols.forEach((protocol, at) => add(protocol, choiceText(question, pageQuestions.choiceOf(answer, at), answer), " ", pageQuestions.badge(answer[at])));
    if (question.o.length > 0) add("lenient", choiceText(question, pageQuestions.lenientOf(answer), answer));
    if (pageQuestions.scoreOf(answer) !== undefined) add("score", String(pageQuestions.scoreOf(answer)));
    const use = usage(answer);
    if (use) add("usage", use);
    made.append(head, given, read);
    return made;
  }

  function choiceText(question, choice, answer) {
    if (question.o.length === 0) return pageQuestions.readOf(answer) ?? "–";
    return choice < 0 ? "nothing read" : `${letter(choice)}) ${text(question.o[choice])}`;
  }

  function usage(answer) {
    const [input, output, ms] = [pageQuestions.inputOf(answer), pageQuestions.outputOf(answer), pageQuestions.millisecondsOf(answer)];
    const number = value => value.toLocaleString("en");
    return [input === undefined ? null : `${number(input)} tokens in`, output === undefined ? null : `${number(output)} out`, ms === undefined ? null : `${number(ms)} ms`]
      .filter(Boolean).join(" · ");
  }

  function promptOf(question, prompt, number) {
    const made = element("details");
    const models = question.a.flatMap((answer, model) => pageQuestions.promptOf(answer) === number ? [data.models[model]] : []);
    const isCaptions = models.every(model => model[1] === "clip" || model[1] === "interpolation");
    made.open = number === 0;
    made.append(element("summary", `${isCaptions ? "The captions compared, by" : "The prompt as sent, to"} ${models.map(model => model[0]).join(", ")}`));
    const sent = element("pre", pageQuestions.prompt(prompt));
    sent.dir = "auto";
    sent.tabIndex = 0;
    made.append(sent);
    return made;
  }

  function partOf(item, part) {
    const made = element("button", `${part + 1}`);
    made.type = "button";
    made.setAttribute("aria-label", `Image ${part + 1} of ${item.row.images.length}`);
    made.addEventListener("click", () => showImage(item, part));
    return made;
  }

  function showImage(item, part) {
    const { row } = item;
    const [thumbnail, full] = [row.images[part], row.full?.[part]];
    const [width, height] = row.sizes?.[part] ?? [0, 0];
    for (const [at, button] of [...byId("parts").children].entries()) button.setAttribute("aria-pressed", String(at === part));
    if (!pageQuestions.isPicture(thumbnail)) {
      byId("view").hidden = true;
      byId("note").textContent = thumbnail;
      return;
    }
    byId("view").hidden = false;
    if (!image.isConnected) byId("canvas").append(image, overlay);
    image.alt = `Image ${part + 1} of row ${row.row}, ${text(row.source)}`;
    const hint = "At full size: mubench view, or mubench report RUNID --images full --out DIR.";
    const pixels = () => `${width || image.naturalWidth} × ${height || image.naturalHeight} pixels`;
    image.onerror = full ? () => failed(row, part, width > 0 ? pixels() : "") : null;
    image.onload = () => {
      if (!full) byId("note").textContent = `A thumbnail${width > 0 ? ` of an image of ${pixels()}` : ""}. ${hint}`;
      else if (image.getAttribute("src") === full) byId("note").textContent = `Full size, ${pixels()}.`;
      pageZoom.show(width || image.naturalWidth, height || image.naturalHeight);
      drawRegions(item, part, width || image.naturalWidth, height || image.naturalHeight);
    };
    byId("note").textContent = "";
    image.src = full || thumbnail;
    drawRegions(item, part, width, height);
  }

  // The thumbnail stands in for an image at full size that is not there. If the server has neither, it says why.
  async function failed(row, part, size) {
    const [thumbnail, full] = [row.images[part], row.full[part]];
    image.onerror = null;
    const reason = thumbnail.startsWith("/") ? await pageCards.reason(full) : "";
    if (thumbnail.startsWith("/")) byId("view").hidden = true;
    else image.src = thumbnail;
    byId("note").textContent = reason || `The image at full size (${full}) could not be loaded. This is the thumbnail; the image has ${size}.`;
  }

  // The true regions and the boxes that models drew; they belong to the first image.
  function drawRegions({ question }, part, width, height) {
    const controls = byId("regions");
    overlay.replaceChildren();
    controls.replaceChildren();
    overlay.setAttribute("viewBox", `0 0 ${width || 1} ${height || 1}`);
    if (part > 0 || width === 0) return;
    const layers = [["true regions", [...(question.b ?? []).map(rectangle), ...(question.y ?? []).map(outline)]]];
    question.a.forEach((answer, model) => layers.push([data.models[model][0], pageQuestions.boxesOf(answer).map(rectangle)]));
    layers.filter(layer => layer[1].length > 0).forEach(([name, shapes], number) => {
      const layer = document.createElementNS(svgSpace, "g");
      layer.setAttribute("class", name === "true regions" ? "truth" : `drawn d${number % 4}`);
      layer.append(...shapes);
      overlay.append(layer);
      const label = element("label");
      const box = element("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => layer.style.display = box.checked ? "" : "none");
      label.append(box, element("i", "", name === "true regions" ? "truth" : `d${number % 4}`), ` ${name} (${shapes.length})`);
      controls.append(label);
    });
  }

  function shape(name, attributes) {
    const made = document.createElementNS(svgSpace, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  const rectangle = ([left, top, right, bottom]) => shape("rect", { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) });
  const outline = points => shape("polygon", { points: points.join(" ") });

  async function go(step) {
    const at = list.findIndex(item => item.id === open) + step;
    if (at === list.length && served && at < served.total()) await served.more();
    const next = list[at];
    if (next) pageState.set({ ...pageState.read(), q: next.id }, { replace: true, opened: history.state?.opened });
  }

  // Back closes a question that was opened in this page; of a shared link only the question is taken out of the address.
  function close() {
    if (history.state?.opened) history.back();
    else pageState.set({ ...pageState.read(), q: undefined }, { replace: true });
  }

  byId("previous").addEventListener("click", () => go(-1));
  byId("next").addEventListener("click", () => go(1));
  byId("close").addEventListener("click", close);
  dialog.addEventListener("cancel", event => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener("click", event => {
    if (event.target === dialog) close();
  });
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a.open");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pageState.set(Object.fromEntries(new URLSearchParams(link.hash.slice(1).replaceAll("+", "%2B"))), { opened: true });
  });
  dialog.addEventListener("keydown", event => {
    if (event.target.closest("#question-view, pre, input, textarea")) return;
    if (event.key === "ArrowLeft") go(-1);
    if (event.key === "ArrowRight") go(1);
  });

  return { show };
})();
