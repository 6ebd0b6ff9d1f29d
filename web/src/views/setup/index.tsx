// First run: five short steps. The first two make the book and its admin (one request); the others can be left for
// later. The step is in the address and the answers in this tab, so that a reload goes on where it was.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { sessionKey, useSessionQuery } from '~/app/session';
import { get, request } from '~/api/client';
import { ApiError, errorText } from '~/api/errors';
import type { Session } from '~/api/types';
import { ButtonLink } from '~/components/button';
import { normalLanguage } from '~/i18n';
import { Frame } from '../sign_in/frame';
import { useLinkToken } from '../sign_in/link_token';
import { CompanyStep, YouStep, type Draft } from './account_steps';
import { DataStep, MethodStep, TeamStep } from './book_steps';

const steps = ['you', 'company', 'team', 'method', 'data'] as const;
type Step = (typeof steps)[number];
const draftKey = 'wheelhouse.setup';

function readDraft(): Draft {
  const empty: Draft = {
    name: '',
    email: '',
    password: '',
    workspace_name: '',
    currency: 'CNY',
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(draftKey) ?? '{}') as Partial<Draft>), password: '' };
  } catch {
    return empty;
  }
}

export default function SetupView() {
  const { t, i18n } = useTranslation();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const client = useQueryClient();
  const session = useSessionQuery();
  const needed = useQuery({ queryKey: ['setup'], queryFn: () => get<{ needed: boolean }>('/setup') });
  const [draft, setDraft] = useState(readDraft);
  const [error, setError] = useState<unknown>(null);
  const token = useLinkToken();
  const asked = steps.find((step) => step === params.get('step')) ?? 'you';
  const signedIn = Boolean(session.data);
  // After the book is made the first steps are over; before, the later ones cannot be reached.
  const step: Step = signedIn && (asked === 'you' || asked === 'company') ? 'team' : asked;

  const go = (next: Step) => {
    const changed = new URLSearchParams(params);
    changed.set('step', next);
    const begins = next === 'you' || next === 'company'; // only then is the link still asked for
    if (!begins) changed.delete('token');
    void navigate({ search: `?${changed}`, hash: begins ? hash : '' });
  };
  const change = (changes: Partial<Draft>) => {
    const next = { ...draft, ...changes };
    setDraft(next);
    setError(null); // what the server said was about the old answer
    try {
      sessionStorage.setItem(draftKey, JSON.stringify({ ...next, password: undefined }));
    } catch {
      // The answers live in this page then.
    }
  };
  const create = async () => {
    setError(null);
    try {
      const { body } = await request<Session>('/setup', { method: 'POST', body: { token, locale: normalLanguage(i18n.language), ...draft } });
      client.setQueryData(sessionKey, body);
      client.setQueryData(['setup'], { needed: false });
      sessionStorage.removeItem(draftKey);
      go('team');
    } catch (problem) {
      setError(problem);
      const first = problem instanceof ApiError && ['name', 'email', 'password'].some((name) => problem.forField(name));
      if (first) go('you');
    }
  };
  const fieldError = (name: string) => (error instanceof ApiError ? error.forField(name) : undefined);
  const general = error !== null && !(error instanceof ApiError && error.fields.length > 0);

  if (needed.data && !needed.data.needed && session.data === null) {
    return (
      <Frame title={t('setup.title')}>
        <p>{t('setup.done_already')}</p>
        <ButtonLink to="/sign_in" variant="primary">
          {t('setup.sign_in')}
        </ButtonLink>
      </Frame>
    );
  }
  if (needed.data?.needed && !token && !signedIn) {
    return (
      <Frame title={t('setup.title')}>
        <p>{t('setup.no_token')}</p>
      </Frame>
    );
  }
  if (!needed.data || session.isPending) return null;
  const number = steps.indexOf(step) + 1;
  return (
    <Frame title={t('setup.title')} wide note={t('setup.under_four')}>
      <ol className="setup-steps" aria-label={t('setup.step', { n: number, total: steps.length })}>
        {steps.map((one, index) => (
          <li key={one} className={index < number - 1 ? 'done' : ''} aria-current={one === step ? 'step' : undefined}>
            {t(`setup.${one}`)}
          </li>
        ))}
      </ol>
      {general && (
        <p className="error-state" role="alert">
          {errorText(error, t)}
        </p>
      )}
      {step === 'you' && <YouStep draft={draft} change={change} fieldError={fieldError} onNext={() => go('company')} />}
      {step === 'company' && <CompanyStep draft={draft} change={change} fieldError={fieldError} onBack={() => go('you')} onNext={create} />}
      {step === 'team' && <TeamStep onNext={() => go('method')} />}
      {step === 'method' && <MethodStep onNext={() => go('data')} />}
      {step === 'data' && <DataStep />}
    </Frame>
  );
}
