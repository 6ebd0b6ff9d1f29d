// The frame of every small form: Enter in a field or the button submits, ⌘/Ctrl Enter from a text box, the draft says
// that it is back, and what went wrong stands above the buttons.
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Dialog, Sheet } from '~/components/overlays';
import { ErrorState } from '~/components/states';
import { refusesExcess } from '~/components/too_long';
import type { Form } from './use_form';
import '../record/record.css';

interface FormDialogProps<Values> {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  form: Form<Values>;
  onSubmit: () => void;
  submitLabel?: string;
  children: ReactNode;
  /** From the side rather than in the middle, for the longer ones. */
  side?: boolean;
  wide?: boolean;
  disabled?: boolean;
}

export function FormDialog<Values>({ title, isOpen, onClose, form, onSubmit, submitLabel, children, side, wide, disabled }: FormDialogProps<Values>) {
  const { t } = useTranslation();
  const id = useId();
  const Layer = side ? Sheet : Dialog;
  return (
    <Layer
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      wide={wide}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={id} isPending={form.pending} isDisabled={disabled}>
            {submitLabel ?? t('common.save')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!refusesExcess(event.currentTarget)) onSubmit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.nativeEvent.isComposing) {
            event.preventDefault();
            event.stopPropagation(); // a form opened from within this one submits itself alone
            if (!refusesExcess(event.currentTarget)) onSubmit();
          }
        }}
      >
        {form.restored && (
          <div className="banner" role="status">
            <span className="grow">{t('forms.restored')}</span>
            <Button small variant="ghost" onPress={form.dropDraft}>
              {t('common.close')}
            </Button>
          </div>
        )}
        {children}
        {Boolean(form.failure) && <ErrorState error={form.failure} />}
      </form>
    </Layer>
  );
}
