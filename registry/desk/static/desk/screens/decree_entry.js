// The entry screen by keyboard: rows, suggestions, what the registry makes of them, paste, save.
// Without this script the form's own buttons do the same, a page at a time.
"use strict";

(() => {
  const form = document.getElementById("desk-entry");
  const rows = document.getElementById("desk-rows");
  const told = document.getElementById("desk-told");
  const blank = document.getElementById("desk-blank");
  const awards = JSON.parse(document.getElementById("desk-awards").textContent);
  const MAIN = ["name", "award", "grade", "office", "reason", "presented_on", "certificate_number", "posthumous"];
  const LOOKED = ["name", "award", "grade", "presented_on", "posthumous", "birth", "citizenship", "gender"];
  const waiting = new Set();
  const pending = new Map();
  let timer, sent = false, dirty = Boolean(form.dataset.unsaved);

  const plain = (text) => text.toLocaleLowerCase().replace(/[«»"“”„]/g, "").replace(/\s+/g, " ").trim();
  const fieldOf = (input) => (input.name || "").replace(/^r\d+-/, "");
  const inRow = (row, name) => row.querySelector(`[name="r${row.dataset.row}-${name}"]`);
  const rowOf = (element) => element.closest(".desk-row");
  const stateOf = (row) => row.querySelector(".desk-row-state");

  // ---- awards and their grades -------------------------------------------------------------
  const awardOf = (text) => awards.find((award) => award.names.some((name) => plain(name) === plain(text)));

  function suggestAwards(text) {
    const words = plain(text).split(" ");
    const found = awards.filter((award) => {
      const all = plain(award.names.join(" "));
      return words.every((word) => all.includes(word));
    });
    return Promise.resolve(found.slice(0, 12).map((award) => ({
      text: award.text,
      beside: award.grades.filter((grade) => grade.code !== "single").map((grade) => grade.text).join(" · "),
    })));
  }

  function narrowGrades(row) {
    const select = inRow(row, "grade");
    const award = awardOf(inRow(row, "award").value);
    const held = award ? award.grades.map((grade) => grade.code) : null;
    for (const option of select.options) {
      const there = !held || option.value === "" || held.includes(option.value);
      option.hidden = option.disabled = !there;
    }
    if (held && held.length === 1 && held[0] === "single") select.value = "single";
    else if (held && select.value && !held.includes(select.value)) select.value = "";
  }

  // ---- what the registry makes of rows -----------------------------------------------------
  function look(row, at = 150) {
    waiting.add(row);
    let resolve;
    if (!pending.has(row)) {
      const promise = new Promise((done) => { resolve = done; });
      pending.set(row, {promise, resolve});
    }
    clearTimeout(timer);
    timer = setTimeout(ask, at);
  }

  async function ask() {
    const asked = [...waiting].filter((row) => row.isConnected);
    waiting.clear();
    const body = new FormData();
    const numbers = new Set(asked.map((row) => `r${row.dataset.row}-`));
    for (const [name, value] of new FormData(form)) {
      const prefix = (name.match(/^r\d+-/) || [""])[0];
      if (name !== "cells" && (!prefix || numbers.has(prefix))) body.append(name, value);
    }
    const waiters = asked.map((row) => [row, pending.get(row)]);
    asked.forEach((row) => pending.delete(row));
    try {
      const answer = await fetch(form.dataset.look, {method: "POST", body, credentials: "same-origin"});
      if (!answer.ok) throw new Error(String(answer.status));
      const {rows: html, grades} = await answer.json();
      for (const row of asked) if (!waiting.has(row)) show(row, html[row.dataset.row] || "", grades[row.dataset.row]);
      told.textContent = "";
    } catch {
      told.textContent = form.dataset.lost;
    }
    for (const [, waiter] of waiters) if (waiter) waiter.resolve();
  }

  function show(row, html, grade) {
    const state = stateOf(row);
    const focused = state.contains(document.activeElement) ? document.activeElement : null;
    if (focused && focused.type !== "radio") return;
    state.innerHTML = html;
    if (focused) {
      const again = [...state.querySelectorAll("input")].find((one) => one.name === focused.name && one.value === focused.value);
      if (again) again.focus();
    }
    const select = inRow(row, "grade");
    if (grade && !select.value && inRow(row, "award").value) select.value = grade;
    narrowGrades(row);
    const known = state.querySelector("input[type=radio]:checked");
    row.classList.toggle("desk-row-known", Boolean(known && known.value !== "new"));
    row.classList.toggle("desk-row-wrong", Boolean(state.querySelector(".desk-error")));
  }

  // ---- rows --------------------------------------------------------------------------------
  function ready(row) {
    const name = inRow(row, "name");
    new Combobox(name, suggestPeople, (person) => takePerson(row, person));
    new Combobox(inRow(row, "award"), suggestAwards, (award) => {
      inRow(row, "award").value = award.text;
      narrowGrades(row);
      look(row);
      inRow(row, "grade").focus();
    });
    narrowGrades(row);
  }

  async function suggestPeople(text) {
    if (text.length < 3) return [];
    const address = `${form.dataset.people}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(address, {credentials: "same-origin"});
      return answer.ok ? (await answer.json()).items : [];
    } catch {
      return [];
    }
  }

  function takePerson(row, person) {
    inRow(row, "name").value = person.text;
    choose(row, person.id);
    look(row, 0);
    inRow(row, "award").focus();
  }

  function choose(row, id) {
    const radio = document.createElement("input");
    Object.assign(radio, {type: "radio", name: `r${row.dataset.row}-person`, value: id, checked: true});
    stateOf(row).replaceChildren(radio);
  }

  function addRow() {
    const numbers = [...rows.children].map((row) => Number(row.dataset.row));
    const number = Math.max(0, ...numbers) + 1;
    const holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replaceAll("r0-", `r${number}-`);
    const row = holder.firstElementChild;
    row.dataset.row = number;
    row.querySelector("legend").textContent = number;
    rows.append(row);
    ready(row);
    return row;
  }

  // Decrees group by award: an empty row goes on with that of the row above.
  function goOn(row, above) {
    if (inRow(row, "name").value || inRow(row, "award").value) return;
    for (const name of ["award", "grade"]) inRow(row, name).value = inRow(above, name).value;
    narrowGrades(row);
  }

  const stops = (row) => MAIN.map((name) => inRow(row, name)).filter(Boolean);

  async function next(element) {
    const row = rowOf(element);
    const all = stops(row);
    const at = all.indexOf(element);
    if (at >= 0 && at < all.length - 1) return void all[at + 1].focus();
    if (at >= 0) {
      const waiter = pending.get(row);
      if (waiter) await Promise.race([waiter.promise, new Promise((done) => setTimeout(done, 3000))]);
      const radios = [...stateOf(row).querySelectorAll("input[type=radio]")];
      if (radios.length && !radios.some((one) => one.checked)) return void radios[0].focus();
    }
    const below = row.nextElementSibling || addRow();
    goOn(below, row);
    inRow(below, "name").focus();
  }

  function copyFromAbove(input) {
    const row = rowOf(input);
    const above = row && row.previousElementSibling;
    const other = above && inRow(above, fieldOf(input));
    if (!other || fieldOf(input) === "name") return;
    if (input.type === "checkbox") input.checked = other.checked;
    else input.value = other.value;
    input.dispatchEvent(new Event("change", {bubbles: true}));
  }

  // ---- events ------------------------------------------------------------------------------
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(event.shiftKey ? "button[name=submit]" : "button[name=save]"));
    } else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && rowOf(input)) {
      event.preventDefault();
      copyFromAbove(input);
    } else if (event.key === "Enter" && ["INPUT", "SELECT"].includes(input.tagName)) {
      event.preventDefault();
      if (input.type === "radio" && !input.checked) {
        input.checked = true;
        input.dispatchEvent(new Event("change", {bubbles: true}));
      }
      if (rowOf(input)) next(input);
      else step(input);
    }
  });

  function step(input) {
    const all = [...form.querySelectorAll("input, select, textarea")].filter((one) => one.type !== "hidden" && one.offsetParent);
    const following = all[all.indexOf(input) + 1];
    if (following) following.focus();
  }

  form.addEventListener("input", (event) => {
    dirty = true;
    const row = rowOf(event.target);
    if (!row) return;
    if (fieldOf(event.target) === "name") {
      stateOf(row).replaceChildren();
      row.classList.remove("desk-row-known");
    }
    if (fieldOf(event.target) === "award") narrowGrades(row);
    if (LOOKED.includes(fieldOf(event.target))) look(row, 500);
  });

  form.addEventListener("change", (event) => {
    dirty = true;
    const row = rowOf(event.target);
    if (row && (LOOKED.includes(fieldOf(event.target)) || event.target.type === "radio")) look(row);
    if (event.target.name === "date") for (const one of rows.children) if (inRow(one, "name").value) look(one);
  });

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!rowOf(event.target) || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    document.getElementById("desk-cells").value = text;
    form.requestSubmit(form.querySelector("button[name=paste]"));
  });

  form.addEventListener("submit", (event) => {
    if (sent) return void event.preventDefault();
    sent = true;
    told.textContent = form.dataset.saving;
  });

  window.addEventListener("beforeunload", (event) => {
    if (dirty && !sent) event.preventDefault();
  });
  // A page that comes back from the browser's memory may be sent again.
  window.addEventListener("pageshow", () => { sent = false; });

  for (const row of rows.children) ready(row);
  const wrong = form.querySelector(".desk-wrong input, .desk-wrong select, .desk-row-wrong input");
  const first = form.querySelector("[name=number]");
  (wrong || (first.value ? rows.lastElementChild.querySelector("input") : first)).focus();
})();
