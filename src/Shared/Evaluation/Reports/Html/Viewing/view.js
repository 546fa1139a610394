// Pages of the viewer: the leaders of finished runs, what is still being computed, and the progress of runs.
(() => {
  const batch = 10;

  async function fillLeaders(cells) {
    for (let from = 0; from < cells.length; from += batch) {
      const part = cells.slice(from, from + batch);
      const query = part.map(cell => `run=${encodeURIComponent(cell.dataset.leader)}`).join("&");
      try {
        const answer = await fetch(`${pageSite.root}/api/leaders?${query}`);
        const leaders = answer.ok ? await answer.json() : {};
        for (const cell of part) cell.textContent = leaders[cell.dataset.leader] ?? "unreadable";
      } catch {
        for (const cell of part) cell.textContent = `not known: ${pageSite.silent}`;
      }
    }
  }

  // Takes the content of this page as the viewer now gives it, without losing the place in it.
  async function renew(address, selector) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(pageSite.answered(answer));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(selector);
    const old = document.querySelector(selector);
    if (!fresh || !old) return;
    old.replaceChildren(...fresh.childNodes);
    old.querySelectorAll(".scroll").forEach(signScrolling);
    old.querySelectorAll("table.sortable").forEach(makeSortable);
  }

  const waiting = document.querySelector("[data-wait]");
  if (waiting) renew(waiting.dataset.wait, "main").catch(fault => waiting.textContent = `The ranks are not known: ${fault.message}`);
  fillLeaders([...document.querySelectorAll("[data-leader]")]);

  // A list with a run in progress follows it.
  const pause = 5000;
  async function followList() {
    if (document.hidden || document.querySelector("table[data-live]") === null) return;
    try {
      await renew(location.href, "table.runs > tbody");
      fillLeaders([...document.querySelectorAll("[data-leader]")]);
    } catch {
      // The list is as it was; the next attempt may succeed.
    }
  }
  if (document.querySelector("table[data-live]")) setInterval(followList, pause);
  document.addEventListener("run-changed", followList);

  const live = document.getElementById("live");
  if (!live || pageSite.isConsole) return; // a console asks in place of holding a connection open
  const fault = document.getElementById("live-fault");
  const again = 2000;

  function follow() {
    const events = new EventSource(`${pageSite.root}/events/${encodeURIComponent(live.dataset.run)}`);
    events.addEventListener("open", () => fault.textContent = "");
    events.addEventListener("status", event => {
      fault.textContent = "";
      live.replaceChildren(...new DOMParser().parseFromString(event.data, "text/html").body.childNodes);
      live.querySelectorAll(".scroll").forEach(signScrolling);
    });
    events.addEventListener("end", () => {
      events.close();
      location.reload();
    });
    events.addEventListener("error", () => {
      fault.textContent = `${pageSite.silent} This page does not move meanwhile, and tries again.`;
      if (events.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      events.close();
      setTimeout(follow, again);
    });
  }
  follow();
})();
