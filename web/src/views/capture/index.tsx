// Quick capture: one box on the way out of a visit. Type or dictate, tap what was understood, save: 45 seconds on a
// phone. Works without a line; what was typed survives a closed tab. Nothing leaves the house: the voice is the
// keyboard's own dictation, and the suggestions are the server's own rules.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { newKey, request } from '~/api/client';
import { ApiError, errorText, NetworkError } from '~/api/errors';
import { dropCapture, enqueueCapture, type QueuedCapture } from '~/api/offline_queue';
import { queryClient, refresh, positionCollections, useList, useRecord } from '~/api/queries';
import { stages, type Account, type Named, type Position, type Stage } from '~/api/types';
import { useOnline, useQueuedCaptures } from '~/app/offline_banner';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { ChoiceChips } from '~/components/choice_chips';
import { StageMark } from '~/components/stage_chip';
import { SubmitForm } from '~/components/submit_form';
import { excessOf } from '~/components/too_long';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { dealLabel } from '../forms/deal_label';
import { EvidenceForm } from '../forms/evidence_form';
import { withoutMillis } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { AccountPicker } from '../record/account_picker';
import { captureBody, momentOf, type How, type When } from './capture_body';
import { aboutCustomer, placeOf, textMax } from './capture_faults';
import { SuggestionChips } from './suggestion_chips';
import { useSuggestions } from './use_suggestions';
import './capture.css';

interface CaptureAnswer {
  created: Record<string, number>;
  position: Position | null;
}

interface Values {
  account: Named | null;
  /** A customer's name that is typed and not chosen. */
  typed: string;
  opportunity: string | null;
  text: string;
  how: How;
  when: When;
  taken: string[];
  claim: Stage | null;
}

const created = ['calls', 'evidence', 'next_steps', 'notes', 'commitments', 'stage_events'] as const;

/** An entry of the queue that is opened again is a form of its own beside the draft. */
export default function CaptureView() {
  const [search] = useSearchParams();
  const queued = search.get('queued') ?? '';
  return <Capture key={queued} queued={queued} />;
}

function start(item: QueuedCapture | undefined): Values {
  const kept = item?.form as Partial<Values> | undefined;
  return { account: null, typed: item?.accountName ?? '', opportunity: null, text: typeof item?.body.text === 'string' ? item.body.text : '', how: 'visit', when: 'now', taken: [], claim: null, ...kept };
}

