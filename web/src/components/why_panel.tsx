// "Why?": every computed position opens to its rule, its inputs and its answer. The input is the exact one of
// `wheelhouse method run`, so anybody can check the figure without trusting this page.
import { useTranslation } from 'react-i18next';
import { useWhy } from '~/api/queries';
import { useFormat } from '~/format/use_format';
import { Button } from './button';
import { Sheet } from './overlays';
import { ErrorState, SkeletonRows } from './states';
import { StageChip } from './stage_chip';
import { StageReasons } from './stage_reasons';
import { toast } from './toast';
import type { WhyProps } from './why_button';

export default function WhyPanel({ collection, id, asOf, knownOn, onClose }: WhyProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const why = useWhy(collection, id, { as_of: asOf, known_on: knownOn });
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      toast(t('common.copied'));
    } catch {
      toast(t('why.copy_by_hand'));
    }
  };
  const answer = why.data;
  return (
    <Sheet title={t('why.title')} isOpen onClose={onClose} wide>
      {why.isPending && <SkeletonRows rows={6} />}
      {why.isError && <ErrorState error={why.error} onRetry={() => void why.refetch()} />}
      {answer && (
        <div className="column" style={{ gap: 16 }}>
          <div className="row" style={{ flexWrap: 'wrap' }}>
            <StageChip stage={answer.position.stage} basis={answer.position.basis} sayBasis both plain />
            <span className="second">
              {t('why.confidence', { percent: format.percent(answer.position.confidence, 0) })}
              {answer.position.dwell_days !== null && ` · ${t('common.day_n', { n: answer.position.dwell_days })}`}
              {answer.position.stuck_line_days !== null && ` · ${t('common.stall_line_n', { n: answer.position.stuck_line_days })}`}
            </span>
          </div>
          <StageReasons position={answer.position} answer={answer.answer} terms={answer.terms} />
          <Part title={t('why.rule', { rule: answer.rule })} value={answer.answer} />
          <Part
            title={t('why.input')}
            value={answer.input}
            action={
              <Button small onPress={() => void copy(JSON.stringify(answer.input))}>
                {t('why.copy_input')}
              </Button>
            }
          />
          <p className="caption third">
            {t('why.check')} <code>wheelhouse method run {answer.rule}</code>
          </p>
          {answer.health_rule && <Part title={t('why.rule', { rule: answer.health_rule })} value={answer.health} />}
        </div>
      )}
    </Sheet>
  );
}

function Part({ title, value, action }: { title: string; value: unknown; action?: React.ReactNode }) {
  return (
    <section>
      <div className="row" style={{ marginBottom: 6 }}>
        <h3 className="grow">{title}</h3>
        {action}
      </div>
      <pre className="code-block" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
