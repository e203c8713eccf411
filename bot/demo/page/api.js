// The demo's control API: every request the page makes, and nothing about how its answers are shown.

/** The demo refused or did not answer. `status` is 0 when there was no answer at all. */
export class DemoError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(`/demo/${path}`, options);
  } catch {
    throw new DemoError(0, "The demo does not answer. Is it still running?");
  }
  const text = await answer.text();
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    // An answer that is not JSON is worded below by its status.
  }
  if (!answer.ok) throw new DemoError(answer.status, data?.error ?? `The demo answered ${answer.status}.`);
  return data;
}

export const reset = () => ask("POST", "reset");
export const state = () => ask("GET", "state");
export const addPerson = (person) => ask("POST", "users", person);
export const messages = (user) => ask("GET", `users/${user}/messages`);
export const commands = (user) => ask("GET", `users/${user}/commands`);
export const send = (user, message) => ask("POST", `users/${user}/send`, message);
export const press = (user, messageId, data) =>
  ask("POST", `users/${user}/press`, { message_id: messageId, data });
export const cards = (user, query) => ask("POST", `users/${user}/inline`, { query });
export const choose = (user, cardId) => ask("POST", `users/${user}/choose`, { result_id: cardId });
export const pay = (user, messageId) => ask("POST", `users/${user}/pay`, { message_id: messageId });
export const block = (user, blocked) => ask("POST", `users/${user}/block`, { blocked });

export function upload(user, kind, file, caption) {
  const form = new FormData();
  form.append(kind, file, file.name);
  if (caption) form.append("caption", caption);
  return ask("POST", `users/${user}/upload`, form);
}

/** Where the content of a file stands that a message names. */
export const fileAddress = (file) => `/demo/files/${encodeURIComponent(file.file_id)}`;

export async function fileText(file) {
  const answer = await fetch(fileAddress(file));
  if (!answer.ok) throw new DemoError(answer.status, "The file is not there any more.");
  return answer.text();
}

export const addFault = (rule) => ask("POST", "faults", rule);
export const removeFault = (id) => ask("DELETE", `faults/${id}`);
export const requests = (after) => ask("GET", `requests?after=${after}`);

export const supplier = () => ask("GET", "supplier");
export const changeMode = (changes) => ask("PATCH", "supplier/mode", changes);
export const changeType = (id, changes) => ask("PATCH", `supplier/types/${encodeURIComponent(id)}`, changes);
export const settle = (id, outcome) =>
  ask("POST", `supplier/orders/${encodeURIComponent(id)}/settle`, { outcome });
export const settlePayment = (ref, outcome) =>
  ask("POST", `supplier/payments/${encodeURIComponent(ref)}/settle`, { outcome });
