// Every piece of evidence, by stage, furthest first. A seller's inference is grey and without marks; what a step back
// cleared stays readable. The row's menu corrects or removes a piece; both can be undone.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useDelete, usePatch } from '~/api/queries';
import { sourceClasses, type Contact, type Evidence, type StageEvent } from '~/api/types';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/menu';
import { Dialog } from '~/components/overlays';
import { QuoteBlock } from '~/components/quote_block';
import { StageChip } from '~/components/stage_chip';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { weightOfSource } from '~/generated/entities';
import { byStage, isCustomersWord, stepsBack } from './evidence_logic';
import { useEdit } from '../record/use_edit';
import { beforeLapStart, sinceLapStart } from './laps';
import './position.css';

interface EvidenceListProps {
  evidence: readonly Evidence[];
  events: readonly StageEvent[];
  contacts: readonly Contact[];
  /** When the lap that runs began; what was heard before stands apart. */
  lapStart: string | null;
  readOnly?: boolean;
}

export function EvidenceList({ evidence, events, contacts, lapStart, readOnly }: EvidenceListProps) {
  const { t } = useTranslation();
  const present = sinceLapStart(evidence, (item) => item.observed_at, lapStart);
  const groups = byStage(present, stepsBack(sinceLapStart(events, (event) => event.at, lapStart), present));
  const earlier = byStage(beforeLapStart(evidence, lapStart), []);
  const whoSaid = (item: Evidence) => contacts.find((contact) => contact.id === item.contact_id);
  return (
    <>
      {groups.map((group) => (
        <section key={group.stage} className="evidence-stage" aria-label={t(`stage.${group.stage}`)}>
          <h3 className="row">
            <StageChip stage={group.stage} basis={group.counted.length > 0 ? 'proven' : 'none'} />
            <span className="caption third numeric">{t('position.pieces', { count: group.counted.length })}</span>
          </h3>
          <ul>
            {[...group.counted, ...group.cleared].map((item) => (
              <EvidenceRow key={item.id} item={item} who={whoSaid(item)} cleared={group.cleared.includes(item)} readOnly={readOnly} />
            ))}
          </ul>
        </section>
      ))}
      {earlier.length > 0 && (
        <details className="earlier-laps">
          <summary className="caption second">{t('position.earlier_laps', { count: earlier.reduce((sum, group) => sum + group.counted.length, 0) })}</summary>
          <ul>
            {earlier.flatMap((group) => group.counted).map((item) => (
              <EvidenceRow key={item.id} item={item} who={whoSaid(item)} cleared={false} readOnly={readOnly} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface EvidenceRowProps {
  item: Evidence;
  who?: Contact;
  cleared: boolean;
  readOnly?: boolean;
}

export function EvidenceRow({ item, who, cleared, readOnly }: EvidenceRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDelete('evidence');
  const patch = usePatch('evidence');
  const [editing, setEditing] = useState(false);
  const inference = item.source_class === 'inference';
  const name = t(`evidence.${item.code}`);
  const run = (work: Promise<{ undoId: string | null }>, text: string) =>
    work.then(
      (answer) => undoToast(text, answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  return (
    <li className={cleared ? 'evidence-row cleared' : 'evidence-row'}>
      <span className="icon-cell">
        <Icon name={cleared ? 'undo' : inference ? 'question' : 'check'} size={14} className={cleared || inference ? 'third' : 'ok'} />
      </span>
      <div style={{ minWidth: 0 }}>
        <div className="evidence-quote">
          <QuoteBlock text={item.quote || item.document || name} verbatim={isCustomersWord(item)} inference={inference} />
        </div>
        <div className="evidence-meta caption third">
          <span className="second">{name}</span>
          <Tag tone={inference ? 'hollow' : 'plain'}>
            {t(`source_class.${item.source_class}`)} {format.percent(weightOfSource[item.source_class], 0)}
          </Tag>
          {who && <span>{who.title ? t('position.name_title', { name: who.name, title: who.title }) : who.name}</span>}
          <span>{format.date(item.observed_at)}</span>
          {item.document && item.quote && <span>{item.document}</span>}
          {item.back_dated && <Tag>{t('position.back_dated')}</Tag>}
          {cleared && <Tag tone="warn">{t('position.cleared')}</Tag>}
        </div>
      </div>
      {!readOnly && (
        <Menu
          label={t('position.evidence_menu', { name })}
          trigger={<Button small variant="ghost" icon="more" aria-label={t('position.evidence_menu', { name })} />}
          entries={[
            { id: 'edit', label: t('position.edit_quote'), icon: 'edit', onAction: () => setEditing(true) },
            ...sourceClasses.map((source, index) => ({
              id: source,
              label: t(`source_class.${source}`),
              checked: source === item.source_class,
              separated: index === 0,
              onAction: () => {
                if (source !== item.source_class) void run(patch.mutateAsync({ id: item.id, version: item.version, changes: { source_class: source } }), t('position.source_changed'));
              },
            })),
            { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => void run(remove.mutateAsync({ id: item.id, version: item.version }), t('position.evidence_deleted')) },
          ]}
        />
      )}
      {editing && <QuoteEditor item={item} onClose={() => setEditing(false)} />}
    </li>
  );
}

function QuoteEditor({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const { t } = useTranslation();
  const edit = useEdit('evidence', item);
  const [text, setText] = useState(item.quote ?? '');
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = () => {
    setSaving(true);
    setError(null);
    edit.save({ quote: text.trim() || null }).then(
      (answer) => {
        undoToast(t('common.saved'), answer.undoId);
        onClose();
      },
      (failure: unknown) => {
        setError(failure);
        setSaving(false);
      },
    );
  };
  return (
    <Dialog
      title={t('position.edit_quote')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" onPress={save} isPending={saving}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <TextField label={t(`evidence.${item.code}`)} value={text} onChange={setText} multiline rows={4} autoFocus maxLength={2000} error={error ? errorText(error, t) : undefined} />
      {edit.dialog}
    </Dialog>
  );
}
