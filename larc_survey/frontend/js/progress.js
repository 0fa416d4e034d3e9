// Follows a job that runs on the server.
//
//   <div data-poll-url="/exports/1/progress" data-poll-seconds="2">
//     <progress max="100" value="0"></progress>
//     <span data-poll-value="rows">0</span>
//
// The URL answers JSON such as {"finished": false, "value": 40, "max": 100, "rows": "800"}:
// `value` and `max` go to the <progress>, every other name to the elements marked with it. When
// `finished` is true the page is loaded again and shows the outcome.

const DEFAULT_SECONDS = 3;

export function pollProgress() {
  document.querySelectorAll("[data-poll-url]").forEach((job) => askLater(job));
}

function askLater(job) {
  const seconds = Number(job.dataset.pollSeconds) || DEFAULT_SECONDS;
  setTimeout(() => ask(job), seconds * 1000);
}

async function ask(job) {
  let response;
  try {
    response = await fetch(job.dataset.pollUrl, { headers: { Accept: "application/json" } });
  } catch {
    askLater(job); // the network is away for a moment
    return;
  }
  // Signed out or gone: the page itself says what to do, so leave it as it stands.
  if (!response.ok || response.redirected) return;
  const state = await response.json();
  if (state.finished === true) {
    window.location.reload();
    return;
  }
  show(job, state);
  askLater(job);
}

function show(job, state) {
  const bar = job.querySelector("progress");
  if (bar && state.max) bar.max = state.max;
  if (bar && state.value !== undefined) bar.value = state.value;
  job.querySelectorAll("[data-poll-value]").forEach((target) => {
    const text = state[target.dataset.pollValue];
    if (text !== undefined && target.textContent !== String(text)) target.textContent = text;
  });
}
