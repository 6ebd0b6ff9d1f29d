// An amount as people write it ("1,860", "18.6万", "1.2m") with its currency; beneath, how it was understood.
import { useTranslation } from 'react-i18next';
import { Select, TextField } from '~/components/field';
import { parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';

export const currencies = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'SGD', 'TWD', 'KRW', 'AUD'];

interface AmountFieldProps {
  label: string;
  text: string;
  currency: string;
  onText: (text: string) => void;
  onCurrency: (currency: string) => void;
  error?: string;
}

export function AmountField({ label, text, currency, onText, onCurrency, error }: AmountFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const amount = text.trim() ? parseAmount(text, currency) : null;
  const offered = currencies.includes(currency) ? currencies : [currency, ...currencies];
  return (
    <div className="amount-field">
      <TextField
        label={label}
        value={text}
        onChange={onText}
        inputMode="text"
        placeholder={t('forms.amount_example')}
        hint={amount === null ? undefined : format.amount(amount, currency)}
        error={error ?? (text.trim() && amount === null ? t('forms.bad_amount') : undefined)}
      />
      <Select label={t('forms.currency')} value={currency} options={offered.map((value) => ({ value, label: value }))} onChange={onCurrency} />
    </div>
  );
}
