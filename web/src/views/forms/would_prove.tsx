// Before saving, where a position is only claimed: what the evidence of the form alone would prove. The server's own rule
// answers (C1.stage), on the very input the position was computed from and one piece more.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhy } from '~/api/queries';
import { nextStage, stageNumber, stageOfCode, type SourceClass, type Stage } from '~/api/types';
import { runRule } from '~/components/rule_why';

interface Piece {
  code: string;
  source_class: SourceClass;
  observed_at: string;
}

interface StageAnswer {
  stage: Stage;
  proven_stage: Stage | null;
  reached?: Stage[];
}

export function WouldProve({ collection, id, claimed, piece }: { collection: 'accounts' | 'opportunities'; id: string; claimed: Stage; piece: Piece }) {
  const { t } = useTranslation();
  const why = useWhy(collection, id);
  const input = why.data?.rule === 'C1.stage' ? (why.data.input as { evidence?: unknown[] }) : null;
  const given = input && { ...input, evidence: [...(input.evidence ?? []), { ...piece, contact_id: null }] };
  const answer = useQuery({
    queryKey: ['rule', 'C1.stage', JSON.stringify(given)],
    queryFn: ({ signal }) => runRule<StageAnswer>('C1.stage', given, signal),
    enabled: given !== null,
    retry: false,
  });
  const proven = answer.data?.proven_stage;
  if (!answer.data) return null;
  const words = (stage: Stage, prefix = '') => ({ [`${prefix}number`]: stageNumber(stage), [`${prefix}stage`]: t(`stage.${stage}`) });
  const own = stageOfCode(piece.code);
  if (!proven || stageNumber(proven) < stageNumber(claimed)) {
    const shown = proven ?? 'satisfaction';
    const missing = nextStage(shown);
    const ahead = stageNumber(own) - stageNumber(shown);
    return (
      <p className="banner warn" role="status">
        {t('evidence_form.would_be', { ...words(claimed, 'claimed_'), ...words(shown) })} {ahead > 0 && t(ahead > 1 ? 'evidence_form.before_it' : 'evidence_form.too_light', words(missing))}
      </p>
    );
  }
  return (
    <p className="banner" role="status">
      {t('evidence_form.would_prove', words(proven))}
    </p>
  );
}
