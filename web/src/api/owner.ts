// Whose this browser is at the moment. What is kept in it (drafts, the queue) belongs to the person who wrote it and is
// neither shown to nor sent by the next one who signs in.
let owner = '';
const listeners = new Set<() => void>();

export function ownerId(): string {
  return owner;
}

/** Called with the id of who is signed in; empty when nobody is. */
export function setOwner(id: string): void {
  if (id === owner) return;
  owner = id;
  for (const listener of listeners) listener();
}

export function onOwnerChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
