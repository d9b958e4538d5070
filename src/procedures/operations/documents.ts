import { issueDocument } from '../../documents/index.ts';
import type { Transaction } from '../../platform/db/index.ts';
import { dateIn } from '../../platform/time.ts';
import type { Services } from '../../services.ts';
import type { Act } from '../act.ts';
import { readPointer } from '../form.ts';
import { textValues } from '../text-values.ts';

/** Operation `documents.issue`: the document that the element names, numbered and written within the step. */
export async function issueDocumentOfCase(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { procedure, file, at, actor } = act;
  const name = attributes.document ?? '';
  const definition = procedure.documents[name];
  const templates = procedure.texts.get(definition?.template ?? '');
  if (definition === undefined || templates === undefined) throw new Error(`${procedure.code} has no document "${name}"`);
  const issuedOn = dateIn(services.timeZone, at);
  const issuer = services.organisation.letterhead({ mandate: file.mandate, territory: file.territory, scope: file.scope, on: issuedOn });
  const values = (language: 'zh-CN' | 'en') => textValues(services, act, language, issuer.name[language], issuedOn);
  const issued = await issueDocument(trx, {
    kind: definition.kind,
    title: definition.title,
    templates,
    values: { 'zh-CN': values('zh-CN'), en: values('en') },
    facts: { case: file.number, ...entryFacts(services, act), ...(file.variables.filing as Record<string, unknown> | undefined) },
    issuer: {
      code: issuer.code,
      name: issuer.name,
      letterCode: `${issuer.letterCode}${definition.series.prefix[services.ministry.language ?? 'zh-CN']}`,
    },
    numberPattern: services.ministry.documentNumber,
    issuedOn,
    at,
    caseId: file.id,
    partyId: file.party_id,
    actor: actor.id,
    isExample: file.is_example,
    ...(actor.because === undefined ? {} : { because: actor.because }),
  });
  await services.jobs.sendRendition(trx, issued.id);
  return { [name]: issued };
}

/** The entry that the document is about, by the name that its register gives to its key: the entry's page finds the document by it. */
function entryFacts(services: Services, { procedure, file }: Act): Readonly<Record<string, unknown>> {
  const known = { ...file.data, ...file.variables };
  const written = Object.entries(procedure.writes ?? {}).map(([register, { key }]) => [register, readPointer(known, key)] as const);
  const own = file.register === null ? [] : [[file.register, file.entry_key] as const];
  return Object.fromEntries(
    [...written, ...own].flatMap(([register, key]) => {
      const definition = services.registers.get(register);
      return definition === undefined || key === undefined ? [] : [[definition.key, key]];
    }),
  );
}
