// A file shown in the page: pictures, PDF, plain text. What comes is drawn from memory; nothing of it runs.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownAs } from '~/api/attachments';
import { fetchFile, saveFile } from '~/api/documents';
import { errorText } from '~/api/errors';
import type { Attachment } from '~/api/types';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { ErrorState, Skeleton } from '~/components/states';
import { toast } from '~/components/toast';

const textMost = 200_000; // characters on screen

interface Content {
  url: string | null;
  text: string | null;
  cut: boolean;
}

function useContent(file: Attachment) {
  const [content, setContent] = useState<Content | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const shown = shownAs(file.media_type);
  useEffect(() => {
    const stop = new AbortController();
    let url: string | null = null;
    const load = async () => {
      const answer = await fetchFile(`/attachments/${file.id}/content`, { disposition: 'inline' }, stop.signal);
      if (shown === 'text') {
        const text = await answer.text();
        setContent({ url: null, text: text.slice(0, textMost), cut: text.length > textMost });
        return;
      }
      // The kind is the server's word, one of a short list; a blob of another kind could be a page.
      url = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: file.media_type }));
      setContent({ url, text: null, cut: false });
    };
    setError(null);
    load().catch((reason: unknown) => {
      if (!stop.signal.aborted) setError(reason);
    });
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [file.id, file.media_type, shown, turn]);
  return { content, error, shown, again: () => setTurn(turn + 1) };
}

export function FilePreview({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const { t } = useTranslation();
  const { content, error, shown, again } = useContent(file);
  const save = () => void saveFile(`/attachments/${file.id}/content`).catch((reason: unknown) => toast(errorText(reason, t)));
  return (
    <Dialog
      title={<span className="file-title">{file.name}</span>}
      isOpen
      onClose={onClose}
      wide
      footer={
        <Button icon="import" onPress={save}>
          {t('files.download')}
        </Button>
      }
    >
      <div className="file-preview">
        {error ? <ErrorState error={error} onRetry={again} /> : !content ? <Skeleton height={320} /> : null}
        {content?.url && shown === 'image' && <img src={content.url} alt={file.name} />}
        {content?.url && shown === 'pdf' && <iframe src={`${content.url}#view=FitH`} title={file.name} />}
        {content && content.text !== null && (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling text is read with the keys
          <pre tabIndex={0}>{content.text}</pre>
        )}
        {content?.cut && <p className="caption third">{t('files.cut')}</p>}
      </div>
    </Dialog>
  );
}
