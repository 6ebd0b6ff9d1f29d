// A day, with the usual ones one tap away.
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { DateField } from '~/components/date_field';
import { daysFromToday } from './moments';

interface DayFieldProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  shortcuts: readonly { days: number; label: string }[];
  max?: string;
  min?: string;
  error?: string;
}

export function DayField({ label, value, onChange, shortcuts, max, min, error }: DayFieldProps) {
  return (
    <div className="column" style={{ gap: 6 }}>
      <DateField label={label} value={value} onChange={onChange} max={max} min={min} error={error} />
      <div className="row" style={{ flexWrap: 'wrap', gap: 6 }}>
        {shortcuts.map((shortcut) => (
          <Button key={shortcut.days} small variant={value === daysFromToday(shortcut.days) ? 'primary' : 'plain'} onPress={() => onChange(daysFromToday(shortcut.days))}>
            {shortcut.label}
          </Button>
        ))}
      </div>
    </div>
  );
}

export function useFutureDays() {
  const { t } = useTranslation();
  return [
    { days: 0, label: t('forms.today') },
    { days: 1, label: t('forms.tomorrow') },
    { days: 3, label: t('forms.in_days', { n: 3 }) },
    { days: 7, label: t('forms.in_days', { n: 7 }) },
    { days: 14, label: t('forms.in_days', { n: 14 }) },
  ];
}

export function usePastDays() {
  const { t } = useTranslation();
  return [
    { days: 0, label: t('forms.today') },
    { days: -1, label: t('forms.yesterday') },
    { days: -2, label: t('forms.days_ago', { n: 2 }) },
  ];
}
