import type { Secret } from '@subuser/core';
import type { OpenedCredentials } from '@subuser/migrate';
import { printTable } from './table.ts';
import type { View } from './view.ts';

/** Secrets stay masked unless they are to be revealed. */
export function credentialsView(all: readonly OpenedCredentials[], isRevealed: boolean): View {
  const shown = (secret: Secret): string => (isRevealed ? secret.reveal() : secret.toString());
  const rows = all.map(({ carrier, id, login, secret }) => ({ carrier, id, login, secret: shown(secret) }));
  return {
    objects: rows,
    async show(terminal) {
      const heading = ['carrier', 'id', 'login', 'secret'];
      await printTable(terminal, [heading, ...rows.map((row) => Object.values(row))], {
        whole: heading,
      });
    },
  };
}
