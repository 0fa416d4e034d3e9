// Takes a radio answer back in place. Without script the same buttons send the page, which comes
// back without that answer.
//
//   <button name="_clear" value="NAME">   NAME is the name of the radio buttons; in a list of such
//                                        buttons only those show that have something to take back

export function clearAnswers() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="_clear"]');
    if (!button) return;
    event.preventDefault();
    clear(radiosOf(button));
    button.closest("details")?.removeAttribute("open");
  });
  document.addEventListener("change", offer);
  // A page that comes back out of the browser's memory has its answers after this script has run.
  window.addEventListener("pageshow", offer);
  offer();
}

// The button hides, so the focus goes to where the answer was: this also says that it is gone.
function clear(radios) {
  for (const radio of radios) radio.checked = false;
  radios[0].dispatchEvent(new Event("change", { bubbles: true }));
  radios[0].focus();
}

function offer() {
  for (const button of document.querySelectorAll('li > button[name="_clear"]')) {
    button.parentElement.hidden = !radiosOf(button).some((radio) => radio.checked);
  }
}

function radiosOf(button) {
  const name = CSS.escape(button.value);
  return [...button.form.querySelectorAll(`input[type="radio"][name="${name}"]`)];
}
