// Who is there, how each stands towards us, and when we last met.
import { useTranslation } from 'react-i18next';
import { useList } from '~/api/queries';
import type { PlanPerson } from '~/api/selling';
import type { Call } from '~/api/types';
import { Avatar } from '~/components/avatar';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Menu } from '~/components/menu';
import { stanceOf } from '~/components/stance_glyph';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import type { FieldSave } from '../record/use_field_save';
import { useRun } from '../record/use_run';

interface PeopleCardProps {
  call: Call;
  /** Those of the plan say when we last met; without that nothing is said of it. */
  people: readonly (Pick<PlanPerson, 'id' | 'name' | 'title' | 'attitude' | 'style'> & Partial<Pick<PlanPerson, 'last_met_at' | 'opposition_cause'>>)[];
  field: FieldSave<'calls'>;
  readOnly: boolean;
}

export function PeopleCard({ call, people, field, readOnly }: PeopleCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const contacts = useList('contacts', { account_id: call.account_id, limit: 200 }, { enabled: Boolean(call.account_id) });
  const all = contacts.data?.items ?? [];
  const there = people.filter((person) => call.contact_ids.includes(person.id));
  const toggle = (id: string) => {
    const contact_ids = call.contact_ids.includes(id) ? call.contact_ids.filter((one) => one !== id) : [...call.contact_ids, id];
    run(field.save({ contact_ids }).then((undoId) => ({ undoId: undoId || null })), t('common.saved'));
  };
  return (
    <Card title={t('calls.people')}>
      {call.contact_ids.length === 0 && <p className="second">{t('calls.nobody')}</p>}
      <ul>
        {there.map((person) => (
          <li key={person.id}>
            <PersonLine cause={person.opposition_cause ?? null} name={person.name} title={person.title} attitude={person.attitude} note={person.last_met_at === undefined ? undefined : person.last_met_at ? t('callplan.last_met', { date: format.relative(person.last_met_at) }) : t('callplan.never_met')} style={person.style ? t(`style.${person.style}`) : undefined} />
          </li>
        ))}
      </ul>
      {!readOnly && all.length > 0 && (
        <Menu
          label={t('calls.choose_people')}
          trigger={
            <Button small icon="people">
              {t('calls.choose_people')}
            </Button>
          }
          entries={all.map((person) => ({ id: person.id, label: person.name, note: person.title, checked: call.contact_ids.includes(person.id), onAction: () => toggle(person.id) }))}
        />
      )}
    </Card>
  );
}

interface PersonLineProps {
  name: string;
  title: string | null;
  attitude: number | null;
  note?: string;
  style?: string;
  cause?: PlanPerson['opposition_cause'];
}

export function PersonLine({ name, title, attitude, note, style, cause }: PersonLineProps) {
  const { t } = useTranslation();
  const stance = stanceOf(attitude);
  return (
    <span className="row call-person">
      <Avatar name={name} large />
      <span className="column grow">
        <span className="row" style={{ gap: 6 }}>
          <b>{name}</b>
          {stance !== 'unknown' && <Tag tone={stance}>{t(`stance.${stance}`)}</Tag>}
        </span>
        <span className="caption third">{[title, style, note].filter(Boolean).join(' · ')}</span>
        {cause && (
          <span className="caption second">
            {t(`opposition_cause.${cause}`)}: {t(`opposition_treatment.${cause}`)}
          </span>
        )}
      </span>
    </span>
  );
}
