// Elements made without markup: whatever comes from data becomes text.
const byId = (id) => document.getElementById(id);

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, does] of Object.entries(value)) element.addEventListener(event, does);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// What the reader chose lasts where the browser allows it; pages from a file may be refused a store.
function recalled(name) {
  try { return localStorage.getItem(`checker-report-${name}`); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(`checker-report-${name}`, value); } catch { /* as before, only not for the next time */ }
}

const wide = window.matchMedia("(min-width: 62rem)");
