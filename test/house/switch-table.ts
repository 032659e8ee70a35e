import { type CarrierEmulator, emulators } from '@subuser/emulator';

/** Every switch of an emulator, as its carrier's page shows them. */
function switchTable({ switches }: CarrierEmulator): string {
  const rows = Object.entries(switches).map(([name, { usual, values = [usual, 'any number from 1'], about }]) => {
    const others = values.filter((value) => value !== usual).map((value) => `\`${String(value)}\``);
    return `| \`${name}\` | \`${String(usual)}\` | ${others.join(', ')} | ${about} |`;
  });
  return ['| switch | usually | or | decides |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The tables by carrier. */
export async function switchTables(): Promise<Record<string, string>> {
  const tables = Object.entries(emulators).map(async ([carrier, start]) => {
    const emulator: CarrierEmulator = await start();
    await emulator.close();
    return [carrier, switchTable(emulator)] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}
