import type { Figures } from '../figures.ts';
import type { Tally } from './scene.ts';

const groups = { wish: 'sub-users wanted', call: 'calls', end: 'calls that ended as', fault: 'faults' } as const;

/** The counts of many runs as a table; `complaints`: how many invariants did not hold. */
export function figuresOf(tally: Tally, first: number, complaints: number): Figures {
  const ofGroup = (group: string): [string, number][] =>
    Array.from(tally)
      .filter(([name]) => name.startsWith(`${group}: `))
      .map(([name, times]): [string, number] => [name.slice(group.length + 2), times])
      .toSorted(([, one], [, other]) => other - one);
  const sum = (group: string): number => ofGroup(group).reduce((total, [, times]) => total + times, 0);
  const runs = tally.get('runs') ?? 0;
  return {
    columns: ['what', 'how many'],
    rows: [
      [`runs, seeds ${first} to ${first + runs - 1}`, runs],
      ['requests', tally.get('requests') ?? 0],
      ...Object.entries(groups).flatMap(([group, title]): [string, number][] =>
        group === 'end'
          ? ofGroup(group).map(([name, times]) => [`${title} \`${name}\``, times])
          : [[`**${title}**`, sum(group)], ...ofGroup(group)],
      ),
      ['sub-users lost, doubled, deleted wrongly or misreported', complaints],
    ],
  };
}
