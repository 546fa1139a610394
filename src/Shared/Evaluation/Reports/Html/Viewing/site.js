// The site that serves this page: a viewer, or the console of a service.
globalThis.pageSite = (() => {
  const { root = "", console: isConsole, token } = document.documentElement.dataset;
  const name = isConsole ? "console" : "viewer";
  const site = {
    root,
    isConsole: Boolean(isConsole),
    silent: isConsole ? "The console does not answer. It may be starting; try again in a moment." : "The viewer does not answer. It may have been stopped; start it again.",
    refused: isConsole ? "You are not signed in any more. Open the console again in another tab, then go on here." : "The viewer was started anew. Open the address that 'mubench view' printed.",
    answered: answer => `The ${name} answered ${answer.status}.`,
  };

  // Sends a change. A problem that the service answers is an error with its words, and its faults.
  site.send = async (method, path, body, accept = "application/json") => {
    const headers = { Accept: accept, "X-MuBench-Token": token ?? "" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await fetch(root + path, { method, body, headers, cache: "no-store" });
    } catch {
      throw new Error(site.silent);
    }
    if (answer.ok) return answer;
    if (answer.status === 401) throw new Error(site.refused);
    const problem = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : {};
    throw Object.assign(new Error([problem.title ?? site.answered(answer), problem.detail].filter(Boolean).join(" ")), { faults: problem.faults });
  };
  return site;
})();
