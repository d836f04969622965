// Whoever signs out leaves nothing of what they were entering in this browser.
"use strict";

document.addEventListener("submit", (event) => {
  if (event.target.id !== "logout-form") return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("desk-entry:")) localStorage.removeItem(key);
});
