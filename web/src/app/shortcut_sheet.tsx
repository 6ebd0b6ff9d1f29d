// The list of shortcuts, and the switch for single letters (WCAG 2.1.4).
import { useTranslation } from 'react-i18next';
import { Checkbox } from '~/components/field';
import { Sheet } from '~/components/overlays';
import { places } from './navigation';
import { setPreferences, usePreferences } from './preferences';

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { letterKeys } = usePreferences();
  const groups: [string, [string, string][]][] = [
    [
      t('keys.everywhere'),
      [
        ['⌘K / Ctrl K', t('keys.palette')],
        ['/', t('keys.filter')],
        ...places.map((place): [string, string] => [place.keys, t('keys.go', { place: t(place.text) })]),
        ['L', t('keys.note')],
        ['E', t('keys.evidence')],
        ['[', t('keys.sidebar')],
        ['?', t('keys.help')],
      ],
    ],
    [
      t('keys.lists'),
      [
        ['J  K', t('keys.move')],
        ['X', t('keys.select')],
        ['Space', t('keys.peek')],
        ['↵', t('keys.open')],
        ['C', t('keys.create')],
      ],
    ],
    [
      t('keys.deal'),
      [
        ['N', t('keys.need')],
        ['R', t('keys.criterion')],
        ['1 – 5', t('keys.score')],
      ],
    ],
    [
      t('keys.wheel'),
      [
        ['←  →', t('keys.stage')],
        ['↓', t('keys.dots')],
        ['↵', t('keys.open')],
        ['Esc', t('keys.up')],
        ['T', t('keys.table')],
      ],
    ],
    [
      t('app.today'),
      [
        ['1  2  3', t('keys.today')],
        ['H', t('keys.snooze')],
      ],
    ],
  ];
  return (
    <Sheet title={t('keys.title')} isOpen onClose={onClose}>
      {groups.map(([title, rows]) => (
        <section key={title} style={{ marginBottom: 16 }}>
          <h3 style={{ marginBottom: 4 }}>{title}</h3>
          <table className="table compact">
            <tbody>
              {rows.map(([keys, what]) => (
                <tr key={keys + what}>
                  <th scope="row" className="regular">
                    {what}
                  </th>
                  <td className="end">
                    <kbd>{keys}</kbd>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <Checkbox checked={letterKeys} onChange={(checked) => setPreferences({ letterKeys: checked })}>
        {t('keys.letters')}
      </Checkbox>
      <p className="field-hint">{t('keys.letters_hint')}</p>
    </Sheet>
  );
}
