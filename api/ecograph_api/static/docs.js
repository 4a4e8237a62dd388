// Draws the documentation of the addresses from /openapi.json, dark where the reader prefers it.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

function follow() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

dark.addEventListener("change", follow);
follow();
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({ url: "/openapi.json", dom_id: "#documentation", deepLinking: false, defaultModelsExpandDepth: -1, validatorUrl: null });
});
