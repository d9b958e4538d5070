import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { ministryFolder } from '../../ministry-folder.ts';
import { readPlan } from '../folder.ts';
import type { Instrument } from './instrument.ts';
import { simulate } from './simulation.ts';
import { planWith } from './steps.ts';

const files = readPlan(ministryFolder('miit'));
const title = { 'zh-CN': '示例方案', en: 'Example plan' };
const names = (text: string) => ({ 'zh-CN': `示例${text}`, en: text });
const instrument = (...steps: Instrument['steps']): Instrument => ({ title, effective: '2027-03-01', steps });

suite('an instrument on paper', () => {
  test('a merger moves every function led by either and ends the one that is absorbed', () => {
    const result = simulate(files, instrument({ merge: ['dept-11', 'dept-12'], into: 'dept-12' }));
    assert.deepEqual(result.mistakes, []);
    assert.deepEqual(
      result.abolished.map((each) => each.code),
      ['dept-11'],
    );
    const radio = simulate(files, instrument({ merge: ['dept-20', 'dept-18'], into: 'dept-18' }));
    assert.deepEqual(
      radio.moved.map((each) => [each.mandate.code, each.from, each.to]),
      [
        ['resp-12', 'dept-20', 'dept-18'],
        ['radio-licences', 'dept-20', 'dept-18'],
      ],
    );
  });

  test('abolishing a body whose functions go nowhere is found, function by function', () => {
    const { mistakes } = simulate(files, instrument({ abolish: 'dept-20' }));
    assert.equal(mistakes.length, 2);
    for (const each of mistakes) assert.match(each, /is without a holder from 2027-03-01, when dept-20 ceases to exist: name its heir/);
    const whole = instrument({ move: 'resp-12', to: 'dept-18' }, { move: 'radio-licences', to: 'dept-19' }, { abolish: 'dept-20' });
    assert.deepEqual(simulate(files, whole).mistakes, []);
  });

  test('a split creates bodies, moves functions to them and ends the old one', () => {
    const split = instrument(
      { create: 'spectrum', kind: 'department', name: names('Spectrum'), partOf: 'miit' },
      { create: 'stations', kind: 'department', name: names('Stations'), partOf: 'miit' },
      { move: 'resp-12', to: 'spectrum' },
      { move: 'radio-licences', to: 'stations' },
      { abolish: 'dept-20' },
    );
    const result = simulate(files, split);
    assert.deepEqual(result.mistakes, []);
    assert.deepEqual(
      [result.created.map((each) => each.code), result.abolished.map((each) => each.code), result.moved.length],
      [['spectrum', 'stations'], ['dept-20'], 2],
    );
  });

  test('one province can move without the other thirty', () => {
    const { moved, mistakes } = simulate(files, instrument({ move: 'website-filing', to: 'pca-13', territory: '11' }));
    assert.deepEqual(mistakes, []);
    assert.deepEqual(
      moved.map((each) => [each.territory, each.from, each.to]),
      [['11', 'pca-11', 'pca-13']],
    );
  });

  test('unknown names are found by their step', () => {
    const { mistakes } = simulate(
      files,
      instrument(
        { rename: 'dept-99', name: names('x') },
        { move: 'no-such', to: 'dept-01' },
        { create: 'dept-01', kind: 'department', name: names('y'), partOf: 'atlantis' },
      ),
    );
    assert.deepEqual(mistakes, [
      'instrument:1: there is no institution "dept-99" on 2027-03-01',
      'instrument:2: there is no mandate "no-such"',
      'instrument:3: there is or was an institution "dept-01": choose another code',
      'instrument:3: there is no institution "atlantis" on 2027-03-01',
    ]);
  });

  test('whatever is ordered, the days before it stay as they were', () => {
    const codes = files.institutions.filter((each) => each.number !== undefined).map((each) => each.code);
    const mandates = files.mandates.map((each) => each.code);
    const step = fc.oneof(
      fc.record({ move: fc.constantFrom(...mandates), to: fc.constantFrom(...codes) }),
      fc.record({ abolish: fc.constantFrom(...codes) }),
      fc.record({ rename: fc.constantFrom(...codes), name: fc.constant(names('renamed')) }),
      fc.record({ merge: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 3 }), into: fc.constantFrom(...codes) }),
    );
    const leadsOn = (plan: typeof files, day: string) =>
      plan.mandates.map((mandate) =>
        mandate.holders.flatMap((each) => {
          const holds =
            each.role === 'lead' && (each.from === undefined || each.from <= day) && (each.until === undefined || day < each.until);
          return holds && each.kind === undefined && each.territory === undefined ? [each.institution] : [];
        }),
      );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const after = planWith(files, instrument(...steps));
        for (const day of ['2009-06-01', '2023-09-24', '2027-02-28']) assert.deepEqual(leadsOn(after, day), leadsOn(files, day));
      }),
    );
  });
});
