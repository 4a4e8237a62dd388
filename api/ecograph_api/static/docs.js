// Draws the documentation of the addresses from openapi.json, dark where the reader prefers it.
"use strict";

// Relative to this script, because the server may stand below a path of another.
const DOCUMENT = new URL("../openapi.json", document.currentScript.src).href;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function follow() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

dark.addEventListener("change", follow);
follow();
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({ url: DOCUMENT, dom_id: "#documentation", deepLinking: false, defaultModelsExpandDepth: -1, validatorUrl: null });
});
