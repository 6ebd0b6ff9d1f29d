// During the call: the objective, the questions to tick, and a box for the customer's words with who said them. Everything
// stays on this device as it is typed; no line is needed until the debrief is saved.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '~/api/queries';
import { newKey } from '~/api/client';
import { questionTypes, type CallPlan, type Question } from '~/api/selling';
import type { Call } from '~/api/types';
import { keepForNoSignal } from '~/app/keep_offline';
import { useOnline } from '~/app/offline_banner';
import { Button, ButtonLink } from '~/components/button';
import { Icon } from '~/components/icon';
import { SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { withoutMillis } from '../forms/moments';
import { QuestionMark } from '../selling/marks';
import { statementText } from '../offer/offer_words';
import { ClassMark } from '../selling/marks';
import { noTick, useLiveLog, withAnswer, type LiveLog, type Tick } from './live_log';
import './live.css';

interface LiveProps {
  call: Call;
  people: readonly { id: string; name: string }[];
}

export default function LivePage({ call, people }: LiveProps) {
  const { t } = useTranslation();
  const online = useOnline();
  const plan = useView<CallPlan>(`/calls/${call.id}/plan`);
  const [log, change] = useLiveLog(call.id);
  useEffect(() => {
    if (!log.startedAt) change((before) => ({ ...before, startedAt: withoutMillis(new Date()) }));
    // Once: the clock of the call starts when its page is first opened.
  }, []);
  useEffect(() => {
    // The debrief comes next, perhaps without a signal as well.
    if (plan.isSuccess) void import('./debrief').then(() => keepForNoSignal([call.id, call.account_id, call.opportunity_id]));
  }, [plan.isSuccess, plan.dataUpdatedAt, call.id, call.account_id, call.opportunity_id]);
  const questions = plan.data?.questions ?? [];
  const there = people.filter((person) => call.contact_ids.includes(person.id));
  const statements = plan.data?.statements ?? [];
  return (
    <div className="live">
      <header className="live-top">
        <div className="grow">
          <div className="caption third">{t('calls.objective')}</div>
          <p className="live-objective">{call.objective ?? t('callplan.name_objective')}</p>
          {call.fallback && <p className="caption second">{t('live.else', { fallback: call.fallback })}</p>}
        </div>
        <div className="column live-clock">
          <Clock since={log.startedAt} />
          <Tag tone={online ? 'plain' : 'warn'}>{t(online ? 'live.kept_here' : 'live.offline')}</Tag>
        </div>
      </header>
      <Capture log={log} people={there.length > 0 ? there : people} onAdd={(text, contactId) => change((before) => ({ ...before, quotes: [...before.quotes, { id: newKey(), text, contactId, at: withoutMillis(new Date()) }] }))} />
      {log.quotes.length > 0 && (
        <ul className="live-quotes" aria-label={t('live.heard')}>
          {[...log.quotes].reverse().map((quote) => (
            <li key={quote.id} className="row">
              <span className="grow">{t('quote.marked', { text: quote.text })}</span>
              <span className="caption third nowrap">{people.find((person) => person.id === quote.contactId)?.name}</span>
              <Button small variant="ghost" icon="close" aria-label={t('live.drop_quote', { text: quote.text })} onPress={() => change((before) => ({ ...before, quotes: before.quotes.filter((one) => one.id !== quote.id) }))} />
            </li>
          ))}
        </ul>
      )}
      <section aria-label={t('callplan.questions')}>
        {plan.isPending && <SkeletonRows rows={4} height={56} />}
        {plan.data && questions.length === 0 && <p className="second">{t('live.no_questions')}</p>}
        <ul>
          {questionTypes.flatMap((type) =>
            questions
              .filter((question) => question.type === type)
              .sort((a, b) => a.position - b.position)
              .map((question) => <LiveQuestion key={question.id} question={question} tick={log.ticks[question.id] ?? noTick} onTick={(tick) => change((before) => ({ ...before, ticks: { ...before.ticks, [question.id]: tick } }))} />),
          )}
        </ul>
      </section>
      {statements.length > 0 && (
        <section>
          <h2 className="caption third">{t('callplan.statements')}</h2>
          <ul>
            {statements.map((use) => (
              <li key={use.id}>
                <button type="button" className="live-question" aria-pressed={log.said.includes(use.statement_id)} onClick={() => change((before) => ({ ...before, said: toggle(before.said, use.statement_id) }))}>
                  <span className="live-tick">{log.said.includes(use.statement_id) && <Icon name="check" size={18} />}</span>
                  <ClassMark value={use.statement.class} />
                  <span className="grow">{statementText(use.statement)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <label className="field">
        <span className="field-label">{t('live.saw')}</span>
        <textarea className="field-input" rows={2} value={log.observations} placeholder={t('callplan.look_example')} onChange={(event) => change((before) => ({ ...before, observations: event.target.value }))} />
      </label>
      <div className="live-foot">
        <ButtonLink variant="primary" icon="check" to={`/calls/${call.id}/debrief`}>
          {t('live.finish')}
        </ButtonLink>
      </div>
    </div>
  );
}

function toggle(list: readonly string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
}

function Clock({ since }: { since: string | null }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = since ? Math.max(0, Math.floor((now - Date.parse(since)) / 1000)) : 0;
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <span className="live-time numeric" role="timer" aria-label={t('live.minutes', { n: Math.floor(seconds / 60) })}>
      {two(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </span>
  );
}

interface CaptureProps {
  log: LiveLog;
  people: readonly { id: string; name: string }[];
  onAdd: (text: string, contactId: string | null) => void;
}

/** One tap for who, then the words. The last speaker stays chosen: people talk more than once. */
function Capture({ log, people, onAdd }: CaptureProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(log.quotes[log.quotes.length - 1]?.contactId ?? null);
  const who = chosen ?? (people.length === 1 ? (people[0]?.id ?? null) : null);
  const add = () => {
    if (!text.trim()) return;
    onAdd(text.trim(), who);
    setText('');
  };
  return (
    <section className="live-capture" aria-label={t('live.words')}>
      {people.length > 0 && (
        <div className="chip-row" role="group" aria-label={t('needs.who_said')}>
          {people.map((person) => (
            <button key={person.id} type="button" className="live-who" aria-pressed={who === person.id} onClick={() => setChosen(person.id)}>
              {person.name}
            </button>
          ))}
        </div>
      )}
      <div className="row live-words">
        <textarea
          className="field-input"
          rows={2}
          value={text}
          aria-label={t('live.words')}
          placeholder={t('live.words')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.nativeEvent.isComposing) add();
          }}
        />
        <Button variant="primary" isDisabled={!text.trim()} onPress={add}>
          {t('live.note')}
        </Button>
      </div>
    </section>
  );
}

function LiveQuestion({ question, tick, onTick }: { question: Question; tick: Tick; onTick: (tick: Tick) => void }) {
  const { t } = useTranslation();
  return (
    <li className={tick.asked ? 'live-item done' : 'live-item'}>
      <button type="button" className="live-question" aria-pressed={tick.asked} onClick={() => onTick(tick.asked ? { ...tick, asked: false, answered: tick.answer.trim() !== '' } : { ...tick, asked: true })}>
        <span className="live-tick">{tick.asked && <Icon name="check" size={18} />}</span>
        <QuestionMark type={question.type} named />
        <span className="grow">
          {question.text}
          {question.listen_for && <span className="caption third block">{t('live.listen', { what: question.listen_for })}</span>}
        </span>
      </button>
      {tick.asked && (
        <div className="live-answer">
          <textarea className="field-input" rows={1} value={tick.answer} aria-label={t('live.answer')} placeholder={t('live.answer')} onChange={(event) => onTick(withAnswer(tick, event.target.value))} />
          {(question.type === 'implication' || question.type === 'problem') && (
            <button type="button" className="live-who" aria-pressed={tick.accepted} onClick={() => onTick({ ...tick, accepted: !tick.accepted, answered: tick.answered || !tick.accepted })}>
              {t(question.type === 'implication' ? 'questions.consequence_accepted' : 'questions.accepted')}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
