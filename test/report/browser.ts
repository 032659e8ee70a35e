import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The path on Debian and its derivatives. */
export const chromiumPath = '/usr/bin/chromium';

// Browsers contact their makers unasked; the last line lets no name resolve.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ^NOTFOUND',
];

export interface Visit {
  page: Page;
  /** The address of every request that the page made. */
  requests: string[];
  /** What it logged, threw or asked in a dialog. */
  complaints: string[];
}

export interface Window {
  width: number;
  height: number;
}

export interface Visitor {
  /** Opens a file; every other request of the page is recorded and refused. */
  visit(file: string, viewport?: Window): Promise<Visit>;
  /** A folder for pictures, gone when it is closed. */
  pictures: string;
  close(): Promise<void>;
}

const desktop = { width: 1200, height: 900 };

export async function openBrowser(): Promise<Visitor> {
  // Controlled through pipes: no socket is opened.
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  const pictures = await mkdtemp(join(tmpdir(), 'subuser-report-'));
  return {
    pictures,
    async visit(file, viewport = desktop) {
      const address = pathToFileURL(file).href;
      const page = await browser.newPage({ viewport });
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', ({ message }) => complaints.push(`threw: ${message}`));
      page.on('dialog', (dialog) => {
        complaints.push(`asked: ${dialog.message()}`);
        return dialog.dismiss();
      });
      await page.route('**', (route) => (route.request().url() === address ? route.continue() : route.abort()));
      await page.goto(address);
      return { page, requests, complaints };
    },
    async close() {
      await browser.close();
      await rm(pictures, { recursive: true });
    },
  };
}
