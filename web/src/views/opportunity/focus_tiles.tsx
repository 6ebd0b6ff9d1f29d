// The three things to know before anything else: what to ask next, where we are weakest, which value nobody has confirmed.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cockpit } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { useFormat } from '~/format/use_format';
import { AskForm } from '../selling/ask_form';
import { QuestionMark } from '../selling/marks';
import { generalWords, questionWords, withGaps } from '../selling/template';

export function FocusTiles({ opportunity, data, readOnly }: { opportunity: Opportunity; data: Cockpit; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const base = `/opportunities/${opportunity.id}`;
  const { next } = data.questions;
  const { unconfirmed } = data.value;
  const about = data.needs.items.find((need) => need.id === next?.need_id);
  const slot = about?.problem?.name ?? about?.text ?? '';
  const asked = next ? withGaps(questionWords(next, slot || null, format.language), generalWords(t)) : '';
  const { weakest } = data.criteria;
  const hasCriteria = data.criteria.items.length > 0;
  const hasValue = data.value.count > 0;
  // Figures of two currencies have no sum.
  const currency = data.value.error ? null : (data.value.currency ?? opportunity.currency);
  const open = unconfirmed.reduce((sum, item) => sum + item.amount_minor, 0);
  return (
    <div className="focus-tiles">
      <section className="card focus-tile" aria-labelledby="focus-question">
        <h2 id="focus-question" className="caption third">
          {t('cockpit.next_question')}
        </h2>
        {next ? (
          <div className="focus-body">
            <QuestionMark type={next.type} strong named />
            <span className="focus-text" title={asked}>
              <span className="focus-words">{asked}</span>
              {about && !asked.includes(slot) && <span className="caption third block ellipsis">{t('cockpit.about', { need: slot })}</span>}
            </span>
            {!readOnly && (
              <Button small icon="plus" onPress={() => setAsking(true)}>
                {t('cockpit.into_plan')}
              </Button>
            )}
          </div>
        ) : (
          <p className="focus-body second">{t('cockpit.no_question')}</p>
        )}
      </section>
      <section className="card focus-tile" aria-labelledby="focus-criterion">
        <h2 id="focus-criterion" className="caption third">
          {t('cockpit.weakest')}
        </h2>
        {weakest ? (
          <div className="focus-body">
            <b className={weakest.gap < 0 ? 'focus-figure bad numeric' : 'focus-figure numeric'}>{format.delta(weakest.gap)}</b>
            <span className="focus-text" title={weakest.name}>
              <span className="focus-words">{weakest.name}</span>
              <span className="caption third block">{t(weakest.gap < 0 ? 'cockpit.behind_rival' : 'cockpit.not_behind')}</span>
            </span>
            <ButtonLink small to={`${base}/criteria`}>
              {t('cockpit.work_on')}
            </ButtonLink>
          </div>
        ) : (
          <div className="focus-body">
            <span className="second grow">{t(hasCriteria ? 'cockpit.no_scores' : 'cockpit.no_criteria')}</span>
            <ButtonLink small to={`${base}/criteria`}>
              {t(hasCriteria ? 'cockpit.score' : 'common.add')}
            </ButtonLink>
          </div>
        )}
      </section>
      <section className="card focus-tile" aria-labelledby="focus-value">
        <h2 id="focus-value" className="caption third">
          {t('cockpit.unproven')}
        </h2>
        {unconfirmed.length > 0 ? (
          <div className="focus-body">
            <b className="focus-figure warn numeric">{currency ? format.money({ amount_minor: open, currency }, { short: true }) : unconfirmed.length}</b>
            <span className="focus-text" title={unconfirmed.map((item) => item.name).join(', ')}>
              <span className="focus-words">{unconfirmed[0]?.name}</span>
              <span className="caption third block">{t('cockpit.unconfirmed_count', { count: unconfirmed.length })}</span>
            </span>
            <ButtonLink small to={`${base}/value`}>
              {t('cockpit.confirm')}
            </ButtonLink>
          </div>
        ) : (
          <div className="focus-body">
            <span className="second grow">{t(hasValue ? 'cockpit.all_confirmed' : 'cockpit.no_value')}</span>
            <ButtonLink small to={`${base}/value`}>
              {t(hasValue ? 'common.open' : 'common.add')}
            </ButtonLink>
          </div>
        )}
      </section>
      {asking && next && <AskForm opportunityId={opportunity.id} accountId={opportunity.account_id} need={about ? { id: about.id, text: about.text } : null} given={next} onClose={() => setAsking(false)} />}
    </div>
  );
}
