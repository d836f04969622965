// A text box with suggestions below it, after the ARIA pattern: arrows choose, Enter takes, Esc closes.
"use strict";

class Combobox {
  // source(text) → Promise of [{text, beside, …}]; taken(item) is told what was chosen.
  constructor(input, source, taken) {
    this.input = input;
    this.source = source;
    this.taken = taken;
    this.items = [];
    this.active = -1;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.className = "desk-list";
    this.list.id = input.id + "-list";
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    input.after(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => this.click(event));
  }

  get open() {
    return !this.list.hidden;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 180);
  }

  async ask() {
    const text = this.input.value.trim();
    const number = ++this.asked;
    const items = text ? await this.source(text) : [];
    if (number !== this.asked || document.activeElement !== this.input) return;
    this.show(items);
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place)));
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.input.removeAttribute("aria-activedescendant");
  }

  option(item, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    const text = document.createElement("b");
    text.textContent = item.text;
    option.append(text);
    if (item.beside) {
      const beside = document.createElement("small");
      beside.textContent = item.beside;
      option.append(beside);
    }
    return option;
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.open) return void this.ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.active + step + this.items.length) % this.items.length);
    } else if (event.key === "Enter" && this.open && this.active >= 0 && !event.ctrlKey) {
      event.preventDefault();
      event.stopPropagation();
      this.take(this.active);
    } else if (event.key === "Escape" && this.open) {
      event.preventDefault();
      this.close();
    }
  }

  mark(place) {
    this.active = place;
    [...this.list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === place));
      if (at === place) option.scrollIntoView({block: "nearest"});
    });
    this.input.setAttribute("aria-activedescendant", this.list.children[place].id);
  }

  click(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    this.take([...this.list.children].indexOf(option));
  }

  take(place) {
    const item = this.items[place];
    this.close();
    this.taken(item);
  }

  close() {
    clearTimeout(this.timer);
    this.asked++;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
