import type { Behaviour } from './behaviour.ts';
import * as create from './behaviours/create/index.ts';
import * as deletion from './behaviours/delete/index.ts';
import * as grants from './behaviours/grants/index.ts';
import * as list from './behaviours/list/index.ts';
import * as names from './behaviours/names/index.ts';
import * as outcomes from './behaviours/outcomes/index.ts';
import * as read from './behaviours/read/index.ts';
import * as secrets from './behaviours/secrets/index.ts';
import * as settling from './behaviours/settling/index.ts';
import * as traits from './behaviours/traits/index.ts';
import * as update from './behaviours/update/index.ts';

const areas = { traits, create, read, names, list, update, deletion, grants, secrets, outcomes, settling };

type BehavioursOf<Area> = Area extends unknown ? Area[keyof Area] : never;
export type BehaviourName = BehavioursOf<(typeof areas)[keyof typeof areas]>['name'];

/** What it means to be a provider, area by area, in the order in which it is judged. Each area's index names its behaviours. */
export const behaviours: readonly Behaviour<BehaviourName>[] = Object.values(areas).flatMap((area) =>
  Object.values<Behaviour<BehaviourName>>(area),
);
