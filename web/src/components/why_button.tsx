// The button beside every computed position that opens its reasons.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';

export interface WhyProps {
  collection: 'accounts' | 'opportunities';
  id: string;
  asOf?: string;
  knownOn?: string;
}

const WhyPanel = lazy(() => import('./why_panel'));

export function WhyButton({ label, ...about }: WhyProps & { label?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" small icon="question" onPress={() => setOpen(true)}>
        {label ?? t('why.ask')}
      </Button>
      <Suspense>{open && <WhyPanel {...about} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
