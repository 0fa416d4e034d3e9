// Copies the text of an element, and says so in the button and to screen readers.
//
//   <p id="X">7kqm-x2rb-94hd-wfep</p>
//   <button type="button" data-copy="X" data-copied="Copied">Copy the code</button>
//
// Where the browser refuses, the text is selected instead, ready for the person's own keys.

const SHOWN_MS = 2000;

export function copyOnPress() {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const status = statusAfter(button);
    let reset;
    button.dataset.words = button.textContent;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      if (!(await copied(source))) return;
      clearTimeout(reset);
      say(button.dataset.copied, button, status);
      reset = setTimeout(() => {
        say("", button, status);
      }, SHOWN_MS);
    });
  });
}

function statusAfter(button) {
  const status = document.createElement("span");
  status.className = "govuk-visually-hidden";
  status.setAttribute("aria-live", "polite");
  // Beside the row of buttons, not in it: there it would count as one of them.
  (button.closest(".govuk-button-group") ?? button).after(status);
  return status;
}

async function copied(source) {
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    return true;
  } catch {
    // Not over plain http, and not where the person or their employer forbids it.
    window.getSelection().selectAllChildren(source);
    return false;
  }
}

function say(words, button, status) {
  button.textContent = words || button.dataset.words;
  status.textContent = words;
}
