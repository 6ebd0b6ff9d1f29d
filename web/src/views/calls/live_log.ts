// What is ticked and typed during a call, kept on this device as it is typed: no line is needed, and a closed tab loses
// nothing. The debrief begins with it and removes it once it is saved or queued.
import { useCallback, useEffect, useState } from 'react';
import { ownerId } from '~/api/owner';

export interface Tick {
  asked: boolean;
  answered: boolean;
  accepted: boolean;
  answer: string;
}

export interface HeardQuote {
  id: string;
  text: string;
  contactId: string | null;
  at: string;
}

export interface LiveLog {
  startedAt: string | null;
  ticks: Record<string, Tick>;
  quotes: HeardQuote[];
  observations: string;
  /** Ids of the statements that were made. */
  said: string[];
}

export const emptyLog: LiveLog = { startedAt: null, ticks: {}, quotes: [], observations: '', said: [] };
export const noTick: Tick = { asked: false, answered: false, accepted: false, answer: '' };

const keyOf = (callId: string) => `wheelhouse.live.${ownerId()}.${callId}`;
const oldKeyOf = (callId: string) => `wheelhouse.live.${callId}`; // of versions before, whoever wrote it

export function readLog(callId: string): LiveLog {
  try {
    const text = localStorage.getItem(keyOf(callId)) ?? localStorage.getItem(oldKeyOf(callId));
    return text ? { ...emptyLog, ...(JSON.parse(text) as Partial<LiveLog>) } : emptyLog;
  } catch {
    return emptyLog;
  }
}

export function dropLog(callId: string): void {
  try {
    localStorage.removeItem(keyOf(callId));
    localStorage.removeItem(oldKeyOf(callId));
  } catch {
    // Storage is forbidden: there was nothing to remove either.
  }
}

export function useLiveLog(callId: string): [LiveLog, (change: (log: LiveLog) => LiveLog) => void] {
  const [log, setLog] = useState(() => readLog(callId));
  useEffect(() => {
    if (log === emptyLog) return;
    try {
      localStorage.setItem(keyOf(callId), JSON.stringify(log));
      localStorage.removeItem(oldKeyOf(callId));
    } catch {
      // Storage is full or forbidden: the words are still on screen.
    }
  }, [callId, log]);
  return [log, useCallback((change) => setLog((before) => change(before)), [])];
}

/** An answer that was typed makes the question asked and answered; clearing it takes only the answer back. */
export function withAnswer(tick: Tick, answer: string): Tick {
  const given = answer.trim() !== '';
  return { ...tick, answer, asked: tick.asked || given, answered: given || (tick.answered && !tick.answer.trim()) };
}
