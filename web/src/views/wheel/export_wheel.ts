// The wheel for a board meeting: the share table as CSV, the picture as PNG. Made in the browser from what is shown.
import fontAddress from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { TFunction } from 'i18next';
import { isoDate } from '~/format/dates';
import { minorDigits } from '~/format/money';
import type { StageFigures } from './figures';

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell that a spreadsheet would take for a formula is prefixed, RFC 4180 quotes do the rest. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function exportTable(figures: StageFigures[], t: TFunction): void {
  const currencies = [...new Set(figures.flatMap((figure) => figure.value.map((money) => money.currency)))];
  const header = [
    '#',
    t('wheel.th_stage'),
    t('wheel.metric_count'),
    t('wheel.th_count'),
    t('basis.proven'),
    t('basis.claimed'),
    t('wheel.th_stalled'),
    t('wheel.th_median'),
    ...currencies.map((currency) => `${t('wheel.metric_value')} (${currency})`),
  ];
  const rows = figures.map((figure) => [
    figure.index + 1,
    t(`stage.${figure.stage}`),
    figure.count,
    figure.countPercent,
    figure.proven,
    figure.unproven,
    figure.stuck,
    figure.median,
    ...currencies.map((currency) => {
      const money = figure.value.find((one) => one.currency === currency);
      return money ? money.amount_minor / 10 ** minorDigits(currency) : 0;
    }),
  ]);
  const text = [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
  // The mark lets spreadsheet programs on Windows see that this is UTF-8.
  download(new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' }), `wheel-${isoDate(new Date())}.csv`);
}

/** An SVG drawn as an image sees no fonts of the page. */
async function fontAsData(): Promise<string> {
  const bytes = await (await fetch(fontAddress)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('font'));
    reader.readAsDataURL(bytes);
  });
}

export async function exportPicture(svg: SVGSVGElement): Promise<void> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  // The picture stands alone, away from the stylesheets: what they computed goes into the elements.
  const properties = ['fill', 'stroke', 'opacity', 'font-family', 'font-variant-numeric', 'letter-spacing'];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const property of properties) copies[index]?.style.setProperty(property, style.getPropertyValue(property));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = `@font-face{font-family:Inter;font-weight:100 900;src:url(${await fontAsData()})}`;
  copy.prepend(style);
  const scale = 2;
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) download(blob, `wheel-${isoDate(new Date())}.png`);
}
