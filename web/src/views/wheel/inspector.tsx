// What the pointer or the keyboard is at, docked under the wheel so that it covers nothing (DESIGN §1.7).
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '~/api/queries';
import { isUnproven, stageNumber, type Evidence, type Stage, type Unit, type WheelDot } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { QuoteBlock } from '~/components/quote_block';
import { StageMark } from '~/components/stage_chip';
import { WhyButton } from '~/components/why_button';
import { useFormat } from '~/format/use_format';
import type { StageFigures } from './figures';
import { recordPath } from './stuck_list';

interface InspectorProps {
  dot: WheelDot | null;
  figure: StageFigures | null;
  unit: Unit;
  filteredStage: Stage | null;
  onStage: (stage: Stage) => void;
  asOf: string | null;
}

export function Inspector({ dot, figure, unit, filteredStage, onStage, asOf }: InspectorProps) {
  const { t } = useTranslation();
  if (dot) return <DotInspector dot={dot} unit={unit} asOf={asOf} />;
  if (figure) return <StageInspector figure={figure} filtered={filteredStage === figure.stage} onStage={onStage} />;
  return <div className="inspector third">{t('wheel.inspect_hint')}</div>;
}

function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** The newest piece that says something, the customer's own words before anything told about them. */
function latestWords(items: Evidence[]): Evidence | null {
  const told = items.filter((item) => item.quote).sort((a, b) => (a.observed_at < b.observed_at ? 1 : -1));
  return told.find((item) => item.source_class === 'quote' || item.source_class === 'document') ?? told[0] ?? null;
}

function DotInspector({ dot, unit, asOf }: { dot: WheelDot; unit: Unit; asOf: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  // The pointer crosses many dots on its way; only where it rests are the customer's words fetched.
  const rested = useSettled(dot, 140);
  const asked = rested.id === dot.id;
  const evidence = useList(
    'evidence',
    dot.opportunity_id ? { opportunity_id: dot.opportunity_id, limit: 20 } : { account_id: dot.id, limit: 20 },
    { enabled: asked && !isUnproven(dot) },
  );
  const words = asked ? latestWords(evidence.data?.items ?? []) : null;
  const contacts = useList('contacts', { account_id: unit === 'account' ? dot.id : (words?.account_id ?? '') }, { enabled: Boolean(words?.contact_id) && (unit === 'account' || Boolean(words?.account_id)) });
  const speaker = contacts.data?.items.find((contact) => contact.id === words?.contact_id);
  const line = dot.stall_ratio && dot.dwell_days ? Math.round(dot.dwell_days / dot.stall_ratio) : null;
  const stage = t(`stage.${dot.stage}`);
  const day = dot.dwell_days ?? 0;
  return (
    <div className="inspector">
      <svg width="20" height="20" data-stage={stageNumber(dot.stage)} aria-hidden="true" style={{ flex: 'none' }}>
        <circle cx="10" cy="10" r={isUnproven(dot) ? 5 : 6} fill={isUnproven(dot) ? 'none' : 'var(--stage)'} stroke={isUnproven(dot) ? 'var(--stage)' : 'none'} strokeWidth="2" />
        <circle cx="10" cy="10" r="9" fill="none" stroke={dot.stuck ? 'var(--bad)' : 'var(--text)'} strokeWidth="1.6" />
      </svg>
      <div className="inspector-name">
        <div className="row nowrap">
          <b className="ellipsis">{dot.name}</b>
          <span className="numeric second">{format.amount(dot.amount_minor, dot.currency)}</span>
        </div>
        <div className="caption second nowrap">
          {day === 0 ? t('wheel.since_today', { stage }) : line ? t('wheel.day_of_line', { stage, day, line }) : t('wheel.day_only', { stage, day })}
        </div>
      </div>
      <div className="caption quote grow inspector-quote">
        {isUnproven(dot) ? (
          <span className="clamp">{t('wheel.no_evidence')}</span>
        ) : words ? (
          <>
            <div className="ellipsis">
              <QuoteBlock text={words.quote} verbatim={words.source_class === 'quote' || words.source_class === 'document'} inference={words.source_class === 'inference'} />
            </div>
            <div className="third ellipsis">{[speaker?.name, speaker?.title, format.date(words.observed_at)].filter(Boolean).join(format.language === 'zh-CN' ? '，' : ', ')}</div>
          </>
        ) : (
          asked && evidence.isSuccess && t('wheel.no_quote')
        )}
      </div>
      <WhyButton collection={unit === 'account' ? 'accounts' : 'opportunities'} id={dot.id} asOf={asOf ?? undefined} />
      <ButtonLink small to={recordPath(unit, dot.id)}>
        {t(unit === 'account' ? 'wheel.open_account' : 'wheel.open_opportunity')}
      </ButtonLink>
    </div>
  );
}

function StageInspector({ figure, filtered, onStage }: { figure: StageFigures; filtered: boolean; onStage: (stage: Stage) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="inspector">
      <StageMark stage={figure.stage} />
      <div className="inspector-name">
        <div className="row nowrap">
          <b>{t(`stage.${figure.stage}`)}</b>
          <span className="numeric second">{format.moneyList(figure.value)}</span>
        </div>
        <div className="caption second nowrap">{t('wheel.stage_summary', { count: figure.count, proven: figure.proven, unproven: figure.unproven })}</div>
      </div>
      <div className="caption quote grow inspector-quote">
        <span className="clamp">{t(`stage_meaning.${figure.stage}`)}</span>
      </div>
      <Button small onPress={() => onStage(figure.stage)}>
        {t(filtered ? 'wheel.filter_stage_off' : 'wheel.filter_stage')}
      </Button>
    </div>
  );
}
