// The map: reads the drawing, and keeps picture, list, details, legend and address in step.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});
  const data = document.getElementById("map-data");
  if (!data) return;
  const drawing = read(JSON.parse(data.textContent));
  const find = (id) => document.getElementById(id);
  const box = find("ecograph-map");
  const element = find("map-form");
  const form = map.form(element, drawing);
  const list = map.list(find("map-list"), drawing, select);
  const canFocus = data.dataset.scope !== "fixed" || !element.dataset.focus;
  const details = map.details(find("map-details"), drawing, {
    choose: select,
    focus: canFocus && focus,
    addressOf,
  });
  const legend = map.legend(box, drawing);
  const tip = find("map-tip");
  const picture = map.picture(find("map-canvas"), drawing, { selected: select, hovered });
  let view = null;

  function read(given) {
    const { texts } = given;
    return {
      ...given,
      facts: given.facts.map((fact) => ({
        ...fact,
        kind: texts[fact.kind],
        roles: Object.fromEntries(Object.entries(fact.roles).map(([id, role]) => [id, texts[role]])),
        evidence: fact.evidence.map((text) => texts[text]),
        sources: fact.sources.map((text) => texts[text]),
      })),
      organisations: new Map(given.organisations.map((each) => [each.id, each])),
      undertakings: new Map(given.undertakings.map((each) => [each.id, each])),
    };
  }

  function show() {
    const wanted = form.wanted();
    view = map.view(drawing, wanted);
    view.tied = new Set(view.lines.flatMap((line) => [line.first, line.second]));
    view.order = ranked(view);
    showSelection();
    legend.show(view, wanted, form.periodName());
    form.keep();
  }

  function showSelection() {
    const typed = form.search().trim();
    const fits = map.finder(typed, drawing.letters);
    const found = typed
      ? new Set([...view.organisations.keys()].filter((id) => fits(drawing.organisations.get(id))))
      : null;
    const { selected } = form.more;
    list.show(view, found, selected);
    find("map-count").textContent = map.spaced(found ? found.size : view.organisations.size);
    details.show(view, form.wanted(), selected);
    const isSeen = view.organisations.has(selected) || view.undertakings.includes(selected);
    const { colour } = form.wanted();
    legend.showTies(picture.show(view, isSeen ? selected : "", found, colour));
  }

  function ranked({ organisations, lines, tied }) {
    const counts = new Map(organisations);
    for (const { first, second } of lines) {
      for (const id of [first, second]) {
        if (!organisations.has(id)) counts.set(id, (counts.get(id) ?? 0) + 0.5);
      }
    }
    return [...counts.keys()].sort(
      (one, other) => tied.has(other) - tied.has(one) || counts.get(other) - counts.get(one),
    );
  }

  function select(id) {
    form.more.selected = id;
    showSelection();
    if (id) picture.goTo(id);
    form.keep();
  }

  function addressOf(id) {
    const parameters = form.parameters();
    parameters.set("selected", id);
    return `?${parameters}`;
  }

  function focus(id) {
    form.more.focus = id;
    find("map-focus").hidden = !id;
    reload(true);
    if (!isPart()) picture.fit();
  }

  // A part of a large register holds only what was asked for; the rest is the server's to give. A
  // part that is a file is all there is, and its form offers nothing more.
  function isPart() {
    return data.dataset.scope === "part";
  }

  function reload(isNarrowing) {
    if (isNarrowing && isPart()) location.search = form.parameters().toString();
    else show();
  }

  function hovered(id, at) {
    const told = id && (drawing.organisations.get(id) ?? drawing.undertakings.get(id));
    const line = id && !told && view.lines.find((each) => `${each.first} ${each.second}` === id);
    tip.hidden = !told && !line;
    if (tip.hidden) return;
    tip.textContent = told ? nodeTip(told) : lineTip(line);
    tip.style.left = `${at.x + 14}px`;
    tip.style.top = `${at.y + 14}px`;
  }

  function nodeTip({ name, kindName, place, sort, planned }) {
    return [name, planned && "planned", kindName, place, sort].filter(Boolean).join(" · ");
  }

  function lineTip(line) {
    const kinds = [...new Set(line.facts.map((fact) => drawing.facts[fact].kind))];
    const ends = [line.first, line.second].map(
      (id) => (drawing.organisations.get(id) ?? drawing.undertakings.get(id)).name,
    );
    return `${ends.join(" – ")}: ${kinds.join(", ")}${line.planned ? ", planned" : ""}`;
  }

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    reload(true);
  });
  element.addEventListener("input", ({ target }) => {
    if (target.name === "search") {
      showSelection();
      form.keep();
    } else if (target.name) {
      reload(["year", "kind", "relation", "fold"].includes(target.name));
    }
  });
  find("map-focus-off").addEventListener("click", () => focus(""));
  const tools = {
    "map-in": () => picture.zoom(1.4),
    "map-out": () => picture.zoom(1 / 1.4),
    "map-fit": () => picture.fit(),
  };
  for (const [id, act] of Object.entries(tools)) find(id).addEventListener("click", act);
  const moves = {
    ArrowLeft: () => picture.pan(-60, 0),
    ArrowRight: () => picture.pan(60, 0),
    ArrowUp: () => picture.pan(0, -60),
    ArrowDown: () => picture.pan(0, 60),
    "+": tools["map-in"],
    "-": tools["map-out"],
    0: tools["map-fit"],
  };
  find("map-canvas").addEventListener("keydown", (event) => {
    if (event.key in moves) {
      event.preventDefault();
      moves[event.key]();
    }
  });

  form.restore();
  find("map-focus").hidden = !form.more.focus;
  box.classList.add("map-live");
  show();
  picture.fit();
  if (form.more.selected) picture.goTo(form.more.selected);
  Object.assign(map, { drawing, picture, form, seen: () => view });
})();
