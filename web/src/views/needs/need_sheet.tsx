// One need with everything it stands on: its state and where it may go, the customer's words by person, its questions,
// how much of it shows, how strong it is.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelete, useList } from '~/api/queries';
import { layerFlags, type LedgerNeed, type NeedMove, type NeedQuote } from '~/api/selling';
import type { Contact } from '~/api/types';
import { Button } from '~/components/button';
import { Icon } from '~/components/icon';
import { Sheet } from '~/components/overlays';
import { QuoteBlock } from '~/components/quote_block';
import { RuleWhy } from '~/components/rule_why';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { minorDigits, parseAmount } from '~/format/money';
import { useSession } from '~/app/session';
import { ConflictDialog } from '../record/conflict_dialog';
import { InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { useRun } from '../record/use_run';
import { AskForm } from '../selling/ask_form';
import { QuestionMark } from '../selling/marks';
import { Checkbox } from '~/components/field';
import { LayerToggles } from './layer_toggles';
import { MoveForm } from './move_form';
import { isForward, needPath } from './need_logic';
import { RatingRow } from './rating_row';

interface NeedSheetProps {
  need: LedgerNeed;
  contacts: readonly Contact[];
  readOnly: boolean;
  onClose: () => void;
}

export function NeedSheet({ need, contacts, readOnly, onClose }: NeedSheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const run = useRun();
  const remove = useDelete('needs');
  const { save, conflict, settle, dismiss } = useFieldSave('needs', need);
  const [moving, setMoving] = useState<NeedMove | null>(null);
  const [asking, setAsking] = useState(false);
  const currency = need.currency ?? workspace.currency;
  const saveNow = (changes: Parameters<typeof save>[0]) => run(save(changes).then((undoId) => ({ undoId: undoId || null })), t('common.saved'));
  return (
    <Sheet title={need.problem?.name ?? t('object.need')} isOpen onClose={onClose} wide>
      <div className="column" style={{ gap: 18 }}>
        <InlineText label={t('object.need')} value={need.text} onSave={(text) => save({ text: text ?? '' })} multiline readOnly={readOnly} maxLength={300} />
        <section>
          <h3>{t('needs.state')}</h3>
          <ol className="need-path" aria-label={t('needs.state')}>
            {needPath.map((state) => (
              <li key={state} className={state === need.state ? 'here' : needPath.indexOf(state) < needPath.indexOf(need.state) ? 'passed' : undefined} aria-current={state === need.state ? 'step' : undefined}>
                {t(`need_state.${state}`)}
              </li>
            ))}
          </ol>
          {need.state === 'dropped' && <p className="second">{t('needs.dropped_because', { reason: need.drop_reason ?? '' })}</p>}
          {need.explicit_at && <p className="caption third">{t(need.volunteered ? 'needs.explicit_volunteered' : 'needs.explicit_since', { date: format.date(need.explicit_at) })}</p>}
          {!readOnly && need.moves.length > 0 && (
            <div className="chip-row need-moves" role="group" aria-label={t('needs.may_move')}>
              {need.moves.map((move) => (
                <Button key={`${move.to}-${move.needs}`} small variant={isForward(need.state, move.to) ? 'primary' : 'plain'} icon={isForward(need.state, move.to) ? 'arrow_right' : undefined} onPress={() => setMoving(move)}>
                  {t(`need_state.${move.to}`)}
                </Button>
              ))}
            </div>
          )}
        </section>
        <section>
          <h3>{t('needs.customer_said')}</h3>
          {need.quotes.length === 0 && <p className="second">{t('needs.only_our_guess')}</p>}
          <ul>
            {need.quotes.map((quote) => (
              <QuoteRow key={quote.id} quote={quote} who={contacts.find((one) => one.id === quote.contact_id)?.name ?? null} readOnly={readOnly} />
            ))}
          </ul>
        </section>
        <section>
          <div className="row">
            <h3 className="grow">{t('needs.questions')}</h3>
            {!readOnly && (
              <Button small icon="plus" onPress={() => setAsking(true)}>
                {t('questions.add')}
              </Button>
            )}
          </div>
          <ChainQuestions needId={need.id} movedBy={need.explicit_question_id} />
        </section>
        <section>
          <LayerToggles value={need} disabled={readOnly} onChange={(flags) => saveNow(Object.fromEntries(layerFlags.map((flag) => [flag, flags[flag]])))} />
          <p className="caption third">{t(`needs.band_${need.band}`)}</p>
        </section>
        <section>
          <div className="row">
            <h3 className="grow">{t('needs.intensity')}</h3>
            <RuleWhy rule="C3.intensity" title={t('needs.intensity')} input={() => need.intensity_input} />
            <b className="numeric">{need.intensity === null ? '–' : format.number(need.intensity, 1)}</b>
          </div>
          {(['severity', 'urgency', 'reach'] as const).map((name) => (
            <RatingRow key={name} label={t(`needs.${name}`)} low={t(`needs.${name}_low`)} high={t(`needs.${name}_high`)} value={need[name]} readOnly={readOnly} onChange={(value) => saveNow({ [name]: value })} />
          ))}
          <InlineText
            label={t('needs.annual_cost')}
            value={need.annual_cost_minor === null ? null : String(need.annual_cost_minor / 10 ** minorDigits(currency))}
            shown={need.annual_cost_minor === null ? undefined : format.amount(need.annual_cost_minor, currency)}
            onSave={(text) => save(text ? { annual_cost_minor: parseAmount(text, currency), currency } : { annual_cost_minor: null })}
            readOnly={readOnly}
          />
          <Checkbox checked={need.must_have} disabled={readOnly} onChange={(must_have) => saveNow({ must_have })}>
            {t('needs.must_have')}
          </Checkbox>
          <Checkbox checked={need.facts_on_file} disabled={readOnly} onChange={(facts_on_file) => saveNow({ facts_on_file })}>
            {t('needs.facts_on_file')}
          </Checkbox>
        </section>
        {!readOnly && (
          <div>
            <Button variant="danger" small icon="trash" onPress={() => run(remove.mutateAsync({ id: need.id, version: need.version }), t('needs.deleted'), onClose)}>
              {t('common.delete')}
            </Button>
          </div>
        )}
      </div>
      {moving && <MoveForm need={need} move={moving} onClose={() => setMoving(null)} />}
      {asking && <AskForm opportunityId={need.opportunity_id} accountId={need.account_id} need={need} onClose={() => setAsking(false)} />}
      <ConflictDialog conflict={conflict} labelOf={(field) => t(`needs.${field}`, { defaultValue: field })} show={(field, fields) => String(fields[field] ?? '')} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </Sheet>
  );
}

function QuoteRow({ quote, who, readOnly }: { quote: NeedQuote; who: string | null; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const remove = useDelete('need_quotes');
  return (
    <li className="selling-row">
      <div className="row-text">
        <QuoteBlock text={quote.text} verbatim={quote.contact_id !== null} inference={quote.contact_id === null} />
        <div className="row-meta caption third">
          <Tag>{t(`quote_kind.${quote.kind}`)}</Tag>
          {quote.contact_id ? <span>{who ?? t('common.unknown')}</span> : <Tag tone="warn">{t('needs.draft_quote')}</Tag>}
          <span className="numeric">{format.date(quote.said_at)}</span>
        </div>
      </div>
      {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('needs.delete_quote')} onPress={() => run(remove.mutateAsync({ id: quote.id, version: quote.version }), t('needs.quote_deleted'))} />}
    </li>
  );
}

function ChainQuestions({ needId, movedBy }: { needId: string; movedBy: string | null }) {
  const { t } = useTranslation();
  const list = useList('questions', { need_id: needId, limit: 100 });
  const items = [...(list.data?.items ?? [])].sort((a, b) => a.position - b.position);
  if (list.data && items.length === 0) return <p className="second">{t('needs.no_questions')}</p>;
  return (
    <ul>
      {items.map((question) => (
        <li key={question.id} className="selling-row">
          <QuestionMark type={question.type} named />
          <div className="row-text">
            <span>{question.text}</span>
            {question.answer && <div className="second">{question.answer}</div>}
            <div className="row-meta caption third">
              {question.accepted && (
                <span className="row ok" style={{ gap: 4 }}>
                  <Icon name="check" size={12} />
                  {t(question.type === 'implication' ? 'questions.consequence_accepted' : 'questions.accepted')}
                </span>
              )}
              {!question.accepted && <span>{t(question.answered ? 'questions.answered' : question.asked ? 'questions.asked' : 'questions.planned')}</span>}
              {question.id === movedBy && <Tag tone="ok">{t('needs.moved_by_this')}</Tag>}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
