// Sign in: at the company's provider, or with e-mail and password, the code of the second factor when it is on, or a one-time link (#token=…).
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { forgetKept } from '~/app/keep_offline';
import { sessionKey } from '~/app/session';
import { get, request } from '~/api/client';
import { ApiError, errorText } from '~/api/errors';
import type { Session } from '~/api/types';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { normalLanguage, setLanguage } from '~/i18n';
import { Frame } from './frame';
import { useLinkToken } from './link_token';
import { nextPath } from './next_path';
import { PasswordField } from './password_field';
import { ProviderButton } from './provider_button';

export default function SignInView() {
  const { t, i18n } = useTranslation();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('/setup'), staleTime: 60_000 });
  const token = useLinkToken();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const enter = async (body: Record<string, string>) => {
    setPending(true);
    setError(null);
    try {
      const { body: session } = await request<Session>('/session', { method: 'POST', body });
      // By a link the person has chosen nothing yet: what they read so far goes on.
      if (body.token) await setLanguage(normalLanguage(i18n.language));
      client.clear();
      await forgetKept(); // of whoever was here before
      client.setQueryData(sessionKey, session);
      void navigate(session.user.must_change_password ? '/password' : nextPath(params), { replace: true });
    } catch (problem) {
      if (problem instanceof ApiError && problem.code === 'second_factor_required') setAsksCode(true);
      else setError(problem);
    } finally {
      setPending(false);
    }
  };
  const tried = useRef<string | null>(null);
  useEffect(() => {
    // A link works once; React's double start in development must not use it up.
    if (!token || tried.current === token) return;
    tried.current = token;
    void enter({ token });
  });

  const field = (name: string) => (error instanceof ApiError ? error.forField(name) : undefined);
  const elsewhere = error !== null && !(error instanceof ApiError && error.fields.length > 0);
  const wait = error instanceof ApiError && error.status === 429 ? Number(error.extra.retry_after_seconds ?? 0) : 0;
  const said = wait > 0 ? t('sign_in.wait', { seconds: wait }) : errorText(error, t);
  return (
    <Frame title={t('sign_in.title')} note={asksCode ? undefined : t('sign_in.forgotten')}>
      {setup.data?.needed && <p className="banner">{t('sign_in.setup_needed')}</p>}
      {token && pending && <p role="status">{t('sign_in.with_link')}</p>}
      {elsewhere && (
        <p className="error-state" role="alert">
          {token && email === '' ? t('sign_in.link_failed', { reason: said }) : said}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!asksCode) void enter({ email: email.trim(), password });
          else void enter(token && email === '' ? { token, code: code.trim() } : { email, password, code: code.trim() });
        }}
      >
        {asksCode ? (
          <>
            <TextField label={t('sign_in.code')} hint={t('sign_in.code_hint')} value={code} onChange={setCode} autoComplete="one-time-code" error={field('code')} autoFocus />
            <Button variant="ghost" small onPress={() => setAsksCode(false)}>
              {t('sign_in.code_again')}
            </Button>
          </>
        ) : (
          <>
            <TextField label={t('sign_in.email')} type="email" name="email" autoComplete="username" value={email} onChange={setEmail} error={field('email')} autoFocus />
            <PasswordField label={t('sign_in.password')} autoComplete="current-password" value={password} onChange={setPassword} error={field('password')} />
          </>
        )}
        <Button type="submit" variant="primary" isPending={pending}>
          {t('sign_in.submit')}
        </Button>
      </form>
      {!asksCode && !token && <ProviderButton next={nextPath(params)} onError={setError} />}
    </Frame>
  );
}
