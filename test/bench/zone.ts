import { fork } from 'node:child_process';
import { once } from 'node:events';
const m = fork('/work/main/test/bench/plan-maker.ts', ['1000000'], { execArgv: process.argv.slice(2) });
await once(m,'message'); m.send('plan'); const [c] = await once(m,'message') as any; console.log(process.argv.slice(2).join(' '), (c.peakMemory/2**30).toFixed(2)+' GiB', (c.cpuMs/1000).toFixed(1)+' s'); m.disconnect();
