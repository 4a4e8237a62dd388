// Names on the picture: as many as stand clear of each other, those with most lines first.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});
  const LONGEST = 30;
  const ROOM = 16000;
  const GAP = 3;
  const LEAST = 6;
  // In a large network seen from afar the names of organisations alone have room.
  const FEW = 150;
  const NEAR = 0.6;

  map.labels = (network, drawing, state) => {
    const widths = new Map();
    const nameOf = (id) => (drawing.organisations.get(id) ?? drawing.undertakings.get(id)).name;

    function draw(context) {
      const { canvas } = context;
      const ratio = canvas.width / canvas.clientWidth;
      const taken = [];
      const crowd = state.view.organisations.size > FEW ? 2.4 : 1;
      const most = Math.max((canvas.clientWidth * canvas.clientHeight) / (ROOM * crowd), LEAST);
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.textAlign = "center";
      context.textBaseline = "top";
      context.lineJoin = "round";
      for (const id of ranked()) {
        if (taken.length >= most) break;
        place(context, id, taken);
      }
      context.restore();
    }

    function place(context, id, taken) {
      const isOrganisation = state.view.organisations.has(id);
      const isChosen = id === state.selected;
      const font = `${isChosen ? "bold " : isOrganisation ? "" : "italic "}${isChosen ? 14 : 12}px system-ui, sans-serif`;
      const text = isChosen ? nameOf(id) : shortened(nameOf(id));
      const at = network.canvasToDOM(network.getPosition(id));
      const size = (isOrganisation ? radius(id) : 7) * network.getScale();
      const width = measured(context, font, text);
      const box = { left: at.x - width / 2, top: at.y + size + 2, width, height: 15 };
      const { clientWidth, clientHeight } = context.canvas;
      const isOut =
        at.x < 0 || at.y < 0 || at.x > clientWidth || at.y > clientHeight - 10;
      if (isOut || (!isChosen && taken.some((other) => overlap(box, other)))) return;
      taken.push(box);
      context.font = font;
      context.lineWidth = 3;
      context.strokeStyle = state.theme.paper;
      context.strokeText(text, at.x, box.top);
      context.fillStyle = state.theme.ink;
      context.fillText(text, at.x, box.top);
    }

    function radius(id) {
      return drawing.sizes[Math.min(state.view.organisations.get(id), drawing.sizes.length - 1)];
    }

    function ranked() {
      const { view, selected, found, near } = state;
      const all = [...view.order];
      const chosen = selected || found;
      if (!chosen && network.getScale() < NEAR && view.organisations.size > FEW) {
        return all.filter((id) => view.organisations.has(id));
      }
      if (selected) return [selected, ...all.filter((id) => id !== selected && near.has(id))].filter(isSeen);
      return found ? all.filter((id) => found.has(id)) : all;
    }

    function isSeen(id) {
      return state.view.organisations.has(id) || state.view.undertakings.includes(id);
    }

    function measured(context, font, text) {
      const key = `${font} ${text}`;
      if (!widths.has(key)) {
        context.font = font;
        widths.set(key, context.measureText(text).width);
      }
      return widths.get(key);
    }

    return { draw };
  };

  function shortened(name) {
    return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
  }

  function overlap(one, other) {
    return (
      one.left < other.left + other.width + GAP &&
      other.left < one.left + one.width + GAP &&
      one.top < other.top + other.height + GAP &&
      other.top < one.top + one.height + GAP
    );
  }
})();
