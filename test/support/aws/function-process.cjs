/**
 * One instance of a function, as Lambda runs it: loads the bundle, then answers each event that comes by message with what it
 * took. Calls to AWS are seen from below, by Node's own diagnostics: what passes while none is under way is the function's own.
 */
const { subscribe } = require('node:diagnostics_channel');
const { performance } = require('node:perf_hooks');

const begunMs = performance.now();
let underWay = 0;
let sinceMs = 0;
let awsMs = 0;
let calls = 0;
const ended = () => {
  underWay -= 1;
  if (underWay === 0) awsMs += performance.now() - sinceMs;
};
subscribe('http.client.request.start', () => {
  if (underWay === 0) sinceMs = performance.now();
  underWay += 1;
  calls += 1;
});
subscribe('http.client.response.finish', ended);
subscribe('http.client.request.error', ended);

const { handler } = require(process.argv[2]);
const loadMs = performance.now() - begunMs;

process.on('message', async (event) => {
  [awsMs, calls] = [0, 0];
  const [startMs, cpu] = [performance.now(), process.cpuUsage()];
  const error = await handler(event).then(
    () => null,
    (cause) => String(cause),
  );
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  process.send({ wallMs, awsMs, calls, cpuMs: (user + system) / 1000, error });
});
process.send({ loadMs });
