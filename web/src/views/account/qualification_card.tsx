// Is this a key account, and how should it be worked (METHOD C10)? Seventeen ratings, and what the rule makes of them:
// the server computes, this page only asks. The tier a person chose stays theirs until they take the suggestion.
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useView } from '~/api/queries';
import type { Account, Tier } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { InlineChoice } from '../record/inline_field';
import type { FieldSave } from '../record/use_field_save';

interface Qualification {
  keyness: number | null;
  attractiveness: number | null;
  strength: number | null;
  tier: Tier;
  grid: 'invest_for_growth' | 'invest_selectively' | 'maintain_for_cash' | 'low_cost_channel' | null;
  work: { mismatch: 'short_form' | 'team_time' | null; input: unknown };
  input: unknown;
}

const scores = ['0', '1', '2', '3', '4'] as const;
const groups = [
  { field: 'keyness', size: 7 },
  { field: 'attractiveness', size: 6 },
  { field: 'strength', size: 4 },
] as const;

/** As many ratings as the rule asks for; what nobody rated is null. */
export function padded(ratings: readonly (number | null)[] | null, size: number): (number | null)[] {
  return Array.from({ length: size }, (_, index) => ratings?.[index] ?? null);
}

export function QualificationCard({ account, field, readOnly }: { account: Account; field: FieldSave<'accounts'>; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = useView<Qualification>(`/accounts/${account.id}/qualification`);
  const found = answer.data;
  const take = (tier: Tier) => {
    field.save({ tier }).then(
      (undoId) => undoId !== false && undoToast(t('account.tier_taken', { tier: t(`tier.${tier}`) }), undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Card title={t('account.qualification')} note={t('account.keyness_scale')} actions={found && <RuleWhy rule="C10" title={t('account.qualification')} input={() => found.input} />}>
      {found && (
        <div className="qualification-answer">
          {groups.map(({ field: name }) => (
            <span key={name}>
              <span className="caption third">{t(`account.${name}`)}</span> <b className="numeric">{found[name] === null ? '–' : format.number(found[name], 1)}</b>
            </span>
          ))}
          {found.grid && <Tag>{t(`account.grid_${found.grid}`)}</Tag>}
          {found.tier !== 'undecided' && found.tier !== account.tier && (
            <span className="row">
              {t('account.tier_suggested', { tier: t(`tier.${found.tier}`) })}
              {!readOnly && (
                <Button small onPress={() => take(found.tier)}>
                  {t('account.take_tier')}
                </Button>
              )}
            </span>
          )}
        </div>
      )}
      {found?.work.mismatch && (
        <div className="banner warn row" role="status">
          <span className="grow">{t(`account.work_${found.work.mismatch}`)}</span>
          <RuleWhy rule="M28.work" title={t('account.qualification')} input={() => found.work.input} />
        </div>
      )}
      {groups.map(({ field: name, size }) => (
        <section key={name} className="qualification-group">
          <h3>{t(`account.${name}`)}</h3>
          {Array.from({ length: size }, (_, index) => {
            const value = account[name][index] ?? null;
            return (
              <InlineChoice
                key={index}
                label={t(name === 'keyness' ? `keyness.${index + 1}` : `account.${name}_${index + 1}`)}
                value={value === null ? null : (String(value) as (typeof scores)[number])}
                options={scores.map((score) => ({ value: score, label: score }))}
                onSave={(next) => {
                  const all = padded(account[name], size);
                  all[index] = next === null ? null : Number(next);
                  return field.save({ [name]: all });
                }}
                clearable
                readOnly={readOnly}
              />
            );
          })}
        </section>
      ))}
    </Card>
  );
}
