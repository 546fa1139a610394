// Runs in a console: cancelling and resuming them, and following them by asking for their progress.
(() => {
  if (!pageSite.isConsole) return;
  const say = document.getElementById("act-say");

  document.addEventListener("click", async event => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    const { act, run } = button.dataset;
    button.disabled = true;
    say.textContent = act === "cancel" ? `Cancelling ${run} …` : `Resuming ${run} …`;
    try {
      await pageSite.send("POST", `/api/runs/${encodeURIComponent(run)}/${act}`);
      say.textContent = act === "cancel" ? `${run} is cancelled. Its responses are kept.` : `${run} goes on.`;
      if (act === "resume") location.assign(`${pageSite.root}/runs/${encodeURIComponent(run)}`);
      else document.dispatchEvent(new CustomEvent("run-changed"));
    } catch (fault) {
      say.textContent = fault.message;
    } finally {
      button.disabled = false;
    }
  });

  const live = document.getElementById("live");
  if (!live) return;
  const fault = document.getElementById("live-fault");
  const tools = document.getElementById("live-tools");
  const pause = 1500;
  let tag = "";
  let timer = 0;

  function show(html) {
    live.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    live.querySelectorAll(".scroll").forEach(signScrolling);
    const action = live.querySelector("[data-action]")?.dataset.action;
    for (const button of tools?.querySelectorAll("button") ?? []) button.hidden = button.dataset.act !== action;
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(`${pageSite.root}/status/${encodeURIComponent(live.dataset.run)}`, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 401 || answer.redirected) throw new Error(pageSite.refused);
      if (answer.status !== 304) {
        if (!answer.ok) throw new Error(pageSite.answered(answer));
        show(await answer.text());
        tag = answer.headers.get("ETag") ?? "";
        if (answer.headers.get("X-MuBench-Ended")) return location.reload();
      }
      fault.textContent = "";
    } catch (failure) {
      fault.textContent = `${failure instanceof TypeError ? pageSite.silent : failure.message} This page does not move meanwhile, and tries again.`;
    }
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, pause);
  }

  document.addEventListener("visibilitychange", () => document.hidden || ask());
  document.addEventListener("run-changed", ask);
  ask();
})();
