// Who else has a part in a customer, and the open pool: claim, give back, team, shares. What one may not do is not offered.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '~/api/queries';
import type { Account } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Menu } from '~/components/menu';
import { undoToast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { ShareDialog, TeamDialog } from '../record/parts_dialog';
import { useRun } from '../record/use_run';

type Open = 'return' | 'team' | 'share' | null;

export function AccessMenu({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const inPool = account.owner_id === null;
  const mayWrite = user.role !== 'viewer' && user.role !== 'coach';
  const governs = account.hold === 'govern';
  return (
    <>
      {inPool && mayWrite && <ClaimButton account={account} />}
      <Menu
        label={t('access.title')}
        trigger={<Button variant="ghost" icon="more" aria-label={t('access.title')} />}
        entries={[
          { id: 'team', label: t('access.team'), onAction: () => setOpen('team') },
          { id: 'share', label: t('access.shares'), onAction: () => setOpen('share') },
          ...(governs && !inPool ? [{ id: 'return', label: t('access.return'), separated: true, onAction: () => setOpen('return') }] : []),
        ]}
      />
      {open === 'return' && <ReturnDialog account={account} onClose={close} />}
      {open === 'team' && <TeamDialog account={account} mayChange={governs} onClose={close} />}
      {open === 'share' && <ShareDialog of={{ account_id: account.id }} ownerId={account.owner_id} mayChange={governs} onClose={close} />}
    </>
  );
}

export function ClaimButton({ account, small }: { account: Account; small?: boolean }) {
  const { t } = useTranslation();
  const act = useAct<Account>();
  const run = useRun();
  const claim = () => run(act.mutateAsync({ path: `/accounts/${account.id}/claim`, body: {} }), t('access.claimed', { name: account.name }));
  return (
    <Button small={small} isPending={act.isPending} onPress={claim}>
      {t('access.claim')}
    </Button>
  );
}

function ReturnDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct<Account>();
  const form = useForm({ reason: '' });
  const save = async () => {
    if (!form.values.reason.trim()) return form.refuse('reason', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await act.mutateAsync({ path: `/accounts/${account.id}/return`, body: { reason: form.values.reason.trim() }, key });
      undoToast(t('access.returned', { name: account.name }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('access.return')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} submitLabel={t('access.return')}>
      <p className="second">{t('access.return_note', { name: account.name })}</p>
      <TextField label={t('access.reason')} value={form.values.reason} onChange={(reason) => form.set('reason', reason)} error={form.errorOf('reason')} maxLength={300} required autoFocus />
    </FormDialog>
  );
}
