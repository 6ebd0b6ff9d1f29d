// Files on records. Uploads go through XMLHttpRequest, which alone tells how far they are.
import { address, newKey } from './client';
import { ApiError, errorFromAnswer, NetworkError } from './errors';
import type { Attachment } from './types';

/** As the server has it; asked here first, since a refused upload may be cut off before its answer is read. */
export const fileBytesMax = 25 * 1024 * 1024;

export interface FilePlace {
  account_id?: string;
  opportunity_id?: string;
  contact_id?: string;
  call_id?: string;
  evidence_id?: string;
}

export interface Upload {
  done: Promise<{ body: Attachment; undoId: string | null }>;
  cancel: () => void;
}

export function uploadFile(file: File, place: FilePlace, onProgress: (part: number) => void, key = newKey()): Upload {
  const xhr = new XMLHttpRequest();
  const done = new Promise<{ body: Attachment; undoId: string | null }>((resolve, reject) => {
    if (file.size > fileBytesMax) {
      reject(new ApiError({ status: 413, code: 'file_too_large', max: fileBytesMax / 1024 / 1024 }));
      return;
    }
    xhr.open('POST', address('/attachments', { ...place }));
    xhr.setRequestHeader('Accept-Language', document.documentElement.lang || 'zh-CN');
    xhr.setRequestHeader('Content-Type', 'application/octet-stream');
    xhr.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    xhr.setRequestHeader('Idempotency-Key', key);
    xhr.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    xhr.onerror = () => reject(new NetworkError());
    xhr.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) {
        resolve({ body: JSON.parse(xhr.responseText) as Attachment, undoId: xhr.getResponseHeader('X-Undo-Id') });
        return;
      }
      errorFromAnswer(new Response(xhr.responseText, { status: xhr.status })).then(reject, reject);
    };
    xhr.send(file);
  });
  return { done, cancel: () => xhr.abort() };
}

export type Shown = 'image' | 'pdf' | 'text' | null;

/** How a file is shown in the page; null: it is downloaded. */
export function shownAs(mediaType: string): Shown {
  if (['image/png', 'image/jpeg', 'image/webp', 'image/gif'].includes(mediaType)) return 'image';
  if (mediaType === 'application/pdf') return 'pdf';
  return mediaType === 'text/plain' ? 'text' : null;
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
