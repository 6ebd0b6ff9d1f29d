// Small labels: Tag says a status, Chip is a control (a filter, a choice).
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon';

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'accent' | 'supporter' | 'neutral' | 'opponent' | 'hollow';

export function Tag({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={tone === 'plain' ? 'tag' : `tag ${tone}`} title={title}>
      {children}
    </span>
  );
}

interface FilterChipProps {
  label: string;
  value: ReactNode;
  onPress?: () => void;
  onRemove?: () => void;
}

/** One active filter: "Owner My team ×". */
export function FilterChip({ label, value, onPress, onRemove }: FilterChipProps) {
  const { t } = useTranslation();
  return (
    <span className="chip filter">
      <AriaButton className="chip-face" onPress={onPress} isDisabled={!onPress}>
        <span className="third">{label}</span> {value}
      </AriaButton>
      {onRemove && (
        <AriaButton className="chip-remove" onPress={onRemove} aria-label={t('common.remove_filter', { name: label })}>
          <Icon name="close" size={10} />
        </AriaButton>
      )}
    </span>
  );
}
