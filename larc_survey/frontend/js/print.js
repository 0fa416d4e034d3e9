// Opens the browser's print dialogue. Marked by `data-print` on the button.

export function printOnPress() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
}
