// Where the customer stands and on what evidence: the card at the top of an account and of an opportunity.
// Left: the wheel in small, the days against the stall line, the next stage. Right: the words it rests on, and what is
// still wanted, each with the question that would bring it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnproven, stageNumber, type Contact, type Evidence, type Position, type StageEvent } from '~/api/types';
import { usePreferences } from '~/app/preferences';
import { Button } from '~/components/button';
import { Icon } from '~/components/icon';
import { MiniWheel } from '~/components/mini_wheel';
import { QuoteBlock } from '~/components/quote_block';
import { StageChip } from '~/components/stage_chip';
import { ErrorState, Skeleton } from '~/components/states';
import { Tag } from '~/components/tag';
import { WhyButton } from '~/components/why_button';
import { useFormat } from '~/format/use_format';
import { questionOutOf } from '~/generated/entities';
import { EvidenceForm } from '../forms/evidence_form';
import { isCustomersWord, proofsOf, stepsBack, wantedNext } from './evidence_logic';
import { closingWords, sinceLapStart, useLapStart } from './laps';
import { useMissingEvidence } from './use_missing_evidence';
import '../record/record.css';
import './position.css';

interface PositionCardProps {
  /** What "why?" asks about. */
  subject: { collection: 'accounts' | 'opportunities'; id: string };
  accountId: string | null;
  opportunityId: string | null;
  openedAt?: string | null;
  position: Position;
  /** undefined while on the way. */
  evidence: readonly Evidence[] | undefined;
  /** The evidence could not be read; saying that there is none would be false. */
  trouble?: { error: unknown; refetch: () => unknown } | null;
  events: readonly StageEvent[];
  contacts: readonly Contact[];
  asOf?: string;
  readOnly?: boolean;
}

const linesShown = 4;

