// A statement and its amount as one line of text.
import type { Statement } from '~/api/selling';

export function statementText(statement: Pick<Statement, 'benefit' | 'advantage' | 'feature'>): string {
  return statement.benefit?.trim() || statement.advantage?.trim() || statement.feature?.trim() || '–';
}

export function amountText(statement: Pick<Statement, 'amount' | 'unit' | 'period'>, number: (value: number, fraction?: number) => string): string {
  if (statement.amount === null) return '';
  return [number(statement.amount, 2), statement.unit, statement.period && `/ ${statement.period}`].filter(Boolean).join(' ');
}
