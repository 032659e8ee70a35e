// One bench in a process of its own, started by `main.ts`: the name of its file is the argument, its rows are the answer.
import type { Row } from './row.ts';

const [, , name = ''] = process.argv;
const { bench } = (await import(`./${name}.ts`)) as { bench(): Promise<Row[]> };
process.send?.(await bench());
process.disconnect();
