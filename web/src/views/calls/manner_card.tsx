// How to deal with each person one will meet: style and level, what to say, listen and look for, how to ask, what to bring and to
// leave out (METHOD M80, §12.6), and what tends to go wrong with this style at the stage of the deal (§12.3).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useList, usePatch } from '~/api/queries';
import { type PlanPerson, type Style } from '~/api/selling';
import type { Call } from '~/api/types';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { Icon } from '~/components/icon';
import { Segmented } from '~/components/segmented';
import { StanceGlyph, stanceOf } from '~/components/stance_glyph';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';

export const adviceRows = ['approach', 'say', 'listen', 'look', 'ask', 'statements', 'proof', 'close', 'avoid'] as const;

/** As the method draws them: forceful above, cool to the left. */
const styleSquare: readonly Style[] = ['controlling', 'advocating', 'analyzing', 'facilitating'];

export function MannerCard({ call, people, readOnly }: { call: Call; people: readonly (PlanPerson | null)[]; readOnly: boolean }) {
  const { t } = useTranslation();
  const there = people.filter((person): person is PlanPerson => person !== null && call.contact_ids.includes(person.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const person = there.find((one) => one.id === chosen) ?? there.find((one) => one.style) ?? there[0];
  if (!person) return null;
  return (
    <Card title={t('callplan.manner')} note={there.length === 1 ? person.name : undefined}>
      {there.length > 1 && (
        <div className="manner-people">
          <Segmented label={t('callplan.manner')} value={person.id} options={there.map((one) => ({ value: one.id, label: one.name }))} onChange={setChosen} />
        </div>
      )}
      <PersonManner key={person.id} call={call} person={person} readOnly={readOnly} />
    </Card>
  );
}

function PersonManner({ call, person, readOnly }: { call: Call; person: PlanPerson; readOnly: boolean }) {
  const { t } = useTranslation();
  if (person.withheld?.includes('style'))
    return (
      <p className="second">
        {t('people.how_they_stand')}: {t('common.withheld')}
      </p>
    );
  const stance = stanceOf(person.attitude);
  return (
    <div className="manner">
      <p className="chip-row">
        <span className="row" style={{ gap: 5 }}>
          <StanceGlyph stance={stance} size={16} plain />
          {t(`stance.${stance}`)}
        </span>
        {person.style && <Tag tone="accent">{t(`style.${person.style}`)}</Tag>}
        {person.level && (
          <Tag>
            {t(`level.${person.level}`)}
          </Tag>
        )}
      </p>
      {person.style_evidence && <p className="caption third">{person.style_evidence}</p>}
      {person.style_risk && (
        <div className="banner warn" role="status">
          <Icon name="warning" />
          <span>{t(`style_risk.${person.style_risk}`)}</span>
        </div>
      )}
      <dl className="manner-facts">
        {person.level && (
          <>
            <dt>{t('callplan.their_matter')}</dt>
            <dd>{t(`level_message.${person.level}`)}</dd>
          </>
        )}
        {person.style &&
          adviceRows.map((row) => (
            <div key={row} className="manner-row">
              <dt>{t(`callplan.advice_${row}`)}</dt>
              <dd>{t(`style_advice.${person.style}.${row}`)}</dd>
            </div>
          ))}
      </dl>
      {!person.style && !readOnly && <StyleChoice call={call} person={person} />}
      {!person.style && readOnly && <p className="caption third">{t('callplan.style_unknown', { name: person.name })}</p>}
    </div>
  );
}

/** Nobody has noted how this person deals with others: one press does. */
function StyleChoice({ call, person }: { call: Call; person: PlanPerson }) {
  const { t } = useTranslation();
  const contacts = useList('contacts', { account_id: call.account_id, limit: 200 }, { enabled: Boolean(call.account_id) });
  const patch = usePatch('contacts');
  const contact = contacts.data?.items.find((one) => one.id === person.id);
  const choose = (style: Style) => {
    if (!contact) return;
    patch.mutateAsync({ id: contact.id, version: contact.version, changes: { style } }).then(
      (answer) => undoToast(t('people.changed', { name: person.name }), answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <div className="style-square">
      <ChoiceChips label={t('callplan.style_unknown', { name: person.name })} value={null as Style | null} options={styleSquare.map((value) => ({ value, label: t(`style.${value}`), hint: t(`callplan.style_${value}`) }))} onChange={choose} />
    </div>
  );
}
