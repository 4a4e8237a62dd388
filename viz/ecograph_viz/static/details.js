// What the register says of the selected organisation: each relation with its dates and sources.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});
  const NAMED = 6;

  map.details = (box, drawing, { choose, focus, addressOf }) => {
    const parts = partsByNode(drawing);
    const members = membersByUndertaking(drawing);

    function show(view, wanted, selected) {
      const organisation = drawing.organisations.get(selected);
      const square = drawing.undertakings.get(selected);
      box.hidden = !organisation && !square;
      if (square) showUndertaking(view, square);
      if (!organisation) return;
      const shown = new Set(view.lines.flatMap((line) => line.facts));
      const own = (parts.get(selected) ?? []).filter(({ line, part }) => line.ends.indexOf(selected) < part.ends.length);
      const rows = own.map((each) => row(each, selected, shown));
      const seen = rows.filter((each) => each.isShown);
      const others = rows.filter((each) => !each.isShown);
      box.replaceChildren(
        heading(organisation),
        about(organisation, view),
        ...(organisation.group === "cluster" ? parties(view, selected) : []),
        relations("What it takes part in here", seen),
        hidden(others.map(item)),
        actions(organisation, wanted),
      );
    }

    function showUndertaking(view, square) {
      const shown = view.lines.filter(({ second }) => second === square.id).length;
      box.replaceChildren(
        heading(square),
        map.make("p", {}, sentence(square.sort), ", ", map.counted(shown, "party shown", "parties shown")),
        needs(square.id) ? map.make("p", {}, `Serves: ${needs(square.id)}`) : "",
        ...parties(view, square.id),
        map.make("p", { class: "map-actions" }, square.page ? map.linked("All that the register says of it", square.page) : ""),
      );
    }

    function parties(view, id) {
      const ends = new Set(view.lines.filter(({ second }) => second === id).map(({ first }) => first));
      const own = (parts.get(id) ?? []).filter(({ line, part }) => part.ends.length === 1 && line.ends[1] === id);
      const items = (isShown) =>
        own
          .filter(({ line }) => ends.has(line.ends[0]) === isShown)
          .map(({ line, part }) => {
            const facts = part.ends[0].map((fact) => drawing.facts[fact]);
            const said = facts.map((fact) => statement(fact, fact.roles[line.ends[0]]));
            return map.make("li", {}, chooser(line.ends[0]), ...said);
          });
      return own.length ? [map.make("ul", {}, ...items(true)), hidden(items(false))] : [];
    }

    function needs(id) {
      const codes = drawing.serves[id] ?? [];
      return drawing.needs.filter(({ code }) => codes.includes(code)).map(({ name }) => name).join("; ");
    }

    function heading(organisation) {
      const close = map.make("button", { type: "button", class: "map-plain" }, "Close");
      close.addEventListener("click", () => choose(""));
      return map.make("div", { class: "map-title" }, map.make("h2", {}, organisation.name), close);
    }

    function about(organisation, view) {
      const facts = [
        ["Kind", [organisation.kindName || "not known"]],
        ["Place", [organisation.place || "not known"]],
      ];
      const served = needs(organisation.id);
      if (served) facts.push(["Serves", [served]]);
      if (organisation.planned) facts.push(["Status", ["planned, not counted"]]);
      if (organisation.whole) facts.push(["Part of", [chooser(organisation.whole)]]);
      const own = [...drawing.organisations.values()].filter((each) => each.whole === organisation.id);
      if (own.length) facts.push(["Its parts", spread(own.map((each) => chooser(each.id)))]);
      const things = view.organisations.get(organisation.id);
      facts.push(["Takes part in", [things === undefined ? "nothing shown here" : map.counted(things, "thing", "things")]]);
      return map.make(
        "dl",
        {},
        ...facts.map(([name, values]) => map.make("div", {}, map.make("dt", {}, name), map.make("dd", {}, ...values))),
      );
    }

    function chooser(id) {
      const link = map.make("a", { href: addressOf(id) }, drawing.organisations.get(id).name);
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        choose(id);
      });
      return link;
    }

    function row({ line, part }, selected, shown) {
      const end = line.ends.indexOf(selected);
      const facts = part.ends[end].map((index) => [index, drawing.facts[index]]);
      return { line, part, facts, isShown: facts.some(([index]) => shown.has(index)) };
    }

    function relations(title, rows) {
      const items = rows.map((each) => item(each));
      const list = items.length ? map.make("ul", {}, ...items) : map.make("p", {}, "Nothing in this period and selection.");
      return map.make("div", {}, map.make("h3", {}, title), list);
    }

    function hidden(items) {
      if (!items.length) return "";
      const summary = map.make("summary", {}, `${map.counted(items.length, "other", "others")}, not drawn here`);
      return map.make("details", {}, summary, map.make("ul", {}, ...items));
    }

    function item({ line, part, facts }) {
      const square = drawing.undertakings.get(part.undertaking);
      const name = square?.name ?? part.name;
      // A deal of two has no name but its kind, which the statement says.
      const isNamed = square || !facts.some(([, fact]) => fact.kind === name);
      const others = partners(line, part);
      return map.make(
        "li",
        {},
        isNamed ? map.make("strong", {}, map.linked(sentence(name), square?.page ?? "")) : "",
        others.length ? map.make("div", {}, isNamed ? "with " : "With ", ...others) : "",
        ...facts.map(([, fact]) => statement(fact, fact.roles[box.dataset.selected])),
      );
    }

    function partners(line, part) {
      const all = members.get(part.undertaking) ?? new Set(line.ends);
      const others = [...all].filter((id) => id !== box.dataset.selected && drawing.organisations.has(id));
      const named = spread(others.slice(0, NAMED).map(chooser));
      const more = others.length > NAMED ? [` and ${others.length - NAMED} more`] : [];
      return [...named, ...more];
    }

    function statement(fact, role) {
      const said = [fact.kind, role && `as ${role}`, dates(fact), fact.planned && "planned", fact.inferred && "inferred"];
      const by = [...fact.evidence, ...(fact.sources.length ? [`source ${fact.sources.join(", ")}`] : [])];
      return map.make(
        "div",
        { class: "map-fact" },
        map.linked(sentence(said.filter(Boolean).join(", ")), fact.page),
        map.make("small", {}, by.length ? ` ${by.join("; ")}` : " no evidence cited"),
      );
    }

    function iri(id) {
      return id.includes("://") || id.startsWith("urn:") ? id : drawing.base + id;
    }

    function actions(organisation, wanted) {
      const isFocus = wanted.focus === organisation.id;
      const page = organisation.page ? map.linked("All that the register says of it", organisation.page) : "";
      const known = organisation.page ? "" : map.make("small", { class: "map-iri" }, iri(organisation.id));
      if (!focus) return map.make("p", { class: "map-actions" }, page, known);
      const button = map.make(
        "button",
        { type: "button" },
        isFocus ? "Show everything again" : "Show only its neighbourhood",
      );
      button.addEventListener("click", () => focus(isFocus ? "" : organisation.id));
      return map.make("p", { class: "map-actions" }, button, " ", page, known);
    }

    return {
      show(view, wanted, selected) {
        box.dataset.selected = selected;
        show(view, wanted, selected);
      },
    };
  };

  function dates({ start, end }) {
    if (start && end) return start === end ? start : `${start} to ${end}`;
    if (start) return `since ${start}`;
    return end ? `until ${end}` : "dates not known";
  }

  function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  function spread(elements) {
    return elements.flatMap((element, place) => (place ? [", ", element] : [element]));
  }

  function partsByNode(drawing) {
    const found = new Map();
    for (const line of drawing.lines) {
      for (const part of line.parts) {
        for (const end of line.ends) {
          if (!found.has(end)) found.set(end, []);
          found.get(end).push({ line, part });
        }
      }
    }
    return found;
  }

  function membersByUndertaking(drawing) {
    const found = new Map();
    for (const line of drawing.lines) {
      for (const part of line.parts) {
        if (!found.has(part.undertaking)) found.set(part.undertaking, new Set());
        line.ends.slice(0, part.ends.length).forEach((end) => found.get(part.undertaking).add(end));
      }
    }
    return found;
  }
})();
