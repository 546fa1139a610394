// The note and tags of the open question. A change is made to the note that this page has read, or not at all: another tab's change is never overwritten.
(() => {
  const form = document.getElementById("note");
  if (!form) return;
  const [text, tags, save, state] = ["text", "tags", "save", "state"].map(name => document.getElementById("note-" + name));
  let shown = null;
  let read = null;
  const drafts = new Map(); // what was written and not saved, by question: it is there again when the question is

  const tagsOf = () => [...new Set(tags.value.split(",").map(tag => tag.trim()).filter(tag => tag !== ""))].sort();
  const isChanged = () => read !== null && (text.value.trim() !== read.text || tagsOf().join(",") !== read.tags.join(","));

  function fill(note) {
    read = note;
    text.value = note.text;
    tags.value = note.tags.join(", ");
  }

  function keep() {
    if (shown === null) return;
    if (isChanged()) drafts.set(shown, { text: text.value, tags: tags.value, read });
    else drafts.delete(shown);
  }

  document.addEventListener("question-shown", event => {
    keep();
    shown = event.detail?.id ?? null;
    form.hidden = shown === null || !pageNotes.token;
    if (shown === null) return;
    fill(pageNotes.of(shown));
    state.textContent = "";
    const draft = drafts.get(shown);
    if (!draft) return;
    ({ read } = draft);
    [text.value, tags.value] = [draft.text, draft.tags];
    state.textContent = "Not saved yet.";
  });

  function conflict(note) {
    const mine = text.value.trim();
    read = note;
    text.value = note.text === mine ? mine : `${note.text}\n\n${mine}`.trim();
    tags.value = [...new Set([...note.tags, ...tagsOf()])].sort().join(", ");
    state.textContent = "It was changed elsewhere meanwhile, so nothing was saved. Both are now in the fields: look at them and save again.";
  }

  async function change() {
    const id = shown;
    const body = JSON.stringify({ text: text.value, tags: tagsOf() });
    save.disabled = true;
    state.textContent = "Saving …";
    try {
      const answer = await fetch(`${pageNotes.root}/note?${new URLSearchParams({ id })}`, {
        method: "PUT", body, headers: { "Content-Type": "application/json", "If-Match": `"${read.version}"`, "X-MuBench-Token": pageNotes.token },
      });
      if (answer.status === 403) throw new Error(`Copy your note. ${pageSite.refused}`);
      const result = await answer.json();
      if (answer.status !== 412 && !answer.ok) throw new Error(result.error ?? pageSite.answered(answer));
      if (answer.ok) document.dispatchEvent(new CustomEvent("note-changed", { detail: { id, note: result } }));
      if (answer.ok) drafts.delete(id);
      if (id !== shown) return;
      if (answer.ok) {
        fill(result);
        state.textContent = "Saved.";
      } else {
        conflict(result);
      }
    } catch (fault) {
      state.textContent = `Not saved. ${fault instanceof TypeError ? `Copy your note. ${pageSite.silent}` : fault.message}`;
    } finally {
      save.disabled = false;
    }
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    change();
  });
  window.addEventListener("beforeunload", event => {
    keep();
    if (drafts.size > 0) event.preventDefault();
  });
})();
