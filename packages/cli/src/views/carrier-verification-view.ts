import type { Verification } from '@subuser/core';
import { print } from '../terminal/terminal.ts';
import { recordLines } from './record.ts';
import { widthOf } from './table.ts';
import type { View } from './view.ts';

/** How far the carrier's own verification of a sub-user is. */
export function carrierVerificationView(id: string, { state, callsBlocked }: Verification): View {
  return {
    objects: [{ id, state, callsBlocked }],
    async show(terminal) {
      const calls = callsBlocked ? 'blocked until it is verified' : 'allowed';
      const fields = [
        ['id', id],
        ['verification', state],
        ['calls', calls],
      ] as const;
      print(terminal, await recordLines(fields, widthOf(terminal.output)));
    },
  };
}
