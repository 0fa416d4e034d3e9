// What a form sends, as the platform expects it.

// The last field of a form: what comes without it was cut off on the way.
const END = "_end";

// With the name and value of the button that was pressed, or of what is asked for instead of it.
export function fieldsOf(form, { name, value } = {}) {
  const fields = new URLSearchParams(new FormData(form));
  const end = fields.get(END);
  fields.delete(END);
  if (name) fields.append(name, value);
  if (end !== null) fields.append(END, end);
  return fields;
}

// Not form.action: an input of that name would stand in its way.
export function addressOf(form) {
  return form.getAttribute("action") ?? window.location.href;
}

// Our replies say what they are. What carries no such header is not ours: a filter, a portal or a
// proxy gave it, and nothing is saved.
export function kindOf(reply) {
  return reply?.headers.get("Larc-Reply") ?? null;
}

export function post(form, fields, options = {}) {
  return fetch(addressOf(form), {
    method: "POST",
    body: fields,
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual", // we name the next page; whoever redirects is somebody else
    ...options,
  });
}
