// "Why?" for a figure that follows from one rule alone: the rule, the input as the page has it, and the server's answer
// to exactly that input. The same line can be given to `wheelhouse method run`.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { Button } from './button';
import { Sheet } from './overlays';
import { ErrorState, SkeletonRows } from './states';
import { toast } from './toast';

interface RuleWhyProps {
  rule: string;
  title: string;
  /** Built when asked for. */
  input: () => unknown;
}

export function runRule<Answer>(rule: string, input: unknown, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(`/method/rules/${rule}/run`, { method: 'POST', body: input, signal }).then((answer) => answer.body);
}

export function RuleWhy({ rule, title, input }: RuleWhyProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" small icon="question" onPress={() => setOpen(true)}>
        {t('why.ask')}
      </Button>
      {open && <RuleSheet rule={rule} title={title} given={input()} onClose={() => setOpen(false)} />}
    </>
  );
}

function RuleSheet({ rule, title, given, onClose }: { rule: string; title: string; given: unknown; onClose: () => void }) {
  const { t } = useTranslation();
  const text = JSON.stringify(given);
  const answer = useQuery({ queryKey: ['rule', rule, text], queryFn: ({ signal }) => runRule<unknown>(rule, given, signal) });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(t('common.copied'));
    } catch {
      toast(t('why.copy_by_hand'));
    }
  };
  return (
    <Sheet title={title} isOpen onClose={onClose} wide>
      <div className="column" style={{ gap: 16 }}>
        <section>
          <h3 style={{ marginBottom: 6 }}>{t('why.rule', { rule })}</h3>
          {answer.isPending && <SkeletonRows rows={3} />}
          {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
          {answer.data !== undefined && (
            <pre className="code-block" tabIndex={0}>
              {JSON.stringify(answer.data, null, 2)}
            </pre>
          )}
        </section>
        <section>
          <div className="row" style={{ marginBottom: 6 }}>
            <h3 className="grow">{t('why.input')}</h3>
            <Button small onPress={() => void copy()}>
              {t('why.copy_input')}
            </Button>
          </div>
          <pre className="code-block" tabIndex={0}>
            {JSON.stringify(given, null, 2)}
          </pre>
        </section>
        <p className="caption third">
          {t('why.check')} <code>wheelhouse method run {rule}</code>
        </p>
      </div>
    </Sheet>
  );
}
