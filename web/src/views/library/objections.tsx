// Answers to objections, ranked by what they settled; and how well objections are prevented.
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useView } from '~/api/queries';
import { objectionClasses, oppositionCauses, type ObjectionLibrary, type ObjectionNumbers } from '~/api/selling';
import { Card } from '~/components/card';
import { Select } from '~/components/field';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { NumbersCard } from '../objections/numbers_card';
import './library.css';
import '../account/account.css';
import '../selling/selling.css';

const all = 'all';

export default function ObjectionLibraryPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === all) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const library = useView<ObjectionLibrary>('/objection_library', { class: search.get('class'), cause: search.get('cause') });
  const numbers = useView<ObjectionNumbers>('/objection_numbers');
  const items = library.data?.items ?? [];
  return (
    <div className="record-grid">
      <div className="record-column">
        <div className="library-filters">
          <Select className="library-filter" label={t('objections.class')} value={search.get('class') ?? all} options={[{ value: all, label: t('common.all') }, ...objectionClasses.map((value) => ({ value: value as string, label: t(`objection_class.${value}`) }))]} onChange={(value) => set('class', value)} />
          <Select className="library-filter" label={t('objections.cause')} value={search.get('cause') ?? all} options={[{ value: all, label: t('common.all') }, ...oppositionCauses.map((value) => ({ value: value as string, label: t(`opposition_cause.${value}`) }))]} onChange={(value) => set('cause', value)} />
        </div>
        <Card title={t('library.answers')} note={t('library.ranked')}>
          {library.isPending && <SkeletonRows rows={6} />}
          {library.isError && !library.data && <ErrorState error={library.error} onRetry={() => void library.refetch()} />}
          {library.data && items.length === 0 && <EmptyState>{t('library.no_answers')}</EmptyState>}
          <ol>
            {items.map((item, index) => (
              <li key={`${item.response}${item.class}${item.cause}`} className="selling-row">
                <span className="library-rank numeric third">{index + 1}</span>
                <div className="row-text">
                  <span>{item.response}</span>
                  <div className="row-meta caption third">
                    {item.class && <Tag>{t(`objection_class.${item.class}`)}</Tag>}
                    {item.cause && <Tag tone="hollow">{t(`opposition_cause.${item.cause}`)}</Tag>}
                    {item.median_days !== null && <span>{t('library.days', { n: format.number(item.median_days, 1) })}</span>}
                  </div>
                </div>
                <span className="library-use caption second numeric">{t('objections.worked', { resolved: item.resolved, used: item.used, percent: format.percent(item.share, 0) })}</span>
              </li>
            ))}
          </ol>
        </Card>
      </div>
      <div className="record-column">{numbers.data && <NumbersCard numbers={numbers.data} />}</div>
    </div>
  );
}
