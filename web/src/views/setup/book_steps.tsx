// Steps three to five: colleagues, the method's usual days, and what the book starts with. Each can be skipped.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { sessionKey } from '~/app/session';
import { get, request } from '~/api/client';
import { errorText } from '~/api/errors';
import { stages, type Session, type User } from '~/api/types';
import { Button } from '~/components/button';
import { TextField } from '~/components/field';
import { Icon, type IconName } from '~/components/icon';
import { StageChip } from '~/components/stage_chip';
import { ErrorState } from '~/components/states';
import { toast } from '~/components/toast';
import { findEmails, nameFromEmail, unreadParts } from './emails';

export function TeamStep({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [pending, setPending] = useState(false);
  const [links, setLinks] = useState<{ email: string; link: string }[]>([]);
  const [problems, setProblems] = useState<string[]>([]);
  const invite = async () => {
    const emails = findEmails(text);
    const unread = unreadParts(text);
    if (emails.length === 0) {
      setProblems([t('setup.no_emails')]);
      return;
    }
    setPending(true);
    const made: typeof links = [];
    const failed: string[] = [];
    const left: string[] = [];
    for (const email of emails) {
      try {
        const { body } = await request<User>('/users', { method: 'POST', body: { name: nameFromEmail(email), email, role: 'seller' } });
        if (body.invite_link) made.push({ email, link: new URL(body.invite_link, window.location.origin).href });
      } catch (error) {
        failed.push(t('setup.invite_failed', { email, reason: errorText(error, t) }));
        left.push(email);
      }
    }
    setPending(false);
    setLinks([...links, ...made]);
    // What was not invited stays to be mended.
    setProblems([...failed, ...(unread.length > 0 ? [t('setup.unread', { count: unread.length, parts: unread.join(t('forms.list_comma')) })] : [])]);
    setText([...left, ...unread].join('\n'));
  };
  const copy = () => void navigator.clipboard?.writeText(links.map(({ email, link }) => `${email} ${link}`).join('\n')).then(() => toast(t('common.copied')));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <p className="second">{t('setup.team_intro')}</p>
      <TextField label={t('setup.emails')} multiline rows={4} value={text} onChange={setText} error={problems.join('\n') || undefined} />
      {links.length > 0 && (
        <>
          <div className="banner" role="status">
            <span className="grow">{t('setup.invited', { count: links.length })}</span>
            <Button small onPress={copy}>
              {t('setup.copy_links')}
            </Button>
          </div>
          <ul className="column" style={{ gap: 6 }}>
            {links.map(({ email, link }) => (
              <li key={email}>
                <b>{email}</b> <code className="invite-link">{link}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <Button type="submit" isPending={pending}>
          {t('setup.invite')}
        </Button>
        <span className="grow" />
        <Button variant={links.length > 0 ? 'primary' : 'ghost'} onPress={onNext}>
          {t(links.length > 0 ? 'common.next' : 'setup.later')}
        </Button>
      </div>
    </form>
  );
}

/** Norm dwell of METHOD C1, in days. */
const normDays = [120, 90, 14, 30, 21, 30, 21, 45];

export function MethodStep({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="second">{t('setup.method_intro')}</p>
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col">{t('wheel.th_stage')}</th>
            <th scope="col" className="end">
              {t('setup.norm')}
            </th>
            <th scope="col" className="end">
              {t('setup.line')}
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, index) => (
            <tr key={stage}>
              <th scope="row" className="regular">
                <StageChip stage={stage} both />
              </th>
              <td className="end numeric">{normDays[index]}</td>
              <td className="end numeric">{index === 0 ? <span className="third">{t('setup.never')}</span> : 2 * (normDays[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <span className="grow" />
        <Button variant="primary" onPress={onNext}>
          {t('setup.use_defaults')}
        </Button>
      </div>
    </>
  );
}

const demoPatience = 90;

export function DataStep() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fill = async () => {
    setLoading(true);
    setError(null);
    try {
      await request<unknown>('/setup/demo', { method: 'POST' });
      // The server may fill the book in the background: it says "demo" when it is done.
      for (let second = 0; second < demoPatience; second += 1) {
        const session = await get<Session>('/session');
        client.setQueryData(sessionKey, session);
        if (session.workspace.book === 'demo') break;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      await client.invalidateQueries();
      void navigate('/today');
    } catch (problem) {
      setError(problem);
    } finally {
      setLoading(false);
    }
  };
  return (
    <>
      <p className="second">{t('setup.data_intro')}</p>
      {error !== null && <ErrorState error={error} onRetry={() => void fill()} />}
      {loading ? (
        <p role="status">{t('setup.loading_demo')}…</p>
      ) : (
        <div className="column" style={{ gap: 8 }}>
          <Choice icon="import" title={t('setup.data_import')} hint={t('setup.data_import_hint')} onPress={() => void navigate('/import')} />
          <Choice icon="wheel" title={t('setup.data_demo')} hint={t('setup.data_demo_hint')} onPress={() => void fill()} />
          <Choice icon="plus" title={t('setup.data_empty')} hint={t('setup.data_empty_hint')} onPress={() => void navigate('/accounts?new=')} />
        </div>
      )}
    </>
  );
}

function Choice({ icon, title, hint, onPress }: { icon: IconName; title: string; hint: string; onPress: () => void }) {
  return (
    <AriaButton className="setup-choice" onPress={onPress}>
      <Icon name={icon} size={20} className="second" />
      <span className="grow">
        <b className="block">{title}</b>
        <span className="caption second block">{hint}</span>
      </span>
      <Icon name="chevron_right" className="third" />
    </AriaButton>
  );
}
