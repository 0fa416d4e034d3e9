// What a person reads on a page of questions, in the order of the page: for each text its kind, its
// words with ** around what is drawn in another weight or slant than the text as a whole, where it
// begins, and which words of it are broken over two lines.
() => {
  const KINDS = {
    "page title": "h1",
    text: ".larc-page-text p, .larc-page-text li",
    "panel title": ".larc-panel h2",
    panel: ".larc-panel .larc-prose p, .larc-panel .larc-prose li",
    step: ".larc-continuum__step",
    source: ".larc-panel__source",
    question: ".larc-question > label, .larc-question > fieldset > legend",
    hint: "[id$='_helptext']",
    option: ":is([type=radio], [type=checkbox]) + label",
    heading: ".larc-grid__heading",
    row: ".larc-grid__statement",
    box: "[for$='--specify']",
    "answered question": ".larc-answers dt",
  };
  const NOT_OF_THE_INSTRUMENT = ".larc-required";

  return [...document.querySelectorAll("main :is(" + Object.values(KINDS).join() + ")")]
    .filter(isSeen)
    .map((element) => ({
      kind: Object.keys(KINDS).find((kind) => element.matches(`main :is(${KINDS[kind]})`)),
      words: marked(element),
      ...placeOf(element),
      broken: textsIn(element).flatMap(brokenWords),
      hyphens: getComputedStyle(element).hyphens,
    }));

  function isSeen(element) {
    return element.checkVisibility() && element.clientWidth !== 1;
  }

  function marked(element) {
    return textsIn(element)
      .map((text) => (look(text.parentElement) === look(element) ? text.data : `**${text.data}**`))
      .join("").replace(/\s+/g, " ").trim();
  }

  function textsIn(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest(NOT_OF_THE_INSTRUMENT)) texts.push(walker.currentNode);
    }
    return texts;
  }

  // Fonts have one bold face: "bolder" than bold computes to 900 and looks the same.
  function look(element) {
    const { fontWeight, fontStyle } = getComputedStyle(element);
    return `${fontWeight >= 600 ? "bold" : "regular"} ${fontStyle}`;
  }

  // The headings of a grid are one line of the page, however high each of them is.
  function placeOf(element) {
    const { left, width } = element.getBoundingClientRect();
    const line = element.closest(".larc-grid__head") ?? element;
    return { top: Math.round(line.getBoundingClientRect().top), left, middle: left + width / 2 };
  }

  // A line may end behind a hyphen or a stroke: what stands on either side is a word.
  function brokenWords(text) {
    return [...text.data.matchAll(/[^\s\/-]+/g)].filter(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    }).map(([word]) => word);
  }
}
