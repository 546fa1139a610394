// The site that serves this page: a viewer, or the console of a service.
globalThis.pageSite = (() => {
  const { root = "" } = document.documentElement.dataset;
  return {
    root,
    silent: "The viewer does not answer. It may have been stopped; start it again.",
    refused: "The viewer was started anew. Open the address that 'mubench view' printed.",
    answered: answer => `The viewer answered ${answer.status}.`,
  };
})();
