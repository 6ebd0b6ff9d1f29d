// A password field that pastes, works with password managers and can be looked at (WCAG 3.3.8).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  error?: string;
  hint?: string;
  autoFocus?: boolean;
}

export function PasswordField({ label, value, onChange, autoComplete, error, hint, autoFocus }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <div className="password-line">
      <TextField
        label={label}
        type={shown ? 'text' : 'password'}
        name={autoComplete === 'new-password' ? 'new-password' : 'password'}
        autoComplete={autoComplete}
        value={value}
        onChange={onChange}
        error={error}
        hint={hint}
        autoFocus={autoFocus}
        maxLength={200}
      />
      <Button variant="ghost" small icon="eye" aria-label={t('sign_in.show')} aria-pressed={shown} onPress={() => setShown(!shown)} />
    </div>
  );
}
