// What is seen of a drawing, as view.py says it: a test compares the two.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});
  const PAIR = 2;

  map.view = (drawing, wanted) => {
    const there = wantedPieces(drawing, wanted);
    const whole = wholes(drawing, wanted);
    const ofKind = there.filter((piece) => piece.ends.every((end) => isOfKind(drawing, wanted, end)));
    const pieces = near(folded(ofKind, whole), wanted, whole);
    const [lines, once] = wanted.repeat ? repeats(pieces) : [joined(pieces), 0];
    const organisations = seenOrganisations(drawing, wanted, whole, pieces, lines);
    const ends = new Set(lines.flatMap((line) => [line.first, line.second]));
    return {
      organisations,
      undertakings: [...ends].filter((end) => !organisations.has(end)).sort(),
      lines,
      leftOut: leftOut(drawing, wanted, there, pieces, once),
    };
  };

  map.isOfKind = isOfKind;

  function meets(times, period) {
    if (times.open && !period.named) return true;
    return times.spans.some(([start, end]) => start <= period.end && end >= period.start);
  }

  function wantedPieces(drawing, wanted) {
    const found = drawing.lines.flatMap((line) => piecesOf(drawing, wanted, line));
    const everybody = parties(found);
    const counted = parties(found.filter((piece) => !piece.planned));
    return found
      .filter((piece) => everybody.get(thing(piece)).size >= PAIR)
      .map((piece) => {
        // One that waits for a planned partner is no tie yet.
        const inForce = counted.get(thing(piece))?.size ?? 0;
        return { ...piece, planned: piece.planned || inForce < PAIR };
      });
  }

  function piecesOf(drawing, wanted, line) {
    const found = [];
    for (const part of line.parts) {
      if (!wanted.rules.has(part.rule)) continue;
      const ends = line.ends.slice(0, part.ends.length);
      const active = part.ends.map((facts, end) => activeFacts(drawing, wanted, ends[end], facts));
      const planned = part.ends.map((facts) =>
        facts.filter((fact) => drawing.facts[fact].planned && meets(drawing.facts[fact].times, wanted.period)),
      );
      if (active.every((facts) => facts.length)) {
        found.push({ part, ends, planned: false, facts: flat(active) });
      } else if (wanted.planned && active.every((facts, end) => facts.length || planned[end].length)) {
        found.push({ part, ends, planned: true, facts: flat([...active, ...planned]) });
      }
    }
    return found;
  }

  function activeFacts(drawing, wanted, end, facts) {
    if (!meets(drawing.organisations.get(end).there, wanted.period)) return [];
    return facts.filter(
      (fact) => !drawing.facts[fact].planned && meets(drawing.facts[fact].times, wanted.period),
    );
  }

  function isOfKind(drawing, wanted, id) {
    const organisation = drawing.organisations.get(id);
    const { kinds } = wanted;
    return !kinds.size || kinds.has(organisation.group) || kinds.has(organisation.kind);
  }

  function wholes(drawing, wanted) {
    return (id) => {
      const seen = new Set();
      let here = id;
      while (wanted.fold && !seen.has(here)) {
        seen.add(here);
        here = drawing.organisations.get(here).whole || here;
      }
      return here;
    };
  }

  function folded(pieces, whole) {
    return pieces
      .map((piece) => ({ ...piece, ends: piece.ends.map(whole).sort() }))
      .filter((piece) => new Set(lineOf(piece)).size === PAIR);
  }

  function near(pieces, wanted, whole) {
    if (!wanted.focus) return pieces;
    const focus = whole(wanted.focus);
    const shared = new Set(
      pieces
        .filter((piece) => piece.ends.length === 1 && piece.ends[0] === focus)
        .map((piece) => piece.part.undertaking),
    );
    const isIn = (piece) => piece.ends.length === 1 && shared.has(piece.part.undertaking);
    const around = new Set([focus]);
    for (const piece of pieces) {
      if (piece.ends.includes(focus) || isIn(piece)) piece.ends.forEach((end) => around.add(end));
    }
    return pieces.filter(
      (piece) => isIn(piece) || (piece.ends.length === PAIR && piece.ends.every((end) => around.has(end))),
    );
  }

  function seenOrganisations(drawing, wanted, whole, pieces, lines) {
    const things = new Map();
    for (const piece of pieces.filter((each) => !each.planned)) {
      for (const end of piece.ends) add(things, end, piece.part.undertaking);
    }
    const seen = new Set(lines.flatMap((line) => [line.first, line.second]));
    for (const id of alone(drawing, wanted, whole)) seen.add(id);
    const known = [...drawing.organisations.keys()].filter((id) => seen.has(id));
    return new Map(known.map((id) => [id, things.get(id)?.size ?? 0]));
  }

  function alone(drawing, wanted, whole) {
    if (wanted.focus) return [whole(wanted.focus)];
    if (!wanted.alone) return [];
    return [...drawing.organisations.values()]
      .filter((each) => isActive(each, wanted) && isOfKind(drawing, wanted, each.id))
      .map((each) => whole(each.id));
  }

  function isActive(organisation, wanted) {
    const { period } = wanted;
    if (meets(organisation.there, period) && meets(organisation.active, period)) return true;
    return organisation.planned && wanted.planned && !period.named;
  }

  function leftOut(drawing, wanted, there, pieces, once) {
    const seen = new Set(pieces.flatMap((piece) => piece.facts));
    const inForce = new Set(there.flatMap((piece) => piece.facts));
    const on = new Set();
    for (const line of drawing.lines) {
      for (const part of line.parts) {
        if (wanted.rules.has(part.rule)) flat(part.ends).forEach((fact) => on.add(fact));
      }
    }
    const counts = {};
    drawing.facts.forEach((fact, index) => {
      if (seen.has(index)) return;
      const reason = why(fact, wanted, on.has(index), inForce.has(index));
      counts[reason] = (counts[reason] ?? 0) + 1;
    });
    if (once) counts["pair-of-one"] = once;
    return Object.entries(counts)
      .map(([reason, number]) => ({ reason, number }))
      .sort((one, other) => (one.reason < other.reason ? -1 : 1));
  }

  function why(fact, wanted, isOn, isInForce) {
    if (!isOn) return "rule-off";
    if (isInForce) return "narrowed";
    if (meets(fact.times, wanted.period)) return fact.planned ? "planned" : "no-second-party";
    return fact.times.spans.length ? "another-time" : "undated";
  }

  function joined(pieces) {
    const found = new Map();
    for (const piece of pieces) {
      const [first, second] = lineOf(piece);
      const key = `${first} ${second}`;
      if (!found.has(key)) found.set(key, { first, second, same: [] });
      found.get(key).same.push(piece);
    }
    return sortedLines(found).map(({ first, second, same }) => ({
      first,
      second,
      planned: same.every((piece) => piece.planned),
      pair: same.some((piece) => piece.ends.length === PAIR),
      facts: flat(same.map((piece) => piece.facts)),
      undertakings: flat(same.map((piece) => [piece.part.undertaking])),
    }));
  }

  function repeats(pieces) {
    const members = new Map();
    for (const piece of pieces.filter((each) => !each.planned)) {
      const { undertaking } = piece.part;
      if (!members.has(undertaking)) members.set(undertaking, new Map());
      const facts = members.get(undertaking);
      for (const end of piece.ends) facts.set(end, [...(facts.get(end) ?? []), ...piece.facts]);
    }
    const pairs = new Map();
    for (const undertaking of [...members.keys()].sort()) {
      const ends = [...members.get(undertaking).keys()].sort();
      ends.forEach((first, place) => {
        for (const second of ends.slice(place + 1)) {
          const key = `${first} ${second}`;
          if (!pairs.has(key)) pairs.set(key, { first, second, undertakings: [] });
          pairs.get(key).undertakings.push(undertaking);
        }
      });
    }
    const ties = sortedLines(pairs)
      .filter((pair) => pair.undertakings.length >= PAIR)
      .map((pair) => ({
        ...pair,
        planned: false,
        pair: true,
        facts: flat(
          pair.undertakings.flatMap((undertaking) =>
            [pair.first, pair.second].map((end) => members.get(undertaking).get(end)),
          ),
        ),
      }));
    return [ties, pairs.size - ties.length];
  }

  function sortedLines(found) {
    return [...found.values()].sort((one, other) => {
      if (one.first !== other.first) return one.first < other.first ? -1 : 1;
      return one.second < other.second ? -1 : 1;
    });
  }

  function lineOf(piece) {
    return [...piece.ends, piece.part.undertaking].slice(0, PAIR);
  }

  function thing(piece) {
    return `${piece.part.rule} ${piece.part.undertaking}`;
  }

  function parties(pieces) {
    const found = new Map();
    for (const piece of pieces) piece.ends.forEach((end) => add(found, thing(piece), end));
    return found;
  }

  function add(sets, key, value) {
    if (!sets.has(key)) sets.set(key, new Set());
    sets.get(key).add(value);
  }

  function flat(lists) {
    return [...new Set(lists.flat())];
  }
})();
