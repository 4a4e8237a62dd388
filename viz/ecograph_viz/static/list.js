// The list beside the picture: one stop for the keyboard, arrows move in it, Enter chooses.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});

  map.list = (box, drawing, choose) => {
    box.setAttribute("role", "listbox");
    box.setAttribute("tabindex", "0");
    const numbers = new Map([...drawing.organisations.keys()].map((id, number) => [id, number]));
    let ids = [];
    let here = "";

    function show(view, found, selected) {
      ids = [...view.organisations.keys()].filter((id) => !found || found.has(id));
      box.replaceChildren(...ids.map((id) => item(id, id === selected)));
      if (!ids.length) box.append(map.make("li", { class: "map-none", role: "option" }, "None fits."));
      mark(ids.includes(selected) ? selected : ids.includes(here) ? here : "");
    }

    function item(id, isSelected) {
      const { name, kindName, place, planned } = drawing.organisations.get(id);
      const more = [planned && "planned", kindName, place].filter(Boolean).join(", ");
      const attributes = { role: "option", id: domId(id), "data-id": id, "aria-selected": String(isSelected) };
      return map.make("li", attributes, name, map.make("small", {}, more ? ` ${more}` : ""));
    }

    function domId(id) {
      return `map-item-${numbers.get(id)}`;
    }

    function mark(id) {
      here = id;
      for (const element of box.querySelectorAll("[data-here]")) element.removeAttribute("data-here");
      const element = id && element_(id);
      if (!element) {
        box.removeAttribute("aria-activedescendant");
        return;
      }
      element.setAttribute("data-here", "");
      box.setAttribute("aria-activedescendant", element.id);
      keepInView(element);
    }

    function element_(id) {
      return box.querySelector(`[data-id="${CSS.escape(id)}"]`);
    }

    function keepInView(element) {
      const top = element.offsetTop - box.offsetTop;
      const bottom = top + element.offsetHeight;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
    }

    box.addEventListener("click", ({ target }) => {
      const id = target.closest("[data-id]")?.dataset.id;
      if (id) choose(id);
    });
    box.addEventListener("focus", () => {
      if (!here && ids.length) mark(ids[0]);
    });
    box.addEventListener("keydown", (event) => {
      const place = ids.indexOf(here);
      const moves = {
        ArrowDown: place + 1,
        ArrowUp: place - 1,
        PageDown: place + 10,
        PageUp: place - 10,
        Home: 0,
        End: ids.length - 1,
      };
      if (event.key in moves && ids.length) {
        event.preventDefault();
        mark(ids[Math.max(0, Math.min(moves[event.key], ids.length - 1))]);
      } else if (["Enter", " "].includes(event.key) && here) {
        event.preventDefault();
        choose(here);
      }
    });

    return { show };
  };
})();
