// One bench in a process of its own, started by `main.ts`: its name is the argument, its rows are the answer.
import type { Row } from './row.ts';

const [, , name = ''] = process.argv;
const [carrier, what] = name.split('/');
const file = what === undefined ? `./${name}.ts` : `../carriers/${carrier}/bench-${what}.ts`;
const { bench } = (await import(file)) as { bench(): Promise<Row[]> };
process.send?.(await bench());
process.disconnect();
