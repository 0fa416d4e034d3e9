// Saves what has been answered so far while a page is being filled in, so that a tab that crashes or
// a telephone that closes it costs little. Nothing is kept in the browser.
//
//   <form method="post" data-keep> … </form>
//
// The server saves the answers that are given and valid, and says nothing about the others. A try
// that fails is not repeated: the next change, or the button, sends everything again.

import { fieldsOf, post } from "./form_fields.js";

const PAUSE_MS = 5000;
// How long the button waits for a try that is under way, so that it cannot arrive after the page.
const SETTLE_MS = 3000;

let timer;
let underWay = null;
let saved = "";

export function keepInBackground() {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  saved = answersIn(form);
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE_MS);
  };
  // Some controls stand outside of the form's element, so the document listens.
  document.addEventListener("input", later);
  document.addEventListener("change", later);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(form, { keepalive: true });
  });
}

// Stops saving by itself; resolves once nothing of it is under way any more.
export async function settled() {
  clearTimeout(timer);
  if (!underWay) return;
  const { controller, finished } = underWay;
  const giveUp = setTimeout(() => controller.abort(), SETTLE_MS);
  await finished;
  clearTimeout(giveUp);
}

function keep(form, options = {}) {
  clearTimeout(timer);
  const answers = answersIn(form);
  if (underWay || answers === saved) return;
  const controller = new AbortController();
  const fields = fieldsOf(form, { name: "_keep", value: "1" });
  const finished = post(form, fields, { signal: controller.signal, ...options })
    .then((reply) => {
      if (reply.headers.get("Larc-Reply") === "kept") saved = answers;
    })
    .catch(() => {}) // the network is away; the button will say so
    .finally(() => {
      underWay = null;
    });
  underWay = { controller, finished };
}

function answersIn(form) {
  return fieldsOf(form).toString();
}
