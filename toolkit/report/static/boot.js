// Before the first paint: scripts run, and the colours chosen last time.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("toolkit-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch { /* storage is closed to us, for example in a notebook frame */ }
