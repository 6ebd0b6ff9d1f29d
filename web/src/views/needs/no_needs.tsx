// What stands where the needs of a deal will be, with the way to log the first one.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { EmptyState } from '~/components/states';

/** `onAdd` is left out for who may not write. */
export function NoNeeds({ onAdd, more, children }: { onAdd?: () => void; more?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      action={
        onAdd && (
          <>
            <Button variant="primary" onPress={onAdd}>
              {t('needs.heard')}
            </Button>
            {more}
          </>
        )
      }
    >
      {children}
    </EmptyState>
  );
}
