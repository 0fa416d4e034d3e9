// What a person cannot read of the texts on a page: those that leave the screen on either side, those
// that an element around them shows only in part, and those that are drawn over one another. What is
// hidden on purpose does not count: what is there for screen readers only, and what its own box can
// scroll to.
() => {
  const width = document.documentElement.clientWidth;
  const found = new Set();
  const drawn = [];
  const NEIGHBOURS = 60;
  if (document.documentElement.scrollWidth > width) found.add("the page scrolls sideways");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !parent.checkVisibility() || isForReadersOnly(parent)) continue;
    const clip = clipOf(parent);
    if (clip === "scrolls") continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const line of range.getClientRects()) {
      const isOff = line.left < -1 || line.right > width + 1;
      const words = texts.currentNode.data.trim().slice(0, 60);
      if (isOff || (clip && isBeyond(line, clip))) found.add(words);
      const over = drawn.slice(-NEIGHBOURS).find((other) => other.words !== words && isOver(line, other.line));
      if (over) found.add(`${words} / ${over.words}`);
      drawn.push({ words, line });
    }
  }
  return [...found];

  function isForReadersOnly(element) {
    return element.closest(".govuk-skip-link, svg") !== null || ancestors(element).some(
      (one) => getComputedStyle(one).position === "absolute" && one.clientWidth <= 1,
    );
  }

  function clipOf(element) {
    for (const one of ancestors(element)) {
      const { overflowX } = getComputedStyle(one);
      if (["auto", "scroll"].includes(overflowX)) return "scrolls";
      if (["hidden", "clip"].includes(overflowX)) return one.getBoundingClientRect();
    }
    return null;
  }

  function ancestors(element) {
    const chain = [];
    for (let one = element; one !== document.body; one = one.parentElement) chain.push(one);
    return chain;
  }

  // Lines of text may touch: letters fill only the middle of the box that a line is given.
  function isOver(line, other) {
    const slack = Math.min(line.height, other.height) * 0.4;
    return line.left < other.right - 2 && other.left < line.right - 2 &&
      line.top < other.bottom - slack && other.top < line.bottom - slack;
  }

  function isBeyond(line, clip) {
    return line.left < clip.left - 1 || line.right > clip.right + 1 ||
      line.top < clip.top - 1 || line.bottom > clip.bottom + 1;
  }
}
