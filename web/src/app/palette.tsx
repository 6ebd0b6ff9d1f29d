// ⌘K: one box for records, people, stages and commands. Prefixes narrow it: > commands, @ people, # stages.
// Nothing happens on Enter while an input method composes.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { get } from '~/api/client';
import { stageNumber, stages, type SearchItem } from '~/api/types';
import { Avatar } from '~/components/avatar';
import { Icon, type IconName } from '~/components/icon';
import { StageMark } from '~/components/stage_chip';
import { useFormat } from '~/format/use_format';
import { languageNames, setLanguage } from '~/i18n';
import { stageName } from '~/i18n/stage_names';
import { places } from './navigation';
import './palette.css';

interface Entry {
  id: string;
  group: string;
  mark: ReactNode;
  label: ReactNode;
  note?: ReactNode;
  keys?: string;
  run: () => void;
}

export default function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const entries = useEntries(text, onClose, onKeys);
  const current = Math.min(chosen, Math.max(0, entries.items.length - 1));

  const move = (step: number) => {
    const next = (current + step + entries.items.length) % Math.max(1, entries.items.length);
    setChosen(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') entries.items[current]?.run();
    else return;
    event.preventDefault();
  };

  return (
    <ModalOverlay className="scrim" isOpen onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="palette">
        <Dialog aria-label={t('palette.label')} className="palette-dialog">
          <div className="palette-head">
            <Icon name="search" size={18} />
            <input
              autoFocus
              className="palette-input"
              value={text}
              placeholder={t('palette.placeholder')}
              aria-label={t('palette.label')}
              role="combobox"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={entries.items.length > 0 ? `${id}-${current}` : undefined}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setText(event.target.value);
                setChosen(0);
              }}
              onKeyDown={onKeyDown}
            />
            {entries.how && <span className="caption third nowrap">{entries.how}</span>}
            <kbd>Esc</kbd>
          </div>
          <div className="palette-list" id={`${id}-list`} role="listbox" aria-label={t('palette.label')} ref={list}>
            {entries.items.map((entry, index) => (
              <div key={entry.id}>
                {entry.group !== entries.items[index - 1]?.group && (
                  <div className="palette-group" role="presentation">
                    {entry.group}
                  </div>
                )}
                <div
                  id={`${id}-${index}`}
                  data-index={index}
                  role="option"
                  aria-selected={index === current}
                  className={index === current ? 'palette-row current' : 'palette-row'}
                  onPointerMove={() => setChosen(index)}
                  onClick={entry.run}
                >
                  <span className="palette-mark">{entry.mark}</span>
                  <span className="nowrap ellipsis">{entry.label}</span>
                  <span className="caption third ellipsis grow">{entry.note}</span>
                  {index === current ? <kbd>↵</kbd> : entry.keys && <kbd>{entry.keys}</kbd>}
                </div>
              </div>
            ))}
            {entries.nothing && <p className="palette-nothing">{t('palette.nothing', { query: text.trim() })}</p>}
          </div>
          <span className="visually-hidden" role="status">
            {t('palette.results', { count: entries.items.length })}
          </span>
          <div className="palette-foot">
            <span>
              <kbd>&gt;</kbd> {t('palette.foot_commands')}
            </span>
            <span>
              <kbd>@</kbd> {t('palette.foot_people')}
            </span>
            <span>
              <kbd>#</kbd> {t('palette.foot_stages')}
            </span>
            <span className="grow" />
            <span>{t('palette.foot_keys')}</span>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useEntries(text: string, onClose: () => void, onKeys: () => void) {
  const { t } = useTranslation();
  const trimmed = text.trim().normalize('NFKC');
  const mode = trimmed[0] === '>' || trimmed[0] === '@' || trimmed[0] === '#' ? trimmed[0] : '';
  const query = mode ? trimmed.slice(1).trim() : trimmed;
  const records = useRecordEntries(query, mode, onClose);
  const commands = useCommandEntries(onClose, onKeys).filter((entry) => matches(entry.search, query));
  const stageEntries = useStageEntries(onClose).filter((entry) => matches(entry.search, query));

  let items: Entry[];
  if (mode === '>') items = commands;
  else if (mode === '#') items = stageEntries;
  else if (mode === '@') items = records.items;
  else if (query) items = [...records.items, ...records.actions, ...stageEntries.slice(0, 2), ...commands.slice(0, 4)];
  else items = commands;
  const nothing = Boolean(query) && !records.pending && items.length === 0 && (mode === '' || mode === '@');
  if (query && mode === '' && !records.pending && records.items.length === 0) items = [...items, records.create];
  const how = records.items.length > 0 && records.how ? t(`palette.matched_${records.how}`) : '';
  return { items, nothing, how };
}

