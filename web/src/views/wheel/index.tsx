// The portfolio on one page: where all customers stand, what moved, who is stuck, on what evidence.
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useKeys } from '~/app/keys';
import { Page } from '~/app/page';
import { useMay, useSession } from '~/app/session';
import { useRead } from '~/api/queries';
import { isUnproven, type Stage, type StuckItem, type Wheel, type WheelDot, type WheelDots, type WheelHistory } from '~/api/types';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { Menu } from '~/components/menu';
import { EmptyState, ErrorState, Skeleton, StaleBar } from '~/components/states';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { errorText } from '~/api/errors';
import { CustomerTable } from './customer_table';
import { EmptyWheel } from './empty_wheel';
import { forwardMoves, stageFigures } from './figures';
import { FilterBar } from './filter_bar';
import { isFiltered, serverQuery, useWheelFilters, type WheelFilters } from './filters';
import { phoneDial, splitDots, wideDial } from './geometry';
import { HistoryChart } from './history_chart';
import { Inspector } from './inspector';
import { KpiStrip } from './kpi_strip';
import { Legend } from './legend';
import { ShareTable } from './share_table';
import { recordPath, StuckList } from './stuck_list';
import { usePhone } from './use_phone';
import { WheelChart } from './wheel_chart';
import './wheel.css';

const AsOfButton = lazy(() => import('./as_of_button'));
const GuessSheet = lazy(() => import('./guess_sheet'));
const MovesSheet = lazy(() => import('./moves_sheet'));

export default function WheelView() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user, workspace } = useSession();
  const [filters, change] = useWheelFilters();
  const query = serverQuery(filters, user.id, workspace.currency);
  const wheel = useRead<Wheel>(['wheel', 'shares'], '/wheel', query, { keepPrevious: true });
  const picture = useRef<HTMLDivElement>(null);
  const [guessing, setGuessing] = useState(false);
  const phone = usePhone();
  const figures = useMemo(() => (wheel.data ? stageFigures(wheel.data, filters) : []), [wheel.data, filters]);

  const exportEntries = [
    { id: 'csv', label: t('wheel.export_csv'), icon: 'table' as const, onAction: () => void import('./export_wheel').then(({ exportTable }) => exportTable(figures, t)) },
    {
      id: 'png',
      label: t('wheel.export_png'),
      icon: 'image' as const,
      onAction: () => {
        const svg = picture.current?.querySelector<SVGSVGElement>('.wheel-picture svg');
        if (!svg) return;
        import('./export_wheel').then(({ exportPicture }) => exportPicture(svg)).catch((error: unknown) => toast(errorText(error, t)));
      },
    },
    { id: 'print', label: t('wheel.print'), icon: 'print' as const, onAction: () => window.print() },
  ];
  const when = wheel.data && !filters.asOf ? format.dateTime(wheel.data.as_of) : format.date(filters.asOf ?? new Date());
  return (
    <Page
      title={t('wheel.title')}
      note={<span className="wheel-question">{t('wheel.question')}</span>}
      className="wheel-page"
      actions={
        <>
          <Suspense>
            <AsOfButton label={t('wheel.as_of', { when })} filters={filters} change={change} />
          </Suspense>
          <Menu label={t('wheel.export')} entries={exportEntries} trigger={phone ? <Button icon="export" variant="ghost" aria-label={t('wheel.export')} /> : <Button icon="export">{t('wheel.export')}</Button>} />
          <ButtonLink to="/capture?evidence=1" variant="primary" icon="plus" className="log-evidence">
            {t('wheel.log_evidence')}
          </ButtonLink>
        </>
      }
      bar={<FilterBar filters={filters} change={change} />}
    >
      {wheel.isError && (
        <div style={{ marginBottom: wheel.data ? 16 : 0 }} className="column">
          <ErrorState error={wheel.error} onRetry={() => void wheel.refetch()} />
          {wheel.data && <p className="caption third">{t('wheel.snapshot', { when: format.dateTime(wheel.data.as_of) })}</p>}
        </div>
      )}
      {wheel.isPending && <WheelSkeleton />}
      {wheel.data?.total === 0 && (
        <Card bare>
          <LookingBack filters={filters} change={change} />
          <NoCustomers filters={filters} change={change} />
        </Card>
      )}
      {wheel.data && wheel.data.total > 0 && (
        <div ref={picture} className="wheel-grid">
          <WheelCard wheel={wheel.data} filters={filters} change={change} busy={wheel.isPlaceholderData} />
          <SideColumn wheel={wheel.data} filters={filters} change={change} onGuess={() => setGuessing(true)} />
        </div>
      )}
      <Suspense>{guessing && <GuessSheet figures={figures} onClose={() => setGuessing(false)} />}</Suspense>
    </Page>
  );
}

