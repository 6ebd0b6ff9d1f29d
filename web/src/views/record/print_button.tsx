// Downloads a paper of the record: one press where there is one, a menu where there are several.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saveDocument } from '~/api/documents';
import { errorText } from '~/api/errors';
import { Button } from '~/components/button';
import { Menu } from '~/components/menu';
import { toast } from '~/components/toast';

export interface Paper {
  id: 'deal_sheet' | 'call_plan' | 'account_plan' | 'account_plan_word' | 'proposal' | 'proposal_word' | 'proposal_draft' | 'proposal_draft_word';
  path: string;
  /** What is not ready to be handed over: it says so on every page. */
  draft?: true;
}

interface PrintButtonProps {
  papers: readonly Paper[];
  label?: string;
  small?: boolean;
  /** What is to be known before one is chosen; of several papers alone. */
  head?: ReactNode;
}

export function PrintButton({ papers, label, small, head }: PrintButtonProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = (paper: Paper) => {
    setBusy(true);
    saveDocument(paper.path, paper.draft ? { draft: true } : {})
      .then(
        () => toast(t('documents.saved', { name: t(`documents.${paper.id}`) })),
        (error: unknown) => toast(errorText(error, t)),
      )
      .finally(() => setBusy(false));
  };
  const words = label ?? t('documents.print');
  const [only, ...others] = papers;
  if (!only) return null;
  if (others.length === 0)
    return (
      <Button small={small} icon="print" isDisabled={busy} onPress={() => save(only)}>
        {words}
      </Button>
    );
  return (
    <Menu
      label={words}
      head={head}
      trigger={
        <Button small={small} icon="print" isDisabled={busy}>
          {words}
        </Button>
      }
      entries={papers.map((paper) => ({ id: paper.id, label: t(`documents.${paper.id}`), onAction: () => save(paper) }))}
    />
  );
}
