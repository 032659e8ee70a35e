// The door for tests of applications and adapters: time that passes by hand.
export { ManualClock, type ManualClockOptions } from './manual-clock.ts';
export { settled } from './settled.ts';