const cleared: Partial<WheelFilters> = {
  owner: null,
  team: null,
  industry: null,
  region: null,
  tier: null,
  least: null,
  basis: null,
  stage: null,
};

interface PartProps {
  wheel: Wheel;
  filters: WheelFilters;
  change: (changes: Partial<WheelFilters>) => void;
}

function WheelCard({ wheel, filters, change, busy }: PartProps & { busy: boolean }) {
  const format = useFormat();
  const navigate = useNavigate();
  const phone = usePhone();
  const { user, workspace } = useSession();
  const query = serverQuery(filters, user.id, workspace.currency);
  const dots = useRead<WheelDots>(['wheel', 'dots'], '/wheel/dots', query, { keepPrevious: true });
  const [asTable, setAsTable] = useState(false);
  const [inspected, setInspected] = useState<{ dot: string | null; stage: Stage | null } | null>(null);
  const [movesOf, setMovesOf] = useState<Stage | null>(null);
  useKeys({ t: () => setAsTable((table) => !table) });

  const figures = useMemo(() => stageFigures(wheel, filters), [wheel, filters]);
  const { matching, shown, rest } = useMemo(() => {
    const matching = (dots.data?.dots ?? []).filter(
      (dot) => filters.basis === null || (filters.basis === 'unproven' ? isUnproven(dot) : !isUnproven(dot)),
    );
    return { matching, ...splitDots(matching, dots.data?.more ?? {}, wheel.total) };
  }, [dots.data, filters.basis, wheel.total]);
  const listed = filters.stage ? shown.filter((dot) => dot.stage === filters.stage) : shown;
  // Something to read from the start: the largest customer, until the person points elsewhere.
  const first = useMemo(() => largest(listed), [listed]);
  const dot = inspected === null ? first : (shown.find((one) => one.id === inspected.dot) ?? null);
  const stage = inspected?.stage ?? null;
  const figure = stage ? (figures.find((one) => one.stage === stage) ?? null) : null;
  useEffect(() => setInspected(null), [filters.stage, filters.unit]);

  const toggleStage = (next: Stage) => change({ stage: filters.stage === next ? null : next });
  const total = figures.reduce((sum, one) => sum + one.count, 0);
  const stuckLink = filters.unit === 'account' ? '/accounts?stuck=true' : '/opportunities?stuck=true';
  return (
    <Card bare className="wheel-card">
      <StaleBar active={busy} />
      <KpiStrip
        wheel={wheel}
        unit={filters.unit}
        onStuck={stuckLink}
        onUnproven={() => change({ basis: filters.basis === 'unproven' ? null : 'unproven' })}
        asTable={asTable}
        onTable={() => setAsTable(!asTable)}
      />
      <LookingBack filters={filters} change={change} />
      {dots.isError && <ErrorState error={dots.error} onRetry={() => void dots.refetch()} />}
      {asTable ? (
        <CustomerTable dots={filters.stage ? matching.filter((one) => one.stage === filters.stage) : matching} unit={filters.unit} />
      ) : (
        <>
          <WheelChart
            dial={phone ? phoneDial : wideDial}
            figures={figures}
            dots={shown}
            rest={rest}
            knobs={forwardMoves(wheel)}
            metric={filters.metric}
            unit={filters.unit}
            windowDays={Number(filters.window)}
            total={total}
            totalValue={filters.basis === null ? wheel.total_value.map((money) => format.money(money, { short: true })).join(' + ') : ''}
            inspected={dot?.id ?? null}
            onInspect={(next, nextStage) => setInspected({ dot: next?.id ?? null, stage: nextStage })}
            onStage={toggleStage}
            onOpen={(next) => void navigate(recordPath(filters.unit, next.id))}
            onMoves={setMovesOf}
            describedBy="wheel-shares"
          />
          <Legend unit={filters.unit} windowDays={filters.window} />
        </>
      )}
      <Inspector dot={dot} figure={figure} unit={filters.unit} filteredStage={filters.stage} onStage={toggleStage} asOf={filters.asOf} />
      <Suspense>{movesOf && <MovesSheet stage={movesOf} query={query} onClose={() => setMovesOf(null)} />}</Suspense>
    </Card>
  );
}

