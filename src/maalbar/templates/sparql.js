// Suggestions of words while a question is written; the page works without.
"use strict";
const field = document.getElementById("query");
const list = document.getElementById("suggestions");
const said = document.getElementById("suggested");
const MOST = 20;
let terms = null;
let chosen = -1;

async function known() {
  if (terms === null) {
    const answer = await fetch(field.dataset.terms);
    terms = answer.ok ? await answer.json() : [];
  }
  return terms;
}

function word() {
  return /[\p{L}\p{N}_:-]*$/u.exec(field.value.slice(0, field.selectionStart))[0];
}

function close() {
  list.hidden = true;
  list.replaceChildren();
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
}

function choose(number) {
  const items = [...list.children];
  chosen = (number + items.length) % items.length;
  items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  items[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", items[chosen].id);
}

function insert(name) {
  const end = field.selectionStart;
  field.setRangeText(name, end - word().length, end, "end");
  close();
  field.focus();
}

async function suggest() {
  const begun = word().toLowerCase();
  const found = (await known()).filter(
    ([name, label]) =>
      name.toLowerCase().startsWith(begun) || (begun.length > 2 && label.toLowerCase().includes(begun)),
  );
  close();
  found.slice(0, MOST).forEach(([name, label], at) => {
    const item = document.createElement("li");
    item.id = `suggestion-${at}`;
    item.setAttribute("role", "option");
    item.textContent = label ? `${name} – ${label}` : name;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      insert(name);
    });
    item.dataset.name = name;
    list.append(item);
  });
  said.textContent = said.dataset.said.replace("{count}", String(list.children.length));
  if (list.children.length) {
    list.hidden = false;
    choose(0);
  }
}

field.setAttribute("aria-controls", "suggestions");
field.setAttribute("aria-autocomplete", "list");
field.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    field.form.requestSubmit();
  } else if (event.ctrlKey && event.key === " ") {
    event.preventDefault();
    suggest();
  } else if (!list.hidden && event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (!list.hidden && event.key === "Enter") {
    event.preventDefault();
    insert(list.children[chosen].dataset.name);
  }
});
field.addEventListener("input", () => (/:[^\s:]*$/.test(word()) ? suggest() : close()));
field.addEventListener("blur", close);
