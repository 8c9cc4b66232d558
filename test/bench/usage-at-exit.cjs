/** Preloaded into a process that is measured from outside: what it computed, all threads together, into $BENCH_USAGE_FILE. */
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    const usage = { userSeconds: userCPUTime / 1e6, systemSeconds: systemCPUTime / 1e6 };
    writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
  });
}
