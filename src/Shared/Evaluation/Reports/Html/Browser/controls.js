// The controls of a browser of questions: they show what stands in the address, and choosing something changes it.
const pageControls = (() => {
  const byId = name => document.getElementById("browser-" + name);

  function show(names, state) {
    for (const [name, id] of Object.entries(names)) {
      const control = byId(id);
      if (!control || (control === document.activeElement && control.type === "search")) continue;
      control.value = state[name] ?? "";
      if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = "";
    }
    if (byId("other")) byId("other").disabled = state.model === undefined;
  }

  // Parts of the filter that have no control of their own, each of which can be taken away.
  function showChips(about, state) {
    byId("chips").replaceChildren(...Object.keys(about).filter(name => state[name] !== undefined).map(name => {
      const made = document.createElement("button");
      made.textContent = `${about[name]}${name === "unread" ? "" : `: ${state[name]}`} ×`;
      made.className = "chip";
      made.type = "button";
      made.title = "Take this condition away";
      made.addEventListener("click", () => pageState.set({ ...pageState.read(), [name]: undefined }));
      return made;
    }));
  }

  function choose(names, replace) {
    const state = { ...pageState.read(), q: undefined };
    for (const [name, id] of Object.entries(names)) state[name] = byId(id)?.value || undefined;
    if (state.model === undefined) state.other = undefined;
    pageState.set(state, { replace });
  }

  function connect(names, kept) {
    let waiting = 0;
    let typing = false;
    for (const id of Object.values(names)) {
      const control = byId(id);
      control?.addEventListener("input", () => {
        clearTimeout(waiting);
        const isText = control.type === "search";
        waiting = setTimeout(() => {
          choose(names, isText && typing);
          typing = isText;
        }, isText ? 150 : 0);
      });
    }
    byId("text").addEventListener("blur", () => typing = false);
    byId("reset").addEventListener("click", () => {
      byId("text").value = "";
      const state = pageState.read();
      pageState.set(Object.fromEntries(kept.map(name => [name, state[name]])));
    });
  }

  return { show, showChips, connect };
})();
