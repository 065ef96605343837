// Light, dark, or as the system is.
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
let theme = ["light", "dark"].includes(recalled("theme")) ? recalled("theme") : "system";

const shownTheme = () => (theme === "system" ? (systemDark.matches ? "dark" : "light") : theme);

function setTheme(name) {
  theme = name;
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  byId("theme").value = name;
}
