// A person's own access: where they are signed in, their password, their second factor.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { request } from '~/api/client';
import { ApiError } from '~/api/errors';
import { useRead } from '~/api/queries';
import type { OwnSession } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Dialog } from '~/components/overlays';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import './frame.css';
import { PasswordField } from './password_field';
import { SecondFactorCard } from './second_factor';

export default function SessionsView() {
  const { t } = useTranslation();
  return (
    <Page title={t('sign_in.sessions_title')}>
      <div className="sessions-grid">
        <SessionList />
        <PasswordCard />
        <SecondFactorCard />
      </div>
    </Page>
  );
}

/** "Chrome · Windows" is what people recognise; the whole string stays in the tooltip. */
export function deviceName(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : '';
  const system = /iPhone|iPad/.test(agent) ? 'iOS' : /Android/.test(agent) ? 'Android' : /Windows/.test(agent) ? 'Windows' : /Mac OS X/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : '';
  return [browser, system].filter(Boolean).join(' · ');
}

function SessionList() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const sessions = useRead<{ items: OwnSession[] }>(['sessions'], '/sessions');
  const others = sessions.data?.items.filter((session) => !session.current) ?? [];
  const { user } = useSession();
  const [ending, setEnding] = useState<string[] | null>(null);
  const [current, setCurrent] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ask = (...ids: string[]) => {
    setEnding(ids);
    setCurrent('');
    setError(null);
  };
  const end = async () => {
    setPending(true);
    setError(null);
    try {
      for (const id of ending ?? []) await request<void>(`/sessions/${id}/end`, { method: 'POST', body: { current } });
      setEnding(null);
      toast(t('sign_in.sessions_ended'));
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
    void client.invalidateQueries({ queryKey: ['sessions'] });
  };
  const wrong = error instanceof ApiError ? error.forField('current') : undefined;
  return (
    <Card
      title={t('sign_in.sessions')}
      actions={
        others.length > 1 && (
          <Button small onPress={() => ask(...others.map((session) => session.id))}>
            {t('sign_in.sessions_end_others')}
          </Button>
        )
      }
    >
      {sessions.isPending && <SkeletonRows rows={2} height={52} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul>
        {sessions.data?.items.map((session) => (
          <li key={session.id} className="session-row">
            <div className="grow" title={session.user_agent}>
              <div className="row">
                <b className="ellipsis">{deviceName(session.user_agent) || t('sign_in.unknown_device')}</b>
                {session.current && <Tag tone="ok">{t('sign_in.sessions_this')}</Tag>}
              </div>
              <div className="caption second">
                {[session.address, t('sign_in.sessions_seen', { when: format.relative(session.seen_at) }), t('sign_in.sessions_since', { when: format.relative(session.created_at) })]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            {!session.current && (
              <Button small onPress={() => ask(session.id)}>
                {t('sign_in.sessions_end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        title={t(ending && ending.length > 1 ? 'sign_in.sessions_end_others' : 'sign_in.sessions_end_there')}
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        footer={
          <>
            <Button onPress={() => setEnding(null)}>{t('common.cancel')}</Button>
            <Button type="submit" form="end-sessions" variant="primary" isPending={pending}>
              {t('sign_in.sessions_end')}
            </Button>
          </>
        }
      >
        <form
          id="end-sessions"
          className="column"
          style={{ gap: 14 }}
          onSubmit={(event) => {
            event.preventDefault();
            void end();
          }}
        >
          {error !== null && !wrong && <ErrorState error={error} />}
          {user.has_password === false ? (
            <p>{t('sign_in.sessions_end_fresh')}</p>
          ) : (
            <PasswordField label={t('sign_in.sessions_end_password')} autoComplete="current-password" value={current} onChange={setCurrent} error={wrong} autoFocus />
          )}
        </form>
      </Dialog>
    </Card>
  );
}

function PasswordCard() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = (name: string) => (error instanceof ApiError ? error.forField(name) : undefined);
  const save = async () => {
    setPending(true);
    setError(null);
    try {
      await request<void>('/password', { method: 'POST', body: { current, new_password: chosen } });
      setCurrent('');
      setChosen('');
      toast(t('sign_in.choose_done'));
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  };
  return (
    <Card title={t('sign_in.change_password')}>
      <form
        className="column"
        style={{ gap: 14, maxWidth: 360 }}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {error !== null && !field('current') && !field('new_password') && <ErrorState error={error} />}
        <PasswordField label={t('sign_in.current_password')} autoComplete="current-password" value={current} onChange={setCurrent} error={field('current')} />
        <PasswordField label={t('sign_in.new_password')} autoComplete="new-password" value={chosen} onChange={setChosen} error={field('new_password')} hint={t('sign_in.choose_intro')} />
        <div>
          <Button type="submit" isPending={pending} isDisabled={!current || !chosen}>
            {t('sign_in.change_submit')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
