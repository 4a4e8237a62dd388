// Makes the field for SPARQL an editor that completes words and shows answers in place.
// Without this script the same page works as a plain form.
"use strict";

const MOST_CHARACTERS = 200_000;
const WORDS = JSON.parse(document.getElementById("words").textContent);
const PLACE = /\berror at (\d+):(\d+)\b/;
const FORM_HEADER = "Ecograph-Form-Token";
const USED = /<http:\/\/rdfs\.org\/ns\/void#(class|property)> <([^>]+)>/g;
const form = document.getElementById("ask");
const field = document.getElementById("query");
const told = document.getElementById("told");
const stop = document.getElementById("stop");

// A shortened IRI, where one of the usual prefixes fits.
function shortened(iri) {
  const fitting = Object.entries(WORDS.prefixes).find(
    ([, space]) => iri.startsWith(space) && /^\w[\w-]*$/.test(iri.slice(space.length))
  );
  return fitting ? `${fitting[0]}:${iri.slice(fitting[1].length)}` : `<${iri}>`;
}

// The terms in whose name the letters occur that were written, those that begin so first.
function fitting(terms, written) {
  const wanted = written.replace(/^</, "").toLowerCase();
  const names = (iri) => [shortened(iri), shortened(iri).split(":").pop(), iri].map((name) => name.toLowerCase());
  const begins = terms.filter((iri) => names(iri).some((name) => name.startsWith(wanted)));
  const holds = terms.filter((iri) => !begins.includes(iri) && names(iri).some((name) => name.includes(wanted)));
  return [...begins, ...holds];
}

// What the service says of itself names the classes and properties in use.
async function described() {
  const answer = await fetch(form.action, { headers: { Accept: "application/n-triples" } });
  for (const [, kind, iri] of (await answer.text()).matchAll(USED)) {
    const terms = kind === "class" ? WORDS.classes : WORDS.properties;
    if (!terms.includes(iri)) {
      terms.push(iri);
    }
  }
}

// Takes the place of what the editor would ask of other hosts.
function completeFromHere(Yasqe) {
  let asked;
  const terms = (list) => ({
    get: async (_, token) => {
      asked ??= described().catch(() => undefined);
      await asked;
      return fitting(WORDS[list], token.string);
    },
    preProcessToken: (_, token) => token,
    postProcessSuggestion: (_, __, iri) => shortened(iri),
    bulk: false,
    persistenceId: null,
  });
  const prefixes = Object.entries(WORDS.prefixes).map(([name, space]) => `${name}: <${space}>`);
  Yasqe.forkAutocompleter("class", { name: "our-classes", ...terms("classes") }, false);
  Yasqe.forkAutocompleter("property", { name: "our-properties", ...terms("properties") }, false);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: () => prefixes, persistenceId: null }, false);
  Yasqe.defaults.autocompleters = ["variables", "our-prefixes", "our-classes", "our-properties"];
}

function opened() {
  const { Yasqe } = Yasgui;
  completeFromHere(Yasqe);
  const place = document.createElement("div");
  field.parentElement.after(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    inputStyle: "contenteditable",
    requestConfig: { endpoint: form.action },
  });
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), "Ctrl-S": false, "Ctrl-Enter": run, "Cmd-Enter": run });
  const input = editor.getInputField();
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-multiline", "true");
  input.setAttribute("aria-label", "Query");
  input.setAttribute("aria-describedby", "keys");
  document.getElementById("keys").hidden = false;
  field.hidden = true;
  document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
  return editor;
}

// Goes to the place of which the server says that it cannot be read, and says which it is.
function mark(words) {
  const found = PLACE.exec(words);
  if (!found) {
    return "";
  }
  const [line, column] = [found[1] - 1, found[2] - 1];
  editor.addLineClass(line, "background", "mistake");
  editor.getDoc().setCursor({ line, ch: column });
  editor.focus();
  return `Line ${found[1]} is marked; look before column ${found[2]}.`;
}

function unmark() {
  for (let line = 0; line < editor.getDoc().lineCount(); line += 1) {
    editor.removeLineClass(line, "background", "mistake");
  }
}

async function send(accept, signal) {
  const mode = isUpdate() ? "update" : "query";
  const headers = { Accept: accept, ...(isUpdate() ? { [FORM_HEADER]: form.dataset.formToken } : {}) };
  const body = new URLSearchParams({ [mode]: editor.getValue() });
  return fetch(form.action, { method: "POST", headers, body, signal });
}

// Whoever may not write is told so by the server, which is asked as with a query.
function isUpdate() {
  return "formToken" in form.dataset && editor.getQueryMode() === "update";
}

// The same part of the page that a form without script would bring.
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const found = page.getElementById("outcome") ?? page.querySelector("main");
  outcome().replaceChildren(...found.childNodes);
  offerRaw();
  told.textContent = document.getElementById("answer") ? "The answer is below." : mark(outcome().textContent);
}

// What became of an update, as the server says it to programs.
async function showChange(answer) {
  const said = (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json() : {};
  const words = answer.ok ? "The update is done." : [said.title, said.detail, said.remedy].join(" ");
  outcome().replaceChildren();
  told.textContent = [words, mark(words)].join(" ");
}

function outcome() {
  return document.getElementById("outcome");
}

function offerRaw() {
  const raw = document.getElementById("raw");
  if (raw) {
    raw.hidden = false;
    raw.addEventListener("toggle", () => showRaw(raw.querySelector("pre")), { once: true });
  }
}

async function showRaw(place) {
  const answer = await send("application/sparql-results+json, text/turtle;q=0.9");
  const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let piece = await pieces.read(); !piece.done && text.length < MOST_CHARACTERS; piece = await pieces.read()) {
    text += piece.value;
  }
  pieces.cancel();
  place.textContent = text.length < MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}\n…`;
}

async function run() {
  running?.abort();
  running = new AbortController();
  stop.hidden = false;
  told.textContent = "Running …";
  unmark();
  try {
    const answer = await send(isUpdate() ? "application/json" : "text/html", running.signal);
    await (isUpdate() ? showChange(answer) : show(await answer.text()));
  } catch (error) {
    told.textContent = error.name === "AbortError" ? "Stopped." : "The server does not answer. Try again.";
  }
  stop.hidden = true;
}

async function take(event) {
  event.preventDefault();
  const examples = event.target;
  const wanted = new URLSearchParams(new FormData(examples));
  const answer = await fetch(`${examples.action}?${wanted}`, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = page.getElementById("query")?.value;
  if (text === undefined) {
    told.textContent = page.querySelector("main").innerText;
    return;
  }
  unmark();
  editor.setValue(text);
  editor.focus();
}

let running;
const editor = opened();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
document.getElementById("examples").addEventListener("submit", take);
stop.addEventListener("click", () => running.abort());
told.textContent = mark(document.getElementById("problem")?.textContent ?? "");
offerRaw();
