// What pages are held to; tests/published/test_html.py runs it. https://html-validate.org

// Markup of the theme: the rules relaxed for it alone, and why. A relaxation that
// nothing needs any more is an error of its own.
const THEME = [
  [
    '<input class="md-toggle" data-md-toggle=',
    "input-attributes, valid-autocomplete",
    "without autocomplete=off Firefox keeps the drawer open over a reload",
  ],
  [
    '<label class="md-header__button md-icon" for="__search">',
    "input-missing-label",
    "an icon; the keyboard goes to the field itself, which has a name",
  ],
  [
    '<form class="md-header__option" data-md-component="palette">',
    "wcag/h32",
    "a choice of colours takes effect at once; nothing is sent",
  ],
  [
    '<form class="md-search__form" name="search">',
    "wcag/h32",
    "results appear while one types; nothing is sent",
  ],
  [
    '<form class="playground"',
    "wcag/h32",
    "the picture follows each change; nothing is sent",
  ],
  ['<form class="filter"', "wcag/h32", "questions go while one types; nothing is sent"],
  [
    '<ol class="md-search-result__list"',
    "presentation-role-style",
    "a matter of style: role=none means the same",
  ],
];

// The contents of a page, for the drawer and for the margin. At each width one is hidden.
const TWICE = [
  [
    '<nav class="md-nav md-nav--secondary"',
    "unique-landmark",
    "one of the two is hidden",
  ],
  ['<nav class="md-nav" aria-label=', "unique-landmark", "a part of the contents"],
];

function* relax(source) {
  let { data } = source;
  // 404.html is in no navigation, so the drawer has no contents of it.
  const twice = data.includes('id="__toc"') ? TWICE : [];
  for (const [tag, rules, reason] of [...THEME, ...twice]) {
    const directive = `<!-- [html-validate-disable-next ${rules} -- ${reason}] -->`;
    data = data.replaceAll(tag, directive + tag);
  }
  yield { ...source, data };
}
relax.api = 1;

export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  elements: [
    "html5",
    { "mask-figure": { flow: true, permittedContent: ["figure"] } },
    { "mask-scene": { flow: true, permittedContent: ["figure", "script"] } },
  ],
  plugins: [{ name: "theme", transformer: { relax } }],
  transform: { "\\.html$": "theme:relax" },
  rules: {
    // A matter of style: the theme writes it in lower case.
    "doctype-style": ["error", { style: "lowercase" }],
    // A matter of style: programs print it, and templates leave it.
    "no-trailing-whitespace": "off",
    // Markdown aligns the columns of its tables so.
    "no-inline-style": ["error", { allowedProperties: ["text-align"] }],
    // What a page loads comes from its own server; tests/test_site.py looks.
    "require-sri": ["error", { target: "crossorigin" }],
    // HTML allows any id without a space; those of the theme start with __.
    "valid-id": ["error", { relaxed: true }],
  },
};
