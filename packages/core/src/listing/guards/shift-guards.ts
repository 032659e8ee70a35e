import type { Traits } from '../../model/traits.ts';
import { OverlapGuard } from './overlap-guard.ts';
import type { ShiftGuardClass } from './shift-guard.ts';
import { StableCursorGuard } from './stable-cursor-guard.ts';
import { TotalGuard } from './total-guard.ts';

/** One guard for each kind of evidence that carriers give. */
export const shiftGuards: Readonly<Record<Traits['listing']['shiftEvidence'], ShiftGuardClass>> = {
  total: TotalGuard,
  overlap: OverlapGuard,
  'stable-cursor': StableCursorGuard,
};
