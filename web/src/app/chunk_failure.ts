/** A part of the interface that could not be loaded: no line, or the server was updated under an open tab. */
export function isChunkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error instanceof TypeError && /import|module|fetch/i.test(error.message)) || /unable to preload/i.test(error.message);
}
