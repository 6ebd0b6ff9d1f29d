// The first tab of an opportunity, in the order of the question: where do they stand, on what evidence, what next.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { errorText } from '~/api/errors';
import { useList, usePatch } from '~/api/queries';
import type { Cockpit as CockpitAnswer } from '~/api/selling';
import type { Opportunity, SellerStep } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { WhenNear } from '~/components/when_near';
import { questionOutOf } from '~/generated/entities';
import { CallTable } from '../calls/call_table';
import { EvidenceForm } from '../forms/evidence_form';
import { FilesCard } from '../files/files_card';
import { ChecksBanner } from '../ground/checks_banner';
import { ReframeBanner, ReframesCard } from '../ground/reframe';
import { AlignmentStrip } from '../position/alignment_strip';
import { EvidenceList } from '../position/evidence_list';
import { wantedNext } from '../position/evidence_logic';
import { useLapStart } from '../position/laps';
import { PositionCard } from '../position/position_card';
import { useMissingEvidence } from '../position/use_missing_evidence';
import { ChainCard } from './chain_card';
import { layOut, type CardId } from './card_layout';
import { CriteriaCard, MutualPlanCard, ObjectionsCard, ValueCard } from './cockpit_cards';
import { DetailsCard } from './details_card';
import { FocusTiles } from './focus_tiles';
import { QualityCard } from './quality_card';
import { StageEventsCard } from './stage_events_card';
import './opportunity.css';

interface CockpitProps {
  opportunity: Opportunity;
  answer: UseQueryResult<CockpitAnswer>;
  readOnly: boolean;
  onState: () => void;
}

