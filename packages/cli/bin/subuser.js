#!/usr/bin/env node
// Stands before the first build, so that installing a fresh clone can link the command.
await import('../dist/main.js');
