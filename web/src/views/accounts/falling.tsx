// What will fall back into the open pool within a week if nobody touches it: said before it happens.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '~/api/queries';
import type { Pool } from '~/api/types';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { useFormat } from '~/format/use_format';

export function FallingButton() {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const pool = useRead<Pool>(['accounts', 'pool'], '/pool');
  const falling = pool.data?.falling ?? [];
  if (falling.length === 0) return null;
  return (
    <>
      <Button icon="clock" onPress={() => setOpen(true)}>
        {t('access.falling', { count: falling.length })}
      </Button>
      <Dialog title={t('access.falling_title')} isOpen={open} onClose={() => setOpen(false)} footer={<Button onPress={() => setOpen(false)}>{t('common.close')}</Button>}>
        <p className="caption third">{t('access.falling_note', { days: pool.data?.idle_days ?? 0 })}</p>
        <ul className="plain-list">
          {falling.map((account) => (
            <li key={account.id} className="row">
              <Link className="link grow ellipsis" to={`/accounts/${account.id}`}>
                {account.name}
              </Link>
              <span className="caption second">{account.owner?.name}</span>
              <span className="caption bad numeric">{format.date(account.falls_at)}</span>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
