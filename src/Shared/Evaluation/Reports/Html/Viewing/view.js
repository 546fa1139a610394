// Pages of the viewer: the leaders of finished runs, and the progress of a live one.
(() => {
  const leaders = [...document.querySelectorAll("[data-leader]")];
  const fill = async cells => {
    for (const cell of cells) {
      try {
        const answer = await fetch(`/leader/${encodeURIComponent(cell.dataset.leader)}`);
        cell.textContent = answer.ok ? await answer.text() : "unreadable";
      } catch {
        cell.textContent = "not known: the viewer does not answer";
      }
    }
  };
  if (leaders.length > 0) fill(leaders);

  const live = document.getElementById("live");
  if (!live) return;
  const fault = document.getElementById("live-fault");
  const events = new EventSource(`/events/${encodeURIComponent(live.dataset.run)}`);
  events.addEventListener("status", event => {
    fault.textContent = "";
    live.replaceChildren(...new DOMParser().parseFromString(event.data, "text/html").body.childNodes);
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
  events.addEventListener("error", () => fault.textContent = "The viewer does not answer. This page tries again.");
})();
