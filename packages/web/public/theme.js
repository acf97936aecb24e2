// Runs before the first paint, as a file of its own because the content security policy forbids inline scripts.
try {
  const theme = localStorage.getItem("trace.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's colour scheme then applies.
}
