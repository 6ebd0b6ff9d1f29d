// Text is never cut: what is too long stays as typed, is named at its field, and is not sent before it is shorter.
export interface Excess {
  length: number;
  max: number;
}

/** Counted in letters, as the server does, not in halves of them. */
export function excessOf(text: string, max: number | undefined): Excess | null {
  if (max === undefined || text.length <= max) return null;
  const { length } = [...text];
  return length > max ? { length, max } : null;
}

/** Whether a form holds a field that is too long; the first one gets the focus. */
export function refusesExcess(form: HTMLElement): boolean {
  const field = form.querySelector<HTMLElement>('[data-too-long] input, [data-too-long] textarea');
  field?.focus();
  return field !== null;
}
