// The theme's menus open by a click on texts and icons. Here they take the keyboard as well.
"use strict";

const CLICKED = ":is(div, span, h2)[x-on\\:click]";
const OWN = "a, button, input, select, textarea, [tabindex]";

function operable(root) {
  for (const node of root.querySelectorAll(CLICKED)) {
    // What holds a control of its own is reached by that control.
    if (node.matches("[tabindex]") || node.querySelector(OWN) || node.closest("a, button")) continue;
    node.tabIndex = 0;
    node.setAttribute("role", "button");
  }
}

document.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(CLICKED)) {
    event.preventDefault();
    event.target.click();
  }
});
document.addEventListener("DOMContentLoaded", () => operable(document));
