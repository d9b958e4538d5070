import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ministryFolder } from '../../ministry-folder.ts';
import { DataFileError, readYamlText } from '../../platform/yaml.ts';
import { readPlan } from '../folder.ts';
import { findingsOf } from './findings.ts';
import { Instrument } from './instrument.ts';

const files = readPlan(ministryFolder('miit'));
const names = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const instrument = (steps: Instrument['steps'], rest: Partial<Instrument> = {}): Instrument => ({
  title: names('示例方案', 'Example plan'),
  effective: '2027-03-01',
  steps,
  ...rest,
});

suite('what hinders an instrument is named with its step and rule', () => {
  const cases: readonly (readonly [string, Instrument, readonly RegExp[]])[] = [
    [
      'two leads on one day',
      instrument([{ abolish: 'dept-24' }, { assign: 'radio-licences', to: 'dept-19', role: 'lead' }]),
      [/^instrument:2: "radio-licences" has two leads on one day: dept-20 and dept-19$/],
    ],
    [
      'a function without an heir after an abolition',
      instrument([{ move: 'resp-12', to: 'dept-18' }, { abolish: 'dept-20' }]),
      [/^instrument:2: "radio-licences" is without a holder from 2027-03-01, when dept-20 ceases to exist: name its heir/],
    ],
    [
      'a function that a split leaves behind',
      instrument([
        { split: 'dept-20', into: { spectrum: { name: names('示例频谱司', 'Example Spectrum') } }, functions: { 'resp-12': 'spectrum' } },
      ]),
      [/^instrument:1: "radio-licences" is without a holder from 2027-03-01/],
    ],
    [
      'a circle in what is part of what',
      instrument([
        { place: 'dept-25', under: 'dept-01', relation: 'part-of' },
        { place: 'dept-01', under: 'printing-centre', relation: 'part-of' },
      ]),
      [/^instrument:2: "dept-01" is part of itself through dept-01, printing-centre, dept-25$/],
    ],
    [
      'a day before the signature',
      instrument([{ move: 'resp-12', to: 'dept-18' }], { signed: '2027-03-02' }),
      [/^instrument: takes effect on 2027-03-01, before it was signed on 2027-03-02 \(State Council Order 227 \(1997\), art\. 8\)/],
    ],
    [
      'a month, where it is no record',
      instrument([{ move: 'resp-12', to: 'dept-18' }], { effective: '2027-03' }),
      [/^instrument: takes effect on "2027-03": only the record of a source may be less exact than a day$/],
    ],
    [
      'names that there are not',
      instrument([
        { move: 'no-such', to: 'dept-18' },
        { abolish: 'atlantis' },
        { close: 'wizard', in: 'dept-20' },
        { reseat: 'dept-20-wizard', to: 'dept-18-head' },
        { create: 'tower', kind: 'castle', partOf: 'miit', name: names('示例塔', 'Example Tower') },
      ]),
      [
        /^instrument:1: there is no mandate "no-such"$/,
        /^instrument:2: there is no institution "atlantis" on 2027-03-01$/,
        /^instrument:3: there is no post "wizard" in "dept-20"$/,
        /^instrument:4: there is no post "dept-20-wizard" on 2027-02-28$/,
        /^instrument:5: there is no institution of the kind "castle"$/,
      ],
    ],
    [
      'two languages that name two things',
      instrument([{ create: 'spectrum', kind: 'department', partOf: 'miit', name: names('无线电管理局', 'Spectrum Administration') }]),
      [/^instrument:1: "无线电管理局" and "Spectrum Administration" disagree: one of them is the name of "dept-20"/],
    ],
    [
      'a language in the place of the other, and years that differ',
      instrument([{ rename: 'dept-20', name: names('Radio', '无线电') }], { title: names('2026年方案', 'Plan of 2027') }),
      [
        /^instrument: the two languages disagree about the year: "2026年方案", "Plan of 2027"$/,
        /^instrument:1: the Chinese text "Radio" is not in Chinese$/,
        /^instrument:1: the English text "无线电" has Chinese characters$/,
      ],
    ],
  ];
  for (const [what, text, expected] of cases)
    test(what, () => {
      const found = findingsOf(files, text);
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [i, pattern] of expected.entries()) assert.match(found[i] ?? '', pattern);
    });

  test('a record of a source may take effect before it is signed, and to the month', () => {
    const record = { source: names('示例来源', 'example source') };
    assert.deepEqual(
      findingsOf(files, instrument([{ move: 'resp-12', to: 'dept-18' }], { effective: '2024-03', signed: '2024-05-01', record })),
      [],
    );
  });

  test('whatever a later step puts right is no mistake', () => {
    assert.deepEqual(
      findingsOf(
        files,
        instrument([
          { abolish: 'dept-24' },
          { move: 'resp-12', to: 'dept-18' },
          { move: 'radio-licences', to: 'dept-18' },
          { abolish: 'dept-20' },
        ]),
      ),
      [],
    );
  });

  test('what is no instrument is refused with its lines', () => {
    assert.throws(
      () => readYamlText('instrument', 'title: { zh-CN: 方案 }\neffective: tomorrow\nsteps:\n  - { moove: resp-12 }\n', Instrument),
      (error: unknown) =>
        error instanceof DataFileError &&
        error.findings.some((each) => /^instrument:1: \/title lacks "en"/.test(each)) &&
        error.findings.some((each) => /^instrument:2: \/effective/.test(each)) &&
        error.findings.some((each) => /^instrument:4: /.test(each)),
    );
  });
});
