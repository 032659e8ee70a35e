import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type timers from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { systemClock } from '@subuser/core';
import { type JournalEntry, type Plan, planStatus } from '@subuser/migrate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSession, type Session, there } from '../migrate/direction.ts';
import { chromiumPath, openBrowser, type Visitor } from './browser.ts';
import { contrast } from './contrast.ts';
import { hostileName, planMigration } from './migration.ts';
import { rushedClock } from './rushed-time.ts';

vi.mock('node:timers/promises', async (importActual) => {
  const actual = await importActual<typeof timers>();
  const { rushedWait } = await import('./rushed-time.ts');
  return { ...actual, setTimeout: rushedWait(actual.setTimeout) };
});

// skipped because the report is looked at in Debian's Chromium, which is not installed: apt-get install chromium
describe.skipIf(!existsSync(chromiumPath))('the report of 120 sub-users in a browser', { timeout: 30_000 }, () => {
  let session: Session;
  let browser: Visitor;
  let plan: Plan;
  let entries: JournalEntry[];
  let before: string;
  let after: string;

  beforeAll(async () => {
    session = await openSession(there);
    const now = vi.spyOn(Date, 'now').mockImplementation(rushedClock(Date.now));
    const monotonic = vi
      .spyOn(systemClock, 'monotonicMs')
      .mockImplementation(rushedClock(() => systemClock.monotonicMs()));
    await session.run('secrets keygen --out keys');
    const migration = await planMigration(session);
    before = await migration.report('before.html');
    await migration.apply();
    after = await migration.report('after.html');
    now.mockRestore();
    monotonic.mockRestore();
    plan = migration.plan;
    entries = await migration.entries();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await session.close();
  });

  const texts = (page: Page, selector: string): Promise<string[]> =>
    page
      .locator(selector)
      .allTextContents()
      .then((all) => all.map((text) => text.trim().replaceAll(/\s+/g, ' ')));
  const endedAs = (type: 'done' | 'failed'): JournalEntry[] => entries.filter((entry) => entry.type === type);

  test('asks for nothing but itself, complains of nothing, and a name that is a script stays a name', async () => {
    const { page, requests, complaints } = await browser.visit(after);
    expect(await page.title()).toBe('Migration old → new');
    expect(await texts(page, 'h2')).toEqual([
      'Over time',
      'What failed',
      'What is blocked',
      'What is lost',
      'Every sub-user',
    ]);
    expect(await texts(page, '#steps td:nth-child(2)')).toEqual(plan.steps.map(({ name }) => name));
    expect(plan.steps.map(({ name }) => name)).toContain(hostileName);
    expect(await page.locator('script').count()).toBe(1);
    expect([requests, complaints]).toEqual([[pathToFileURL(after).href], []]);
    // Even a script that got in would neither run nor fetch.
    const reply = await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = "run"' }));
       fetch('https://elsewhere.invalid/').then(() => 'fetched', () => 'refused')`,
    );
    expect([reply, await page.title()]).toEqual(['refused', 'Migration old → new']);
    expect(requests).toEqual([pathToFileURL(after).href]);
  });

  test('says what moved, what failed, what is blocked and what is lost', async () => {
    const { page } = await browser.visit(after);
    const failed = endedAs('failed').length;
    const blocked = plan.steps.filter(({ action }) => action === 'blocked').length;
    expect([failed, blocked]).toEqual([4, 11]);
    const moved = plan.steps.length - failed - blocked;
    expect(await texts(page, '.tiles li')).toEqual([
      `${moved}moved`,
      '0will move',
      `${failed}failed`,
      `${blocked}blocked`,
    ]);
    expect(await texts(page, '#failed td:nth-child(-n+2)')).toEqual(['quota-exceeded', '4']);
    expect(await texts(page, '#blocked td')).toEqual([
      'enabled',
      '11',
      'it is disabled, and the target cannot disable sub-users; set disabled to “activate” or “skip” in the mapping',
    ]);
    const losers = (field: string): number =>
      plan.steps.filter(({ action, losses }) => action === 'create' && losses.some((loss) => loss.field === field))
        .length;
    const lost = await texts(page, '#losses td:nth-child(-n+2)');
    expect(Object.fromEntries(lost.flatMap((field, i) => (i % 2 === 0 ? [[field, lost[i + 1]]] : [])))).toEqual({
      ...Object.fromEntries(plan.notes.map(({ field }) => [field, 'all'])),
      ...Object.fromEntries(['kind', 'name', 'phone', 'email', 'status'].map((field) => [field, `${losers(field)}`])),
    });
  });

  test('the chart has a step for each that ended, and a band for each time of waiting', async () => {
    const { page } = await browser.visit(after);
    const { series } = planStatus(plan, entries);
    for (const kind of ['done', 'failed'] as const) {
      const line = (await page.locator(`svg path.${kind}`).getAttribute('d')) ?? '';
      const counts = [...line.matchAll(/V([\d.]+)/g)].map(([, y]) => Math.round(((200 - Number(y)) / 200) * 108));
      expect(counts).toEqual(series.map((point) => point[kind]));
      expect(counts.at(-1)).toBe(endedAs(kind).length);
    }
    // Two refusals by 429, each for four seconds and for all steps, so concurrent waits form one band.
    const waits = entries.filter((entry) => entry.type === 'waited');
    const bands = await texts(page, 'svg .wait');
    expect(bands.length).toBeLessThan(waits.length);
    const long = bands.filter((text) => Number(/^waited ([\d.]+) s$/.exec(text)?.[1]) >= 4);
    expect(long.length).toBeGreaterThanOrEqual(2);
    for (const [index, band] of (await page.locator('svg .wait').all()).entries()) {
      const { width = 0, height } = (await band.boundingBox()) ?? {};
      expect(height).toBeGreaterThan(150);
      if (long.includes(bands[index] ?? '')) expect(width).toBeGreaterThan(10);
    }
    expect(await texts(page, '.legend li')).toEqual(['done', 'failed', 'waiting for the carrier']);
    expect(await texts(page, '.counts span')).toEqual(['108', '54', '0']);
    expect(await page.getByRole('img', { name: /^Steps over time: 104 done, 4 failed in .*waiting/ }).count()).toBe(1);
  });

  test('searching filters the rows and counts them', async () => {
    const { page } = await browser.visit(after);
    const search = page.getByRole('searchbox', { name: 'Search' });
    const count = page.locator('#count');
    const shown = page.locator('#steps tbody tr:visible');
    const all = plan.steps.length;
    expect([await count.textContent(), await shown.count()]).toEqual([`${all} of ${all}`, all]);
    await search.pressSequentially('MÜLLER blocked');
    const hits = plan.steps.filter(({ name, action }) => name.includes('Müller') && action === 'blocked');
    expect(hits.length).toBeGreaterThan(0);
    expect(await texts(page, '#steps tbody tr:visible td:nth-child(2)')).toEqual(hits.map(({ name }) => name));
    expect(await count.textContent()).toBe(`${hits.length} of ${all}`);
    await search.fill(hostileName);
    expect([await count.textContent(), await shown.count()]).toEqual([`1 of ${all}`, 1]);
    await search.fill('quota-exceeded');
    expect([await count.textContent(), await shown.count()]).toEqual([`4 of ${all}`, 4]);
    await search.fill('no such thing');
    expect([await count.textContent(), await shown.count()]).toEqual([`0 of ${all}`, 0]);
    await search.fill('');
    expect([await count.textContent(), await shown.count()]).toEqual([`${all} of ${all}`, all]);
  });

  test.each(['light', 'dark'] as const)('%s: every text stands out from the paper', async (colorScheme) => {
    const { page } = await browser.visit(after);
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(browser.pictures, `${colorScheme}.png`) });
    const style = (selector: string, property: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}'))['${property}']`);
    const paper = await style('body', 'backgroundColor');
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
    for (const text of ['h1', '.quiet', '.tiles .done', '.tiles .failed', 'td.blocked', 'th', '.counts'])
      expect(contrast(await style(text, 'color'), paper)).toBeGreaterThanOrEqual(4.5);
    const band = await style('.wait', 'fill');
    for (const [line, property] of [
      ['path.done', 'stroke'],
      ['path.failed', 'stroke'],
      ['input', 'borderTopColor'],
    ] as const)
      for (const behind of line === 'input' ? [paper] : [paper, band])
        expect(contrast(await style(line, property), behind)).toBeGreaterThanOrEqual(3);
    expect(contrast(band, paper)).toBeGreaterThan(1.2);
  });

  test('on a phone everything is readable without scrolling sideways', async () => {
    const { page, complaints } = await browser.visit(after, { width: 375, height: 800 });
    await page.screenshot({ path: join(browser.pictures, 'phone.png'), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    expect(
      await page.evaluate(`[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > 375).length`),
    ).toBe(0);
    expect(
      await page.evaluate(`parseFloat(getComputedStyle(document.querySelector('.counts')).fontSize)`),
    ).toBeGreaterThan(12);
    await page.getByRole('searchbox').fill(hostileName);
    expect(await page.locator('#steps tbody tr:visible').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('on paper it is light, has no search field, and says how many rows match the search', async () => {
    const { page } = await browser.visit(after);
    await page.getByRole('searchbox').fill('blocked');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('#search').isVisible()).toBe(false);
    expect(await page.locator('#count').isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const path = join(browser.pictures, 'report.pdf');
    await page.pdf({ path, format: 'A4' });
    expect((await stat(path)).size).toBeGreaterThan(10_000);
  });

  test('for screen readers: a language, one first heading, names for fields, tables and columns', async () => {
    const { page } = await browser.visit(after);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.locator('output').getAttribute('for')).toBe('search');
    for (const name of ['What failed', 'What is blocked', 'What is lost', 'Every sub-user'])
      expect(await page.getByRole('region', { name }).getByRole('table').count()).toBe(1);
    expect(await texts(page, 'th:not([scope=col])')).toEqual([]);
    const ids = await page.evaluate<string[]>(`[...document.querySelectorAll('[id]')].map(({ id }) => id)`);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('before `apply` it says what will move', async () => {
    const { page, complaints } = await browser.visit(before);
    expect(await texts(page, '.tiles li')).toEqual(['0moved', '108will move', '0failed', '11blocked']);
    expect(await texts(page, 'h2 + p')).toEqual(['Nothing was applied yet.', expect.stringContaining('Search')]);
    expect(await page.locator('svg').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
