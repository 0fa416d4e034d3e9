// Moves focus to the error summary of a page that came back with errors, or to what says that it was
// not saved, so that this is what a screen reader reads first, and brings a field's question into
// view with the field.

export function focusErrorSummary() {
  const summary = document.querySelector("[data-error-summary]");
  (document.querySelector("[data-alert]") ?? summary)?.focus();
  if (!summary) return;
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    questionOf(field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// The stem of the question where stem and field fit on the screen together, else the field's label.
function questionOf(field) {
  const legend = field.closest("fieldset")?.querySelector("legend");
  if (legend && distance(legend, field) < window.innerHeight / 2) return legend;
  return field.labels?.[0] ?? field;
}

function distance(above, below) {
  return below.getBoundingClientRect().bottom - above.getBoundingClientRect().top;
}
