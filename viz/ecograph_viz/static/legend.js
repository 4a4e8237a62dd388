// The legend and the counts: what they name is what is drawn at this moment.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});

  map.legend = (box, drawing) => {
    const status = box.querySelector("#map-status");
    const leftOut = box.querySelector("#map-left-out");

    function show(view, wanted, period) {
      const groups = tally([...view.organisations.keys()].map((id) => drawing.organisations.get(id).group));
      const rules = rulesDrawn(view, wanted);
      box.querySelectorAll("[data-group]").forEach((each) => count(each, groups.get(each.dataset.group) ?? 0));
      box.querySelectorAll("[data-rule]").forEach((each) => count(each, rules.get(each.dataset.rule) ?? 0));
      showNeeds(view, wanted);
      Object.entries(signs(view, wanted)).forEach(([name, number]) => showSign(name, number));
      status.textContent = sentence(view, period);
      leftOut.replaceChildren(...reasons(view.leftOut).map((text) => map.make("li", {}, text)));
    }

    function showNeeds(view, wanted) {
      // Colours that stand for needs stand for no kind; shapes still do.
      box.dataset.colour = wanted.colour;
      const legend = box.querySelector("#map-needs");
      if (!legend) return;
      legend.hidden = wanted.colour !== "need";
      const things = new Set([...view.organisations.keys(), ...view.lines.flatMap((line) => line.undertakings)]);
      const served = [...things].map((id) => drawing.serves[id] ?? []);
      const counts = tally(served.flat()).set("several", served.filter((needs) => needs.length > 1).length);
      legend.querySelectorAll("[data-need]").forEach((each) => count(each, counts.get(each.dataset.need) ?? 0));
    }

    function showSign(name, number) {
      const element = box.querySelector(`[data-sign="${name}"]`);
      element.hidden = !number;
      count(element, number);
    }

    function count(element, number) {
      element.querySelector("[data-count]").textContent = map.spaced(number);
    }

    function rulesDrawn(view, wanted) {
      const undertakings = new Set(view.lines.flatMap((line) => line.undertakings));
      const found = new Map();
      for (const line of drawing.lines) {
        for (const part of line.parts) {
          if (!wanted.rules.has(part.rule) || !undertakings.has(part.undertaking)) continue;
          if (!found.has(part.rule)) found.set(part.rule, new Set());
          found.get(part.rule).add(part.undertaking);
        }
      }
      return new Map([...found].map(([rule, things]) => [rule, things.size]));
    }

    function signs(view, wanted) {
      const planned = view.lines.filter((line) => line.planned).length;
      const between = view.lines.filter((line) => line.pair);
      return {
        square: view.undertakings.length,
        part: view.lines.filter((line) => !line.planned && !line.pair).length,
        pair: wanted.repeat ? 0 : between.filter((line) => !line.planned).length,
        repeat: wanted.repeat ? between.length : 0,
        planned: planned + [...view.organisations.keys()].filter((id) => drawing.organisations.get(id).planned).length,
        alone: [...view.organisations.keys()].filter((id) => !view.tied.has(id)).length,
      };
    }

    function sentence(view, period) {
      const planned = view.lines.filter((line) => line.planned).length;
      const drawn = [
        map.counted(view.organisations.size, "organisation", "organisations"),
        map.counted(view.lines.length - planned, "line", "lines"),
      ];
      if (view.undertakings.length) {
        drawn.push(map.counted(view.undertakings.length, "square (a shared project or deal)", "squares (shared projects and deals)"));
      }
      const dashed = planned ? ` ${map.counted(planned, "planned line is", "planned lines are")} dashed and not counted.` : "";
      return `${period}: ${drawn.join(", ")}.${dashed}`;
    }

    function reasons(left) {
      return [...left, ...drawing.remarks].map(({ reason, number }) => {
        const [one, many] = drawing.reasons[reason];
        return map.counted(number, one, many);
      });
    }

    return { show, showTies: (number) => showSign("tie", number) };
  };

  function tally(values) {
    const found = new Map();
    for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
    return found;
  }
})();
