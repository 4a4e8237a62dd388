// Offers names while somebody types into a field for an organisation; every form works without.
"use strict";

const WAIT_MILLISECONDS = 200;
// Relative to this script, because the server may stand below a path of another.
const SEARCH = new URL("../search.json", document.currentScript.src);

function offer(field, names) {
  const list = document.getElementById(field.getAttribute("list"));
  list.replaceChildren(...names.map((name) => new Option(name, name)));
}

async function look(field) {
  const wanted = field.value.trim();
  if (wanted.length < 2) {
    return;
  }
  const answer = await fetch(`${SEARCH}?${new URLSearchParams({ search: wanted, size: "12" })}`);
  if (answer.ok && field.value.trim() === wanted) {
    const found = await answer.json();
    offer(field, [...new Set(found.items.map((item) => item.name))]);
  }
}

for (const field of document.querySelectorAll("input[data-names]")) {
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT_MILLISECONDS, field);
  });
}
