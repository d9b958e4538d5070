import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openTestDatabase } from '../platform/testing/database.ts';
import type { Deed } from './model.ts';
import { Organisation } from './organisation.ts';
import { type AuthorityRule, RULES } from './rules.ts';
import { type Picture, readPicture } from './store/picture.ts';
import { day, deed, lawAllows, personId, type World, world, writeWorld } from './testing/world.ts';

const TIME_ZONE = 'Asia/Shanghai';
const { db } = await openTestDatabase();

/** Which of these deeds the SQL twin lets a person do on a day: the deeds stand in for open tasks and their cases. */
async function twinAllows(organisation: Organisation, person: number, deeds: readonly Deed[], on: number): Promise<readonly boolean[]> {
  const rows = deeds.map((each, i) => ({
    i,
    mandate: each.mandate,
    step_role: each.role,
    territory: each.territory,
    scope: each.scope,
    secrecy: each.secrecy,
    drafters: each.drafters,
    case_id: each.caseId,
    party: each.partyId,
  }));
  const { rows: allowed } = await sql<{ i: number }>`
    select t.i from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(i int, mandate text, step_role text, territory text, scope text, secrecy smallint, drafters uuid[], case_id uuid, party uuid)
      cross join lateral (select t.party as party_id) c
     where ${organisation.taskIsFor(personId(person), day(on))}`.execute(db);
  const numbers = new Set(allowed.map((each) => each.i));
  return deeds.map((_, i) => numbers.has(i));
}

const noonOf = (on: number): Temporal.Instant => day(on).toZonedDateTime({ timeZone: TIME_ZONE, plainTime: '12:00' }).toInstant();

/** Whoever is let through without a post or an institution has no chain to be named: that throws, and counts as let through. */
function lets(organisation: Organisation, person: number, each: Deed, on: number): boolean {
  try {
    return organisation.may(personId(person), each, noonOf(on)).allowed;
  } catch {
    return true;
  }
}

interface Trial {
  readonly facts: World;
  readonly deeds: readonly Deed[];
  readonly on: number;
}

const trial: fc.Arbitrary<Trial> = fc.record({
  facts: world,
  deeds: fc.array(deed, { minLength: 30, maxLength: 30 }),
  on: fc.integer({ min: 1, max: 9 }),
});

const pictureOf = async ({ facts }: Trial): Promise<Picture> => {
  await writeWorld(db, facts);
  return await readPicture(db);
};

interface Verdicts {
  readonly may: boolean;
  readonly twin: boolean;
  readonly law: boolean;
}

/** Whoever is let through or kept out by `may`, by its twin, and by the law; person by person, deed by deed. */
async function verdictsOf(
  { facts, deeds, on }: Trial,
  picture: Picture,
  rules: readonly AuthorityRule[] = RULES,
): Promise<readonly Verdicts[]> {
  const organisation = new Organisation(picture, TIME_ZONE, { rules });
  const all: Verdicts[] = [];
  for (const person of facts.persons.keys()) {
    const twin = await twinAllows(organisation, person, deeds, on);
    for (const [i, each] of deeds.entries())
      all.push({ may: lets(organisation, person, each, on), twin: twin[i] === true, law: lawAllows(facts, person, each, on) });
  }
  return all;
}

test('may, its SQL twin and the law agree over random ministries, days, delegations, recusals, territories and secrets', async () => {
  let allowed = 0;
  await fc.assert(
    fc.asyncProperty(trial, async (each) => {
      for (const { may, twin, law } of await verdictsOf(each, await pictureOf(each))) {
        assert.equal(may, law, 'may differs from the law');
        assert.equal(twin, law, 'the twin differs from the law');
        if (law) allowed++;
      }
    }),
    { numRuns: 30 },
  );
  assert.ok(allowed > 10, `the random ministries allow too little to prove anything: ${allowed}`);
});

test('without any one of the rules somebody is let through who may not', async () => {
  const trials = fc.sample(trial, { numRuns: 120, seed: 20260525 });
  const unproved = new Map(RULES.map((rule) => [rule.code, RULES.filter((other) => other !== rule)]));
  for (const each of trials) {
    const picture = await pictureOf(each);
    for (const [code, rules] of unproved) {
      const verdicts = await verdictsOf(each, picture, rules);
      assert.ok(
        verdicts.every(({ may, twin, law }) => !law || (may && twin)),
        `fewer rules must not forbid more (${code})`,
      );
      if (verdicts.some(({ may, twin, law }) => !law && (may || twin))) unproved.delete(code);
    }
    if (unproved.size === 0) break;
  }
  assert.deepEqual([...unproved.keys()], []);
});

test('every denial says why in both languages, and an allowance names each link of its chain', async () => {
  await fc.assert(
    fc.asyncProperty(trial, async ({ facts, deeds, on }) => {
      const organisation = new Organisation(await pictureOf({ facts, deeds, on }), TIME_ZONE);
      for (const person of facts.persons.keys()) {
        for (const each of deeds) {
          const verdict = organisation.may(personId(person), each, noonOf(on));
          if (verdict.allowed) {
            assert.ok(verdict.because.chain.length >= 5);
            assert.equal(verdict.because.mandate.code, each.mandate);
            assert.ok(verdict.because.mandate.since <= day(on).toString());
            assert.equal(JSON.stringify(JSON.parse(JSON.stringify(verdict.because))), JSON.stringify(verdict.because));
          } else {
            assert.ok(verdict.denial.text['zh-CN'].length > 5 && verdict.denial.text.en.length > 5);
            assert.doesNotMatch(verdict.denial.text.en, /undefined|null/);
          }
        }
      }
    }),
    { numRuns: 10 },
  );
});
