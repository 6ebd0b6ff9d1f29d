// 「视图已改」: keep what is on screen as a view of one's own, or go back to the view it came from.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Dialog } from '~/components/overlays';
import { excessOf } from '~/components/too_long';
import { newKey } from '~/api/client';
import { deleteView, saveView, type SavedView } from './saved_views';
import type { ListState } from './list_state';

const nameMax = 40; // letters

interface SaveViewProps {
  list: string;
  current: SavedView | undefined;
  saved: readonly SavedView[];
  state: ListState;
  onReset: () => void;
}

export function SaveView({ list, current, saved, state, onReset }: SaveViewProps) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  if (current) {
    if (!saved.includes(current)) return null;
    return (
      <Button small variant="ghost" onPress={() => deleteView(list, current.id)}>
        {t('lists.delete_view')}
      </Button>
    );
  }
  const save = () => {
    const text = name.trim();
    if (!text || excessOf(name, nameMax)) return;
    saveView(list, { id: newKey(), name: text, state });
    setName('');
    setNaming(false);
  };
  return (
    <>
      <span className="caption third save-view-note">{t('lists.view_changed')}</span>
      <Button small onPress={() => setNaming(true)}>
        {t('lists.save_view')}
      </Button>
      <Button small variant="ghost" onPress={onReset}>
        {t('lists.reset_view')}
      </Button>
      <Dialog
        title={t('lists.save_view')}
        isOpen={naming}
        onClose={() => setNaming(false)}
        footer={
          <>
            <Button onPress={() => setNaming(false)}>{t('common.cancel')}</Button>
            <Button variant="primary" onPress={save} isDisabled={!name.trim()}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextField label={t('lists.view_name')} value={name} onChange={setName} autoFocus maxLength={nameMax} />
        </form>
      </Dialog>
    </>
  );
}
