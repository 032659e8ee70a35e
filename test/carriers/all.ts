import type { CarrierUnderTest } from './carrier-under-test.ts';
import { vobiz } from './vobiz.ts';
import { voximplant } from './voximplant.ts';

/** Every carrier that the cross-cutting suites try, one a line. */
export const carriers: readonly CarrierUnderTest[] = [vobiz, voximplant];
