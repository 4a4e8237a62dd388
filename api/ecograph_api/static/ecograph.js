// Offers names while somebody types into a field for an organisation; every form works without.
"use strict";

const WAIT_MILLISECONDS = 200;

function offer(field, names) {
  const list = document.getElementById(field.getAttribute("list"));
  list.replaceChildren(...names.map((name) => new Option(name, name)));
}

async function look(field) {
  const wanted = field.value.trim();
  if (wanted.length < 2) {
    return;
  }
  const address = "/search.json?" + new URLSearchParams({ search: wanted, size: "12" });
  const answer = await fetch(address);
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