function largest(dots: WheelDot[]): WheelDot | null {
  let best: WheelDot | null = null;
  for (const dot of dots) if (!best || (dot.amount_minor ?? -1) > (best.amount_minor ?? -1)) best = dot;
  return best;
}

function SideColumn({ wheel, filters, change, onGuess }: PartProps & { onGuess: () => void }) {
  const { t } = useTranslation();
  const { user, workspace } = useSession();
  const query = serverQuery(filters, user.id, workspace.currency);
  const history = useRead<WheelHistory>(['wheel', 'history'], '/wheel/history', { ...query, weeks: 12 }, { keepPrevious: true });
  const stuck = useRead<{ items: StuckItem[] }>(['wheel', 'stuck'], '/wheel/stuck', { ...query, stage: filters.stage, limit: 4 }, { keepPrevious: true });
  const figures = useMemo(() => stageFigures(wheel, filters), [wheel, filters]);
  const stuckCount = filters.stage ? (figures.find((figure) => figure.stage === filters.stage)?.stuck ?? 0) : wheel.kpi.stuck;
  const list = filters.unit === 'account' ? '/accounts' : '/opportunities';
  return (
    <div className="column wheel-side">
      <ShareTable
        id="wheel-shares"
        figures={figures}
        metric={filters.metric}
        onStage={(stage) => change({ stage: filters.stage === stage ? null : stage })}
        actions={
          <Button variant="ghost" small onPress={onGuess}>
            {t('wheel.guess')}
          </Button>
        }
      />
      <HistoryChart read={history} unit={filters.unit} />
      <StuckList read={stuck} count={stuckCount} unit={filters.unit} allLink={`${list}?stuck=true${filters.stage ? `&stage=${filters.stage}` : ''}`} />
    </div>
  );
}

function LookingBack({ filters, change }: Omit<PartProps, 'wheel'>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!filters.asOf) return null;
  return (
    <div className="banner warn looking-back">
      <span className="grow">{t(filters.knownThen ? 'wheel.looking_back_known' : 'wheel.looking_back', { date: format.date(filters.asOf) })}</span>
      <Button small onPress={() => change({ asOf: null, knownThen: false })}>
        {t('wheel.back_to_now')}
      </Button>
    </div>
  );
}

/** Filters that match nobody, a day on which the book was empty, and an empty book are three things. */
function NoCustomers({ filters, change }: Omit<PartProps, 'wheel'>) {
  const { t } = useTranslation();
  const mayImport = useMay('import');
  const filtered = isFiltered(filters);
  const then = filters.asOf !== null;
  return (
    <>
      {!filtered && <EmptyWheel />}
      <EmptyState
        action={
          filtered ? (
            <Button onPress={() => change(cleared)}>{t('wheel.clear_filters')}</Button>
          ) : then ? undefined : (
            <>
              <ButtonLink to="/accounts?new=" variant="primary">
                {t('wheel.new_account')}
              </ButtonLink>
              {mayImport && <ButtonLink to="/import">{t('wheel.import')}</ButtonLink>}
            </>
          )
        }
      >
        {t(filtered ? 'wheel.empty_filtered' : then ? (filters.knownThen ? 'wheel.empty_known_then' : 'wheel.empty_then') : 'wheel.empty')}
      </EmptyState>
    </>
  );
}

function WheelSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="wheel-grid" role="status" aria-label={t('common.loading')}>
      <Card bare className="wheel-card">
        <div className="kpi-strip" />
        <div className="wheel-picture">
          <Skeleton width={476} height={476} style={{ borderRadius: '50%', maxWidth: '84%', margin: '68px auto', aspectRatio: '1', height: 'auto' }} />
        </div>
      </Card>
      <div className="column wheel-side">
        <Card title={t('wheel.share_title')}>
          <Skeleton height={272} />
        </Card>
        <Card title={t('wheel.history_title')}>
          <Skeleton height={126} />
        </Card>
      </div>
    </div>
  );
}
