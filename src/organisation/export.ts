import type { Institution, LocalText } from './model.ts';
import { entryOf, headOf, type Sources } from './view.ts';

/** Words of the W3C Organization Ontology (https://www.w3.org/TR/vocab-org/), SKOS for labels and Popolo's dates. */
const CONTEXT = {
  org: 'http://www.w3.org/ns/org#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  schema: 'https://schema.org/',
  prefLabel: { '@id': 'skos:prefLabel', '@container': '@language' },
  altLabel: { '@id': 'skos:altLabel', '@container': '@set' },
  purpose: { '@id': 'org:purpose' },
  unitOf: { '@id': 'org:unitOf', '@type': '@id' },
  subOrganizationOf: { '@id': 'org:subOrganizationOf', '@type': '@id' },
  linkedTo: { '@id': 'org:linkedTo', '@type': '@id' },
  postIn: { '@id': 'org:postIn', '@type': '@id' },
  heldBy: { '@id': 'org:heldBy', '@type': '@id' },
  headOf: { '@id': 'org:headOf', '@type': '@id' },
  resultedFrom: { '@id': 'org:resultedFrom', '@type': '@id' },
  validFrom: { '@id': 'schema:startDate' },
  validThrough: { '@id': 'schema:endDate' },
  description: { '@id': 'skos:definition', '@container': '@language' },
} as const;

type Node = Readonly<Record<string, unknown>>;

const labels = (name: LocalText): Readonly<Record<string, string>> => ({ 'zh-CN': name['zh-CN'], en: name.en });

/** The organisation on a day as JSON-LD: organisations, posts, who is in charge, the events that made it so. */
export function organisationGraph(sources: Sources, on: Temporal.PlainDate, baseUrl: string): Node {
  const id = (code: string): string => `${baseUrl}/organisation/${code}`;
  const institutions = sources.organisation.institutions(on);
  const shown = new Set(institutions.map((each) => each.code));
  const bodies = institutions.map((each) => bodyNode(sources, each, { on, id, shown }));
  const posts = institutions.flatMap((each) =>
    sources.organisation.postsOf(each.code, on).map((post) => ({
      '@id': `${id(each.code)}#${post.code}`,
      '@type': 'org:Post',
      prefLabel: labels(post.title),
      postIn: id(each.code),
    })),
  );
  const heads = institutions.flatMap((each) => {
    const head = headOf(sources, each.code, on);
    return head === undefined
      ? []
      : [{ '@type': 'foaf:Person', 'foaf:name': head.name.en, prefLabel: labels(head.name), headOf: id(each.code) }];
  });
  const events = sources.plan.history
    .filter((each) => each.date.slice(0, 10) <= on.toString())
    .map((each, i) => ({
      '@id': `${baseUrl}/organisation#event-${i + 1}`,
      '@type': 'org:ChangeEvent',
      validFrom: each.date,
      description: labels(each.text),
    }));
  return { '@context': CONTEXT, '@graph': [...bodies, ...posts, ...heads, ...events] };
}

function bodyNode(
  sources: Sources,
  institution: Institution,
  { on, id, shown }: { readonly on: Temporal.PlainDate; readonly id: (code: string) => string; readonly shown: ReadonlySet<string> },
): Node {
  const entry = entryOf(sources, institution.code, on);
  const parent = institution.partOf !== null && shown.has(institution.partOf) ? id(institution.partOf) : undefined;
  const relation = institution.relation === 'part-of' ? 'unitOf' : institution.relation === 'managed-by' ? 'subOrganizationOf' : 'linkedTo';
  const mandates = sources.organisation.holdingsOf(institution.code, on).filter((each) => each.role === 'lead');
  return {
    '@id': id(institution.code),
    '@type':
      institution.kind === 'ministry' || institution.kind === 'external'
        ? 'org:FormalOrganization'
        : institution.relation === 'part-of'
          ? 'org:OrganizationalUnit'
          : 'org:Organization',
    prefLabel: labels(institution.name),
    ...(entry?.nameplates === undefined ? {} : { altLabel: entry.nameplates.map((plate) => ({ '@value': plate.en, '@language': 'en' })) }),
    ...(parent === undefined ? {} : { [relation]: parent }),
    ...(mandates.length === 0
      ? {}
      : {
          purpose: mandates.map((each) => ({
            '@value': sources.organisation.mandate(each.mandate)?.title.en ?? each.mandate,
            '@language': 'en',
          })),
        }),
    ...(institution.valid.from === undefined ? {} : { validFrom: entry?.from ?? institution.valid.from }),
    ...(institution.valid.until === undefined ? {} : { validThrough: entry?.until ?? institution.valid.until }),
  };
}
