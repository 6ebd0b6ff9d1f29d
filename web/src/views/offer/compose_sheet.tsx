// How to say it: feature, that is, so, for example, as long as. In both languages; what is missing is named.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { usePatch } from '~/api/queries';
import type { Composed, Statement } from '~/api/selling';
import { Button } from '~/components/button';
import { ChoiceChips } from '~/components/choice_chips';
import { Sheet } from '~/components/overlays';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast } from '~/components/toast';
import { useRun } from '../record/use_run';

const qualities = ['0', '1', '2', '3', '4'] as const;

export function ComposeSheet({ statement, readOnly, onClose }: { statement: Statement; readOnly: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const run = useRun();
  const patch = usePatch('statements');
  const statementId = statement.id;
  const rate = (quality: (typeof qualities)[number]) => run(patch.mutateAsync({ id: statement.id, version: statement.version, changes: { peer_quality: Number(quality) } }), t('offer.quality_saved'));
  const composed = useQuery({
    queryKey: ['selling', 'compose', statementId],
    queryFn: ({ signal }) => request<Composed>('/statements/compose', { method: 'POST', body: { statement_id: statementId }, signal }).then((answer) => answer.body),
  });
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      toast(t('common.copied'));
    } catch {
      toast(t('why.copy_by_hand'));
    }
  };
  return (
    <Sheet title={t('offer.compose')} isOpen onClose={onClose} wide>
      {composed.isPending && <SkeletonRows rows={4} />}
      {composed.isError && <ErrorState error={composed.error} onRetry={() => void composed.refetch()} />}
      {composed.data && (
        <div className="column" style={{ gap: 14 }}>
          <div className="chip-row">
            <Tag tone={composed.data.level === 'benefit' ? 'ok' : 'warn'}>{t(`offer.level_${composed.data.level}`)}</Tag>
            {composed.data.missing.map((part) => (
              <Tag key={part} tone="hollow">
                {t('offer.missing', { part: t(`talk_slot.${part}`) })}
              </Tag>
            ))}
          </div>
          {(['zh', 'en'] as const).map((language) => (
            <section key={language}>
              <div className="row">
                <h3 className="grow">{language === 'zh' ? '中文' : 'English'}</h3>
                <Button small onPress={() => void copy(composed.data[language])}>
                  {t('app.copy_text')}
                </Button>
              </div>
              <p lang={language === 'zh' ? 'zh-CN' : 'en'} className="composed">
                {composed.data[language]}
              </p>
            </section>
          ))}
          {readOnly ? null : (
            <ChoiceChips
              label={t('offer.peer_quality')}
              hint={statement.composed_seconds === null ? t('offer.peer_quality_hint') : `${t('offer.peer_quality_hint')} ${t('offer.composed_in', { n: statement.composed_seconds })}`}
              value={statement.peer_quality === null ? null : (String(statement.peer_quality) as (typeof qualities)[number])}
              options={qualities.map((value) => ({ value, label: value }))}
              onChange={rate}
            />
          )}
        </div>
      )}
    </Sheet>
  );
}
