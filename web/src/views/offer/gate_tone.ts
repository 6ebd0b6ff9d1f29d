// How the proposal gate looks.
export const gateTone = { pass: 'ok', warn: 'warn', block: 'bad' } as const;
