// Material wraps each copy button in a <nav> without a name. To a screen reader that is
// one landmark for every program on the page.
function mend() {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
}

new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
mend();
