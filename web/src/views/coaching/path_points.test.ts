import { describe, expect, it } from 'vitest';
import { pointsOf, segmentsOf } from './path_points';

describe('the months of a share', () => {
  it('stand from left to right, all at the top and none at the foot', () => {
    expect(pointsOf([0, 0.5, 1], 200, 100)).toEqual([
      { index: 0, value: 0, x: 0, y: 100 },
      { index: 1, value: 0.5, x: 100, y: 50 },
      { index: 2, value: 1, x: 200, y: 0 },
    ]);
  });
  it('are not joined over a month without calls', () => {
    const points = pointsOf([0.2, 0.4, null, 0.6, 0.8, null, 1], 60, 10);
    expect(points).toHaveLength(5);
    expect(segmentsOf(points)).toEqual(['M0 8L10 6', 'M30 4L40 2']);
  });
  it('may be one or none', () => {
    expect(pointsOf([0.3], 60, 10)).toHaveLength(1);
    expect(segmentsOf(pointsOf([null, null], 60, 10))).toEqual([]);
  });
});
