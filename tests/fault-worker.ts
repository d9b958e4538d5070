/**
 * A process that is meant to be killed: it files and decides one case after another through the very functions of the server and
 * prints a line for each act that was acknowledged, after its commit.
 */
import { ExampleActs } from '../src/examples/acts.ts';
import { filingData } from '../src/examples/filing.ts';
import { findExampleCast } from '../src/examples/index.ts';
import { ACCESS_PROVIDERS, APPLICANTS } from '../src/examples/parties.ts';
import { openMinistry } from '../src/ministry.ts';
import { ministryFolder } from '../src/ministry-folder.ts';
import { openPool } from '../src/platform/db/index.ts';
import { systemNow } from '../src/platform/time.ts';

const [url = '', dataFolder = '', name = 'a', first = '1000'] = process.argv.slice(2);
const FILE = { name: 'scan.png', mediaType: 'image/png', size: 10, sha256: '00'.repeat(32) } as const;

const pool = openPool(url, { max: 4 });
const services = await openMinistry({
  pool,
  folder: ministryFolder('miit'),
  dataFolder,
  now: systemNow,
  baseUrl: 'http://localhost',
  hasExamples: true,
});
const acts = new ExampleActs(services, await findExampleCast(services));
const applicant = APPLICANTS[0];
const provider = ACCESS_PROVIDERS[0];
const party = await services.db
  .selectFrom('party')
  .select(['id', 'kind'])
  .where('code', '=', applicant?.code ?? '')
  .executeTakeFirstOrThrow();
if (applicant === undefined || provider === undefined) throw new Error('the examples have no applicant');

const acknowledge = (act: string, caseId: string): void => {
  process.stdout.write(`${JSON.stringify({ act, caseId })}\n`);
};

for (let serial = Number(first); ; serial++) {
  const at = systemNow();
  const files = { certificate: FILE, identity: FILE, commitment: FILE };
  const data = filingData({ party: applicant, provider, serial, siteName: '示例故障网', domain: `shili-${name}-${serial}.cn`, files });
  const caseId = await acts.submit(party, { ...data, access: { provider: provider.code, mode: 'cloud', ip: '192.0.2.1' } }, at);
  acknowledge('submitted', caseId);
  await acts.preReview(caseId, 'pass', systemNow());
  acknowledge('pre-reviewed', caseId);
  await acts.verify(caseId, serial, systemNow());
  acknowledge('verified', caseId);
  await acts.examine(caseId, 'propose-approval', systemNow());
  acknowledge('examined', caseId);
  await acts.decide(caseId, 'approve', systemNow());
  acknowledge('decided', caseId);
}
