import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { startProgress } from './progress-bar.ts';
import type { Terminal } from './terminal.ts';

function open(screen: { isTTY?: boolean; columns?: number }, environment: Terminal['environment'] = {}) {
  const messages = Object.assign(new PassThrough(), screen);
  const terminal: Terminal = {
    arguments: [],
    environment,
    directory: '/',
    input: new PassThrough(),
    output: new PassThrough(),
    messages,
    onInterrupt: () => () => undefined,
  };
  const time = { now: 0 };
  const bar = startProgress(terminal, 'Applying', 4, () => time.now);
  return { bar, time, terminal, read: (): string => String(messages.read() ?? '') };
}

const erase = '\r\u001B[2K';

describe('on a terminal', () => {
  test('rate and time left, once there is something to go by', () => {
    const { bar, time, read } = open({ isTTY: true }, { NO_COLOR: '1' });
    expect(read()).toBe(`${erase}${'─'.repeat(40)} Applying 0/4`);
    time.now = 500;
    bar.advance();
    expect(read()).toBe(`${erase}${'━'.repeat(10)}${'─'.repeat(30)} Applying 1/4`);
    time.now = 2000;
    bar.advance();
    expect(read()).toBe(`${erase}${'━'.repeat(20)}${'─'.repeat(20)} Applying 2/4 · 1.0/s · 2 s left`);
    time.now = 400_000;
    bar.advance();
    expect(read()).toContain('Applying 3/4 · 0.0/s · 3 min left');
    bar.stop('4 done.');
    expect(read()).toBe(`${erase}4 done.\n`);
  });

  test('draws ten times a second at most, and always the end', () => {
    const { bar, time, read } = open({ isTTY: true }, { NO_COLOR: '1' });
    read();
    time.now = 99;
    bar.advance(3);
    expect(read()).toBe('');
    bar.advance();
    expect(read()).toContain('Applying 4/4');
  });

  test('a narrow terminal gets a shorter bar, never a second line', () => {
    const { bar, time, read } = open({ isTTY: true, columns: 20 }, { NO_COLOR: '1' });
    expect(read()).toBe(`${erase}${'─'.repeat(6)} Applying 0/4`);
    time.now = 2000;
    bar.advance();
    expect(read()).toBe(`${erase} Applying 1/4 · 0.5`);
  });

  test('colours, and none under NO_COLOR', () => {
    expect(open({ isTTY: true }).read()).toContain('\u001B[2m');
    expect(open({ isTTY: true }, { NO_COLOR: '1' }).read()).not.toContain('\u001B[2m');
  });

  test('reads no keys: Ctrl+C has to arrive as a signal', () => {
    const listeners = (): number => process.stdin.listenerCount('data') + process.stdin.listenerCount('keypress');
    const before = listeners();
    const { bar, terminal } = open({ isTTY: true });
    bar.advance();
    expect([listeners(), terminal.input.listenerCount('data')]).toEqual([before, 0]);
  });
});

test('in a pipe: the last message and nothing else', () => {
  const { bar, read } = open({});
  bar.advance();
  bar.clear();
  bar.stop('4 done.');
  expect(read()).toBe('4 done.\n');
});
