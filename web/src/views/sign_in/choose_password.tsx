// A new password: by the link of an invitation or reset (#token=…), or because the present one must change.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sessionKey, useSessionQuery } from '~/app/session';
import { request } from '~/api/client';
import { ApiError, errorText } from '~/api/errors';
import type { Session } from '~/api/types';
import { Button } from '~/components/button';
import { toast } from '~/components/toast';
import { Frame } from './frame';
import { useLinkToken } from './link_token';
import { PasswordField } from './password_field';

export default function ChoosePasswordView() {
  const { t } = useTranslation();
  const token = useLinkToken();
  const session = useSessionQuery();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const save = async () => {
    setPending(true);
    setError(null);
    try {
      const { body } = await request<Session | undefined>('/password', {
        method: 'POST',
        body: token ? { token, new_password: chosen } : { current, new_password: chosen },
      });
      client.clear();
      if (body) client.setQueryData(sessionKey, body);
      toast(t(body || !token ? 'sign_in.choose_done' : 'sign_in.choose_sign_in'));
      void navigate(body || !token ? '/today' : '/sign_in', { replace: true });
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  };
  const field = (name: string) => (error instanceof ApiError ? error.forField(name) : undefined);
  if (!token && session.data === null) {
    return (
      <Frame title={t('sign_in.choose_title')}>
        <p>{t('sign_in.no_token')}</p>
      </Frame>
    );
  }
  return (
    <Frame title={t('sign_in.choose_title')}>
      <p className="second">
        {t('sign_in.choose_intro')} {token && t('sign_in.reset_ends_keys')}
      </p>
      {error !== null && !field('new_password') && !field('current') && (
        <p className="error-state" role="alert">
          {errorText(error, t)}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {!token && <PasswordField label={t('sign_in.current_password')} autoComplete="current-password" value={current} onChange={setCurrent} error={field('current')} autoFocus />}
        <PasswordField
          label={t('sign_in.new_password')}
          autoComplete="new-password"
          value={chosen}
          onChange={setChosen}
          error={field('new_password')}
          hint={chosen ? t('sign_in.strength', { n: [...chosen].length }) : undefined}
          autoFocus={Boolean(token)}
        />
        <Button type="submit" variant="primary" isPending={pending}>
          {t('sign_in.choose_submit')}
        </Button>
      </form>
    </Frame>
  );
}
