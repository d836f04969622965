"use strict";
/* The chat page. What the bot wrote becomes nodes, never markup: names with "<" show as typed. */

const main = document.querySelector("main");
const log = document.getElementById("log");
const state = document.getElementById("state");
const form = document.getElementById("ask");
const box = document.getElementById("text");
const start = document.getElementById("start");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const shown = new Map();
let etag = "", hurry = 0, waitingSince = 0, replyTo = null, timer = 0, asked = false;

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
  });
  hurry = Date.now() + 6000;
  look();
  return answer.ok ? answer.json() : {};
}

/* Telegram counts offsets in UTF-16 units, as JavaScript does. */
function written(message) {
  const found = document.createDocumentFragment();
  const marks = message.entities.slice().sort((a, b) => a.offset - b.offset);
  let at = 0;
  for (const mark of marks) {
    if (mark.offset < at) continue;
    found.append(message.text.slice(at, mark.offset));
    at = mark.offset + mark.length;
    found.append(marked(mark, message.text.slice(mark.offset, at)));
  }
  found.append(message.text.slice(at));
  return found;
}

function marked(mark, text) {
  const tags = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
  if (mark.type === "text_link" && /^https?:\/\//.test(mark.url)) {
    const link = document.createElement("a");
    Object.assign(link, { href: mark.url, target: "_blank", rel: "noopener nofollow", textContent: text });
    return link;
  }
  const node = document.createElement(tags[mark.type] || "span");
  node.textContent = text;
  return node;
}

function key(message, button) {
  const node = document.createElement(button.url ? "a" : "button");
  node.textContent = button.text;
  if (button.url) { Object.assign(node, { href: button.url, target: "_blank", rel: "noopener" }); return node; }
  node.type = "button";
  if (button.callback_data === undefined) {
    node.addEventListener("click", () => { box.value = button.switch_inline_query || ""; box.focus(); });
    return node;
  }
  node.addEventListener("click", async () => {
    node.disabled = true;
    waitingSince = Date.now();
    asked = true;
    const told = await post("/chat/press", { message: message.message_id, data: button.callback_data });
    node.disabled = false;
    waitingSince = 0;
    if (told.alert) announce(told.alert);
  });
  return node;
}

function announce(text) {
  const dialog = document.createElement("dialog");
  const words = document.createElement("div");
  const close = document.createElement("button");
  words.textContent = text;
  close.textContent = "OK";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(words, close);
  document.body.append(dialog);
  dialog.showModal();
}

function drawn(message) {
  const row = document.createElement("div");
  row.className = "said " + message.from;
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  if (message.photo) {
    const image = document.createElement("img");
    Object.assign(image, { src: "/chat/picture/" + encodeURIComponent(message.photo),
      alt: message.text || main.dataset.picture });
    bubble.append(image);
  }
  bubble.append(written(message));
  row.append(bubble);
  if (message.buttons.length) {
    const keys = document.createElement("div");
    keys.className = "keys";
    for (const line of message.buttons) {
      const group = document.createElement("div");
      for (const button of line) group.append(key(message, button));
      keys.append(group);
    }
    row.append(keys);
  }
  return row;
}

function down() { main.scrollTop = main.scrollHeight; }

/* An answer is read from its top: its buttons alone would fill a phone's page. */
function toTop(node) {
  main.scrollTop += node.getBoundingClientRect().top - main.getBoundingClientRect().top - 4;
}

function show(messages) {
  const atEnd = main.scrollHeight - main.scrollTop - main.clientHeight < 80;
  let added = false, answer = null;
  for (const message of messages) {
    const version = message.edits + "|" + JSON.stringify(message.buttons);
    const known = shown.get(message.message_id);
    if (known && known.version === version) continue;
    const node = drawn(message);
    if (known) known.node.replaceWith(node); else { log.append(node); added = true; }
    shown.set(message.message_id, { node, version });
    if (message.from === "bot") waitingSince = 0;
    if (!known) answer = message.from === "bot" ? answer || node : null;
  }
  const last = messages[messages.length - 1];
  replyTo = last && last.from === "bot" && last.force_reply ? last.message_id : null;
  form.classList.toggle("fresh", messages.length === 0);
  start.hidden = messages.length > 0;
  if (!added || !(atEnd || asked)) return;
  if (answer) { toTop(answer); asked = false; } else down();
}

async function look() {
  clearTimeout(timer);
  try {
    const answer = await fetch("/chat/messages", { headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.status === 200) { etag = answer.headers.get("ETag") || ""; show(await answer.json()); }
    else if (answer.status !== 304) throw new Error(String(answer.status));
    state.textContent = waitingSince && Date.now() - waitingSince > 300 ? main.dataset.waiting : "";
  } catch { state.textContent = main.dataset.lost; }
  timer = setTimeout(look, document.hidden ? 5000 : Date.now() < hurry ? 150 : 1200);
}

function send(text) {
  if (!text.trim()) return;
  waitingSince = Date.now();
  asked = true;
  post("/chat/say", { text, lang: main.dataset.lang, ...(replyTo ? { reply_to: replyTo } : {}) });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send(box.value);
  box.value = "";
  box.focus();
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
});
start.addEventListener("click", () => { send("/start"); form.classList.remove("fresh"); box.focus(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
look();
