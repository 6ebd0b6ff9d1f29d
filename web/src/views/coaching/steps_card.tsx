// The seven steps and the service that follows, each by its own figures (METHOD M16–M25).
import { useTranslation } from 'react-i18next';
import type { StepFigure, StepFigures } from '~/api/coaching';
import { useView } from '~/api/queries';
import { Card } from '~/components/card';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { useFormat } from '~/format/use_format';

export function StepsCard({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useView<StepFigures>(`/users/${userId}/step_figures`);
  const data = view.data;
  const shown = (figure: StepFigure) => {
    if (figure.value === null) return '–';
    if (figure.unit === 'share') return format.percent(figure.value, 0);
    return figure.unit === 'days' ? t('coaching.days', { n: format.number(figure.value, 0) }) : format.number(figure.value, 1);
  };
  const any = data?.steps.some((step) => step.figures.some((figure) => figure.of > 0));
  return (
    <Card title={t('coaching.steps')} other={format.language === 'zh-CN' ? 'Seven steps' : '销售的七步骤'} otherLanguage={format.other}>
      {view.isPending && <SkeletonRows rows={8} />}
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {data && !any && <EmptyState>{t('coaching.steps_empty')}</EmptyState>}
      {data && any && (
        <dl className="step-figures">
          {data.steps.map((step) => (
            <div key={step.step} className="step-figures-row">
              <dt>{t(`seller_step.${step.step}`)}</dt>
              <dd>
                {step.figures.map((figure) => (
                  <span key={figure.name} className="step-figure">
                    <span className="caption third">{t(`coaching.figure_${figure.name}`)}</span>
                    <b className="numeric">{shown(figure)}</b>
                    <span className="caption third numeric">{t('coaching.of', { n: figure.of })}</span>
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
