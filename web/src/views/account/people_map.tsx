// The people of a customer in three bands by level: stance as glyph and edge, who reports to whom as grey lines, when
// each was last met. Arrow keys walk the map, Enter opens a person, s sets the stance, n adds somebody. On a phone the
// bands fold and the lines are left out.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { usePatch } from '~/api/queries';
import { contactLevels, type Contact, type ContactLevel } from '~/api/types';
import { usePreferences } from '~/app/preferences';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/menu';
import { StanceGlyph, stanceOf, stances } from '~/components/stance_glyph';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { ContactForm } from '../forms/contact_form';
import { NextStepForm } from '../forms/next_step_form';
import { usePhone } from '../lists/use_viewport';
import { ContactSheet } from './contact_sheet';
import { levelName } from './level_names';
import { bandsOf, firstGap, neighbour, type Band, type Gap } from './relationship';
import './people_map.css';

interface PeopleMapProps {
  accountId: string;
  contacts: readonly Contact[];
  met: ReadonlyMap<string, string>;
  readOnly?: boolean;
}

export function PeopleMap({ accountId, contacts, met, readOnly }: PeopleMapProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [opened, setOpened] = useState<string | null>(null);
  const [adding, setAdding] = useState<ContactLevel | null | undefined>(undefined);
  const [planning, setPlanning] = useState<string | null>(null);
  const bands = bandsOf(contacts);
  const [focused, setFocused] = useState<string | null>(null);
  const tabStop = focused && contacts.some((contact) => contact.id === focused) ? focused : (bands.find((band) => band.people.length > 0)?.people[0]?.id ?? null);
  const map = useRef<HTMLDivElement>(null);
  const gap = firstGap(contacts, met);

  const onKeyDown = (event: KeyboardEvent) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-contact]');
    if (!card || event.metaKey || event.ctrlKey || event.altKey) return;
    const id = card.dataset.contact ?? '';
    const next = neighbour(bands, id, event.key);
    if (next) {
      event.preventDefault();
      setFocused(next);
      map.current?.querySelector<HTMLElement>(`[data-contact="${next}"] .person-open`)?.focus();
    } else if (event.key === 's' && !readOnly) {
      event.preventDefault();
      card.querySelector<HTMLElement>('.stance-button')?.click();
    } else if (event.key === 'n' && !readOnly) {
      event.preventDefault();
      setAdding(contacts.find((contact) => contact.id === id)?.level ?? null);
    }
  };

  return (
    <Card
      title={t('people.map')}
      note={<Legend contacts={contacts} />}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => setAdding(null)}>
            {t('people.add')}
          </Button>
        )
      }
    >
      <div ref={map} className="people-map" role="group" aria-label={t('people.map')} onKeyDown={onKeyDown}>
        {!phone && <Lines map={map} contacts={contacts} />}
        {bands.map(({ band, people }) => (
          <BandRow key={band} band={band} count={people.length} phone={phone}>
            {people.map((person) => (
              <PersonCard
                key={person.id}
                person={person}
                met={met.get(person.id)}
                tabStop={person.id === tabStop}
                selected={person.id === opened}
                readOnly={readOnly}
                onFocus={() => setFocused(person.id)}
                onOpen={() => setOpened(person.id)}
              />
            ))}
            {people.length === 0 && band !== 'unknown' && (
              <button type="button" className="person ghost" onClick={() => setAdding(band)} disabled={readOnly}>
                {t(`people.who_${band}`)}
              </button>
            )}
          </BandRow>
        ))}
      </div>
      {gap && <GapBanner gap={gap} onPlan={readOnly ? undefined : setPlanning} />}
      <ContactForm isOpen={adding !== undefined} onClose={() => setAdding(undefined)} accountId={accountId} level={adding} />
      <ContactSheet contactId={opened} contacts={contacts} onClose={() => setOpened(null)} readOnly={readOnly} />
      <NextStepForm isOpen={planning !== null} onClose={() => setPlanning(null)} accountId={accountId} text={planning ?? ''} />
    </Card>
  );
}

