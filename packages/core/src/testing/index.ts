// For tests, of applications and of adapters.
export { ManualClock, type ManualClockOptions } from './manual-clock.ts';
export { settled } from './settled.ts';
