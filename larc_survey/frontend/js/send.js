// Sends a respondent's page without leaving it until the answers are safe. Where the network or the
// server is away, the page stays as it is, with everything typed, and says that it is not saved.
//
//   <form method="post" data-send> … </form>
//   <template data-not-sent> what to show then </template>
//
// The server answers 204 and names the next page in a header. Anything else it has to say is a page
// of its own, so the form is then sent again in the browser's own way, which shows that page; the
// server copes with what is sent twice. A second press while the first is under way sends nothing.

// After this time the reply is taken for lost, and the person may press again.
const GIVE_UP_MS = 20000;

const sending = new WeakSet();

export function sendAndStay() {
  const refusal = document.querySelector("template[data-not-sent]");
  document.querySelectorAll("form[data-send]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (event.submitter === undefined) return; // an older browser, which cannot say what was pressed
      event.preventDefault();
      if (sending.has(form)) return;
      sending.add(form);
      send(form, event.submitter, refusal);
    });
    // A page that comes back out of the browser's memory comes back with this script's memory.
    window.addEventListener("pageshow", () => sending.delete(form));
  });
}

async function send(form, pressed, refusal) {
  const reply = await post(form, pressed);
  const onward = reply?.headers.get("Larc-Onward");
  if (onward) {
    window.location.assign(onward);
    return;
  }
  if (reply && reply.status < 500) {
    sendAsBrowsersDo(form, pressed);
    return;
  }
  sending.delete(form);
  say(refusal);
}

async function post(form, pressed) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
  try {
    return await fetch(addressOf(form), {
      method: "POST",
      body: fieldsOf(form, pressed),
      headers: { "X-Requested-With": "fetch" },
      signal: giveUp.signal,
    });
  } catch {
    return null; // no network, no server, or no reply in time
  } finally {
    clearTimeout(timer);
  }
}

// Not form.action: an input of that name would stand in its way.
function addressOf(form) {
  return form.getAttribute("action") ?? window.location.href;
}

function fieldsOf(form, pressed) {
  const fields = new URLSearchParams(new FormData(form));
  if (pressed?.name) fields.append(pressed.name, pressed.value);
  return fields;
}

function sendAsBrowsersDo(form, pressed) {
  if (pressed?.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: pressed.name, value: pressed.value });
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
}

function say(refusal) {
  document.querySelectorAll("[data-alert]").forEach((earlier) => earlier.remove());
  const main = document.querySelector("main");
  main.prepend(refusal.content.cloneNode(true));
  main.querySelector("[data-alert]").focus();
}
