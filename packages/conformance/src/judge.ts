import type { Behaviour } from './behaviour.ts';
import { createContext } from './context.ts';
import type { Harness, OpenHarness } from './harness.ts';
import { Inapplicable } from './inapplicable.ts';

export type Verdict =
  | { status: 'passed' }
  | { status: 'failed'; error: unknown }
  /** The traits promise nothing to judge, or the harness lacks what it takes. */
  | { status: 'inapplicable'; reason: string };

/** Judges one behaviour on an account of its own. Rejects only if the harness itself fails. */
export async function judge<O = never>(behaviour: Behaviour, open: OpenHarness<O>): Promise<Verdict> {
  // Parameters of methods are compared both ways, so this compiles; behaviours pass no options but those of `always`.
  const harness = (await open()) as Harness<unknown>;
  const lacking = (behaviour.needs ?? []).filter((ability) => harness[ability] === undefined);
  try {
    if (lacking.length > 0) return { status: 'inapplicable', reason: `the harness has no ${lacking.join(', no ')}` };
    await behaviour.verify(createContext(harness));
    return { status: 'passed' };
  } catch (error) {
    if (error instanceof Inapplicable) return { status: 'inapplicable', reason: error.message };
    return { status: 'failed', error };
  } finally {
    // How it closes is a behaviour of its own.
    await harness.provider.close().catch(() => undefined);
    await harness.close?.();
  }
}
