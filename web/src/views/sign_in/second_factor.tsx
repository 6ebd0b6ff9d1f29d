// Codes from an authenticator app: switch on (password, scan, confirm), new recovery codes, switch off.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionKey } from '~/app/session';
import { request } from '~/api/client';
import { ApiError, errorText } from '~/api/errors';
import { useRead } from '~/api/queries';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { TextField } from '~/components/field';
import { toast } from '~/components/toast';
import { PasswordField } from './password_field';

interface Standing {
  on: boolean;
  recovery_codes_left?: number;
}
interface Offer {
  secret: string;
  uri: string;
  qr: string[];
}
type Step = { at: 'rest' } | { at: 'password' } | { at: 'scan'; offer: Offer } | { at: 'codes'; codes: string[] } | { at: 'code'; then: 'stop' | 'renew' };

export function SecondFactorCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const standing = useRead<Standing>(['totp'], '/totp');
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>(null);
  const on = standing.data?.on ?? false;

  const attempt = async (work: () => Promise<Step>) => {
    setError(null);
    try {
      setStep(await work());
      setPassword('');
      setCode('');
      void client.invalidateQueries({ queryKey: ['totp'] });
      void client.invalidateQueries({ queryKey: sessionKey });
    } catch (problem) {
      setError(problem);
    }
  };
  const send = async <Body,>(path: string, body: unknown) => (await request<Body>(path, { method: 'POST', body })).body;
  const begin = () => attempt(async () => ({ at: 'scan', offer: await send<Offer>('/totp', { current: password }) }));
  const confirm = () => attempt(async () => ({ at: 'codes', codes: (await send<{ recovery_codes: string[] }>('/totp/confirm', { code: code.trim() })).recovery_codes }));
  const withCode = (then: 'stop' | 'renew') =>
    attempt(async () => {
      if (then === 'renew') return { at: 'codes', codes: (await send<{ recovery_codes: string[] }>('/totp/recovery_codes', { code: code.trim() })).recovery_codes };
      await send<void>('/totp/disable', { code: code.trim() });
      toast(t('sign_in.totp_stopped'));
      return { at: 'rest' };
    });
  const fieldOr = (name: string) => (error === null ? undefined : ((error instanceof ApiError ? error.forField(name) : undefined) ?? errorText(error, t)));

  if (standing.isError) return null;
  return (
    <Card title={t('sign_in.totp')}>
      <div className="column" style={{ gap: 14, maxWidth: 420, alignItems: 'flex-start' }}>
        <p className="second">
          {t(on ? 'sign_in.totp_on' : 'sign_in.totp_off')} {on && standing.data?.recovery_codes_left !== undefined && t('sign_in.totp_left', { count: standing.data.recovery_codes_left })}
        </p>
        {step.at === 'rest' && !on && <Button onPress={() => setStep({ at: 'password' })}>{t('sign_in.totp_start')}</Button>}
        {step.at === 'rest' && on && (
          <div className="row">
            <Button onPress={() => setStep({ at: 'code', then: 'renew' })}>{t('sign_in.totp_renew')}</Button>
            <Button variant="danger" onPress={() => setStep({ at: 'code', then: 'stop' })}>
              {t('sign_in.totp_stop')}
            </Button>
          </div>
        )}
        {step.at === 'password' && (
          <Ask label={t('common.next')} onSubmit={begin}>
            <PasswordField label={t('sign_in.totp_password')} autoComplete="current-password" value={password} onChange={setPassword} error={fieldOr('current')} autoFocus />
          </Ask>
        )}
        {step.at === 'scan' && (
          <Ask label={t('sign_in.totp_confirm')} onSubmit={confirm}>
            <p>{t('sign_in.totp_scan')}</p>
            <QrCode rows={step.offer.qr} />
            <p className="caption">
              {t('sign_in.totp_key')}: <code>{step.offer.secret}</code>
            </p>
            <TextField label={t('sign_in.totp_code')} value={code} onChange={setCode} inputMode="numeric" autoComplete="one-time-code" error={fieldOr('code')} />
          </Ask>
        )}
        {step.at === 'code' && (
          <Ask label={t(step.then === 'stop' ? 'sign_in.totp_stop' : 'sign_in.totp_renew')} onSubmit={() => withCode(step.then)}>
            <TextField label={t('sign_in.code')} hint={t('sign_in.code_hint')} value={code} onChange={setCode} autoComplete="one-time-code" error={fieldOr('code')} autoFocus />
          </Ask>
        )}
        {step.at === 'codes' && (
          <>
            <p>{t('sign_in.totp_codes')}</p>
            <ul className="recovery-codes" style={{ width: '100%' }}>
              {step.codes.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            <Button onPress={() => setStep({ at: 'rest' })}>{t('common.done')}</Button>
          </>
        )}
      </div>
    </Card>
  );
}

function Ask({ label, onSubmit, children }: { label: string; onSubmit: () => Promise<void>; children: React.ReactNode }) {
  const [pending, setPending] = useState(false);
  return (
    <form
      className="column"
      style={{ gap: 14, width: '100%', alignItems: 'flex-start' }}
      onSubmit={(event) => {
        event.preventDefault();
        setPending(true);
        void onSubmit().finally(() => setPending(false));
      }}
    >
      {children}
      <Button type="submit" variant="primary" isPending={pending}>
        {label}
      </Button>
    </form>
  );
}

/** Rows of '0' and '1' from the server, with the quiet zone a scanner needs. */
function QrCode({ rows }: { rows: string[] }) {
  const { t } = useTranslation();
  const size = rows.length + 8;
  const path = rows.flatMap((row, y) => [...row].map((cell, x) => (cell === '1' ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('sign_in.totp_qr')} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
