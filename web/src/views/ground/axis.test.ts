import { describe, expect, it } from 'vitest';
import { axisMarks } from './axis';

const none = { level_now: null, level_ideal: null, level_promised: null, level_measured: null };

describe('the axis of a gap', () => {
  it('draws from now to the ideal, and what of it is promised', () => {
    const marks = axisMarks({ ...none, level_now: 3, level_ideal: 9, level_promised: 8 });
    expect(marks.bar).toEqual({ from: 30, width: 60 });
    expect(marks.closed).toEqual({ from: 30, width: 50 });
    expect(marks.points.map((point) => point.kind)).toEqual(['ideal', 'promised', 'now']);
  });
  it('draws no gap where none is, or nobody knows', () => {
    expect(axisMarks({ ...none, level_now: 8, level_ideal: 8 }).bar).toBeNull();
    expect(axisMarks({ ...none, level_ideal: 8 }).bar).toBeNull();
  });
  it('never promises beyond the ideal, nor less than today', () => {
    expect(axisMarks({ ...none, level_now: 5, level_ideal: 8, level_promised: 10 }).closed).toEqual({ from: 50, width: 30 });
    expect(axisMarks({ ...none, level_now: 5, level_ideal: 8, level_promised: 4 }).closed).toBeNull();
  });
});
