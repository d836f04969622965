// Moves the bar of an import that is at work, and shows the page anew when it is not any more.
"use strict";
(() => {
  const root = document.getElementById("import");
  const bar = document.getElementById("import-bar");
  if (!root || !bar) return;
  const look = async () => {
    try {
      const answer = await fetch(root.dataset.progress, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const told = await answer.json();
        if (!told.at_work) return location.reload();
        bar.style.width = `${told.percent}%`;
        bar.parentElement.setAttribute("aria-valuenow", told.percent);
        document.getElementById("import-state").textContent = told.words;
        for (const [key, count] of Object.entries(told.counts)) {
          const cell = document.querySelector(`[data-count="${key}"]`);
          if (cell) cell.textContent = count;
        }
      }
    } catch {
      // The network is away for a moment: look again.
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1500);
})();
