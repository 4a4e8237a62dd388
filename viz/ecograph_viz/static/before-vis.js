// vis-network brings style sheets for tools that this page does not have, and the page's policy
// would refuse them one by one. Until it is there, style elements lead nowhere.
"use strict";
document.createElement = (name, options) =>
  name === "style"
    ? document.createDocumentFragment()
    : Document.prototype.createElement.call(document, name, options);
