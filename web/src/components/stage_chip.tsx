// A stage is always its number on its colour, then its name; hollow when nobody has proof (DESIGN §6.4, §1.1).
// Pressed, it opens the same short card everywhere: meaning, evidence wanted, do, don't.
import { lazy, Suspense, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isUnproven, stageNumber, type Basis, type Stage } from '~/api/types';
import { useFormat } from '~/format/use_format';
import { stageName } from '~/i18n/stage_names';

const StageCard = lazy(() => import('./stage_card'));

interface StageMarkProps {
  stage: Stage;
  basis?: Basis | null;
  size?: number;
}

/** The square alone; give the name beside it. */
export function StageMark({ stage, basis, size }: StageMarkProps) {
  const unproven = basis ? isUnproven({ basis }) : false;
  return (
    <span
      className={unproven ? 'stage-mark unproven' : 'stage-mark'}
      data-stage={stageNumber(stage)}
      style={size ? { width: size, height: size } : undefined}
    >
      {stageNumber(stage)}
    </span>
  );
}

interface StageChipProps extends StageMarkProps {
  /** Also show the name in the other language. */
  both?: boolean;
  /** Plain text instead of a button, where a button cannot stand (inside a link, a table row). */
  plain?: boolean;
  /** Say 「无证据」 when unproven. */
  sayBasis?: boolean;
}

export function StageChip({ stage, basis, size, both, plain, sayBasis }: StageChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const content = (
    <>
      <StageMark stage={stage} basis={basis} size={size} />
      <span>{t(`stage.${stage}`)}</span>
      {both && (
        <span className="other-language" lang={format.other}>
          {stageName(format.other, stage)}
        </span>
      )}
      {sayBasis && basis && isUnproven({ basis }) && <span className="tag hollow">{t(`basis.${basis}`)}</span>}
    </>
  );
  if (plain) return <span className="stage-chip">{content}</span>;
  return (
    <>
      <AriaButton ref={button} className="stage-chip" onPress={() => setOpen(true)} aria-haspopup="dialog" aria-expanded={open}>
        {content}
      </AriaButton>
      {open && (
        <Suspense>
          <StageCard stage={stage} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
