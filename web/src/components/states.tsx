// What a place shows when it has nothing, not yet, or cannot: EmptyState, Skeleton, ErrorState.
// Errors appear where the content would be, with what to do about them; nobody's typed text is thrown away.
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { Button } from './button';
import { Icon } from './icon';

export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-state">
      <p>{children}</p>
      {action && <div className="row">{action}</div>}
    </div>
  );
}

interface SkeletonProps {
  width?: CSSProperties['width'];
  height?: CSSProperties['height'];
  style?: CSSProperties;
}

export function Skeleton({ width = '100%', height = 16, style }: SkeletonProps) {
  return <span className="skeleton" style={{ width, height, ...style }} aria-hidden="true" />;
}

/** Rows of the height the content will have. */
export function SkeletonRows({ rows = 5, height = 36 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div className="column" style={{ gap: 8 }} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height - 8} />
      ))}
    </div>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="error-state" role="alert">
      <Icon name="warning" className="bad" />
      <span className="grow">{errorText(error, t)}</span>
      {onRetry && (
        <Button small onPress={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

/** A thin bar over stale content while fresh content is on its way. */
export function StaleBar({ active }: { active: boolean }) {
  return active ? <div className="stale-bar" aria-hidden="true" /> : null;
}
