// Back from the provider: hands in what came along in the address, once, and takes it out of the address at once.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { forgetKept } from '~/app/keep_offline';
import { sessionKey } from '~/app/session';
import { request } from '~/api/client';
import { ApiError, errorText } from '~/api/errors';
import type { Session } from '~/api/types';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Frame } from './frame';
import { takeNext } from './next_path';

export default function SignInReturnView() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [came] = useState(() => Object.fromEntries(['code', 'state', 'iss', 'error'].flatMap((name) => (params.has(name) ? [[name, params.get(name) ?? '']] : []))));
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [pending, setPending] = useState(true);
  const [error, setError] = useState<unknown>(null);

  const enter = async (secondFactor?: string) => {
    setPending(true);
    setError(null);
    try {
      const body = secondFactor === undefined ? came : { ...came, second_factor: secondFactor };
      const { body: session } = await request<Session>('/single_sign_on/finish', { method: 'POST', body });
      client.clear();
      await forgetKept(); // of whoever was here before
      client.setQueryData(sessionKey, session);
      void navigate(takeNext(), { replace: true });
    } catch (problem) {
      if (problem instanceof ApiError && problem.code === 'second_factor_required') setAsksCode(true);
      else setError(problem);
      setPending(false);
    }
  };
  const tried = useRef(false);
  useEffect(() => {
    // A code works once; React's double start in development must not use it up.
    if (tried.current) return;
    tried.current = true;
    setParams({}, { replace: true });
    void enter();
  });

  const wrongCode = error instanceof ApiError && error.code === 'bad_code';
  return (
    <Frame title={t('sign_in.title')}>
      {pending && !asksCode && <p role="status">{t('sign_in.with_link')}</p>}
      {error !== null && !wrongCode && (
        <p className="error-state" role="alert">
          {errorText(error, t)}
        </p>
      )}
      {asksCode && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void enter(code.trim());
          }}
        >
          <TextField
            label={t('sign_in.code')}
            hint={t('sign_in.code_hint')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            error={wrongCode ? errorText(error, t) : undefined}
            autoFocus
          />
          <Button type="submit" variant="primary" isPending={pending}>
            {t('sign_in.submit')}
          </Button>
        </form>
      )}
      {!pending && <Link to="/sign_in">{t('sign_in.start_again')}</Link>}
    </Frame>
  );
}
