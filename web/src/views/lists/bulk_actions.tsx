// The two things one does to several records at once: hand them to somebody, and set their next step.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import type { Account, Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Menu } from '~/components/menu';
import { NextStepForm, type NextStepValues } from '../forms/next_step_form';
import { useUsers } from '../record/use_users';
import { useBulk } from './use_bulk';

interface BulkActionsProps {
  collection: 'accounts' | 'opportunities';
  rows: readonly (Account | Opportunity)[];
  onDone: () => void;
}

export function BulkActions({ collection, rows, onDone }: BulkActionsProps) {
  const { t } = useTranslation();
  const users = useUsers();
  const bulk = useBulk();
  const [planning, setPlanning] = useState(false);

  const giveTo = async (id: string, name: string) => {
    await bulk.run(
      rows.filter((row) => row.owner_id !== id),
      (row) => request<unknown>(`/${collection}/${row.id}`, { method: 'PATCH', body: { owner_id: id }, version: row.version }),
      (count) => t('lists.owner_changed', { count, name }),
      [collection],
    );
    onDone();
  };
  const plan = async (values: NextStepValues) => {
    setPlanning(false);
    await bulk.run(
      rows,
      (row) =>
        request<unknown>('/next_steps', {
          method: 'POST',
          body: { text: values.text.trim(), owner_id: values.owner_id, due_on: values.due_on, [collection === 'accounts' ? 'account_id' : 'opportunity_id']: row.id },
        }),
      (count) => t('lists.next_steps_set', { count }),
      ['next_steps', collection],
    );
    onDone();
  };
  if (bulk.progress) return <span className="caption second numeric">{t('lists.working', bulk.progress)}</span>;
  return (
    <>
      <Menu
        label={t('lists.change_owner')}
        trigger={
          <Button small icon="person">
            {t('lists.change_owner')}
          </Button>
        }
        entries={users.active.map((user) => ({ id: user.id, label: user.name, onAction: () => void giveTo(user.id, user.name) }))}
      />
      <Button small icon="flag" onPress={() => setPlanning(true)}>
        {t('lists.set_next_step')}
      </Button>
      <NextStepForm isOpen={planning} onClose={() => setPlanning(false)} onSubmit={plan} />
    </>
  );
}
