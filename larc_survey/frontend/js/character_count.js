// Says how many characters are left in a text box, once most of them are used.
//
//   <textarea id="X" data-maxlength="500" data-count="X--count">
//   <div id="X--count" data-left="Characters left: {n}" data-over="Characters over the limit: {n}">
//
// The words come from the server, so they are in the respondent's language; what stands in the
// message at first is shown until the count begins. Screen readers get a second, polite message
// that waits for a pause in the typing.

const PAUSE_MS = 1000;
// As the server does it (questionnaires/core/characters.py): a text of characters that nobody sees is
// a blank; from any other only controls, and the byte order mark of pasted text, are left out.
const BLANK = /^[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{DI}\u2800\u{1D159}]*$/u;
const UNSTORED = /[^\P{Cc}\n\t]|\uFEFF/gu;
const COUNT_FROM_SHARE_LEFT = 0.25;

export function countCharacters() {
  document.querySelectorAll("[data-maxlength][data-count]").forEach(countIn);
}

function countIn(box) {
  const message = document.getElementById(box.dataset.count);
  const status = message.cloneNode(false);
  status.removeAttribute("id");
  status.className = "govuk-visually-hidden";
  status.setAttribute("aria-live", "polite");
  message.after(status);
  message.dataset.limit = message.textContent;
  describeBy(box, message);

  let pause;
  box.addEventListener("input", () => {
    show(box, message);
    clearTimeout(pause);
    pause = setTimeout(() => {
      status.textContent = message.textContent;
    }, PAUSE_MS);
  });
  if (box.value) show(box, message);
}

function describeBy(box, message) {
  const ids = (box.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  if (!ids.includes(message.id)) box.setAttribute("aria-describedby", [...ids, message.id].join(" "));
}

function show(box, message) {
  const limit = Number(box.dataset.maxlength);
  const left = limit - lengthOf(box.value);
  message.textContent = wordsFor(message, left, limit);
  message.classList.toggle("govuk-error-message", left < 0);
  message.classList.toggle("govuk-hint", left >= 0);
}

// In code points, as the server counts: an emoji is one character, and so is a line break.
function lengthOf(text) {
  return BLANK.test(text) ? 0 : [...text.replace(UNSTORED, "").trim()].length;
}

function wordsFor(message, left, limit) {
  if (left > limit * COUNT_FROM_SHARE_LEFT) return message.dataset.limit;
  const words = left < 0 ? message.dataset.over : message.dataset.left;
  return words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
}