export function PositionCard(props: PositionCardProps) {
  const { subject, position, evidence, trouble, events, contacts, asOf, readOnly } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { bothLanguages } = usePreferences();
  const [adding, setAdding] = useState<string | null | undefined>(undefined);
  const wanted = wantedNext(position.stage, useMissingEvidence(subject.collection, subject.id, position, asOf));
  const lapStart = useLapStart(subject.collection, subject.id, position, asOf);
  const ofLap = evidence && sinceLapStart(evidence, (item) => item.observed_at, lapStart);
  const backs = ofLap ? stepsBack(sinceLapStart(events, (event) => event.at, lapStart), ofLap) : [];
  const proofs = ofLap ? proofsOf(position.stage, ofLap, backs).slice(0, linesShown) : [];
  const ending = closingWords(evidence ?? [], lapStart);
  const gates = (wanted.starred.length > 0 ? wanted.starred : wanted.other).slice(0, Math.max(1, linesShown - proofs.length));
  const nameOf = (id: string | null) => contacts.find((contact) => contact.id === id)?.name;

  return (
    <section className="card position-card" aria-label={t('position.card')}>
      <div className="position-where">
        <MiniWheel stage={position.stage} next={wanted.stage} unproven={isUnproven(position)} size={78} />
        <div className="column" style={{ minWidth: 0 }}>
          <StageChip stage={position.stage} basis={position.basis} both={bothLanguages} />
          <span className={position.stuck ? 'position-days bad' : 'position-days'}>{daysText(t, position)}</span>
          <span className="caption second">
            {t('position.next', { stage: t(`stage.${wanted.stage}`) })}
            {wanted.starred.length > 0 ? t('position.one_wanted') : wanted.other.length > 0 ? t('position.more_weight') : ''}
          </span>
          <PositionTags position={position} />
          {lapStart && (
            <span className="caption third lap-before">
              {t('position.lap_before', { n: position.lap - 1, date: format.date(lapStart) })}
              {ending?.quote && <QuoteBlock text={ending.quote} verbatim={isCustomersWord(ending)} inference={ending.source_class === 'inference'} clamp />}
            </span>
          )}
        </div>
      </div>
      <div className="position-why">
        <div className="row position-why-head">
          <h2>{t('position.on_what')}</h2>
          <Tag tone={confidenceTone(position)}>{t('position.confidence', { percent: format.percent(position.confidence, 0) })}</Tag>
          <WhyButton collection={subject.collection} id={subject.id} asOf={asOf} label={t('position.why')} />
          <span className="grow" />
          {!readOnly && (
            <Button variant="ghost" small className="link-button" onPress={() => setAdding(null)}>
              {t('position.add_evidence')}
            </Button>
          )}
        </div>
        {trouble && <ErrorState error={trouble.error} onRetry={() => void trouble.refetch()} />}
        {evidence === undefined && !trouble && <Skeleton height={72} />}
        {evidence && proofs.length === 0 && <p className="second position-none">{t(position.basis === 'claimed' ? 'position.only_claimed' : position.stage === 'satisfaction' ? 'position.satisfied_by_default' : 'position.nothing_yet')}</p>}
        <ul>
          {proofs.map(({ code, evidence: item }) => (
            <li key={code} className="gate-row">
              <Icon name="check" className="ok" />
              <b className="gate-name">{t(`evidence.${code}`)}</b>
              <span className="gate-words ellipsis">
                <QuoteBlock text={item.quote || item.document} verbatim={isCustomersWord(item)} inference={item.source_class === 'inference'} clamp />
              </span>
              <span className="caption third nowrap">
                {[nameOf(item.contact_id) ?? (isCustomersWord(item) ? undefined : t(`source_class.${item.source_class}`)), format.date(item.observed_at)].filter(Boolean).join(' ')}
              </span>
            </li>
          ))}
          {gates.map((code) => (
            <li key={code} className="gate-row">
              <Icon name="clock" className="warn" />
              <b className="gate-name">{t(`evidence.${code}`)}</b>
              <span className="gate-words second ellipsis" title={t(`ask.${code}`)}>
                {t(`ask.${code}`)}
              </span>
              {readOnly ? (
                <span className="caption third nowrap">{t('position.wanted')}</span>
              ) : (
                <Button variant="ghost" small className="link-button" onPress={() => setAdding(code)} aria-label={t('position.heard_this', { name: t(`evidence.${code}`) })}>
                  {t('position.heard_it')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {gates.length > 0 && (
          <p className="caption third">
            {t('position.ask_with', { question: t(`question_type.${questionOutOf[position.stage]}`), hint: t(`question_hint.${questionOutOf[position.stage]}`) })}
          </p>
        )}
      </div>
      <EvidenceForm
        isOpen={adding !== undefined}
        onClose={() => setAdding(undefined)}
        code={adding}
        accountId={props.accountId}
        opportunityId={props.opportunityId}
        openedAt={props.openedAt}
        position={position}
      />
    </section>
  );
}

function daysText(t: (key: string, values?: Record<string, unknown>) => string, position: Position): string {
  if (position.dwell_days === null) return '–';
  const values = { n: position.dwell_days, line: position.stuck_line_days };
  const since = position.dwell_days === 0 ? 'today' : 'day';
  return t(position.stuck_line_days === null ? `position.${since}` : `position.${since}_and_line`, values);
}

function confidenceTone(position: Position): 'ok' | 'warn' | 'plain' | 'hollow' {
  if (isUnproven(position)) return 'hollow';
  return position.confidence >= 0.6 ? 'ok' : position.confidence >= 0.3 ? 'plain' : 'warn';
}

export function PositionTags({ position }: { position: Position }) {
  const { t } = useTranslation();
  const tags = [
    isUnproven(position) && (
      <Tag key="basis" tone="hollow">
        {t(`basis.${position.basis}`)}
      </Tag>
    ),
    position.basis === 'override' && <Tag key="override">{t('basis.override')}</Tag>,
    position.stuck && (
      <Tag key="stuck" tone="bad">
        {t('position.stuck')}
      </Tag>
    ),
    position.stale && (
      <Tag key="stale" tone="warn">
        {t('position.stale', { days: position.age_last_days ?? 0 })}
      </Tag>
    ),
    position.overclaim !== null && position.overclaim > 0 && position.claimed_stage && (
      <Tag key="overclaim" tone="warn" title={t('position.overclaim_explained', { number: stageNumber(position.claimed_stage), stage: t(`stage.${position.claimed_stage}`) })}>
        {t('position.overclaim', { count: position.overclaim })}
      </Tag>
    ),
    position.inferred.length > 0 && (
      <Tag key="inferred" tone="hollow" title={position.inferred.map((stage) => t(`stage.${stage}`)).join(', ')}>
        {t('position.inferred', { count: position.inferred.length })}
      </Tag>
    ),
    position.lap > 1 && <Tag key="lap">{t('position.lap', { n: position.lap })}</Tag>,
  ].filter(Boolean);
  if (tags.length === 0) return null;
  return <span className="position-tags">{tags}</span>;
}
