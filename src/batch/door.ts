import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** What one engine or pure model answers; a refused request comes back as `{ error: { code, message, field? } }`. */
export type Answer = (
  request: Readonly<Record<string, unknown>>,
  read: (path: string) => string,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Every engine that can be asked, imported only when asked for: the door must open in under a second. */
const engines: Readonly<Record<string, () => Promise<Answer>>> = {
  calendar: async () => (await import('./calendar.ts')).calendarAnswer(),
  processes: async () => (await import('@mandate/processes/batch')).answer,
  decisions: async () => (await import('@mandate/decisions/batch')).answer,
  spectrum: async () => (await import('@mandate/spectrum/batch')).answer,
  organisation: async () => (await import('../organisation/batch.ts')).organisationAnswer(),
  documents: async () => (await import('../documents/batch.ts')).answer,
  resources: async () => (await import('../resources/batch.ts')).answer,
  industry: async () => (await import('../industry/batch.ts')).industryAnswer(),
  series: async () => (await import('@mandate/series/batch')).answer,
};

export const engineNames = Object.keys(engines);

/** The answer function of an engine, or undefined for an unknown name. */
export async function openEngine(name: string): Promise<Answer | undefined> {
  return Object.hasOwn(engines, name) ? engines[name]?.() : undefined;
}

/** Answers one request; whatever goes wrong becomes an `error`, so that the next line is still answered. */
export async function answerOne(answer: Answer, line: string, read: (path: string) => string): Promise<Record<string, unknown>> {
  let id: unknown;
  try {
    const request: unknown = JSON.parse(line);
    if (typeof request !== 'object' || request === null || Array.isArray(request))
      return refused(undefined, 'not-an-object', 'each line is one JSON object');
    const { id: given, ...rest } = request as Record<string, unknown>;
    id = given;
    return { ...(id === undefined ? {} : { id }), ...(await answer(rest, read)) };
  } catch (error) {
    if (error instanceof SyntaxError && id === undefined) return refused(id, 'not-json', error.message);
    return refused(id, 'engine-failed', error instanceof Error ? error.message : String(error));
  }
}

const refused = (id: unknown, code: string, message: string): Record<string, unknown> => ({
  ...(id === undefined ? {} : { id }),
  error: { code, message },
});

/** Reads a file named in a request, relative to the folder the command was called in. */
export const readFromDisk = (path: string): string => readFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), path), 'utf8');

/** One JSON object a line in, one a line out, in order, flushed as it goes; memory stays that of one line. */
export async function runBatch(name: string, input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const answer = await openEngine(name);
  if (answer === undefined) throw new RangeError(`no engine "${name}"; there are: ${engineNames.join(', ')}`);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const text = `${JSON.stringify(await answerOne(answer, line, readFromDisk))}\n`;
    if (!output.write(text)) await new Promise((drained) => output.once('drain', drained));
  }
}
