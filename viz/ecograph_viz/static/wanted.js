// What is wanted, read from the form and kept in the page's address.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});
  const SWITCHES = { planned: "no", alone: "no", repeat: "yes", fold: "yes" };
  const MANY = ["kind", "relation"];

  map.form = (form, drawing) => {
    const boxes = (name) => [...form.querySelectorAll(`input[type=checkbox][name=${name}]`)];
    const usual = new Set(drawing.rules.filter((rule) => rule.usual).map((rule) => rule.code));
    const usualYear = location.protocol === "file:" ? form.elements.namedItem("year").value : "";
    const more = { focus: "", selected: "" };

    function wanted() {
      const ticked = (name) => new Set(boxes(name).filter((box) => box.checked).map((box) => box.value));
      const kinds = ticked("kind");
      const isEvery = kinds.size === boxes("kind").length;
      return {
        period: period(),
        kinds: isEvery ? new Set() : kinds.size ? kinds : new Set(["none"]),
        rules: ticked("relation"),
        planned: !isOn("planned"),
        alone: !isOn("alone"),
        repeat: isOn("repeat"),
        fold: isOn("fold"),
        focus: drawing.organisations.has(more.focus) ? more.focus : "",
        colour: form.elements.namedItem("colour")?.value ?? "",
      };
    }

    function isOn(name) {
      return form.elements.namedItem(name).checked;
    }

    function chosen() {
      const select = form.elements.namedItem("year");
      return select.options[select.selectedIndex];
    }

    function period() {
      const { start, end, named } = chosen().dataset;
      return { start, end, named: named === "yes" };
    }

    function parameters() {
      const found = new URLSearchParams();
      const { kinds, rules, colour } = wanted();
      const search = form.elements.namedItem("search").value.trim();
      if (search) found.set("search", search);
      if (chosen().dataset.asOf) found.set("as_of", chosen().dataset.asOf);
      // A file that opens with a year is told by an empty one that today is wanted instead.
      else if (chosen().value || usualYear) found.set("year", chosen().value);
      for (const kind of kinds) found.append("kind", kind);
      if (!isSame(rules, usual)) {
        for (const rule of rules.size ? rules : ["none"]) found.append("relation", rule);
      }
      for (const [name, value] of Object.entries(SWITCHES)) if (isOn(name)) found.set(name, value);
      if (colour) found.set("colour", colour);
      for (const [name, value] of Object.entries(more)) if (value) found.set(name, value);
      return found;
    }

    // An offline page has nobody to read its address but this; a served one comes as it says.
    function restore() {
      const given = new URLSearchParams(location.search || location.hash.replace(/^#\??/, ""));
      if (![...given.keys()].length) return;
      for (const name of ["search", "year", "colour"]) {
        const field = form.elements.namedItem(name);
        if (!field) continue;
        if (given.has(name)) field.value = given.get(name);
        if (field.selectedIndex === -1) field.selectedIndex = 0;
      }
      for (const name of MANY) {
        const values = given.getAll(name);
        if (values.length) boxes(name).forEach((box) => (box.checked = values.includes(box.value)));
      }
      for (const [name, value] of Object.entries(SWITCHES)) {
        form.elements.namedItem(name).checked = given.get(name) === value;
      }
      for (const name of Object.keys(more)) more[name] = given.get(name) ?? "";
    }

    function keep() {
      const text = parameters().toString();
      try {
        history.replaceState(null, "", text ? `?${text}` : location.pathname);
      } catch {
        // Some browsers let a page that is a file change nothing but the part behind the hash.
        location.replace(`#${text ? `?${text}` : ""}`);
      }
    }

    Object.assign(more, { focus: form.dataset.focus, selected: form.dataset.selected });
    return {
      wanted,
      parameters,
      restore,
      keep,
      more,
      periodName: () => chosen().dataset.name,
      search: () => form.elements.namedItem("search").value,
    };
  };

  function isSame(one, other) {
    return one.size === other.size && [...one].every((value) => other.has(value));
  }
})();
