"use strict";
// What stands in the page's address, so that it can be shared and Back leads to it: the filter of the questions, the protocol, and
// the question that is open.
const pageState = (() => {
  const names = ["q", "model", "other", "outcome", "differ", "slice", "text", "pass", "source", "gold", "chosen", "unread", "protocol", "results", "task", "key", "tag"];
  const listeners = [];
  let followed = false;

  // The state in an address; empty for the address of a section.
  function read() {
    const state = {};
    const text = location.hash.slice(1);
    if (!text.includes("=")) return state;
    for (const [name, value] of new URLSearchParams(text.replaceAll("+", "%2B"))) if (names.includes(name) && value !== "") state[name] = value;
    return state;
  }

  function address(state) {
    const parts = names.filter(name => state[name]).map(name => `${name}=${encodeURIComponent(state[name])}`);
    return parts.length > 0 ? "#" + parts.join("&") : "#questions";
  }

  function set(state, { replace = false, opened = false } = {}) {
    if (address(state) === location.hash) return;
    history[replace ? "replaceState" : "pushState"]({ opened }, "", address(state));
    tell(false);
  }

  function tell(byLink) {
    const state = read();
    for (const listener of listeners) listener(state, byLink);
  }

  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href^='#']");
    followed = Boolean(link?.getAttribute("href").includes("="));
    if (followed && link.hash === location.hash) tell(true); // the address stays the same, so the browser says nothing
  });
  window.addEventListener("popstate", () => {
    tell(followed);
    followed = false;
  });

  return { read, set, address, listen: listener => listeners.push(listener), start: () => tell(true) };
})();
