// Names as a search compares them: without accents and case, as the server folds them.
"use strict";
(() => {
  const map = (globalThis.ecographMap ??= {});

  // Letters that have no accent to take off are written out, by the server's own table.
  map.folded = (text, letters) =>
    [...text.normalize("NFC")]
      .map((letter) => letters[letter] ?? plain(letter))
      .join("")
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .join(" ");

  map.finder = (typed, letters) => {
    const words = map.folded(typed, letters).split(" ").filter(Boolean);
    const asTyped = typed.trim().toLowerCase();
    return (organisation) => {
      const names = organisation.names.join("\n");
      const isSpelled = organisation.name.toLowerCase().includes(asTyped);
      return isSpelled || (words.length > 0 && words.every((word) => names.includes(word)));
    };
  };

  function plain(letter) {
    return letter.normalize("NFKD").replace(/\p{M}/gu, "");
  }
})();
