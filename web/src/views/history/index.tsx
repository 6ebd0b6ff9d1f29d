// The audit of the whole book: every change by everybody, and the press that takes one back.
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { Card } from '~/components/card';
import { HistoryList } from '../record/history';
import '../record/record.css';

export default function HistoryView() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [search] = useSearchParams();
  const object = search.get('object');
  return (
    <Page title={t('history.title')} note={t('history.subtitle')}>
      <Card title={t('history.book')}>
        <HistoryList query={object ? { object } : {}} readOnly={user.role === 'viewer'} />
      </Card>
    </Page>
  );
}
