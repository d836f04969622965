// Whoever signs out leaves nothing of what they were entering in this browser; others' stays.
"use strict";

(() => {
  const ours = `desk-entry:${new URL(document.currentScript.src).searchParams.get("user")}:`;

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "logout-form") return;
    for (const key of Object.keys(localStorage)) if (key.startsWith(ours)) localStorage.removeItem(key);
    // Other windows hear of it, and keep nothing more.
    localStorage.setItem(`${ours}over`, String(Date.now()));
    localStorage.removeItem(`${ours}over`);
  });
})();
