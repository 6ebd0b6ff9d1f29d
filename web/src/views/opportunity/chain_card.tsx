// P, I, N, V by need: what was said, and in each gap the question that would fill it.
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Cockpit, LedgerNeed, PersonName } from '~/api/selling';
import type { Opportunity, QuestionType } from '~/api/types';
import { useKeys } from '~/app/keys';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { HeardForm } from '../needs/heard_form';
import { amountText, statementText } from '../offer/offer_words';
import { AskForm } from '../selling/ask_form';
import { buildChain, type ChainRow, type ChainWords } from './chain';
import { EmptyLine } from './empty_line';

interface ChainCardProps {
  opportunity: Opportunity;
  data: Cockpit;
  readOnly: boolean;
}

export function ChainCard({ opportunity, data, readOnly }: ChainCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState<{ need: LedgerNeed; type: QuestionType } | null>(null);
  const [adding, setAdding] = useState(false);
  const head = data.needs;
  const chain = buildChain(head.items, data.questions.items, data.offer.statements);
  const navigate = useNavigate();
  useKeys(readOnly ? {} : { n: () => setAdding(true), r: () => void navigate(`/opportunities/${opportunity.id}/criteria`) });
  const hidden = head.by_state.implied + head.by_state.developed;
  const to = `/opportunities/${opportunity.id}/needs`;
  const form = <HeardForm isOpen={adding} onClose={() => setAdding(false)} accountId={opportunity.account_id} opportunityId={opportunity.id} />;
  if (chain.length === 0) {
    return (
      <>
        <EmptyLine
          title={t('cockpit.chain')}
          action={
            !readOnly && (
              <Button small onPress={() => setAdding(true)}>
                {t('needs.heard')}
              </Button>
            )
          }
        >
          {t('cockpit.starter')}
        </EmptyLine>
        {form}
      </>
    );
  }
  return (
    <Card
      title={t('cockpit.chain')}
      other={format.language === 'zh-CN' ? 'Needs chain' : '需求链'}
      otherLanguage={format.other}
      actions={
        <>
          <span className="caption second numeric">{t('cockpit.explicit_of', { explicit: head.explicit, open: head.open })}</span>
          {hidden > 0 && <Tag tone="warn">{t('cockpit.still_hidden', { count: hidden })}</Tag>}
          <Link className="link caption" to={to}>
            {t('common.all')}
          </Link>
        </>
      }
    >
      <div className="chain-grid" role="table" aria-label={t('cockpit.chain')}>
        <div role="row" className="chain-row chain-head">
          <span role="columnheader" className="chain-name">
            <span className="visually-hidden">{t('object.need')}</span>
          </span>
          {(['problem', 'implication', 'want', 'statement'] as const).map((column, index) => (
            <Fragment key={column}>
              {index > 0 && <span className="chain-arrow" aria-hidden="true" />}
              <span role="columnheader" className="caption">
                <span className="letter-mark" aria-hidden="true">
                  {'PINV'[index]}
                </span>
                <span>
                  <b>{t(`cockpit.column_${column}`)}</b>
                  <span className="third">{t(`cockpit.hint_${column}`)}</span>
                </span>
              </span>
            </Fragment>
          ))}
        </div>
        {chain.map((row) => (
          <Row key={row.need.id} row={row} people={data.people} to={to} onAsk={readOnly ? undefined : (type) => setAsking({ need: row.need, type })} offerTo={`/opportunities/${opportunity.id}/offer`} />
        ))}
      </div>
      {asking && <AskForm opportunityId={opportunity.id} accountId={opportunity.account_id} need={asking.need} type={asking.type} onClose={() => setAsking(null)} />}
      {form}
    </Card>
  );
}

interface RowProps {
  row: ChainRow;
  people: readonly PersonName[];
  to: string;
  offerTo: string;
  onAsk?: (type: QuestionType) => void;
}

function Row({ row, people, to, offerTo, onAsk }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { need, statement } = row;
  const name = need.text;
  const who = (words: ChainWords) => [people.find((one) => one.id === words.contactId)?.name, words.at && format.date(words.at)].filter(Boolean).join(' ');
  const arrow = (reached: boolean) => (
    <span className={reached ? 'chain-arrow' : 'chain-arrow faint'} aria-hidden="true">
      <Icon name="chevron_right" size={14} />
    </span>
  );
  const ask = (type: QuestionType, text: string) =>
    onAsk ? (
      <button type="button" className="chain-cell ask" title={`${text}: ${name}`} onClick={() => onAsk(type)}>
        <Icon name="plus" size={12} />
        <span>{text}</span>
      </button>
    ) : (
      <span className="chain-cell wait">–</span>
    );
  const words = (value: ChainWords, kind: string) => (
    <Link to={to} className={`chain-cell ${kind}`} title={value.text}>
      <span className="ellipsis block">{value.text}</span>
      <span className="caption third ellipsis block">{who(value)}</span>
    </Link>
  );
  return (
    <div role="row" className="chain-row">
      <b role="rowheader" className="chain-name caption" title={name}>
        {name}
      </b>
      <span role="cell" data-label={t('cockpit.column_problem')}>{row.problem ? words(row.problem, 'heard') : need.state === 'latent' && need.quotes_count === 0 ? ask('problem', t('cockpit.ask_problem')) : words({ text: need.text, contactId: null, at: null }, 'heard')}</span>
      {arrow(row.problem !== null)}
      <span role="cell" data-label={t('cockpit.column_implication')}>{row.implication ? words(row.implication, 'heard') : ask('implication', t('cockpit.ask_implication'))}</span>
      {arrow(row.implication !== null)}
      <span role="cell" data-label={t('cockpit.column_want')}>{row.want ? words(row.want, 'want') : ask('need_payoff', t('cockpit.ask_want'))}</span>
      {arrow(row.want !== null)}
      <span role="cell" data-label={t('cockpit.column_statement')}>
        {statement ? (
          <Link to={offerTo} className={row.asked ? `chain-cell ${statement.class}` : 'chain-cell early'} title={statementText(statement)}>
            <span className="ellipsis block">{statementText(statement)}</span>
            <span className="caption third ellipsis block">{row.asked ? [t(`statement_class.${statement.class}`), amountText(statement, format)].filter(Boolean).join(' · ') : t('cockpit.not_wanted_yet')}</span>
          </Link>
        ) : row.asked ? (
          <Link to={offerTo} className="chain-cell ask">
            <Icon name="plus" size={12} />
            {t('cockpit.write_benefit')}
          </Link>
        ) : (
          <span className="chain-cell wait caption">{t('cockpit.waits')}</span>
        )}
      </span>
    </div>
  );
}
