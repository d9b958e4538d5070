/**
 * Times ways of doing the same thing against each other in one run: baseline first, rounds interleaved, medians, results used.
 * It compares and never judges; a figure of another machine or another run is not comparable.
 */
export type Ways = Readonly<Record<string, () => unknown>>;

const ROUNDS = 9;
const ROUND_MILLISECONDS = 60;

/** What was computed is kept where the compiler can see it: nothing is optimised away. */
let sink: unknown;

export function compare(title: string, ways: Ways): void {
  const names = Object.keys(ways);
  const counts = new Map(names.map((name) => [name, calibrate(ways[name] as () => unknown)]));
  const samples = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) samples.get(name)?.push(time(ways[name] as () => unknown, counts.get(name) ?? 1));
  }
  print(title, names, (name) => median(samples.get(name) ?? []));
}

/** The same for what waits: each way is run `runs` times a round, one after another. */
export async function compareAsync(title: string, ways: Readonly<Record<string, () => Promise<unknown>>>, runs = 50): Promise<void> {
  const names = Object.keys(ways);
  const samples = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const started = performance.now();
      for (let run = 0; run < runs; run++) sink = await ways[name]?.();
      if (round > 0) samples.get(name)?.push(((performance.now() - started) * 1e6) / runs); // the first round warms up
    }
  }
  print(title, names, (name) => median(samples.get(name) ?? []));
}

function calibrate(way: () => unknown): number {
  let count = 1;
  for (;;) {
    const nanoseconds = time(way, count) * count;
    if (nanoseconds > ROUND_MILLISECONDS * 1e6) return Math.max(1, Math.round((count * ROUND_MILLISECONDS * 1e6) / nanoseconds));
    count *= 2;
  }
}

/** Nanoseconds a call. */
function time(way: () => unknown, count: number): number {
  const started = performance.now();
  for (let i = 0; i < count; i++) sink = way();
  return ((performance.now() - started) * 1e6) / count;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function print(title: string, names: readonly string[], of: (name: string) => number): void {
  const base = of(names[0] ?? '');
  for (const name of names) {
    const nanoseconds = of(name);
    process.stdout.write(`${`${title}: ${name}`.padEnd(64)} ${amount(nanoseconds).padStart(12)}  ×${(base / nanoseconds).toFixed(2)}\n`);
  }
  if (sink === print) process.stdout.write('');
}

const amount = (nanoseconds: number): string =>
  nanoseconds < 1e4
    ? `${nanoseconds.toFixed(0)} ns`
    : nanoseconds < 1e7
      ? `${(nanoseconds / 1e3).toFixed(1)} µs`
      : `${(nanoseconds / 1e6).toFixed(1)} ms`;
