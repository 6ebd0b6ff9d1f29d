// "As of 18 Mar 09:20" in the title row; pressed, it offers another day, as it is known now or as it was known then.
import { parseDate } from '@internationalized/date';
import { useState } from 'react';
import { Calendar, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { CalendarBody } from '~/components/date_field';
import { Checkbox } from '~/components/field';
import { isoDate } from '~/format/dates';
import type { WheelFilters } from './filters';

interface AsOfButtonProps {
  label: string;
  filters: WheelFilters;
  change: (changes: Partial<WheelFilters>) => void;
}

export default function AsOfButton({ label, filters, change }: AsOfButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const today = isoDate(new Date());
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button variant="ghost" small className="as-of">
        {label}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog aria-label={t('wheel.as_of_title')}>
          <Calendar
            className="calendar"
            aria-label={t('wheel.as_of_title')}
            value={parseDate(filters.asOf ?? today)}
            maxValue={parseDate(today)}
            firstDayOfWeek="mon"
            onChange={(date) => {
              const chosen = date.toString();
              change({ asOf: chosen === today ? null : chosen });
              setOpen(false);
            }}
          >
            <CalendarBody />
          </Calendar>
          <div className="as-of-options">
            <Checkbox checked={filters.knownThen} disabled={!filters.asOf} onChange={(knownThen) => change({ knownThen })}>
              {t('wheel.known_then')}
            </Checkbox>
            <p className="field-hint">{t('wheel.known_then_hint')}</p>
            {filters.asOf && (
              <Button
                small
                onPress={() => {
                  change({ asOf: null, knownThen: false });
                  setOpen(false);
                }}
              >
                {t('wheel.back_to_now')}
              </Button>
            )}
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
