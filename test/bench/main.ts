// Every bench, one after the other; ends with 1 where a ratio is below its target.
for (const bench of ['http', 'listing', 'apply']) await import(`./${bench}.ts`);
