// May a proposal go out? Coverage of explicit needs, the gate with its reasons, and what the statements are made of.
import { useTranslation } from 'react-i18next';
import { statementClasses, type Need, type Offer } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useRead } from '~/api/queries';
import type { Account } from '~/api/types';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { ClassMark } from '../selling/marks';

const gateTone = { pass: 'ok', warn: 'warn', block: 'bad' } as const;

/** What rule C5 was given, from the records on this page. */
export function offerInput(opportunityId: string, tier: string | null, offer: Offer, needs: readonly Need[]): unknown {
  return {
    opportunity_id: opportunityId,
    tier: tier ?? 'undecided',
    needs: needs.map(({ id, opportunity_id, state, must_have }) => ({ id, opportunity_id, state, must_have })),
    statements: offer.statements.map((one) => ({
      id: one.id,
      need_id: one.need_id,
      feature: one.feature,
      advantage: one.advantage,
      benefit: one.benefit,
      amount: one.amount,
      unit: one.unit,
      period: one.period,
      basis: one.basis,
      confirmed_by: one.contact_id,
      confirmed_at: one.confirmed_at,
    })),
    parts: offer.parts.map((part) => ({ id: part.id, gap_ids: part.problem_id ? [part.problem_id] : [], need_ids: part.need_id ? [part.need_id] : [] })),
  };
}

export function GateCard({ opportunity, offer, needs }: { opportunity: Opportunity; offer: Offer; needs: readonly Need[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useRead<Account>(['accounts', 'record', opportunity.account_id], `/accounts/${opportunity.account_id}`, undefined, { enabled: Boolean(opportunity.account_id) });
  const total = statementClasses.reduce((sum, one) => sum + (offer.class_mix[one] ?? 0), 0);
  return (
    <Card title={t('offer.gate')} actions={<RuleWhy rule="C5.fabv" title={t('offer.gate')} input={() => offerInput(opportunity.id, account.data?.tier ?? null, offer, needs)} />}>
      <div className="figure-list">
        <div className="chip-row">
          <Tag tone={gateTone[offer.gate]}>{t(`proposal_gate.${offer.gate}`)}</Tag>
          {offer.gate_reasons.map((reason) => (
            <Tag key={reason} tone="hollow">
              {t(`gate_reason.${reason}`)}
            </Tag>
          ))}
        </div>
        <div className="figure-row">
          <span className="second">{t('offer.coverage')}</span>
          <b className="numeric">{offer.coverage === null ? '–' : format.percent(offer.coverage, 0)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('offer.must_have_coverage')}</span>
          <b className="numeric">{offer.must_have_coverage === null ? '–' : format.percent(offer.must_have_coverage, 0)}</b>
        </div>
        <div className="figure-row">
          <span className="second">{t('offer.orphans')}</span>
          <b className="numeric">{offer.orphan_share === null ? '–' : format.percent(offer.orphan_share, 0)}</b>
        </div>
        {total > 0 && (
          <div className="chip-row">
            {statementClasses.map((one) => (
              <span key={one} className="row" style={{ gap: 4 }}>
                <ClassMark value={one} />
                <span className="numeric">{offer.class_mix[one] ?? 0}</span>
              </span>
            ))}
          </div>
        )}
        <p className="caption third">
          {t('offer.timing', { stage: t(`stage.${offer.timing.stage}`), allowed: offer.timing.allowed.length > 0 ? offer.timing.allowed.map((one) => t(`statement_class.${one}`)).join(t('forms.list_comma')) : t('offer.nothing_yet') })}
        </p>
      </div>
    </Card>
  );
}
