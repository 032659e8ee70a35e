import type { BrokenRule } from '@subuser/core';
import type { Verdict } from './compare-sub-users.ts';
import type { Listed } from '../inventory/inventory.ts';
import type { ChosenName } from './name-chooser.ts';
import type { Pairing, Sides } from './pair-sub-users.ts';
import type { Loss, PlanStep } from '../plan/plan.ts';
import type { Wanted } from './desired-sub-user.ts';

/** One source sub-user and all that is known of it before a step is made of it. */
export interface Case {
  source: Listed;
  pairing: Pairing;
  wanted: Wanted;
  name: ChosenName;
}

/** A step, and what a plan does not keep: with whom it was compared, and how each field came out. */
export interface Judgement {
  step: PlanStep;
  target?: Listed;
  verdicts: Verdict[];
}

const nothing: readonly Loss[] = Object.freeze([]);

/** Most steps lose nothing and nothing blocks them: in a plan of a million they share one empty list. */
export function shared(losses: readonly Loss[]): readonly Loss[] {
  return losses.length === 0 ? nothing : losses;
}

// Core draws ten characters for a nonce.
const nonceLength = 10;

/** A reference lives at the end of a description, as ` [ref:<reference>~<nonce>]`, and needs room there. */
export function lengthBlocks(description: string | null | undefined, reference: string, { target }: Sides): Loss[] {
  const { maxLength } = target.traits.fields.description;
  const text = description ? `${description} ` : '';
  const length = Array.from(`${text}[ref:${reference}~]`).length + nonceLength;
  if (maxLength === undefined || length <= maxLength) return [];
  const why = `has ${length} characters with the tag that says where it came from, and the target takes ${maxLength}`;
  return [{ field: 'description', why: `${why}; shorten it on the source` }];
}

/** The source holds what no carrier is sent. */
export function ruleBlocks(rules: readonly BrokenRule[]): Loss[] {
  return rules.map(({ field, rule }) => ({ field, why: `${rule}; correct it on the source` }));
}

export function nameLoss(from: string, to: string): Loss[] {
  return from === to ? [] : [{ field: 'name', why: `“${from}” becomes “${to}”` }];
}
