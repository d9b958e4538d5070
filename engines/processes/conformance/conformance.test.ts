import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answer } from '../batch.ts';
import { conformance } from './cases.ts';
import type { ConformanceCase } from './model.ts';

interface Answer {
  readonly outcome: string;
  readonly error?: { readonly code: string };
  readonly refusals?: unknown;
  readonly waiting: readonly string[];
  readonly trace: readonly { readonly event: string; readonly operation?: string }[];
}

async function ask(one: ConformanceCase): Promise<Answer> {
  const { feature: _feature, clause: _clause, ran: _ran, outcome: _outcome, waiting: _waiting, error: _error, ...request } = one;
  return (await answer(request, () => '')) as unknown as Answer;
}

for (const [group, cases] of Object.entries(conformance))
  describe(group, () => {
    for (const one of cases)
      test(one.feature, async () => {
        const result = await ask(one);
        const ran = (result.trace ?? []).filter((entry) => entry.event === 'leave').flatMap((entry) => entry.operation ?? []);
        assert.deepEqual(
          { ran: ran.sort(), outcome: result.outcome, error: result.error?.code, refusals: result.refusals },
          { ran: [...one.ran].sort(), outcome: one.outcome, error: one.error, refusals: undefined },
        );
        if (one.waiting !== undefined) assert.deepEqual([...result.waiting].sort(), [...one.waiting].sort());
      });
  });
