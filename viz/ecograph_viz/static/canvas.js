// The picture: vis-network shows the nodes and lines that are seen, at the places they were given.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});
  const FAINT = 0.16;
  const PALE = 0.55;
    const SMALL = 0.7;
  const CROWD = 300;
  const MARGIN = 40;

  // Restores what before-vis.js took away.
  delete document.createElement;

  map.picture = (box, drawing, told) => {
    const shapes = new Map(drawing.sets.nodes.map((node) => [node.id, node]));
    const widths = new Map(drawing.sets.edges.map((edge) => [`${edge.from} ${edge.to}`, edge.width]));
    const needColours = new Map(drawing.needs.map(({ code, colour }) => [code, colour]));
    const nodes = new vis.DataSet();
    const edges = new vis.DataSet();
    const state = {
      isWhole: false,
      view: null,
      selected: "",
      found: null,
      colour: "",
      near: new Map(),
      theme: theme(box),
    };
    const network = new vis.Network(box, { nodes, edges }, options(drawing, state.theme));
    const labels = map.labels(network, drawing, state);

    network.on("beforeDrawing", (context) => state.isWhole && drawTies(context, network, state));
    network.on("afterDrawing", (context) => state.isWhole && labels.draw(context));
    network.on("click", ({ nodes: hit }) => told.selected(hit[0] ?? ""));
    network.on("hoverNode", ({ node, pointer }) => told.hovered(node, pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => told.hovered(edge, pointer.DOM));
    for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
      network.on(gone, () => told.hovered("", null));
    }

    const still = { animation: false };

    function show(view, selected, found, colour) {
      // vis draws while its sets change; until both have, there is no whole to add to.
      const near = neighbours(view, selected);
      Object.assign(state, { view, selected, found, colour, near, isWhole: false });
      update(nodes, nodesSeen());
      update(edges, edgesSeen());
      state.isWhole = true;
      network.redraw();
      return ties(state).length;
    }

    function nodesSeen() {
      const { view } = state;
      const seen = [...view.organisations].map(([id, things]) => organisationNode(id, things));
      return [...seen, ...view.undertakings.map(square)];
    }

    function square(id) {
      return { ...bare(id), opacity: opacity(id, 1), borderWidth: id === state.selected ? 4 : border() };
    }

    function organisationNode(id, things) {
      const isTied = state.view.tied.has(id);
      const size = isTied ? drawing.sizes[Math.min(things, drawing.sizes.length - 1)] : drawing.sizes[0] * SMALL;
      return {
        ...bare(id),
        size,
        opacity: opacity(id, isTied ? 1 : PALE),
        borderWidth: id === state.selected ? 4 : border(),
        shapeProperties: { borderDashes: drawing.organisations.get(id).planned ? [4, 3] : false },
      };
    }

    // Where many stand close, a rim would hide the colour.
    function border() {
      return state.view.organisations.size > CROWD ? 0.5 : 1.2;
    }

    function bare(id) {
      const { label, ...rest } = shapes.get(id);
      return state.colour === "need" ? { ...rest, group: needGroup(rest, drawing.serves[id] ?? []) } : rest;
    }

    // A square that serves nothing stays paper, as it is where colours stand for kinds.
    function needGroup({ group }, needs) {
      if (!needs.length) return group === "undertaking" ? group : "need none";
      return needs.length > 1 ? "need several" : `need ${needs[0]}`;
    }

    function lineColour({ undertakings }) {
      if (state.colour !== "need") return {};
      const needs = new Set(undertakings.flatMap((id) => drawing.serves[id] ?? []));
      if (!needs.size) return {};
      const served = needs.size > 1 ? drawing.served.several : needColours.get([...needs][0]);
      return { color: served === "ink" ? state.theme.ink : served };
    }

    function opacity(id, usual) {
      if (state.selected) return id === state.selected || state.near.has(id) ? 1 : FAINT;
      if (state.found) return state.found.has(id) ? 1 : FAINT;
      return usual;
    }

    function edgesSeen() {
      return state.view.lines.map((line) => {
        const id = `${line.first} ${line.second}`;
        const isNear = !state.selected || [line.first, line.second].includes(state.selected);
        const isFaint = state.found && !state.selected;
        return {
          id,
          from: line.first,
          to: line.second,
          width: widths.get(id) ?? 1.5 + line.undertakings.length / 2,
          dashes: line.planned ? drawing.dashes : false,
          color: {
            color: state.theme.edge,
            ...lineColour(line),
            opacity: isNear && !isFaint ? state.theme.line * thinning(state.view) : FAINT / 2,
          },
        };
      });
    }

    function restyle() {
      state.theme = theme(box);
      network.setOptions(options(drawing, state.theme));
      if (state.view) show(state.view, state.selected, state.found, state.colour);
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
    let onScreen = null;
    matchMedia("print").addEventListener("change", ({ matches: isPrint }) => {
      restyle();
      if (isPrint) onScreen = { scale: network.getScale(), position: network.getViewPosition() };
      network.redraw();
      if (isPrint) network.fit(still);
      else if (onScreen) network.moveTo({ ...onScreen, ...still });
    });

    return {
      show,
      fit: () => network.fit(still),
      goTo: (id) => nodes.get(id) && bringIntoView(network, box, id),
      zoom: (factor) => network.moveTo({ scale: network.getScale() * factor, ...still }),
      pan: (right, down) => {
        const { x, y } = network.getViewPosition();
        const scale = network.getScale();
        network.moveTo({ position: { x: x + right / scale, y: y + down / scale }, ...still });
      },
      nodes,
      edges,
      network,
    };
  };

  // Many lines are drawn paler, so that where they cross does not turn into a blot.
  function thinning({ lines }) {
    return lines.length > 1500 ? 0.45 : lines.length > 400 ? 0.7 : 1;
  }

  // Moves no further than is needed for a node to be seen.
  function bringIntoView(network, box, id) {
    const { x, y } = network.getPosition(id);
    const at = network.canvasToDOM({ x, y });
    const isIn =
      at.x > MARGIN && at.y > MARGIN && at.x < box.clientWidth - MARGIN && at.y < box.clientHeight - MARGIN;
    if (!isIn) network.moveTo({ position: { x, y }, animation: false });
  }

  function neighbours(view, selected) {
    const near = new Map();
    if (!selected) return near;
    const beside = new Map();
    for (const { first, second } of view.lines) {
      for (const [one, other] of [[first, second], [second, first]]) {
        if (!beside.has(one)) beside.set(one, []);
        beside.get(one).push(other);
      }
    }
    const count = (id) => near.set(id, (near.get(id) ?? 0) + 1);
    for (const id of beside.get(selected) ?? []) {
      count(id);
      if (!view.organisations.has(id)) {
        for (const other of beside.get(id)) if (other !== selected) count(other);
      }
    }
    return near;
  }

  // With whom the selected organisation shares something.
  function ties({ view, selected, near }) {
    if (!view?.organisations.has(selected)) return [];
    return [...near.keys()].filter((id) => view.organisations.has(id));
  }

  function drawTies(context, network, state) {
    const ends = ties(state);
    const places = network.getPositions([...ends, ...(ends.length ? [state.selected] : [])]);
    const { x, y } = places[state.selected] ?? {};
    context.save();
    context.strokeStyle = state.theme.tie;
    context.globalAlpha = 0.5;
    context.lineCap = "round";
    for (const id of ends) {
      // The wider, the more they share.
      context.lineWidth = Math.min(2 * state.near.get(id), 12);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(places[id].x, places[id].y);
      context.stroke();
    }
    context.restore();
  }

  function update(set, items) {
    const wanted = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    set.update(items);
  }

  function theme(box) {
    const styles = getComputedStyle(box);
    const read = (name) => styles.getPropertyValue(name).trim();
    return {
      ink: read("--map-ink"),
      paper: read("--map-paper"),
      edge: read("--map-line"),
      tie: read("--map-tie"),
      line: Number(read("--map-line-opacity")),
    };
  }

  function options(drawing, colours) {
    const groups = Object.fromEntries(
      drawing.groups.map(({ code, colour }) => [code, { color: filled(colour, colours) }]),
    );
    for (const { code, colour } of drawing.needs) {
      groups[`need ${code}`] = { color: filled(colour, colours) };
    }
    for (const [code, colour] of Object.entries(drawing.served)) {
      groups[`need ${code}`] = { color: filled(colour, colours) };
    }
    groups.undertaking = { color: { background: colours.paper, border: colours.ink } };
    for (const group of Object.values(groups)) {
      group.color.highlight = group.color.hover = { ...group.color };
    }
    return {
      autoResize: true,
      physics: false,
      layout: { improvedLayout: false },
      groups,
      nodes: { borderWidth: 1.2, borderWidthSelected: 4, font: { size: 0 }, chosen: false },
      edges: {
        smooth: false,
        chosen: false,
        color: { color: colours.edge, inherit: false, opacity: colours.line },
      },
      interaction: {
        hover: true,
        dragNodes: false,
        selectConnectedEdges: false,
        tooltipDelay: 0,
      },
    };
  }

  function filled(colour, colours) {
    return { background: colour === "ink" ? colours.ink : colour, border: colours.ink };
  }
})();
