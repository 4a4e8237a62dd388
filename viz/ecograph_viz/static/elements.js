// Elements made of text: nothing that a name holds is ever read as markup.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});

  // make("p", {class: "x"}, "text", element, …)
  map.make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false && value !== "") element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...content.filter((part) => part !== ""));
    return element;
  };

  map.counted = (number, one, many) => `${map.spaced(number)} ${number === 1 ? one : many}`;

  // Thousands are set apart by narrow spaces, as on the other pages.
  map.spaced = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");

  // Only the page's own addresses and those of the web are followed, never a script.
  map.linked = (text, address) =>
    /^(https?:\/\/|\/(?!\/))/.test(address) ? map.make("a", { href: address }, text) : document.createTextNode(text);
})();
