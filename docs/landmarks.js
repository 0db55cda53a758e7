// The theme's script puts the button that copies a block of code into a <nav> without a name: dozens
// of landmarks that say nothing to a screen reader. The button stays, the landmark goes.
new MutationObserver(() => {
  for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) nav.setAttribute("role", "none");
}).observe(document.documentElement, { childList: true, subtree: true });
