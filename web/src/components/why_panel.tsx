// "Why?": every computed position opens to its rule, its inputs and its answer. The input is the exact one of
// `wheelhouse method run`, so anybody can check the figure without trusting this page.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhy } from '~/api/queries';
import { useFormat } from '~/format/use_format';
import { Button } from './button';
import { Sheet } from './overlays';
import { ErrorState, SkeletonRows } from './states';
import { StageChip } from './stage_chip';
import { StageReasons } from './stage_reasons';
import { toast } from './toast';

interface WhyProps {
  collection: 'accounts' | 'opportunities';
  id: string;
  asOf?: string;
  knownOn?: string;
}

export function WhyButton(props: WhyProps & { label?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" small icon="question" onPress={() => setOpen(true)}>
        {props.label ?? t('why.ask')}
      </Button>
      <WhyPanel {...props} isOpen={open} onClose={() => setOpen(false)} />
    </>
  );
}

export function WhyPanel({ collection, id, asOf, knownOn, isOpen, onClose }: WhyProps & { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const why = useWhy(collection, isOpen ? id : null, { as_of: asOf, known_on: knownOn });
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
    <Sheet title={t('why.title')} isOpen={isOpen} onClose={onClose} wide>
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
          <StageReasons position={answer.position} answer={answer.answer} />
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
