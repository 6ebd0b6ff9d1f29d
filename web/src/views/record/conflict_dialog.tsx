// Two values for one field: mine and theirs, side by side. Nothing is lost before the person has chosen.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { Segmented } from '~/components/segmented';
import type { Conflict } from './use_field_save';
import type { Fields } from './conflict';

interface ConflictDialogProps {
  conflict: Conflict | null;
  /** How a value reads; the label of the field comes with it. */
  labelOf: (field: string) => string;
  show: (field: string, fields: Fields) => string;
  onSettle: (mine: readonly string[]) => void;
  onDismiss: () => void;
}

export function ConflictDialog({ conflict, labelOf, show, onSettle, onDismiss }: ConflictDialogProps) {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  if (!conflict) return null;
  const settle = (mine: readonly string[]) => {
    setTheirs([]);
    onSettle(mine);
  };
  return (
    <Dialog
      title={t('conflict.title')}
      isOpen
      onClose={onDismiss}
      alert
      footer={
        <>
          <Button onPress={() => settle([])}>{t('conflict.use_theirs')}</Button>
          <Button variant="primary" onPress={() => settle(conflict.fields.filter((field) => !theirs.includes(field)))}>
            {t(conflict.fields.length > 1 ? 'conflict.use_chosen' : 'conflict.use_mine')}
          </Button>
        </>
      }
    >
      <p className="second">{t('conflict.explain')}</p>
      {conflict.fields.map((field) => (
        <section key={field} className="conflict-field">
          <div className="row">
            <h3 className="grow">{labelOf(field)}</h3>
            {conflict.fields.length > 1 && (
              <Segmented
                label={labelOf(field)}
                value={theirs.includes(field) ? 'theirs' : 'mine'}
                options={[
                  { value: 'mine', label: t('conflict.mine') },
                  { value: 'theirs', label: t('conflict.theirs') },
                ]}
                onChange={(side) => setTheirs(side === 'theirs' ? [...theirs, field] : theirs.filter((other) => other !== field))}
              />
            )}
          </div>
          <dl className="conflict-values">
            <dt className="caption third">{t('conflict.mine')}</dt>
            <dd>{show(field, conflict.mine) || '–'}</dd>
            <dt className="caption third">{t('conflict.theirs')}</dt>
            <dd>{show(field, conflict.theirs) || '–'}</dd>
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
