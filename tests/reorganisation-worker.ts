/**
 * A process that is meant to be killed: it merges, takes back and splits, again and again, through the very functions of the server, and
 * prints a line for each instrument that was acknowledged, after its commit.
 */
import { ministryFolder } from '../src/ministry-folder.ts';
import { loadOrganisation, readPlan } from '../src/organisation/index.ts';
import type { Instrument } from '../src/organisation/reorganisation/instrument.ts';
import { openDatabase, openPool } from '../src/platform/db/index.ts';
import { systemNow } from '../src/platform/time.ts';
import { Signers } from './signers.ts';

const [url = ''] = process.argv.slice(2);
const db = openDatabase(openPool(url, { max: 2 }));
const folder = ministryFolder('miit');
const files = readPlan(folder);
const organisation = await loadOrganisation(db, folder, systemNow());
const signers = await Signers.find({ db, organisation, files, now: systemNow });

const named = (zh: string, en: string) => ({ name: { 'zh-CN': zh, en } });
const MERGER: Instrument = {
  title: { 'zh-CN': '示例合并方案', en: 'Example merger' },
  effective: '2028-03-01',
  steps: [
    { merge: ['dept-20'], into: 'dept-18' },
    { reseat: 'dept-20-officer', to: 'dept-18-officer' },
  ],
};
const SPLIT: Instrument = {
  title: { 'zh-CN': '示例分设方案', en: 'Example split' },
  effective: '2028-03-01',
  steps: [
    {
      split: 'dept-20',
      into: { spectrum: named('示例频谱司', 'Example Spectrum'), stations: named('示例台站司', 'Example Stations') },
      functions: { 'resp-12': 'spectrum', 'radio-licences': 'stations' },
    },
    { reseat: 'dept-20-officer', to: 'stations-officer' },
  ],
};

const acknowledge = (act: string): void => {
  process.stdout.write(`${act}\n`);
};

// What an earlier process left in force is taken back first, as its successor would find it.
const left = await db.selectFrom('reorganisation').select('id').where('state', '=', 'in-force').execute();
for (const { id } of left) {
  await signers.undo(id);
  acknowledge('undone');
}
for (let serial = 1; ; serial++) {
  const instrument = serial % 2 === 0 ? SPLIT : MERGER;
  const id = await signers.sign(instrument, `示例〔2027〕${process.pid}-${serial}号`);
  acknowledge('signed');
  await signers.undo(id);
  acknowledge('undone');
}
