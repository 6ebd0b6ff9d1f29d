// Papers the server makes: fetched as files, named as the server names them, in the language of the page and the reader's own days.
import { address, type Query } from './client';
import { errorFromAnswer, NetworkError } from './errors';

/** The true name of RFC 5987, else the plain one. */
export function fileName(disposition: string | null, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Badly encoded: the plain name serves.
    }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? otherwise;
}

export async function fetchFile(path: string, query?: Query, signal?: AbortSignal): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address(path, query), { headers: { 'Accept-Language': document.documentElement.lang || 'zh-CN' }, credentials: 'same-origin', signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError({ reading: true });
  }
  if (!answer.ok) throw await errorFromAnswer(answer);
  return answer;
}

export async function saveFile(path: string, query?: Query): Promise<void> {
  const answer = await fetchFile(path, query);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = fileName(answer.headers.get('Content-Disposition'), path.split('/').pop() ?? 'document');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function saveDocument(path: string, options: { draft?: true } = {}): Promise<void> {
  const language = document.documentElement.lang === 'en' ? 'en' : 'zh';
  await saveFile(path, { ...options, language, tz_offset_minutes: -new Date().getTimezoneOffset() });
}
