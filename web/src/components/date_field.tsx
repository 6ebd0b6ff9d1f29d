// A date, typed or picked. Values are plain "2026-06-30" strings; weeks begin on Monday.
import { parseDate, type DateValue } from '@internationalized/date';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components';
import { Icon } from './icon';

export function CalendarBody() {
  return (
    <>
      <div className="calendar-header">
        <AriaButton slot="previous" className="button ghost icon-only small">
          <Icon name="chevron_left" />
        </AriaButton>
        <Heading level={2} />
        <AriaButton slot="next" className="button ghost icon-only small">
          <Icon name="chevron_right" />
        </AriaButton>
      </div>
      <CalendarGrid weekdayStyle="narrow">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-cell" />}</CalendarGridBody>
      </CalendarGrid>
    </>
  );
}

interface DateFieldProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  max?: string;
  min?: string;
  error?: string;
  hideLabel?: boolean;
  className?: string;
}

function toDate(text: string | null | undefined): DateValue | null {
  if (!text) return null;
  try {
    return parseDate(text.slice(0, 10));
  } catch {
    return null;
  }
}

export function DateField({ label, value, onChange, max, min, error, hideLabel, className }: DateFieldProps) {
  return (
    <DatePicker
      className={`field ${className ?? ''}`}
      value={toDate(value)}
      onChange={(date) => onChange(date ? date.toString() : null)}
      maxValue={toDate(max) ?? undefined}
      minValue={toDate(min) ?? undefined}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      firstDayOfWeek="mon"
      shouldForceLeadingZeros
    >
      <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Group className="field-input date-input">
        <DateInput className="date-segments">{(segment) => <DateSegment segment={segment} className="date-segment" />}</DateInput>
        <AriaButton className="date-button">
          <Icon name="calendar" size={14} />
        </AriaButton>
      </Group>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <Dialog>
          <Calendar className="calendar">
            <CalendarBody />
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
