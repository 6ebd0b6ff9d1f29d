// The market triangle of a deal: us, the customer, each rival; what stands between them is computed, what is known of each corner is
// typed. In its middle whose rules are played by, and the rules of the customer.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesOwners, type Triangle, type TriangleView } from '~/api/ground';
import { useCreate, usePatch, useView } from '~/api/queries';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { ErrorState, Skeleton } from '~/components/states';
import { Tag } from '~/components/tag';
import { errorText } from '~/api/errors';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { CompetitorForm } from '../forms/competitor_form';
import { InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { GapCard } from './gap_card';
import { RulesCard } from './rules_card';
import './ground.css';

export default function TriangleTab({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const view = useView<TriangleView>(`/opportunities/${opportunity.id}/triangle`);
  const data = view.data;
  return (
    <div className="record-column">
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {view.isPending && <Skeleton height={320} />}
      {data && <TriangleCard opportunity={opportunity} view={data} readOnly={readOnly} />}
      <div className="record-grid">
        <div className="record-column">
          <GapCard accountId={opportunity.account_id} opportunityId={opportunity.id} readOnly={readOnly} />
        </div>
        <div className="record-column">{opportunity.account_id ? <RulesCard accountId={opportunity.account_id} readOnly={readOnly} /> : <p className="second">{t('opportunities.no_account')}</p>}</div>
      </div>
    </div>
  );
}

const facts = ['strengths', 'weaknesses', 'aims', 'last_move'] as const;
type Changes = Partial<Triangle>;

function TriangleCard({ opportunity, view, readOnly }: { opportunity: Opportunity; view: TriangleView; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const [adding, setAdding] = useState(false);
  const create = useCreate('triangles');
  const patch = usePatch('triangles');
  const { triangle, us_customer: edge } = view;
  const save = async (changes: Changes) => {
    try {
      const answer = triangle ? await patch.mutateAsync({ id: triangle.id, version: triangle.version, changes }) : await create.mutateAsync({ body: { ...changes, opportunity_id: opportunity.id } });
      undoToast(t('ground.triangle_saved'), answer.undoId);
    } catch (error) {
      toast(errorText(error, t));
      throw error;
    }
  };
  const corner = (who: 'our' | 'customer') => (
    <>
      {facts.map((fact) => (
        <InlineText key={fact} label={t(`ground.${fact}`)} value={triangle?.[`${who}_${fact}`] ?? null} onSave={(text) => save({ [`${who}_${fact}`]: text })} multiline readOnly={readOnly} maxLength={4000} />
      ))}
    </>
  );
  return (
    <Card
      title={t('ground.triangle')}
      other={format.language === 'zh-CN' ? 'Market triangle' : '市场三角'}
      otherLanguage={format.other}
      note={t('ground.triangle_note')}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setAdding(true)}>
            {t('forms.competitor')}
          </Button>
        )
      }
    >
      <div className="triangle-grid">
        <Corner title={workspace.name} tag={<Tag tone="accent">{t('ground.us')}</Tag>}>
          {corner('our')}
        </Corner>
        <Corner title={opportunity.account?.name ?? t('opportunities.no_account')} tag={<Tag>{t('ground.customer')}</Tag>}>
          <p className="triangle-edge caption">
            <b>{t('ground.edge_us_customer')}</b>{' '}
            {edge.withheld ? t('ground.edge_people_withheld', { all: edge.people }) : t('ground.edge_people', { for: edge.for_us, neutral: edge.neutral, against: edge.against_us, all: edge.people })} {t('ground.edge_needs', { explicit: edge.needs_explicit, open: edge.needs_open })}{' '}
            {edge.strength !== null && <span className="numeric">{t('ground.edge_strength', { value: format.delta(edge.strength) })}</span>}
          </p>
          {corner('customer')}
        </Corner>
        <div className="column triangle-rivals">
          {view.rivals.length === 0 && (
            <div className="banner warn" role="status">
              <span className="grow">{t('ground.no_rival')}</span>
              {!readOnly && (
                <Button small onPress={() => setAdding(true)}>
                  {t('common.add')}
                </Button>
              )}
            </div>
          )}
          {view.rivals.map((rival) => (
            <RivalCorner key={rival.id} rival={rival} readOnly={readOnly} />
          ))}
        </div>
      </div>
      <div className="triangle-middle">
        <ChoiceChips
          label={t('ground.whose_rules')}
          value={triangle?.rules_of ?? null}
          options={rulesOwners.map((value) => ({ value, label: t(`rules_owner.${value}`) }))}
          onChange={(rules_of) => {
            if (!readOnly) void save({ rules_of }).catch(() => undefined);
          }}
        />
        <InlineText label={t('ground.rules_note')} value={triangle?.rules_note ?? null} onSave={(rules_note) => save({ rules_note })} multiline readOnly={readOnly} maxLength={4000} />
        {view.checks.unknown_rules > 0 && <p className="warn">{t('ground.unknown_rules', { count: view.checks.unknown_rules })}</p>}
      </div>
      <CompetitorForm isOpen={adding} onClose={() => setAdding(false)} opportunityId={opportunity.id} />
    </Card>
  );
}

function Corner({ title, tag, children }: { title: string; tag: ReactNode; children: ReactNode }) {
  return (
    <section className="triangle-corner">
      <div className="row">
        <h3 className="grow ellipsis" title={title}>
          {title}
        </h3>
        {tag}
      </div>
      {children}
    </section>
  );
}

function RivalCorner({ rival, readOnly }: { rival: TriangleView['rivals'][number]; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { save } = useFieldSave('competitors', rival);
  return (
    <Corner title={rival.name} tag={<Tag tone={rival.kind === 'rival' ? 'opponent' : 'plain'}>{t(`competitor_kind.${rival.kind}`)}</Tag>}>
      <p className="triangle-edge caption">
        <b>{t('ground.edge_us_rival')}</b>{' '}
        {rival.advantage === null ? t('ground.edge_not_compared') : <span className={`numeric ${rival.advantage < 0 ? 'bad' : 'ok'}`}>{t('ground.edge_advantage', { value: format.delta(rival.advantage) })}</span>}{' '}
        {rival.known_share !== null && rival.known_share < 1 && <span>{t('ground.edge_known', { percent: format.percent(rival.known_share, 0) })}</span>} {rival.red && <Tag tone="bad">{t('ground.edge_red')}</Tag>}
      </p>
      <InlineText label={t('ground.edge_customer_rival')} value={rival.claims} onSave={(claims) => save({ claims })} multiline readOnly={readOnly} maxLength={4000} />
      {facts.map((fact) => (
        <InlineText key={fact} label={t(`ground.${fact}`)} value={rival[fact]} onSave={(text) => save({ [fact]: text })} multiline readOnly={readOnly} maxLength={4000} />
      ))}
    </Corner>
  );
}