function Capture({ queued }: { queued: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const [search] = useSearchParams();
  const queue = useQueuedCaptures();
  const waiting = queue.filter((item) => !item.refused).length;
  const online = useOnline();
  const [reopened] = useState(() => queue.find((item) => item.key === queued));
  const [kept, setKept] = useState(false);
  const givenOpportunity = useRecord('opportunities', search.get('opportunity'));
  const givenAccount = useRecord('accounts', search.get('account'));
  const form = useForm<Values>(start(reopened), { draft: queued ? `capture.${queued}` : 'capture' });
  const { values, set } = form;
  const [addingEvidence, setAddingEvidence] = useState(false);

  // An address that names the customer wins over a draft about another one, but its text is kept.
  const opportunity = givenOpportunity.data;
  const account = givenAccount.data;
  useEffect(() => {
    if (opportunity) {
      set('account', opportunity.account ?? null);
      set('opportunity', opportunity.id);
    } else if (account) {
      set('account', { id: account.id, name: account.name });
      set('opportunity', account.lead_opportunity?.id ?? null);
    }
    // Once for each record that arrives; `set` is new on every render.
  }, [opportunity?.id, account?.id]);

  const accountId = values.account?.id ?? null;
  const deals = useList('opportunities', { account_id: accountId, result: 'open', limit: 20 }, { enabled: Boolean(accountId) });
  const lead = useRecord('accounts', accountId);
  const leadId = lead.data?.lead_opportunity?.id;
  const open = [...(deals.data?.items ?? [])].sort((a, b) => Number(b.id === leadId) - Number(a.id === leadId) || (b.amount_minor ?? 0) - (a.amount_minor ?? 0));
  const { suggestion, asking } = useSuggestions(values.text, accountId);
  const chosen = open.find((one) => one.id === values.opportunity);
  const evidenceWanted = search.get('evidence') === '1';
  useEffect(() => {
    if (evidenceWanted && accountId) setAddingEvidence(true);
  }, [evidenceWanted, accountId]);

  const leave = () => {
    // The first page of a visit has nothing of ours before it: going back would leave the product.
    if (location.key !== 'default') void navigate(-1);
    else void navigate(values.opportunity ? `/opportunities/${values.opportunity}` : accountId ? `/accounts/${accountId}` : '/today', { replace: true });
  };
  const excess = excessOf(values.text, textMax);
  const typed = accountId ? '' : values.typed.trim();
  const save = async (unknown: 'ask' | 'add' | 'keep' = 'ask') => {
    if (!values.text.trim()) return form.refuse('text', t('capture.need_text'));
    if (excess) return;
    if (typed && unknown === 'ask') return form.refuse('account_id', t(online ? 'capture.not_chosen' : 'capture.not_chosen_offline', { name: typed }));
    if (!accountId && !typed && !online) return form.refuse('account_id', t('capture.need_customer_offline'));
    setKept(false);
    const bodyFor = (account: string | null) => captureBody({
      accountId: account,
      opportunityId: values.opportunity,
      text: values.text,
      how: values.how,
      // Opened again later, "just now" is still when it was written.
      at: typeof reopened?.body.at === 'string' && values.when === start(reopened).when ? reopened.body.at : withoutMillis(momentOf(values.when)),
      channel: t(`capture.how_${values.how}`),
      suggestion,
      taken: new Set(values.taken),
      claim: values.claim,
      userId: user.id,
    });
    const key = newKey();
    let waits = false;
    const done = await form.submit(async () => {
      try {
        let account = accountId;
        if (typed && unknown === 'add') {
          const made = await request<Account>('/accounts', { method: 'POST', body: { name: typed, owner_id: user.id } }).catch((error: unknown) => {
            // Whatever is wrong with the name is wrong with this field here.
            throw error instanceof ApiError ? aboutCustomer(error) : error;
          });
          account = made.body.id;
          // It is in the book now, whatever becomes of the note.
          set('account', { id: made.body.id, name: made.body.name });
          set('typed', '');
        }
        if (!account && typed) throw new NetworkError(); // kept under its name
        const answer = await request<CaptureAnswer>('/captures', { method: 'POST', body: bodyFor(account), idempotencyKey: key });
        refresh(queryClient, ...created, ...positionCollections);
        undoToast(summary(answer.body), answer.undoId);
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        enqueueCapture(bodyFor(accountId), key, { accountName: typed || undefined, form: values });
        waits = true;
        toast(t('capture.queued'));
      }
    });
    if (!done) return;
    if (queued) dropCapture(queued);
    if (waits) {
      // Without a line the page before this one may not be there at all.
      form.reset(start(undefined));
      setKept(true);
    } else leave();
  };
  const summary = (answer: CaptureAnswer): string => {
    const made = created.flatMap((kind) => (answer.created[kind] ? [t(`capture.made_${kind}`, { count: answer.created[kind] })] : []));
    return made.length > 0 ? t('capture.saved', { what: made.join(t('forms.list_comma')) }) : t('capture.saved_plain');
  };
  const textError = excess ? t('common.too_long', { ...excess }) : form.errorOf('text');
  const failure: unknown = form.failure;
  const accountError = form.errorOf('account_id');
  const elsewhere = form.faults.filter((fault) => fault.pointer !== '/text' && fault.pointer !== '/account_id');

  return (
    <Page
      title={t('capture.title')}
      note={
        <>
          <span>{t('capture.subtitle')}</span>
          {waiting > 0 && <Tag tone="warn">{t('capture.offline_badge', { count: waiting })}</Tag>}
        </>
      }
    >
      <SubmitForm className="capture" onSubmit={() => void save()}>
        <AccountPicker
          label={t('capture.for_whom')}
          value={values.account}
          text={values.typed}
          onText={(text) => set('typed', text)}
          error={accountError}
          remedy={
            accountError &&
            typed && (
              <div>
                <Button small icon={online ? 'plus' : 'clock'} isPending={form.pending} onPress={() => void save(online ? 'add' : 'keep')}>
                  {t(online ? 'capture.add_and_save' : 'capture.keep_name', { name: typed })}
                </Button>
              </div>
            )
          }
          withOpportunities
          onChange={(picked, found) => {
            if (found?.kind === 'opportunity') {
              set('account', found.account_id ? { id: found.account_id, name: found.account_name ?? '' } : null);
              set('opportunity', found.id);
            } else {
              set('account', picked);
              // The lead one, until somebody says otherwise.
              set('opportunity', null);
              if (picked) void request<Account>(`/accounts/${picked.id}`).then((answer) => set('opportunity', answer.body.lead_opportunity?.id ?? null), () => undefined);
            }
          }}
        />
        {open.length > 0 && (
          <ChoiceChips
            label={t('capture.which_deal')}
            value={values.opportunity ?? 'none'}
            options={[...open.map((one) => ({ value: one.id, label: open.some((other) => other !== one && other.name === one.name) ? dealLabel(format, one) : one.name, before: <StageMark stage={one.position.stage} basis={one.position.basis} size={16} /> })), { value: 'none', label: t('capture.no_deal') }]}
            onChange={(value) => set('opportunity', value === 'none' ? null : value)}
          />
        )}
        <label className="field capture-text">
          <span className="field-label">{t('capture.text')}</span>
          <textarea
            className="field-input"
            value={values.text}
            rows={5}
            autoFocus
            enterKeyHint="enter"
            placeholder={t('capture.placeholder')}
            aria-invalid={textError ? true : undefined}
            aria-describedby={textError ? 'capture-error' : undefined}
            onChange={(event) => set('text', event.target.value)}
          />
          {textError && (
            <span className="field-error" id="capture-error" role="alert">
              {textError}
            </span>
          )}
        </label>
        <SuggestionChips suggestion={suggestion} asking={asking} taken={new Set(values.taken)} onTaken={(taken) => set('taken', [...taken])} />
        <div className="form-row">
          <ChoiceChips label={t('capture.how')} value={values.how} options={(['visit', 'phone', 'message', 'note'] as const).map((value) => ({ value, label: t(`capture.how_${value}`) }))} onChange={(value) => set('how', value)} />
          <ChoiceChips label={t('capture.when')} value={values.when} options={(['now', 'earlier', 'yesterday'] as const).map((value) => ({ value, label: t(`capture.when_${value}`) }))} onChange={(value) => set('when', value)} />
        </div>
        {values.opportunity && (
          <details className="capture-claim">
            <summary>{t('capture.heard_stage')}</summary>
            <ChoiceChips
              label={t('capture.heard_stage')}
              hideLabel
              value={values.claim ?? 'none'}
              options={[{ value: 'none' as const, label: t('capture.nothing_claimed') }, ...stages.map((value) => ({ value, label: t(`stage.${value}`), before: <StageMark stage={value} basis="claimed" size={16} /> }))]}
              onChange={(value) => set('claim', value === 'none' ? null : (value as Stage))}
              hint={t('capture.heard_stage_hint')}
            />
          </details>
        )}
        {evidenceWanted && !accountId && <p className="second">{t('capture.choose_first')}</p>}
        {elsewhere.length > 0 && (
          <div className="error-state" role="alert">
            <span>{t('capture.problems')}</span>
            <ul>
              {elsewhere.map((fault) => (
                <li key={fault.pointer + fault.code}>{placeOf(fault.pointer, t)}: {fault.detail || fault.code}</li>
              ))}
            </ul>
          </div>
        )}
        {accountError && values.account && (
          <div className="error-state" role="alert">
            {accountError}
          </div>
        )}
        {kept && !values.text && (
          <p className="banner" role="status">
            {t('capture.kept')}
          </p>
        )}
        {Boolean(failure) && (
          <div className="error-state" role="alert">
            {errorText(failure, t)}
          </div>
        )}
        <div className="capture-actions">
          <Button variant="primary" type="submit" isPending={form.pending} className="capture-save">
            {t('capture.save')}
          </Button>
          {accountId && (
            <Button icon="plus" onPress={() => setAddingEvidence(true)}>
              {t('position.add_evidence')}
            </Button>
          )}
        </div>
      </SubmitForm>
      <EvidenceForm
        isOpen={addingEvidence}
        onClose={() => setAddingEvidence(false)}
        accountId={accountId}
        opportunityId={values.opportunity}
        position={chosen?.position ?? lead.data?.position ?? null}
        openedAt={chosen?.opened_at}
        quote={values.text.trim() ? values.text.trim() : undefined}
      />
    </Page>
  );
}
