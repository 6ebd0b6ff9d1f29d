// What of the files will not be in the book, though it is not wrong: columns that go nowhere and stage words that mean
// nothing yet. Told before anything is written, with the way back to the mapping.
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { useFormat } from '~/format/use_format';
import { unmappedColumns, unmappedWords, type ImportFile } from './import_types';

export function LeftOutCard({ files, onBack }: { files: readonly ImportFile[]; onBack: () => void }) {
  const { t } = useTranslation();
  const left = files.filter((file) => file.importable !== false && (unmappedColumns(file).length > 0 || unmappedWords(file).length > 0));
  if (left.length === 0) return null;
  return (
    <Card
      title={t('importing.left_out')}
      note={t('importing.left_out_hint')}
      actions={
        <Button small onPress={onBack}>
          {t('importing.back_to_mapping')}
        </Button>
      }
    >
      <ul className="left-out">
        {left.map((file) => (
          <li key={file.id}>
            {files.length > 1 && <h3 className="caption third">{file.name}</h3>}
            <LeftOutOf file={file} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LeftOutOf({ file }: { file: ImportFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl>
      {unmappedColumns(file).map(({ column, values }) => (
        <div key={column} className="row">
          <dt className="bold">{column}</dt>
          <dd className="second numeric">{t('importing.values_left_out', { count: values, values: format.number(values) })}</dd>
        </div>
      ))}
      {unmappedWords(file).map(({ word, count }) => (
        <div key={word} className="row">
          <dt className="bold">{t('importing.stage_word', { word })}</dt>
          <dd className="warn numeric">{t('importing.rows_without_stage', { count, rows: format.number(count) })}</dd>
        </div>
      ))}
    </dl>
  );
}
