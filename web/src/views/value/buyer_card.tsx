// What kind of buyer: twelve observations, four for each kind. The type is computed; the alarms say when we work the deal
// against it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useCreate, useList, usePatch, useView } from '~/api/queries';
import type { BuyerProfile, BuyerView } from '~/api/selling';
import { buyerTypes, type Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { Sheet } from '~/components/overlays';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { RatingRow } from '../needs/rating_row';
import { InlineChoice, InlineText } from '../record/inline_field';
import { useUsers } from '../record/use_users';
import { IndexBar } from '../selling/marks';
import { PlaybookRows } from './playbook';
import '../needs/needs.css';

const kinds = ['intrinsic', 'extrinsic', 'strategic'] as const;
const perKind = 4;

export function twelve(answers: readonly (number | null)[] | undefined): (number | null)[] {
  return Array.from({ length: kinds.length * perKind }, (_, index) => answers?.[index] ?? null);
}

export function BuyerCard({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const buyer = useView<BuyerView>(`/opportunities/${opportunity.id}/buyer_type`);
  const create = useCreate('buyer_profiles');
  const patch = usePatch('buyer_profiles');
  const users = useUsers();
  const contacts = useList('contacts', { account_id: opportunity.account_id, limit: 200 }, { enabled: Boolean(opportunity.account_id) });
  const [rating, setRating] = useState(false);
  const data = buyer.data;
  const profile = data?.profile ?? null;
  const answers = twelve(profile?.answers);
  const save = async (changes: Partial<BuyerProfile>) => {
    const answer = profile ? await patch.mutateAsync({ id: profile.id, version: profile.version, changes }) : await create.mutateAsync({ body: { ...changes, opportunity_id: opportunity.id } });
    return answer.undoId;
  };
  const rate = (index: number, value: number | null) => {
    const all = [...answers];
    all[index] = value;
    save({ answers: all }).then(
      (undoId) => undoToast(t('common.saved'), undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Card
      title={t('value.buyer')}
      actions={
        data && (
          <>
            <RuleWhy rule="C9b" title={t('value.buyer')} input={() => data.input} />
            {data.type && <Tag tone="accent">{t(`buyer_type.${data.type}`)}</Tag>}
          </>
        )
      }
    >
      {buyer.isPending && <SkeletonRows rows={3} />}
      {buyer.isError && !data && <ErrorState error={buyer.error} onRetry={() => void buyer.refetch()} />}
      {data && (
        <>
          <div className="buyer-scores">
            {kinds.map((kind) => (
              <div key={kind} className="figure-row">
                <span className="second grow">{t(`buyer_type.${kind}`)}</span>
                <IndexBar value={data.scores[kind]} label={t(`buyer_type.${kind}`)} />
              </div>
            ))}
          </div>
          {data.mode && <p className="second">{t('value.mode', { mode: t(`selling_mode.${data.mode}`) })}</p>}
          {data.focus && <p className="caption second">{t(`buyer_focus.${data.focus}`)}</p>}
          {data.mode && data.mode !== 'mixed' && (
            <details className="playbook-fold">
              <summary className="caption">{t('playbook.title')}</summary>
              <PlaybookRows kind={data.mode} />
            </details>
          )}
          {data.strategic_candidate && <p className="caption warn">{t('value.strategic_candidate')}</p>}
          {data.strategic_cap_exceeded && <p className="caption warn">{t('value.strategic_cap')}</p>}
          {data.alarms.map((alarm) => (
            <div key={alarm} className="banner warn" role="status">
              <Icon name="warning" />
              <span>{t(`buyer_alarm.${alarm}`)}</span>
            </div>
          ))}
          {!readOnly && (
            <Button small onPress={() => setRating(true)} icon="edit">
              {t(data.type ? 'value.rate_again' : 'value.rate_first')}
            </Button>
          )}
        </>
      )}
      {rating && (
        <Sheet title={t('value.buyer')} isOpen onClose={() => setRating(false)} wide>
          <p className="second">{t('value.rate_how')}</p>
          {kinds.map((kind, group) => (
            <section key={kind}>
              <h3 style={{ marginTop: 14 }}>{t(`buyer_type.${kind}`)}</h3>
              {Array.from({ length: perKind }, (_, place) => {
                const index = group * perKind + place;
                return (
                  <div key={index} className="buyer-question">
                    <span className="second">{t(`value.item_${'abcdefghijkl'[index]}`)}</span>
                    <RatingRow low={t('value.not_at_all')} high={t('value.very_much')} value={answers[index] ?? null} onChange={(value) => rate(index, value)} name={t(`value.item_${'abcdefghijkl'[index]}`)} />
                  </div>
                );
              })}
            </section>
          ))}
          <section style={{ marginTop: 14 }}>
            <h3>{t('value.partnership')}</h3>
            <InlineChoice label={t('value.our_sponsor')} value={profile?.our_sponsor_id ?? null} options={users.active.map((one) => ({ value: one.id, label: one.name }))} onSave={(our_sponsor_id) => save({ our_sponsor_id })} clearable />
            <InlineChoice label={t('value.their_sponsor')} value={profile?.their_sponsor_id ?? null} options={(contacts.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} onSave={(their_sponsor_id) => save({ their_sponsor_id })} clearable />
            <InlineText label={t('value.joint_goals')} value={profile?.joint_goals == null ? null : String(profile.joint_goals)} onSave={(text) => save({ joint_goals: text === null ? 0 : Number(text) })} inputMode="numeric" />
            <InlineChoice label={t('value.worked_as')} value={profile?.worked_as ?? null} options={buyerTypes.filter((one) => one !== 'mixed').map((one) => ({ value: one, label: t(`selling_mode.${one}`) }))} onSave={(worked_as) => save({ worked_as })} clearable />
          </section>
        </Sheet>
      )}
    </Card>
  );
}
