// The sixty words on a stage that a newcomer needs, without leaving the page.
import type { RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { evidenceCodes, nextStage, starredCodes, stageNumber, type Stage } from '~/api/types';
import { useFormat } from '~/format/use_format';
import { stageName } from '~/i18n/stage_names';
import { StageMark } from './stage_chip';

interface StageCardProps {
  stage: Stage;
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

export default function StageCard({ stage, anchor, onClose }: StageCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const next = nextStage(stage);
  const gates = evidenceCodes[next].filter((code) => starredCodes.has(code));
  return (
    <Popover className="popover" triggerRef={anchor} isOpen onOpenChange={(open) => !open && onClose()} placement="bottom start" style={{ width: 320 }}>
      <Dialog className="popover-body" aria-label={t('stage_card.position', { number: stageNumber(stage), stage: t(`stage.${stage}`) })}>
        <div className="row">
          <StageMark stage={stage} />
          <b>{t(`stage.${stage}`)}</b>
          <span className="other-language" lang={format.other}>
            {stageName(format.other, stage)}
          </span>
        </div>
        <p className="second" style={{ margin: '8px 0' }}>
          {t(`stage_meaning.${stage}`)}
        </p>
        <dl className="stage-card-list">
          <dt className="caption ok">{t('stage_card.do')}</dt>
          <dd>{t(`stage_do.${stage}`)}</dd>
          <dt className="caption bad">{t('stage_card.avoid')}</dt>
          <dd>{t(`stage_avoid.${stage}`)}</dd>
          <dt className="caption third">{t('stage_card.next', { stage: t(`stage.${next}`) })}</dt>
          <dd>{gates.map((code) => t(`evidence.${code}`)).join(t('stage_card.or'))}</dd>
        </dl>
      </Dialog>
    </Popover>
  );
}
