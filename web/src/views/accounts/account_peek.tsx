// One customer at a glance beside the list: position and why, what is wanted, people, the next step.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecord } from '~/api/queries';
import { isUnproven, type Account } from '~/api/types';
import { MiniWheel } from '~/components/mini_wheel';
import { StageChip } from '~/components/stage_chip';
import { StanceCounts } from '~/components/stance_glyph';
import { WhyButton } from '~/components/why_button';
import { useFormat } from '~/format/use_format';
import { wantedNext } from '../position/evidence_logic';
import { useMissingEvidence } from '../position/use_missing_evidence';
import { PositionTags } from '../position/position_card';
import { DaysCell } from '../position/position_cells';

export function AccountPeek({ account }: { account: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  // The list's row knows no missing evidence; the record does.
  const full = useRecord('accounts', account.id);
  const shown = full.data ?? account;
  const { position } = shown;
  const wanted = wantedNext(position.stage, useMissingEvidence('accounts', shown.id, position));
  return (
    <>
      <div className="row" style={{ gap: 14 }}>
        <MiniWheel stage={position.stage} unproven={isUnproven(position)} size={64} />
        <div className="column">
          <StageChip stage={position.stage} basis={position.basis} />
          <DaysCell position={position} />
          <PositionTags position={position} />
        </div>
      </div>
      <div>
        <WhyButton collection="accounts" id={shown.id} />
      </div>
      {wanted.starred.length > 0 && (
        <section>
          <h3>{t('accounts.wanted', { stage: t(`stage.${wanted.stage}`) })}</h3>
          <ul className="second">
            {wanted.starred.map((code) => (
              <li key={code}>
                {t(`evidence.${code}`)} <span className="caption third">{t(`ask.${code}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className="facts">
        {shown.lead_opportunity && (
          <>
            <dt>{t('accounts.lead')}</dt>
            <dd>
              <Link className="link" to={`/opportunities/${shown.lead_opportunity.id}`}>
                {shown.lead_opportunity.name}
              </Link>{' '}
              <span className="numeric">{format.amount(shown.lead_opportunity.amount_minor, shown.lead_opportunity.currency)}</span>
            </dd>
          </>
        )}
        <dt>{t('accounts.people')}</dt>
        <dd>
          <StanceCounts counts={shown.stance} />
        </dd>
        <dt>{t('accounts.last_touch')}</dt>
        <dd>{shown.last_touch_at ? format.relative(shown.last_touch_at) : t('accounts.never')}</dd>
        <dt>{t('accounts.next_step')}</dt>
        <dd>{shown.next_step ? `${shown.next_step.due_on ? `${format.date(shown.next_step.due_on)} ` : ''}${shown.next_step.text}` : t('accounts.no_next_step')}</dd>
        <dt>{t('accounts.owner')}</dt>
        <dd>{shown.owner?.name ?? t('access.pool')}</dd>
      </dl>
    </>
  );
}