function matches(search: string, query: string): boolean {
  return query === '' || search.toLowerCase().includes(query.toLowerCase());
}

function useRecordEntries(query: string, mode: string, onClose: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asked = useDeferredValue(query);
  const wanted = asked !== '' && (mode === '' || mode === '@');
  const kinds = mode === '@' ? 'contact' : 'account,contact,opportunity';
  const found = useQuery({
    queryKey: ['search', kinds, asked],
    queryFn: ({ signal }) => get<{ items: SearchItem[] }>('/search', { q: asked, kinds, limit: 12 }, signal),
    enabled: wanted,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const open = (path: string) => () => {
    onClose();
    void navigate(path);
  };
  const groups = { account: t('palette.accounts'), opportunity: t('palette.opportunities'), contact: t('palette.contacts') };
  const order = { account: 0, opportunity: 1, contact: 2 };
  const results = wanted ? [...(found.data?.items ?? [])].sort((a, b) => order[a.kind] - order[b.kind]) : [];
  const items: Entry[] = results.map((item) => {
    // Deals and people of one name are told apart by their account.
    const beside = item.kind === 'account' ? null : item.account_name;
    return {
      id: `${item.kind}-${item.id}`,
      group: groups[item.kind],
      mark: item.kind === 'contact' ? <Avatar name={item.name} /> : item.stage ? <StageMark stage={item.stage} basis={item.basis} /> : <Icon name={item.kind} />,
      label: <Marked text={item.name} ranges={item.ranges} />,
      note: (
        <>
          {item.other_name && <Marked text={item.other_name} ranges={item.other_ranges ?? []} />}
          {item.other_name && beside && ' · '}
          {beside}
        </>
      ),
      run: open(
        item.kind === 'account'
          ? `/accounts/${item.id}`
          : item.kind === 'opportunity'
            ? `/opportunities/${item.id}`
            : item.account_id
              ? `/accounts/${item.account_id}/people?contact=${item.id}`
              : `/accounts?contact=${item.id}`,
      ),
    };
  });
  const first = results.find((item) => item.kind === 'account');
  const actions: Entry[] = first
    ? [
        { id: 'note', group: t('palette.commands'), mark: <Icon name="microphone" />, label: t('palette.note_for', { name: first.name }), keys: 'L', run: open(`/capture?account=${first.id}`) },
        { id: 'evidence', group: t('palette.commands'), mark: <Icon name="plus" />, label: t('palette.evidence_for', { name: first.name }), keys: 'E', run: open(`/capture?account=${first.id}&evidence=1`) },
      ]
    : [];
  const create: Entry = {
    id: 'create',
    group: t('palette.commands'),
    mark: <Icon name="plus" />,
    label: t('palette.new_account', { query }),
    run: open(`/accounts?new=${encodeURIComponent(query)}`),
  };
  const matched = results[0]?.matched;
  const how = matched === 'pinyin' || matched === 'initials' ? matched : '';
  return { items, actions, create, pending: wanted && (found.isPending || asked !== query), how };
}

function useStageEntries(onClose: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormat();
  return stages.map((stage) => ({
    id: `stage-${stage}`,
    group: t('palette.stages'),
    mark: <StageMark stage={stage} />,
    label: t(`stage.${stage}`),
    note: stageName(format.other, stage),
    search: `${stageNumber(stage)} ${t(`stage.${stage}`)} ${stageName(format.other, stage)}`,
    run: () => {
      onClose();
      void navigate(`/wheel?stage=${stageNumber(stage)}`);
    },
  }));
}

function useCommandEntries(onClose: () => void, onKeys: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormat();
  const entry = (id: string, icon: IconName, label: string, run: () => void, keys?: string) => ({
    id,
    group: t('palette.commands'),
    mark: <Icon name={icon} />,
    label,
    keys,
    search: label,
    run: () => {
      onClose();
      run();
    },
  });
  const go = (path: string) => () => void navigate(path);
  return [
    ...places.map((place) => entry(place.path, place.icon, t('palette.go', { place: t(place.text) }), go(`${place.path}${place.view ?? ''}`), place.keys)),
    entry('log', 'microphone', t('palette.log'), go('/capture'), 'L'),
    entry('evidence', 'plus', t('palette.evidence'), go('/capture?evidence=1'), 'E'),
    entry('new', 'account', t('palette.new'), go('/accounts?new=')),
    entry('keys', 'keyboard', t('keys.title'), onKeys, '?'),
    entry('language', 'globe', t('palette.language', { name: languageNames[format.other] }), () => void setLanguage(format.other)),
  ];
}

/** The matched characters, also where the match was by pinyin: the server gives UTF-16 ranges. */
function Marked({ text, ranges }: { text: string; ranges: [number, number][] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, length] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (start < at) continue;
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, start + length)}</mark>);
    at = start + length;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}
