import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { platformRefusals, Refusal } from './refusal.ts';

/** From a cached page to a long export, in seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * What a monitoring system may know (Prometheus text format 0.0.4): how long each route takes, how much waits, the process itself. No
 * address with a key in it, no name: routes are counted as they were declared.
 *
 * Call it before the routes are declared: it times what comes after it.
 *
 * @param options.token asked for as `Authorization: Bearer`; without one configured the page does not exist
 */
export function offerMetrics(
  app: FastifyInstance,
  options: { readonly token: string | undefined; readonly countWaiting: () => Promise<ReadonlyMap<string, number>> },
): void {
  const { token, countWaiting } = options;
  if (token === undefined || token === '') return;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'mandate_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'mandate_waiting',
    help: 'What waits to be done',
    labelNames: ['of'],
    registers: [registry],
    collect: async () => {
      for (const [of, count] of await countWaiting()) waiting.set({ of }, count);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    duration.observe({ method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) throw new Refusal(platformRefusals.notFound);
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics());
  });
}

const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};
