// What stands in for a view that is not there or broke. A chunk that cannot be loaded means the server was updated
// under an open tab, or that the line was down: loading the page again fixes it, by itself when the line comes back.
import { Component, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '~/components/button';
import { EmptyState } from '~/components/states';
import { isChunkFailure } from './chunk_failure';
import { useOnline } from './offline_banner';
import { Page } from './page';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.not_found_title')}>
      <EmptyState
        action={
          <ButtonLink to="/today" variant="primary">
            {t('app.to_today')}
          </ButtonLink>
        }
      >
        {t('app.not_found')}
      </EmptyState>
    </Page>
  );
}

interface BoundaryState {
  error: unknown;
  failed: boolean;
}

/** Give it the path as its key, so that the next page gets a fresh start. */
export class FailureBoundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error, failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failure error={this.state.error} /> : this.props.children;
  }
}

function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const outdated = isChunkFailure(error);
  const online = useOnline();
  useEffect(() => {
    if (!outdated) return undefined;
    const again = () => window.location.reload();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [outdated]);
  return (
    <div className="failure" role="alert">
      <EmptyState
        action={
          <Button variant="primary" onPress={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        }
      >
        {t(!outdated ? 'app.broken' : online ? 'app.updated' : 'app.offline_page')}
      </EmptyState>
    </div>
  );
}
