// Steps one and two: the admin, and the company.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Select, TextField } from '~/components/field';
import { Segmented } from '~/components/segmented';
import type { Language } from '~/format/money';
import { languageNames, normalLanguage, setLanguage } from '~/i18n';
import { PasswordField } from '../sign_in/password_field';

export interface Draft {
  name: string;
  email: string;
  password: string;
  workspace_name: string;
  currency: string;
  time_zone: string;
}

const passwordMin = 15; // as the hint says; the server has the last word

interface StepProps {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  fieldError: (name: string) => string | undefined;
}

export function YouStep({ draft, change, fieldError, onNext }: StepProps & { onNext: () => void }) {
  const { t, i18n } = useTranslation();
  const [missing, setMissing] = useState(false);
  const required = (name: 'name' | 'email' | 'password') => fieldError(name) ?? (missing && !draft[name].trim() ? t('field.required') : undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.name.trim() && draft.email.trim() && [...draft.password].length >= passwordMin) onNext();
        else setMissing(true);
      }}
    >
      <div className="field">
        <span className="field-label">{t('setup.language')}</span>
        <div>
          <Segmented<Language>
            label={t('setup.language')}
            value={normalLanguage(i18n.language)}
            onChange={(language) => void setLanguage(language)}
            options={[
              { value: 'zh-CN', label: languageNames['zh-CN'] },
              { value: 'en', label: languageNames.en },
            ]}
          />
        </div>
      </div>
      <p className="second">{t('setup.you_intro')}</p>
      <TextField label={t('setup.name')} name="name" autoComplete="name" value={draft.name} onChange={(name) => change({ name })} error={required('name')} autoFocus />
      <TextField label={t('setup.email')} type="email" name="email" autoComplete="username" value={draft.email} onChange={(email) => change({ email })} error={required('email')} />
      <PasswordField label={t('setup.password')} autoComplete="new-password" value={draft.password} onChange={(password) => change({ password })} error={required('password') ?? (missing && [...draft.password].length < passwordMin ? t('field.too_short', { min: passwordMin }) : undefined)} hint={t('setup.password_hint')} />
      <Button type="submit" variant="primary">
        {t('common.next')}
      </Button>
    </form>
  );
}

const currencies = ['CNY', 'HKD', 'TWD', 'SGD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'AUD'];

function timeZones(own: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : ['Asia/Shanghai', 'UTC'];
  return known.includes(own) ? known : [own, ...known];
}

export function CompanyStep({ draft, change, fieldError, onBack, onNext }: StepProps & { onBack: () => void; onNext: () => Promise<void> }) {
  const { t, i18n } = useTranslation();
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState(false);
  const currencyNames = new Intl.DisplayNames([i18n.language], { type: 'currency' });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!draft.workspace_name.trim()) {
          setMissing(true);
          return;
        }
        setPending(true);
        void onNext().finally(() => setPending(false));
      }}
    >
      <TextField
        label={t('setup.workspace_name')}
        name="organization"
        autoComplete="organization"
        value={draft.workspace_name}
        onChange={(workspace_name) => change({ workspace_name })}
        error={fieldError('workspace_name') ?? (missing && !draft.workspace_name.trim() ? t('field.required') : undefined)}
        autoFocus
      />
      <div className="two-columns">
        <Select
          label={t('setup.currency')}
          hint={t('setup.currency_hint')}
          value={draft.currency}
          onChange={(currency) => change({ currency })}
          error={fieldError('currency')}
          options={currencies.map((code) => ({ value: code, label: `${code} ${currencyNames.of(code) ?? ''}` }))}
        />
        <Select
          label={t('setup.time_zone')}
          hint={t('setup.time_zone_hint')}
          value={draft.time_zone}
          onChange={(time_zone) => change({ time_zone })}
          error={fieldError('time_zone')}
          options={timeZones(draft.time_zone).map((zone) => ({ value: zone, label: zone }))}
        />
      </div>
      <div className="row">
        <Button onPress={onBack}>{t('common.back')}</Button>
        <span className="grow" />
        <Button type="submit" variant="primary" isPending={pending}>
          {t('setup.create')}
        </Button>
      </div>
    </form>
  );
}
