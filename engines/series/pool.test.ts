import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerAll } from './pool.ts';

function* requests(count: number): Generator<Record<string, unknown>> {
  for (let i = 0; i < count; i += 1) {
    const values = Array.from({ length: 72 }, (_, t) => 100 + i + 10 * Math.sin((2 * Math.PI * t) / 12) + ((t * 31) % 7));
    yield { op: 'stl', start: '2000-01', frequency: 12, values, spec: { periodic: true } };
  }
}

test('answers of several threads come in the order of the requests, a bad one among them', async () => {
  const asked = [...requests(40)];
  asked[7] = { op: 'stl', start: '2000-01', frequency: 12, values: [1, 2, 3] };
  let place = 0;
  for await (const answer of answerAll(asked, 2)) {
    if (place === 7) assert.equal((answer.error as { code: string }).code, 'series-too-short');
    else {
      const { trend } = answer.tables as { trend: number[] };
      assert.ok(Math.abs((trend[36] as number) - (103 + place)) < 1.5, `${place}`);
    }
    place += 1;
  }
  assert.equal(place, 40);
});

test('requests are taken no faster than answers are, and leaving early ends the workers', async () => {
  let taken = 0;
  function* counted(): Generator<Record<string, unknown>> {
    for (const request of requests(1000)) {
      taken += 1;
      yield request;
    }
  }
  let answered = 0;
  for await (const answer of answerAll(counted(), 2)) {
    assert.ok(answer.tables !== undefined);
    answered += 1;
    assert.ok(taken - answered <= 8, `${taken} taken, ${answered} answered`);
    if (answered === 50) break;
  }
});
