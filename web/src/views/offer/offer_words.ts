// A statement and its amount as one line of text.
import type { Statement } from '~/api/selling';
import { minorDigits } from '~/format/money';
import type { Format } from '~/format/use_format';

export function statementText(statement: Pick<Statement, 'benefit' | 'advantage' | 'feature'>): string {
  return statement.benefit?.trim() || statement.advantage?.trim() || statement.feature?.trim() || '–';
}

/** A unit that is a currency makes it money, written as money is everywhere. */
export function amountText(statement: Pick<Statement, 'amount' | 'unit' | 'period'>, format: Format): string {
  const { amount, unit, period } = statement;
  if (amount === null) return '';
  const money = unit && /^[A-Z]{3}$/.test(unit) ? format.money({ amount_minor: Math.round(amount * 10 ** minorDigits(unit)), currency: unit }, { short: true }) : null;
  return [money ?? format.number(amount, 2), money ? null : unit, period && `/ ${period}`].filter(Boolean).join(' ');
}
