// The large image of a question: zoom by buttons, keys and the wheel, and moving by dragging or the arrow keys.
const pageZoom = (() => {
  const view = document.getElementById("question-view");
  if (!view) return null;
  const canvas = document.getElementById("question-canvas");
  const level = document.getElementById("question-level");
  let size = [1, 1];
  let scale = 1;
  let fits = true;

  const fit = () => Math.min(8, view.clientWidth / size[0], view.clientHeight / size[1]);

  function set(next, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const before = scale;
    scale = Math.min(32, Math.max(0.02, next));
    const [left, top] = [view.scrollLeft + x, view.scrollTop + y];
    canvas.style.width = `${size[0] * scale}px`;
    canvas.style.height = `${size[1] * scale}px`;
    canvas.classList.toggle("pixels", scale >= 3);
    view.scrollLeft = left * scale / before - x;
    view.scrollTop = top * scale / before - y;
    level.textContent = `${Math.round(scale * 100)}%`;
  }

  function change(factor, x, y) {
    fits = false;
    set(scale * factor, x, y);
  }

  function toFit() {
    fits = true;
    set(fit());
  }

  const actions = { "question-out": () => change(1 / 1.5), "question-in": () => change(1.5), "question-fit": toFit, "question-one": () => change(1 / scale) };
  for (const [id, action] of Object.entries(actions)) document.getElementById(id).addEventListener("click", action);
  document.getElementById("question").addEventListener("keydown", event => {
    const action = { "-": "question-out", "+": "question-in", "=": "question-in", "0": "question-fit", "1": "question-one" }[event.key];
    if (action && !event.target.closest("input, textarea") && !event.ctrlKey && !event.metaKey && !event.altKey) actions[action]();
  });
  view.addEventListener("wheel", event => {
    event.preventDefault();
    const frame = view.getBoundingClientRect();
    change(Math.exp(-event.deltaY / 400), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  view.addEventListener("pointermove", event => {
    if (event.buttons !== 1 || event.pointerType === "touch") return;
    view.setPointerCapture(event.pointerId);
    view.scrollLeft -= event.movementX;
    view.scrollTop -= event.movementY;
  });
  new ResizeObserver(() => { if (fits) set(fit()); }).observe(view);

  return {
    show(width, height) {
      size = [Math.max(1, width), Math.max(1, height)];
      fits = true;
      set(fit());
    },
  };
})();
