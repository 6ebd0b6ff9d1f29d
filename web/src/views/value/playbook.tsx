// How to sell to a kind of buyer (METHOD M67): the rows of its playbook, on the customer's page and on a deal's. The texts are the
// domain's words, shared with the customer plan on paper.
import { useTranslation } from 'react-i18next';
import type { Account } from '~/api/types';
import { Card } from '~/components/card';
import { EmptyState } from '~/components/states';
import { useFormat } from '~/format/use_format';
import '../record/record.css';

export type BuyerKind = NonNullable<Account['buyer_type']>;

export const playbookRows = ['buys', 'sees', 'wants', 'time', 'way', 'lever', 'spin', 'avoid', 'measure'] as const;

/** Null for a mixed buyer: it has no playbook of its own. */
export function playbookOf(kind: BuyerKind | null): Exclude<BuyerKind, 'mixed'> | null {
  return kind === 'mixed' ? null : kind;
}

export function PlaybookRows({ kind }: { kind: Exclude<BuyerKind, 'mixed'> }) {
  const { t } = useTranslation();
  return (
    <dl className="facts playbook">
      {playbookRows.map((row) => (
        <div key={row}>
          <dt>{t(`playbook.row.${row}`)}</dt>
          <dd>{t(`playbook.${kind}.${row}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function PlaybookCard({ kind }: { kind: BuyerKind | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const played = playbookOf(kind);
  return (
    <Card
      title={t('playbook.title')}
      other={format.language === 'zh-CN' ? 'Playbook' : '打法'}
      otherLanguage={format.other}
      note={played ? t('playbook.mode', { mode: t(`selling_mode.${played}`) }) : undefined}
    >
      {played ? (
        <>
          <PlaybookRows kind={played} />
          <p className="caption third">{t('playbook.deal_differs')}</p>
        </>
      ) : (
        <EmptyState>{t(kind ? 'playbook.mixed' : 'playbook.unknown')}</EmptyState>
      )}
    </Card>
  );
}
