// A second press of the button while the first is under way sends nothing. Marked by
// `data-submit-once` on the form. The server copes with double submissions all the same.

// After this time the reply is taken for lost, and the person may press again.
const GIVE_UP_MS = 10000;

const sending = new WeakSet();

export function submitOnce() {
  document.querySelectorAll("form[data-submit-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (sending.has(form)) {
        event.preventDefault();
        return;
      }
      sending.add(form);
      setTimeout(() => sending.delete(form), GIVE_UP_MS);
    });
    // A page that comes back out of the browser's memory comes back with this script's memory.
    window.addEventListener("pageshow", () => sending.delete(form));
  });
}
