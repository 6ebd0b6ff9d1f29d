// Another name for a file.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, errorText } from '~/api/errors';
import { usePatch } from '~/api/queries';
import type { Attachment } from '~/api/types';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Dialog } from '~/components/overlays';
import { toast, undoToast } from '~/components/toast';

export function RenameFile({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(file.name);
  const [trouble, setTrouble] = useState<string | undefined>();
  const patch = usePatch('attachments');
  const save = () => {
    patch.mutateAsync({ id: file.id, version: file.version, changes: { name } }).then(
      (answer) => {
        undoToast(t('files.renamed', { name: answer.body.name }), answer.undoId);
        onClose();
      },
      (error: unknown) => {
        const atField = error instanceof ApiError ? error.forField('name') : undefined;
        if (atField) setTrouble(atField);
        else toast(errorText(error, t));
      },
    );
  };
  return (
    <Dialog
      title={t('files.rename')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" onPress={save} isPending={patch.isPending}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <TextField label={t('files.name')} value={name} onChange={setName} error={trouble} maxLength={200} autoFocus />
    </Dialog>
  );
}
