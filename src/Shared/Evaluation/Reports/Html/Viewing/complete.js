// What can be written at a place of a manifest, by its JSON schema. Plain functions of the text: nothing here knows the page.
globalThis.manifestCompletion = (() => {
  const isSpace = character => /\s/.test(character);

  // The end of the string that begins at a place, after its closing quotation mark; or the end of the line if it is not closed.
  function endOfString(text, from) {
    let at = from + 1;
    while (at < text.length && text[at] !== '"' && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
    return Math.min(text.length, text[at] === '"' ? at + 1 : at);
  }

  // The tokens from a place on: strings, words and punctuation. Comments and space are left out.
  function* tokens(text, from) {
    for (let at = from; at < text.length;) {
      if (isSpace(text[at])) at++;
      else if (text.startsWith("//", at)) at = (text.indexOf("\n", at) + 1) || text.length;
      else if (text.startsWith("/*", at)) at = (text.indexOf("*/", at) + 2) > 1 ? text.indexOf("*/", at) + 2 : text.length;
      else {
        const start = at;
        if (text[at] === '"') at = endOfString(text, at);
        else if ("{}[],:".includes(text[at])) at++;
        else while (at < text.length && !isSpace(text[at]) && !'{}[],:"'.includes(text[at])) at++;
        yield { start, end: at, text: text.slice(start, at) };
      }
    }
  }

  const inner = string => string.replace(/^"/, "").replace(/"$/, "");

  // The members of the object that opens at a place, with the values that are texts.
  function membersOf(text, from) {
    const members = new Map();
    let depth = 0;
    let name = null;
    for (const token of tokens(text, from)) {
      if (token.text === "{" || token.text === "[") depth++;
      else if (token.text === "}" || token.text === "]") {
        if (--depth === 0) break;
      } else if (depth === 1 && token.text[0] === '"') {
        if (name === null) members.set(name = inner(token.text), undefined);
        else members.set(name, inner(token.text));
      } else if (depth === 1 && token.text === ",") name = null;
    }
    return members;
  }

  // Where the cursor is: the objects and lists around it, whether a name or a value stands there, and the token that it is in.
  function placeOf(text, at) {
    const open = [];
    let token = null;
    let last = { end: 0, text: "" };
    for (const one of tokens(text, 0)) {
      const isWord = one.text[0] === '"' || !"{}[],:".includes(one.text);
      const isClosed = one.text.length > 1 && one.text.endsWith('"');
      if (one.start >= at) break;
      if (isWord && (one.end > at || (one.end === at && !(one.text[0] === '"' && isClosed)))) {
        token = one;
        break;
      }
      const top = open.at(-1);
      if (one.text === "{" || one.text === "[") open.push({ isList: one.text === "[", from: one.start, name: null, isValue: false, index: 0 });
      else if (one.text === "}" || one.text === "]") open.pop();
      else if (one.text === ":" && top) top.isValue = true;
      else if (one.text === "," && top) Object.assign(top, { name: null, isValue: false, index: top.index + 1 });
      else if (top && !top.isList && !top.isValue) top.name = inner(one.text);
      last = one;
    }
    // A text that is not closed ends with its word, and not with its line.
    if (token?.text[0] === '"' && !(token.text.length > 1 && token.text.endsWith('"'))) token = { ...token, end: at + text.slice(at).match(/^[\w./-]*/)[0].length };
    const top = open.at(-1) ?? null;
    // A value is followed by a comma. Where it is missing, the next name gets it.
    const lacksComma = top !== null && !["{", "[", ",", ":"].includes(last.text);
    const isName = top !== null && !top.isList && (!top.isValue || lacksComma);
    return { open, top, isName, lacksComma, after: last.end, start: token?.start ?? at, end: token?.end ?? at, typed: inner(token?.text ?? "").slice(0, Math.max(0, at - (token?.start ?? at) - (token?.text[0] === '"' ? 1 : 0))) };
  }

  const resolve = (root, reference) => reference.replace("#/", "").split("/").reduce((node, name) => node[name], root);

  // What all of several forms have, while it is not known which one is meant.
  function commonOf(forms) {
    const properties = forms.map(nodes => Object.assign({}, ...nodes.map(node => node.properties)));
    const names = Object.keys(properties[0]).filter(name => properties.every(one => name in one));
    const required = names.filter(name => forms.every(nodes => nodes.some(node => node.required?.includes(name))));
    return { properties: Object.fromEntries(names.map(name => [name, properties[0][name]])), required };
  }

  // The plain schemas that a schema stands for, for an object with given members.
  function expand(root, node, members) {
    if (!node) return [];
    const all = [node];
    if (node.$ref) all.push(...expand(root, resolve(root, node.$ref), members));
    const undecided = (node.allOf ?? []).filter(part => part.if && Object.keys(part.if.properties ?? {}).some(name => members.get(name) === undefined));
    if (undecided.length > 1) all.push(commonOf(undecided.map(part => expand(root, part.then, members))));
    for (const part of node.allOf ?? []) {
      const conditions = Object.entries(part.if?.properties ?? {});
      if (!part.if) all.push(...expand(root, part, members));
      else if (conditions.every(([name, value]) => members.get(name) === value.const)) all.push(...expand(root, part.then, members));
    }
    for (const part of [...node.anyOf ?? [], ...node.oneOf ?? []]) all.push(...expand(root, part, members));
    return all;
  }

  // The schemas of what the innermost object or list is.
  function schemasAt(root, text, open) {
    let nodes = [root];
    open.forEach((frame, depth) => {
      if (depth > 0) nodes = childrenOf(nodes, open[depth - 1]);
      const members = frame.isList ? new Map() : membersOf(text, frame.from);
      nodes = nodes.flatMap(node => expand(root, node, members));
    });
    return nodes;
  }

  const childrenOf = (nodes, frame) => nodes.map(node => frame.isList ? node.items : node.properties?.[frame.name]).filter(Boolean);

  const firstOf = (nodes, name) => nodes.find(node => node[name] !== undefined)?.[name];

  // What stands for a value until it is written; the cursor is put where | is.
  function stubOf(nodes) {
    const type = firstOf(nodes, "type");
    if (type === "object") return "{ | }";
    if (type === "array") return "[|]";
    if (firstOf(nodes, "enum") || type === "string") return '"|"';
    return "|";
  }

  function names(root, text, place) {
    const nodes = schemasAt(root, text, place.open);
    const members = membersOf(text, place.top.from);
    const current = inner(text.slice(place.start, place.end));
    const found = new Map();
    for (const node of nodes) {
      for (const [name, schema] of Object.entries(node.properties ?? {})) {
        if (members.has(name) && name !== current) continue;
        const all = expand(root, schema, new Map());
        const known = found.get(name);
        found.set(name, {
          label: name,
          about: known?.about ?? firstOf(all, "description") ?? "",
          isRequired: known?.isRequired || nodes.some(one => one.required?.includes(name)),
          stub: known && known.stub !== "|" ? known.stub : stubOf(all),
        });
      }
    }
    const followed = /^\s*:/.test(text.slice(place.end));
    const comma = /^\s*["{[]/.test(text.slice(place.end)) ? "," : "";
    return [...found.values()].sort((a, b) => b.isRequired - a.isRequired)
      .map(one => ({ ...one, hint: one.isRequired ? "required" : "", insert: followed ? `"${one.label}"|` : `"${one.label}": ${one.stub}${comma}` }));
  }

  // A whole model of a kind: the members that it must have.
  function models(root, comma) {
    const kinds = root.$defs.kind.enum;
    const examples = { endpoint: "http://127.0.0.1:8000/v1", apiKey: "secret:", source: "models/", base: "models/", tuned: "models/" };
    return kinds.map(kind => {
      const schema = root.$defs[kind];
      const one = (schema.oneOf ?? schema.anyOf ?? [])[0]?.required ?? [];
      const wanted = [...new Set([...schema.required, ...one])].filter(name => name !== "id" && name !== "kind");
      const rest = wanted.map(name => `, "${name}": "${examples[name] ?? ""}"`).join("");
      return { label: `model: ${kind}`, about: schema.description ?? "", hint: "snippet", insert: `{ "id": "|", "kind": "${kind}"${rest} }${comma}` };
    });
  }

  function values(root, text, place, known) {
    const parents = schemasAt(root, text, place.open);
    const children = childrenOf(parents, place.top);
    const nodes = children.flatMap(node => expand(root, node, new Map()));
    const comma = /^\s*["{[]/.test(text.slice(place.end)) ? "," : "";
    if (place.top.isList && place.open.length === 2 && place.open[0].name === "models") return models(root, comma);
    const found = new Map();
    const add = (value, about, hint = "") => found.set(JSON.stringify(value), { label: String(value), about, hint, insert: `${JSON.stringify(value)}|${place.top.isList ? "" : comma}` });
    const about = firstOf(nodes, "description") ?? "";
    const standard = firstOf(nodes, "default");
    if (place.top.name === "dataset") known.datasets.forEach(name => add(name, "A dataset of the store.", "in the store"));
    for (const node of nodes) {
      for (const value of node.enum ?? []) add(value, about, value === standard ? "default" : "");
      if (node.type === "boolean") [true, false].forEach(value => add(value, about, value === standard ? "default" : ""));
      if (node.default !== undefined && typeof node.default !== "object") add(node.default, about, "default");
    }
    if (found.size === 0 && nodes.length > 0) {
      const stub = stubOf(nodes);
      if (stub.length > 1 && place.start === place.end) return [{ label: stub.replace("|", ""), about, hint: firstOf(nodes, "type") ?? "", insert: stub + comma }];
    }
    return [...found.values()];
  }

  return {
    // Whether the cursor is within a text, before its closing quotation mark.
    isInText(text, cursor) {
      const place = placeOf(text, cursor);
      return text[place.start] === '"' && cursor > place.start && cursor < place.end;
    },

    // The choices at a place of the text: label, about, hint, and what is inserted between start and end, with | where the cursor is put.
    at(root, text, cursor, known) {
      const place = placeOf(text, cursor);
      if (place.top === null) {
        const isEmpty = [...tokens(text, 0)].length === 0;
        return { choices: isEmpty ? [{ label: "manifest", about: root.description, hint: "snippet", insert: '{\n  "name": "|",\n  "benchmark": { "dataset": "" },\n  "models": [\n  ]\n}\n' }] : [], start: cursor, end: cursor };
      }
      const all = place.isName ? names(root, text, place) : values(root, text, place, known);
      const typed = place.typed.toLowerCase();
      const choices = all.filter(choice => choice.label.toLowerCase().includes(typed))
        .sort((a, b) => b.label.toLowerCase().startsWith(typed) - a.label.toLowerCase().startsWith(typed));
      return { choices, start: place.start, end: place.end, commaAt: place.isName && place.lacksComma ? place.after : -1 };
    },
  };
})();
