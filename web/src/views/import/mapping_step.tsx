// Step 2: what each column is. The server guesses from headers in both languages; a doubtful guess is marked. Stage
// words of another system become claimed stages, never proofs. Nothing is written yet.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { results, stages, type Result, type Stage } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { Icon } from '~/components/icon';
import { StageMark } from '~/components/stage_chip';
import { Tag } from '~/components/tag';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { entities, entityOf, type Duplicates, type Entity, type ImportFile, type ImportJob, type Mode, unmappedColumns, unmappedWords } from './import_types';
import { doubtfulBelow, fieldsOf, kindsFor, problemsOf } from './targets';
import { useImportActions } from './use_import';

export function MappingStep({ job, onChecked }: { job: ImportJob; onChecked: () => void }) {
  const { t } = useTranslation();
  const { act, change } = useImportActions(job.id);
  const [files, setFiles] = useState(job.files);
  const [mode, setMode] = useState<Mode>(job.mode ?? 'both');
  const [duplicates, setDuplicates] = useState<Duplicates>(job.duplicates ?? 'merge');
  const [busy, setBusy] = useState(false);
  const update = (id: string, changes: Partial<ImportFile>) => setFiles((before) => before.map((file) => (file.id === id ? { ...file, ...changes } : file)));

  // What a row is, or which sheet is read, changes the guesses: the server makes them anew.
  const ask = async (id: string, changes: { entity?: Entity; sheet?: string }) => {
    update(id, changes);
    try {
      await change({ files: [{ id, ...changes }] });
    } catch (error) {
      toast(errorText(error, t));
    }
  };
  const [seen, setSeen] = useState(job);
  if (seen !== job) {
    setSeen(job);
    setFiles((before) => job.files.map((file) => (before.find((old) => old.id === file.id && old.entity === file.entity && old.sheet === file.sheet) ?? file)));
  }

  const check = async () => {
    setBusy(true);
    try {
      await change({
        files: files.map((file) => ({ id: file.id, mapping: file.mapping.map(({ column, target }) => ({ column, target })), stage_words: file.stage_words.map(({ word, stage, result }) => ({ word, stage, result })) })),
        mode,
        duplicates,
      });
      await act('check');
      onChecked();
    } catch (error) {
      toast(errorText(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="import-body">
      {files.map((file) => (
        <FileMapping key={file.id} file={file} onChange={(changes) => update(file.id, changes)} onAsk={(changes) => void ask(file.id, changes)} />
      ))}
      <Card title={t('importing.how')}>
        <div className="form">
          <ChoiceChips
            label={t('importing.mode')}
            value={mode}
            options={(['both', 'create', 'update'] as const).map((value) => ({ value, label: t(`importing.mode_${value}`) }))}
            onChange={setMode}
          />
          <ChoiceChips
            rows
            label={t('importing.duplicates')}
            value={duplicates}
            options={(['merge', 'skip', 'keep'] as const).map((value) => ({ value, label: t(`importing.duplicates_${value}`), hint: t(`importing.duplicates_${value}_hint`) }))}
            onChange={setDuplicates}
          />
        </div>
      </Card>
      <div className="row import-actions">
        <Button variant="primary" onPress={() => void check()} isPending={busy}>
          {t('importing.check')}
        </Button>
        <span className="caption third">{t('importing.check_hint')}</span>
      </div>
    </div>
  );
}

interface FileMappingProps {
  file: ImportFile;
  onChange: (changes: Partial<ImportFile>) => void;
  onAsk: (changes: { entity?: Entity; sheet?: string }) => void;
}

function FileMapping({ file, onChange, onAsk }: FileMappingProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const entity = entityOf(file);
  const problems = problemsOf(file.mapping, entity);
  const unmapped = unmappedColumns(file);
  const setTarget = (column: number, target: string | null) => onChange({ mapping: file.mapping.map((one) => (one.column === column ? { ...one, target, confidence: 1 } : one)) });
  return (
    <Card
      title={file.name}
      note={[file.encoding, file.format.toUpperCase(), file.rows !== null && t('importing.rows', { count: file.rows, rows: format.number(file.rows) })].filter(Boolean).join(' · ')}
      actions={file.export && <Tag tone="accent">{t('importing.recognised', { name: t(`importing.vendor_${file.export.split('.')[0]}`, { defaultValue: file.export }) })}</Tag>}
    >
      <div className="row import-file-options">
        <label className="row">
          <span className="caption second">{t('importing.each_row_is')}</span>
          <select className="field-input plain-select" value={file.entity === null && file.importable !== false ? '' : entity} onChange={(event) => onAsk({ entity: event.target.value as Entity })}>
            {file.entity === null && file.importable !== false && (
              <option value="" disabled>
                {t('importing.say_what_rows_are')}
              </option>
            )}
            {entities.map((one) => (
              <option key={one} value={one}>
                {t(`importing.entity_${one}`)}
              </option>
            ))}
          </select>
        </label>
        {file.guessed && <span className="caption warn">{t('importing.guessed')}</span>}
        {file.sheets.length > 1 && (
          <label className="row">
            <span className="caption second">{t('importing.sheet')}</span>
            <select className="field-input plain-select" value={file.sheet ?? ''} onChange={(event) => onAsk({ sheet: event.target.value })}>
              {file.sheets.map((sheet) => (
                <option key={sheet}>{sheet}</option>
              ))}
            </select>
          </label>
        )}
        {unmapped.length > 0 && <span className="caption third">{t('importing.unmapped', { count: unmapped.length })}</span>}
      </div>
      <div className="table-scroll">
        <table className="table mapping-table">
          <thead>
            <tr>
              <th>{t('importing.column')}</th>
              <th>{t('importing.samples')}</th>
              <th>{t('importing.becomes')}</th>
            </tr>
          </thead>
          <tbody>
            {file.mapping.map((column) => {
              const doubtful = column.target !== null && column.confidence < doubtfulBelow;
              const twice = column.target !== null && problems.twice.includes(column.target);
              return (
                <tr key={column.column}>
                  <th scope="row">{column.header || t('importing.column_n', { n: column.column + 1 })}</th>
                  <td className="third samples" data-label={t('importing.samples')}>{column.samples.filter(Boolean).join(' · ')}</td>
                  <td data-label={t('importing.becomes')}>
                    <span className="row">
                      <select className="field-input plain-select" aria-label={t('importing.target_of', { column: column.header })} value={column.target ?? ''} onChange={(event) => setTarget(column.column, event.target.value || null)} data-doubtful={doubtful || undefined} data-unmapped={!column.target || undefined}>
                        <option value="">{t('importing.leave_out')}</option>
                        {kindsFor(entity).map((kind) => (
                          <optgroup key={kind} label={t(kind === 'activity' ? 'importing.entity_activities' : `object.${kind}`)}>
                            {(fieldsOf[kind] ?? []).map((field) => (
                              <option key={field} value={`${kind}.${field}`}>
                                {t('importing.target', { kind: t(kind === 'activity' ? 'importing.entity_activities' : `object.${kind}`), field: t(`import_field.${field}`, { defaultValue: t(`field_name.${field}`, { defaultValue: field }) }) })}
                              </option>
                            ))}
                          </optgroup>
                        ))}
                      </select>
                      {!column.target && (column.filled ?? 0) > 0 && <span className="caption third numeric nowrap">{t('importing.values_left_out', { count: column.filled, values: format.number(column.filled ?? 0) })}</span>}
                      {twice ? <Tag tone="bad">{t('importing.twice')}</Tag> : doubtful && <Tag tone="warn">{t('importing.doubtful')}</Tag>}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {file.importable === false ? (
        <p className="banner">
          <Icon name="table" className="accent" />
          {t('importing.not_records')}
        </p>
      ) : problems.nameless && (
        <p className="banner warn">
          <Icon name="warning" className="warn" />
          {t('importing.nameless', { kind: t(`importing.entity_${entity}`) })}
        </p>
      )}
      {file.stage_words.length > 0 && <StageWords file={file} onChange={onChange} />}
    </Card>
  );
}

function StageWords({ file, onChange }: { file: ImportFile; onChange: (changes: Partial<ImportFile>) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lost = unmappedWords(file).reduce((sum, word) => sum + word.count, 0);
  const set = (word: string, changes: { stage?: Stage | null; result?: Result | null }) => onChange({ stage_words: file.stage_words.map((one) => (one.word === word ? { ...one, ...changes } : one)) });
  return (
    <section className="stage-words">
      <h3>{t('importing.stage_words')}</h3>
      <p className="caption third">{t('importing.stage_words_hint')}</p>
      {lost > 0 && (
        <p className="banner warn">
          <Icon name="warning" className="warn" />
          {t('importing.words_unmapped', { count: unmappedWords(file).length, rows: format.number(lost) })}
        </p>
      )}
      <div className="table-scroll">
        <table className="table mapping-table">
          <thead>
            <tr>
              <th>{t('importing.their_word')}</th>
              <th className="end">{t('importing.row_count')}</th>
              <th>{t('importing.claimed_stage')}</th>
              <th>{t('opportunities.result')}</th>
            </tr>
          </thead>
          <tbody>
            {file.stage_words.map((word) => (
              <tr key={word.word}>
                <th scope="row">{word.word}</th>
                <td className="end numeric third" data-label={t('importing.row_count')}>{format.number(word.count)}</td>
                <td data-label={t('importing.claimed_stage')}>
                  <span className="row">
                    {word.stage && <StageMark stage={word.stage} basis="claimed" />}
                    <select className="field-input plain-select" aria-label={t('importing.stage_of', { word: word.word })} value={word.stage ?? ''} onChange={(event) => set(word.word, { stage: (event.target.value || null) as Stage | null })} data-unmapped={(!word.stage && word.result !== 'lost' && word.result !== 'no_decision') || undefined}>
                      <option value="">{t('importing.no_stage')}</option>
                      {stages.map((stage, index) => (
                        <option key={stage} value={stage}>
                          {index + 1} {t(`stage.${stage}`)}
                        </option>
                      ))}
                    </select>
                  </span>
                </td>
                <td data-label={t('opportunities.result')}>
                  <select className="field-input plain-select" aria-label={t('importing.result_of', { word: word.word })} value={word.result ?? ''} onChange={(event) => set(word.word, { result: (event.target.value || null) as Result | null })}>
                    <option value="">–</option>
                    {results.map((result) => (
                      <option key={result} value={result}>
                        {t(`result.${result}`)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
