export { configJsonSchema } from './config/config-json-schema.ts';
export { exitCode } from './commands/exit-code.ts';
export { runProgram } from './program.ts';
export type { Screen, Terminal } from './terminal/terminal.ts';
