// What stands in for a view that is not there or broke. A chunk that cannot be loaded means the server was updated
// under an open tab: loading the page again fixes it.
import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Button, ButtonLink } from '~/components/button';
import { EmptyState } from '~/components/states';
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

export function Failure() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  const outdated = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  if (!outdated) console.error(error);
  return (
    <main className="failure">
      <EmptyState
        action={
          <Button variant="primary" onPress={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        }
      >
        {t(outdated ? 'app.updated' : 'app.broken')}
      </EmptyState>
    </main>
  );
}