function Legend({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation();
  return (
    <span className="people-legend">
      {stances.map((stance) => {
        const count = contacts.filter((contact) => stanceOf(contact.attitude) === stance).length;
        return count === 0 ? null : (
          <span key={stance} className="row" style={{ gap: 5 }}>
            <StanceGlyph stance={stance} size={16} plain />
            {t(`stance.${stance}`)} {count}
          </span>
        );
      })}
    </span>
  );
}

function BandRow({ band, count, phone, children }: { band: Band; count: number; phone: boolean; children: React.ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { bothLanguages } = usePreferences();
  const name = band === 'unknown' ? t('people.level_unknown') : t(`level.${band}`);
  if (phone) {
    return (
      <details className="people-band" open={count > 0}>
        <summary>
          <b className="grow">{name}</b>
          <span className="third numeric">{count}</span>
          <Icon name="chevron_down" size={14} className="third" />
        </summary>
        <div className="people-cards">{children}</div>
      </details>
    );
  }
  return (
    <div className="people-band" role="group" aria-label={name}>
      <div className="band-name">
        <b>{name}</b>
        {bothLanguages && band !== 'unknown' && (
          <span className="other-language" lang={format.other}>
            {levelName(format.other, band)}
          </span>
        )}
      </div>
      <div className="people-cards">{children}</div>
    </div>
  );
}

interface PersonCardProps {
  person: Contact;
  met: string | undefined;
  tabStop: boolean;
  selected: boolean;
  readOnly?: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

function PersonCard({ person, met, tabStop, selected, readOnly, onFocus, onOpen }: PersonCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const patch = usePatch('contacts');
  const stance = stanceOf(person.attitude);
  const change = (changes: Partial<Contact>) => {
    patch.mutateAsync({ id: person.id, version: person.version, changes }).then(
      (answer) => undoToast(t('people.changed', { name: person.name }), answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  const attitudes = [2, 1, 0, -1, -2, null];
  return (
    <div className="person" data-contact={person.id} data-selected={selected || undefined}>
      <span className={`person-edge ${stance}`} />
      <button type="button" className="person-open" tabIndex={tabStop ? 0 : -1} onFocus={onFocus} onClick={onOpen}>
        <span className="ellipsis">
          <b>{person.name}</b> <span className="caption second">{person.title}</span>
        </span>
        <span className="caption third ellipsis">
          {met ? format.date(met) : <span className={person.level === 'senior' ? 'bad' : undefined}>{t('people.never_met')}</span>}
          {person.style && ` · ${t(`style.${person.style}`)}`}
          {!person.style && person.role && ` · ${t(`contact_role.${person.role}`)}`}
        </span>
      </button>
      <span className="person-tools">
        <Menu
          label={t('people.attitude_of', { name: person.name })}
          trigger={
            <Button
              variant="ghost"
              small
              className="stance-button"
              excludeFromTabOrder={!tabStop}
              isDisabled={readOnly}
              aria-label={t('people.attitude_is', { name: person.name, attitude: t(person.attitude === null ? 'attitude.unknown' : `attitude.${person.attitude}`) })}
            >
              <StanceGlyph stance={stance} plain />
            </Button>
          }
          entries={[
            ...attitudes.map((value) => ({
              id: String(value),
              label: t(value === null ? 'attitude.unknown' : `attitude.${value}`),
              checked: value === person.attitude,
              onAction: () => value !== person.attitude && change({ attitude: value }),
            })),
            ...contactLevels.map((level, index) => ({
              id: level,
              label: t('people.move_to', { level: t(`level.${level}`) }),
              checked: level === person.level,
              separated: index === 0,
              onAction: () => level !== person.level && change({ level }),
            })),
          ]}
        />
      </span>
    </div>
  );
}

interface Segment {
  key: string;
  path: string;
}

/** Who reports to whom, drawn behind the cards from where the cards really are. */
function Lines({ map, contacts }: { map: React.RefObject<HTMLDivElement | null>; contacts: readonly Contact[] }) {
  const [segments, setSegments] = useState<Segment[]>([]);
  const ties = contacts.filter((contact) => contact.reports_to_id).map((contact) => `${contact.id}>${contact.reports_to_id ?? ''}`);
  const shape = ties.join(' ') + contacts.map((contact) => contact.id + (contact.level ?? '')).join(' ');
  // Not a layout effect: the map's own element is only known once this child's were run.
  useEffect(() => {
    const box = map.current;
    if (!box) return undefined;
    const draw = () => {
      const origin = box.getBoundingClientRect();
      const place = (id: string) => box.querySelector(`[data-contact="${id}"]`)?.getBoundingClientRect();
      const drawn: Segment[] = [];
      for (const tie of ties) {
        const [below, above] = tie.split('>') as [string, string];
        const from = place(above);
        const to = place(below);
        if (!from || !to) continue;
        drawn.push({ key: tie, path: tiePath(from, to, origin) });
      }
      setSegments((before) => (JSON.stringify(before) === JSON.stringify(drawn) ? before : drawn));
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(box);
    return () => observer.disconnect();
    // `shape` stands for the contacts; the list itself is new on every render.
  }, [map, shape]);
  return (
    <svg className="people-lines" aria-hidden="true">
      {segments.map((segment) => (
        <path key={segment.key} d={segment.path} />
      ))}
    </svg>
  );
}

function tiePath(from: DOMRect, to: DOMRect, origin: DOMRect): string {
  const x1 = from.left + from.width / 2 - origin.left;
  const x2 = to.left + to.width / 2 - origin.left;
  if (Math.abs(from.top - to.top) < from.height / 2) {
    // Same row: a line behind the cards, at half their height.
    const y = from.top + from.height / 2 - origin.top;
    return `M${x1} ${y}H${x2}`;
  }
  const down = to.top > from.top;
  const y1 = (down ? from.bottom : from.top) - origin.top;
  const y2 = (down ? to.top : to.bottom) - origin.top;
  const middle = (y1 + y2) / 2;
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

function GapBanner({ gap, onPlan }: { gap: Gap; onPlan?: (text: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const values: Record<string, unknown> = { name: '', through: '', count: 0 };
  if ('contact' in gap) values.name = [gap.contact.title, gap.contact.name].filter(Boolean).join(format.language === 'zh-CN' ? '' : ' ');
  if ('count' in gap) values.count = gap.count;
  const through = 'through' in gap ? gap.through : null;
  if (through) values.through = through.name;
  const advice = t(`people.gap_${gap.kind}_${through ? 'through' : 'advice'}`, values);
  return (
    <div className="banner gap-banner">
      <Icon name="flag" className="accent" />
      <span className="grow">
        <b>{t(`people.gap_${gap.kind}`, values)}</b> <span className="second">{advice}</span>
      </span>
      {onPlan && (
        <Button small onPress={() => onPlan(advice.replace(/[。.]$/, ''))}>
          {t('people.plan')}
        </Button>
      )}
    </div>
  );
}