export function Cockpit({ opportunity, answer, readOnly, onState }: CockpitProps) {
  const { t } = useTranslation();
  const patch = usePatch('opportunities');
  const data = answer.data;
  const setStep = (step: SellerStep) => {
    patch.mutateAsync({ id: opportunity.id, version: opportunity.version, changes: { seller_step: step } }).then(
      (saved) => undoToast(t('opportunity.step_set', { step: t(`seller_step.${step}`) }), saved.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <div className="record-column cockpit">
      <AlignmentStrip position={opportunity.position} step={opportunity.seller_step} gap={opportunity.alignment?.gap ?? null} onStep={readOnly ? undefined : setStep} />
      <Standing opportunity={opportunity} readOnly={readOnly} />
      {answer.isPending && <Skeleton height={420} />}
      {answer.isError && !data && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {data && (
        <>
          {data.reframe && <ReframeBanner opportunity={opportunity} forced={data.reframe} readOnly={readOnly} />}
          {data.checks && <ChecksBanner opportunity={opportunity} checks={data.checks} close={data.close ?? null} reminder={data.reminder ?? null} />}
          <FocusTiles opportunity={opportunity} data={data} readOnly={readOnly} />
          <Cards opportunity={opportunity} data={data} readOnly={readOnly} />
        </>
      )}
      <WhenNear height={480}>
        <BelowTheFold opportunity={opportunity} readOnly={readOnly} onState={onState} />
      </WhenNear>
    </div>
  );
}

function useStanding({ id, account_id }: Opportunity) {
  const evidence = useList('evidence', { opportunity_id: id, limit: 200 });
  const events = useList('stage_events', { opportunity_id: id, limit: 200 });
  const contacts = useList('contacts', { account_id, limit: 200 }, { enabled: Boolean(account_id) });
  return { evidence, events, people: contacts.data?.items ?? [] };
}

/** Where they stand and on what evidence: right under the strip, whatever else is known of the deal. */
function Standing({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { evidence, events, people } = useStanding(opportunity);
  const pieces = evidence.data?.items;
  return (
    <PositionCard
      subject={{ collection: 'opportunities', id: opportunity.id }}
      accountId={opportunity.account_id}
      opportunityId={opportunity.id}
      openedAt={opportunity.opened_at}
      position={opportunity.position}
      evidence={pieces}
      trouble={evidence.isError && !pieces ? evidence : null}
      events={events.data?.items ?? []}
      contacts={people}
      readOnly={readOnly}
    />
  );
}

/** What is filled is a card; what is empty is a line of one card beneath, so that an empty deal is a short page. */
function Cards({ opportunity, data, readOnly }: { opportunity: Opportunity; data: CockpitAnswer; readOnly: boolean }) {
  const { t } = useTranslation();
  const { main, side, empty } = layOut(data);
  const props = { opportunity, data, readOnly };
  const draw = (id: CardId) => {
    const Part = cards[id];
    return <Part key={id} {...props} />;
  };
  return (
    <>
      {(main.length > 0 || side.length > 0) && (
        <div className={main.length > 0 && side.length > 0 ? 'record-grid cockpit-grid' : 'record-column'}>
          {main.length > 0 && <div className="record-column">{main.map(draw)}</div>}
          {side.length > 0 && <div className="record-column">{side.map(draw)}</div>}
        </div>
      )}
      {empty.length > 0 && (
        <section className="card empty-lines" aria-label={t('cockpit.still_empty')}>
          {empty.map(draw)}
        </section>
      )}
    </>
  );
}

const cards: Record<CardId, typeof ChainCard> = { chain: ChainCard, criteria: CriteriaCard, value: ValueCard, plan: MutualPlanCard, objections: ObjectionsCard };

/** The record behind the first screen; asked for when somebody comes near it. */
function BelowTheFold({ opportunity, readOnly, onState }: Omit<CockpitProps, 'answer'>) {
  const { t } = useTranslation();
  const { position } = opportunity;
  const calls = useList('calls', { opportunity_id: opportunity.id, limit: 200 });
  const { evidence, events, people } = useStanding(opportunity);
  const pieces = evidence.data?.items;
  const lapStart = useLapStart('opportunities', opportunity.id, position);
  return (
    <div className="record-grid cockpit-grid">
      <div className="record-column">
        <Card title={t('opportunity.evidence')} note={pieces && pieces.length > 0 ? t('position.pieces', { count: pieces.length }) : undefined}>
          {evidence.isPending && <SkeletonRows rows={4} height={44} />}
          {evidence.isError && <ErrorState error={evidence.error} onRetry={() => void evidence.refetch()} />}
          {pieces && pieces.length === 0 && <EmptyState>{t('opportunity.no_evidence')}</EmptyState>}
          {pieces && pieces.length > 0 && <EvidenceList evidence={pieces} events={events.data?.items ?? []} contacts={people} lapStart={lapStart} readOnly={readOnly} />}
        </Card>
        <Card
          title={t('account.calls')}
          actions={
            !readOnly && (
              <ButtonLink small icon="plus" to={`/calls/new?opportunity=${opportunity.id}${opportunity.account_id ? `&account=${opportunity.account_id}` : ''}`}>
                {t('calls.new')}
              </ButtonLink>
            )
          }
        >
          <CallTable list={calls} short={5} />
        </Card>
      </div>
      <div className="record-column">
        <WantedCard opportunity={opportunity} readOnly={readOnly} />
        <DetailsCard opportunity={opportunity} readOnly={readOnly} />
        <StageEventsCard events={events} position={position} onAdd={readOnly ? undefined : onState} />
        <ReframesCard opportunity={opportunity} contacts={people} readOnly={readOnly} />
        <FilesCard place={{ opportunity_id: opportunity.id }} readOnly={readOnly} />
        <QualityCard opportunity={opportunity} />
      </div>
    </div>
  );
}

/** What the next stage still wants, each piece with the question that would bring it. */
function WantedCard({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const { position } = opportunity;
  const [code, setCode] = useState<string | null>(null);
  const wanted = wantedNext(position.stage, useMissingEvidence('opportunities', opportunity.id, position));
  const codes = [...wanted.starred, ...wanted.other];
  if (codes.length === 0 || opportunity.result === 'lost' || opportunity.result === 'no_decision') return null;
  const question = questionOutOf[position.stage];
  return (
    <Card title={t('accounts.wanted', { stage: t(`stage.${wanted.stage}`) })} note={t(`question_type.${question}`)}>
      <ul>
        {codes.map((one) => (
          <li key={one} className="wanted-row">
            <div className="row">
              <b className="grow">{t(`evidence.${one}`)}</b>
              {wanted.starred.includes(one) && <Tag tone="warn">{t('evidence_form.opens')}</Tag>}
              {!readOnly && (
                <Button small variant="ghost" icon="plus" aria-label={t('position.add_this', { name: t(`evidence.${one}`) })} onPress={() => setCode(one)} />
              )}
            </div>
            <p className="wanted-ask caption">{t(`ask.${one}`)}</p>
          </li>
        ))}
      </ul>
      <EvidenceForm isOpen={code !== null} onClose={() => setCode(null)} code={code} accountId={opportunity.account_id} opportunityId={opportunity.id} position={position} openedAt={opportunity.opened_at} />
    </Card>
  );
}
