// What is entered is kept in this browser until the server has it: a session that ended, a lost
// connection or a closed window takes nothing away. Signing out forgets it (signing_out.js).
"use strict";

(() => {
  const form = document.getElementById("desk-entry");
  const offer = document.getElementById("desk-kept");
  const [ours, place, token] = [form.dataset.kept, form.dataset.place, form.elements.token.value];
  const DAYS = 30, SOON = 400;
  const UNKEPT = ["csrfmiddlewaretoken", "cells"];
  let timer = 0, changed = Boolean(form.dataset.unsaved), over = false;

  const keyOf = (one) => `${ours}${one}`;

  // As long as a page is open its form is nobody else's to go on with. Browsers lock over TLS and on
  // this machine alone.
  const locks = navigator.locks;
  if (locks) locks.request(keyOf(token), () => new Promise(() => {})).catch(() => {});

  async function open() {
    const {held = [], pending = []} = locks ? await locks.query() : {};
    return new Set([...held, ...pending].map((lock) => lock.name));
  }

  function keep() {
    clearTimeout(timer);
    timer = 0;
    if (over) return;
    const fields = [...new FormData(form)].filter(([name]) => !UNKEPT.includes(name));
    try {
      localStorage.setItem(keyOf(token), JSON.stringify({place, at: Date.now(), fields}));
    } catch {
      // No room, or forbidden: the page itself still holds everything.
    }
  }

  function soon() {
    changed = true;
    timer = timer || setTimeout(keep, SOON);
  }

  function held() {
    const found = [];
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(ours) && ![keyOf(token), keyOf("over")].includes(one))) {
      try {
        found.push({token: key.slice(ours.length), ...JSON.parse(localStorage.getItem(key))});
      } catch {
        localStorage.removeItem(key);
      }
    }
    return found.sort((one, other) => other.at - one.at);
  }

  async function look() {
    const elsewhere = await open();
    const all = held().filter((one) => !elsewhere.has(keyOf(one.token)));
    if (!all.length) return;
    const query = new URLSearchParams(all.map((one) => ["token", one.token]));
    const answer = await fetch(`${form.dataset.saved}?${query}`, {credentials: "same-origin"});
    if (!answer.ok) return;
    const {saved} = await answer.json();
    const old = Date.now() - DAYS * 86_400_000;
    const left = all.filter((one) => {
      const kept = !saved.includes(one.token) && one.at > old;
      if (!kept) localStorage.removeItem(keyOf(one.token));
      return kept;
    });
    const here = left.find((one) => one.place === place);
    if (here && !form.dataset.unsaved) show(here);
  }

  // By hand: browsers know no Kazakh dates.
  function clock(at) {
    const [day, month, hour, minute] = [at.getDate(), at.getMonth() + 1, at.getHours(), at.getMinutes()]
      .map((number) => String(number).padStart(2, "0"));
    return `${day}.${month}.${at.getFullYear()}, ${hour}:${minute}`;
  }

  function show(one) {
    offer.querySelector("span").textContent = offer.dataset.told.replace("{when}", clock(new Date(one.at)));
    const [goOn, discard] = offer.querySelectorAll("button");
    goOn.onclick = () => sendAgain(one);
    discard.onclick = () => {
      localStorage.removeItem(keyOf(one.token));
      offer.hidden = true;
      look();
    };
    offer.hidden = false;
  }

  // The server makes the page of it anew, as of a form that is checked and not saved.
  function sendAgain(one) {
    const again = document.createElement("form");
    again.method = "post";
    const csrf = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...one.fields, csrf, ["check", "1"]]) {
      const input = document.createElement("input");
      Object.assign(input, {type: "hidden", name, value});
      again.append(input);
    }
    document.body.append(again);
    again.submit();
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("submit", (event) => {
    if (event.target.id === "logout-form") over = true;
  });
  // Signing out in another window is signing out.
  window.addEventListener("storage", (event) => {
    if (event.key === `${ours}over`) over = true;
  });
  window.addEventListener("pagehide", () => { if (changed) keep(); });
  if (changed) keep();
  look().catch(() => {});
})();
