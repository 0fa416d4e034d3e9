// "None of the above" and the other options of its question untick each other.
// Marked by `data-exclusive` on the checkbox; its group is every checkbox of the same name.

export function untickExclusives() {
  document.addEventListener("change", ({ target }) => {
    if (!target.matches('input[type="checkbox"]:checked')) return;
    const chosenIsExclusive = target.hasAttribute("data-exclusive");
    for (const other of sameQuestion(target)) {
      if (other !== target && (chosenIsExclusive || other.hasAttribute("data-exclusive"))) {
        other.checked = false;
      }
    }
  });
}

function sameQuestion(checkbox) {
  const scope = checkbox.form ?? document;
  return scope.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(checkbox.name)}"]`);
}
