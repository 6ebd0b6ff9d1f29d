import { describe, expect, it } from 'vitest';
import { labelHeights } from './impact_chart';

describe('labels at the end of the curves', () => {
  it('stay where they are when there is room', () => {
    expect(labelHeights([20, 60, 100], 128)).toEqual([20, 60, 100]);
  });
  it('make room upwards, the lowest keeps its place', () => {
    expect(labelHeights([20, 104, 98], 128)).toEqual([20, 104, 90]);
  });
  it('never lie beneath the axis', () => {
    expect(labelHeights([140, 139], 128)).toEqual([128, 114]);
  });
});
