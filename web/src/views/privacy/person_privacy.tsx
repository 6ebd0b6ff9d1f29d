// For administrators: everything held on one person as a file, and erasing him, with a look first at all that would go.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '~/api/client';
import { saveFile } from '~/api/documents';
import { ApiError, errorText } from '~/api/errors';
import { useRead } from '~/api/queries';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Dialog } from '~/components/overlays';
import { ErrorState, SkeletonRows } from '~/components/states';
import { clearToasts, toast } from '~/components/toast';
import { countItems, type Erasure } from './erasure';

interface Person {
  kind: 'contacts' | 'users';
  id: string;
  name: string;
}

/** Everything held on the person, among the downloads. */
export function savePerson(kind: Person['kind'], id: string, t: TFunction) {
  saveFile(`/privacy/${kind}/${id}/export`).then(
    () => toast(t('privacy.saved')),
    (error: unknown) => toast(errorText(error, t)),
  );
}

export function PersonPrivacy({ kind, id, name, onErased }: Person & { onErased: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [erasing, setErasing] = useState(false);
  if (user.role !== 'admin') return null;
  return (
    <section aria-label={t('privacy.title')} style={{ marginTop: 16 }}>
      <h3>{t('privacy.title')}</h3>
      <div className="row" style={{ gap: 8, marginTop: 8, flexWrap: 'wrap' }}>
        <Button small icon="export" onPress={() => savePerson(kind, id, t)}>
          {t('privacy.export')}
        </Button>
        <Button small variant="danger" icon="trash" onPress={() => setErasing(true)}>
          {t('privacy.erase')}
        </Button>
      </div>
      {erasing && <EraseDialog kind={kind} id={id} name={name} onClose={() => setErasing(false)} onErased={onErased} />}
    </section>
  );
}

export function EraseDialog({ kind, id, name, onClose, onErased }: Person & { onClose: () => void; onErased?: () => void }) {
  const { t } = useTranslation();
  const path = `/privacy/${kind}/${id}`;
  const client = useQueryClient();
  const plan = useRead<Erasure>(['privacy', path], `${path}/erasure`);
  const done = plan.data?.already_erased ?? false;
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>();
  const field = useRef<HTMLDivElement>(null);
  // Why it was refused may stand below the edge of a small screen.
  useEffect(() => {
    if (trouble) field.current?.scrollIntoView({ block: 'nearest' });
  }, [trouble]);
  const erase = () => {
    setPending(true);
    setTrouble(undefined);
    request<Erasure>(`${path}/erasure`, { method: 'POST', body: { confirm: typed } })
      .then(
        () => {
          clearToasts(); // they may name the person, and offer an undo that is no more
          toast(t('privacy.erased'));
          onClose();
          onErased?.();
          void client.invalidateQueries();
        },
        (error: unknown) => setTrouble((error instanceof ApiError ? error.forField('confirm') : undefined) ?? errorText(error, t)),
      )
      .finally(() => setPending(false));
  };
  return (
    <Dialog
      title={t('privacy.erase_title', { name })}
      isOpen
      onClose={onClose}
      alert
      footer={
        <>
          <Button onPress={onClose}>{t(done ? 'common.close' : 'common.cancel')}</Button>
          {!done && (
            <Button variant="danger" icon="trash" onPress={erase} isPending={pending} isDisabled={!plan.data || typed !== name}>
              {t('privacy.erase_now')}
            </Button>
          )}
        </>
      }
    >
      <div className="form">
        <p>{t('privacy.what_it_is')}</p>
        {kind === 'users' && !done && <p>{t('privacy.user_leaves')}</p>}
        {plan.isPending && <SkeletonRows rows={4} />}
        {plan.isError && <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.data && <WhatGoes plan={plan.data} />}
        {!done && (
          <>
            <p className="caption third">{t('privacy.backups')}</p>
            {/* Not focused at once: a phone's keyboard would hide what goes. */}
            <div ref={field}>
              <TextField label={t('privacy.type_name', { name })} value={typed} onChange={setTyped} error={trouble} />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function WhatGoes({ plan }: { plan: Erasure }) {
  const { t } = useTranslation();
  const rows = countItems(plan.items);
  const more = (['events', 'kept_answers', 'imports', 'sign_ins', 'dismissals', 'practice_attempts'] as const).filter((name) => plan[name] > 0);
  if (plan.already_erased) return <p>{t('privacy.already')}</p>;
  return (
    <>
      <h3>{t('privacy.goes')}</h3>
      <ul aria-label={t('privacy.goes')} style={{ paddingLeft: 18, listStyle: 'disc' }}>
        {rows.map((row) => (
          <li key={`${row.act} ${row.object_type}`}>
            {t('privacy.line', { act: t(`privacy.act_${row.act}`), what: t(`object.${row.object_type}`, { defaultValue: row.object_type }) })} <span className="numeric">× {row.count}</span>
          </li>
        ))}
        {more.map((name) => (
          <li key={name}>
            {t(`privacy.count_${name}`)} <span className="numeric">× {plan[name]}</span>
          </li>
        ))}
      </ul>
      {plan.unread_files.length > 0 && <p className="warn">{t('privacy.unread', { count: plan.unread_files.length })}</p>}
      {plan.name_is_shared && <p className="warn">{t('privacy.shared_name')}</p>}
    </>
  );
}
