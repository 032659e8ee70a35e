import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ManualClock } from '@subuser/core/testing';
import type { Party } from './expedition.ts';
import { openWith, startGrounds } from './ground.ts';
import { Hunt, type Tally } from './hunt.ts';
import { plantSecrets } from './planted-secrets.ts';
import { huntThroughAProcess } from './through-a-process.ts';
import { huntThroughAProxy, type ProxyPassage } from './through-a-proxy.ts';
import { huntThroughARescue } from './through-a-rescue.ts';
import { huntThroughEndings } from './through-endings.ts';
import { huntThroughHostility } from './through-hostility.ts';
import { huntThroughQueries } from './through-queries.ts';
import { huntThroughRefusals } from './through-refusals.ts';
import { huntThroughSettling } from './through-settling.ts';
import { huntThroughSuccess } from './through-success.ts';

/** What was done: evidence that a hunt without findings has looked everywhere. */
export interface Journey {
  /** Calls that failed although nothing was in their way, by carrier. */
  success: Record<string, string[]>;
  refusals: number;
  /** Carriers whose one-time secrets came out of a reply without an id. */
  rescued: string[];
  /** Settled creates for each fault, by carrier. */
  settled: Record<string, number>;
  /** Calls that ended in one of the ways of the outcome table. */
  endings: number;
  /** Calls that failed at a carrier that repeats what it is sent. */
  hostility: number;
  proxy: ProxyPassage;
  /** Characters that a program printed. */
  printed: number;
}

export interface Catch {
  journey: Journey;
  /** Calls, by what became of them. */
  calls: Record<string, number>;
  /** Secrets that were looked for. */
  secrets: number;
  tallies: ReadonlyMap<string, Tally>;
  /** The kinds of secrets by the surfaces that contain them. */
  findings: Record<string, string[]>;
}

async function travelEverywhere(party: Party): Promise<Pick<Catch, 'journey' | 'calls'>> {
  const calls: Record<string, number> = {};
  const leg = async <T>(name: string, hunt: (party: Party) => Promise<T>): Promise<T> => {
    const before = party.hunt.calls;
    const end = await hunt(party);
    calls[name] = party.hunt.calls - before;
    return end;
  };
  const journey = {
    success: await leg('nothing in their way', huntThroughSuccess),
    refusals: await leg('refused by us', huntThroughRefusals),
    rescued: await leg('a reply without its id', huntThroughARescue),
    settled: await leg('settled after a lost answer', huntThroughSettling),
    endings: await leg('every ending of the table', huntThroughEndings),
    hostility: await leg('a carrier that repeats requests', huntThroughHostility),
    proxy: await leg('a proxy', huntThroughAProxy),
    printed: await leg('a process that logs everything', huntThroughAProcess),
  };
  await leg('passwords in the query', huntThroughQueries);
  return { journey, calls };
}

/** Calls every operation of every carrier, ended in every possible way, and searches all results for every secret. */
export async function huntEverywhere(): Promise<Catch> {
  const hunt = new Hunt();
  const clock = new ManualClock();
  const planted = plantSecrets(hunt.vault);
  const grounds = await startGrounds({ clock, vault: hunt.vault });
  const onMessage = (message: unknown): void => hunt.look('the diagnostics channel', message);
  const onWarning = (warning: unknown): void => hunt.look('warnings', warning);
  subscribe('subuser:call', onMessage);
  process.on('warning', onWarning);
  let turn = 0;
  try {
    const party = { hunt, clock, planted, grounds, takeTurn: () => (turn += 1), open: openWith };
    const { journey, calls } = await travelEverywhere(party);
    const surfaces = [...hunt.tallies().keys()];
    const findings = Object.fromEntries(surfaces.map((surface) => [surface, hunt.findings(surface)]));
    return { journey, calls, secrets: hunt.vault.size, tallies: hunt.tallies(), findings };
  } finally {
    unsubscribe('subuser:call', onMessage);
    process.off('warning', onWarning);
    await Promise.all(grounds.map((ground) => ground.close()));
  }
}
