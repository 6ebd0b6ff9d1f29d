// A card of limits of the workspace: its fields, what went wrong, and one button that saves them together.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { Button } from '~/components/button';
import { Card } from '~/components/card';

interface LimitsCardProps {
  title: string;
  note: string;
  form: { failure: unknown; pending: boolean };
  onSave: () => Promise<unknown>;
  children: ReactNode;
}

export function LimitsCard({ title, note, form, onSave, children }: LimitsCardProps) {
  const { t } = useTranslation();
  return (
    <Card title={title} note={note}>
      <form
        className="form"
        style={{ maxWidth: 420 }}
        onSubmit={(event) => {
          event.preventDefault();
          void onSave();
        }}
      >
        {children}
        {form.failure ? (
          <p className="error-state" role="alert">
            {errorText(form.failure, t)}
          </p>
        ) : null}
        <div>
          <Button type="submit" variant="primary" isPending={form.pending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
