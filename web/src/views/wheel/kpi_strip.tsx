// What moved and what is stuck, in one row; at its end the way between the picture and its twin, the table.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Unit, Wheel } from '~/api/types';
import { Button } from '~/components/button';
import { useFormat } from '~/format/use_format';

interface KpiStripProps {
  wheel: Wheel;
  unit: Unit;
  onStuck: string;
  onUnproven: () => void;
  asTable: boolean;
  onTable: () => void;
}

export function KpiStrip({ wheel, unit, onStuck, onUnproven, asTable, onTable }: KpiStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kpi } = wheel;
  // Customers and deals are counted with different words.
  const counted = unit === 'account' ? '' : '_opportunity';
  const unproven = wheel.stages.reduce((sum, stage) => sum + stage.unproven, 0);
  return (
    <div className={Math.max(kpi.forward, kpi.stuck, kpi.stale, unproven) >= 1000 ? 'kpi-strip dense' : 'kpi-strip'}>
      <Kpi label={t('wheel.moved_forward')} figure={kpi.forward} note={t(`wheel.moves_before${counted}`, { n: kpi.forward_previous })} />
      <Kpi label={t('wheel.moved_back')} figure={kpi.backward} note={t(`wheel.moves${counted}`, { count: kpi.backward })} />
      <Kpi
        label={t('wheel.stalled')}
        figure={kpi.stuck}
        tone={kpi.stuck > 0 ? 'bad' : 'third'}
        note={kpi.stuck_value.length > 0 ? t(`wheel.stalled_value${counted}`, { value: format.moneyList(kpi.stuck_value.slice(0, 1)) }) : t(`wheel.stalled_none${counted}`)}
        link={onStuck}
      />
      <Kpi label={t('wheel.stale')} figure={kpi.stale} tone={kpi.stale > 0 ? 'warn' : 'third'} note={t(`wheel.stale_note${counted}`)} />
      <Kpi
        label={t('wheel.unproven')}
        figure={unproven}
        note={wheel.unproven_share === null ? '' : t(`wheel.unproven_note${counted}`, { percent: format.percent(wheel.unproven_share, 0) })}
        onPress={onUnproven}
      />
      <Button
        variant="ghost"
        small
        className="twin-button"
        icon={asTable ? 'wheel' : 'table'}
        aria-label={t(asTable ? 'wheel.show_wheel' : 'wheel.show_table')}
        onPress={onTable}
      />
    </div>
  );
}

interface KpiProps {
  label: string;
  figure: number;
  note: ReactNode;
  tone?: 'bad' | 'warn' | 'third';
  link?: string;
  onPress?: () => void;
}

function Kpi({ label, figure, note, tone = 'third', link, onPress }: KpiProps) {
  const content = (
    <>
      <span className="caption third nowrap">{label}</span>
      <span className="nowrap metric numeric">
        {figure.toLocaleString('en')} <span className={`caption regular ${tone}`}>{note}</span>
      </span>
    </>
  );
  if (link) {
    return (
      <Link className="kpi" to={link}>
        {content}
      </Link>
    );
  }
  if (onPress) {
    return (
      <button type="button" className="kpi" onClick={onPress}>
        {content}
      </button>
    );
  }
  return <div className="kpi">{content}</div>;
}
