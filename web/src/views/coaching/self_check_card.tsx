// "Are you professional?" (METHOD M5): eight items in four elements, one's own view beside a manager's, and what is to be done about what is low.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { elements, type SelfChecks } from '~/api/coaching';
import { useView } from '~/api/queries';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { useFormat } from '~/format/use_format';
import { SelfCheckForm } from './self_check_form';

const most = 4;

export function SelfCheckCard({ userId, own, canRate }: { userId: string; own: boolean; canRate: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [rating, setRating] = useState(false);
  const view = useView<SelfChecks>(`/users/${userId}/self_checks`);
  const data = view.data;
  const actions = (data?.items[0]?.actions ?? []).flatMap((action, index) => (action ? [{ index, action }] : []));
  return (
    <Card
      title={t('coaching.self_check')}
      other={format.language === 'zh-CN' ? 'Are you professional?' : '你专业吗？'}
      otherLanguage={format.other}
      actions={
        canRate && (
          <Button small variant="primary" onPress={() => setRating(true)}>
            {t(own ? 'coaching.check_myself' : 'coaching.rate_beside')}
          </Button>
        )
      }
    >
      {view.isPending && <SkeletonRows rows={6} />}
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {data && data.items.length === 0 && <EmptyState>{t('coaching.self_check_empty')}</EmptyState>}
      {data && data.items.length > 0 && (
        <>
          <dl className="coaching-scores">
            <div>
              <dt className="caption third">{t('coaching.self_score')}</dt>
              <dd className="numeric">{data.self_score === null ? '–' : format.number(data.self_score, 0)}</dd>
            </div>
            <div>
              <dt className="caption third">{t('coaching.manager_score')}</dt>
              <dd className="numeric">{data.manager_score === null ? '–' : format.number(data.manager_score, 0)}</dd>
            </div>
            <div>
              <dt className="caption third">{t('coaching.gap')}</dt>
              <dd className="numeric">{data.gap === null ? '–' : format.delta(Math.round(data.self_score ?? 0) - Math.round(data.manager_score ?? 0))}</dd>
            </div>
          </dl>
          <ul className="element-bars">
            {elements.map((element, index) => {
              const mean = data.elements[index] ?? null;
              return (
                <li key={element}>
                  <span>{t(`coaching.element_${element}`)}</span>
                  <span className="element-bar" aria-hidden="true">
                    <span style={{ width: `${((mean ?? 0) / most) * 100}%` }} />
                  </span>
                  <span className="numeric">{mean === null ? '–' : format.number(mean, 1)}</span>
                </li>
              );
            })}
          </ul>
          {actions.length > 0 && (
            <section>
              <h3 className="second">{t('coaching.actions')}</h3>
              <ul>
                {actions.map(({ index, action }) => (
                  <li key={index} className="growth-row">
                    <span className="grow">{action}</span>
                    <span className="caption third">{t(`coaching.item_${index + 1}`)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h3 className="second">{t('coaching.earlier')}</h3>
            <ul>
              {data.items.map((item) => (
                <li key={item.id} className="coaching-row">
                  <span className="numeric">{format.date(item.rated_at, { year: true })}</span>
                  <span className="grow second">{item.own ? t('coaching.by_self') : t('coaching.by', { name: item.rated_by?.name ?? '–' })}</span>
                  <b className="numeric">{item.score === null ? t('coaching.incomplete') : format.number(item.score, 0)}</b>
                  <RuleWhy rule="C22.selfcheck" title={t('coaching.self_check')} input={() => item.input} />
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      {rating && <SelfCheckForm userId={userId} own={own} onClose={() => setRating(false)} />}
    </Card>
  );
}
