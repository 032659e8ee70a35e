import type { BrokenRule } from '@subuser/core';
import { visit } from 'jsonc-parser';

interface Holder {
  path: string;
  keys: Set<string>;
}

/**
 * The keys that an object of a JSON text contains twice: programs read the last of them, people the first. `lineAt` gives
 * the line of a position.
 */
export function doubledKeys(text: string, lineAt: (position: number) => number): BrokenRule[] {
  const faults: BrokenRule[] = [];
  const holders: Holder[] = [];
  visit(text, {
    onObjectBegin(_offset, _length, _line, _column, pathOf) {
      holders.push({ path: pathOf().join('.'), keys: new Set() });
    },
    onObjectEnd() {
      holders.pop();
    },
    onObjectProperty(key, offset) {
      const { path, keys } = holders.at(-1) ?? { path: '', keys: new Set() };
      if (keys.has(key)) {
        const field = path === '' ? key : `${path}.${key}`;
        faults.push({ field, rule: `is written a second time (line ${lineAt(offset)})` });
      }
      keys.add(key);
    },
  });
  return faults;
}
