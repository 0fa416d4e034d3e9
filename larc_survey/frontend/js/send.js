// Sends a respondent's page without leaving it until the answers are safe. Where the network or the
// server is away, the page stays as it is, with everything typed, and says that it is not saved.
//
//   <form method="post" data-send> … <button data-saving="Saving …">Next</button> </form>
//   <template data-still-saving> what to show while it takes long </template>
//   <template data-not-sent> what to show where it could not be sent </template>
//
// A reply of ours names the next page, or is a page, which takes the place of this one. Any other
// reply is no reply. A second press while the first is under way sends nothing.

import { settled } from "./background_save.js";
import { fieldsOf, kindOf, post } from "./form_fields.js";

const LONG_MS = 5000;
// After this time the reply is taken for lost, and the person may press again.
const GIVE_UP_MS = 30000;

const sending = new WeakSet();

export function sendAndStay() {
  document.querySelectorAll("form[data-send]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (event.submitter === undefined) return; // an older browser, which cannot say what was pressed
      event.preventDefault();
      if (sending.has(form)) return;
      sending.add(form);
      send(form, event.submitter);
    });
    // A page that comes back out of the browser's memory comes back with this script's memory.
    window.addEventListener("pageshow", () => sending.delete(form));
  });
}

async function send(form, pressed) {
  const fields = fieldsOf(form, pressed ?? {});
  const restore = showSaving(form, pressed);
  const long = setTimeout(() => show("still-saving"), LONG_MS);
  await settled();
  const reply = await replyTo(form, fields);
  clearTimeout(long);
  if (reply.kind === "next") {
    window.location.assign(reply.next);
    return;
  }
  if (reply.kind === "page") {
    showInstead(reply.html);
    return;
  }
  sending.delete(form);
  restore();
  show("not-sent")?.focus();
}

// What kind of reply it was, with its page or the address of the next one; an empty object for none.
async function replyTo(form, fields) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
  try {
    const reply = await post(form, fields, { signal: giveUp.signal });
    const kind = kindOf(reply);
    if (kind === "page") return { kind, html: await reply.text() };
    return kind === "next" ? { kind, next: ownAddress(reply.headers.get("Larc-Next")) } : {};
  } catch {
    return {}; // no network, no server, or no whole reply in time
  } finally {
    clearTimeout(timer);
  }
}

function ownAddress(path) {
  const address = new URL(path, window.location.href);
  return address.origin === window.location.origin ? address.href : window.location.href;
}

// The page of a reply, with its own script, in the place of this one and under its address.
function showInstead(html) {
  document.open();
  document.write(html);
  document.close();
  window.scrollTo(0, 0);
}

// Says so in the button that was pressed, or, after the Enter key, in the one that goes on. Returns
// what takes it back.
function showSaving(form, pressed) {
  const button = pressed?.dataset.saving ? pressed : form.querySelector("[data-forward]");
  if (!button) return () => {};
  const words = button.textContent;
  button.textContent = button.dataset.saving;
  button.setAttribute("aria-disabled", "true");
  return () => {
    button.textContent = words;
    button.removeAttribute("aria-disabled");
  };
}

// Shows what the template of this name holds, above the page, in the place of what stood there.
function show(name) {
  const main = document.querySelector("main");
  const template = document.querySelector(`template[data-${name}]`);
  if (!template) return null;
  main.querySelectorAll(":scope > [data-alert], :scope > [data-status]").forEach((earlier) => earlier.remove());
  main.prepend(template.content.cloneNode(true));
  return main.firstElementChild;
}
