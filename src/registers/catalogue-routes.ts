import type { App } from '../platform/http/app.ts';
import type { Services } from '../services.ts';
import { publicRegisters, type RegisterDefinition } from './definition.ts';

const FORMATS = [
  { name: 'csv', mediaType: 'text/csv' },
  { name: 'json', mediaType: 'application/json' },
  { name: 'ndjson', mediaType: 'application/x-ndjson' },
] as const;

/**
 * The catalogue of the ministry's open data in DCAT (W3C Recommendation "Data Catalog Vocabulary", version 3): each public register is a
 * dataset with its downloads and its interface, so that a national data portal can harvest it unasked.
 */
export function registerCatalogueRoute(app: App, services: Services): void {
  const { baseUrl, ministry } = services;
  const agent = { '@id': `${baseUrl}/#ministry`, '@type': 'foaf:Agent', 'foaf:name': inBoth(ministry.name) };

  app.get(
    '/api/v1/catalogue',
    { config: { access: 'public' }, schema: { summary: 'The open data of the ministry as a DCAT catalogue (JSON-LD)' } },
    async (_request, reply) =>
      reply.type('application/ld+json; charset=utf-8').send(
        JSON.stringify({
          '@context': {
            dcat: 'http://www.w3.org/ns/dcat#',
            dcterms: 'http://purl.org/dc/terms/',
            foaf: 'http://xmlns.com/foaf/0.1/',
          },
          '@id': `${baseUrl}/api/v1/catalogue`,
          '@type': 'dcat:Catalog',
          'dcterms:title': inBoth(ministry.name),
          'dcterms:publisher': agent,
          'dcterms:language': ['zh-CN', 'en'],
          'foaf:homepage': { '@id': `${baseUrl}/` },
          'dcat:service': { '@id': `${baseUrl}/api/openapi.json` },
          'dcat:dataset': publicRegisters(services.registers).map((definition) => datasetOf(definition, baseUrl, agent['@id'])),
        }),
      ),
  );
}

const inBoth = (text: { readonly 'zh-CN': string; readonly en: string }) => [
  { '@language': 'zh-CN', '@value': text['zh-CN'] },
  { '@language': 'en', '@value': text.en },
];

function datasetOf({ code, title, about, legalBasis, fields }: RegisterDefinition, baseUrl: string, publisher: string) {
  const address = `${baseUrl}/registers/${code}`;
  return {
    '@id': address,
    '@type': 'dcat:Dataset',
    'dcterms:identifier': code,
    'dcterms:title': inBoth(title),
    'dcterms:description': inBoth(about),
    'dcterms:provenance': inBoth(legalBasis),
    'dcterms:publisher': { '@id': publisher },
    'dcat:landingPage': { '@id': address },
    'dcat:keyword': Object.values(fields).flatMap((field) => (field.public ? inBoth(field.title) : [])),
    'dcat:distribution': [
      ...FORMATS.map(({ name, mediaType }) => ({
        '@id': `${address}/export.${name}`,
        '@type': 'dcat:Distribution',
        'dcat:downloadURL': { '@id': `${address}/export.${name}` },
        'dcat:mediaType': mediaType,
      })),
      {
        '@id': `${baseUrl}/api/v1/registers/${code}`,
        '@type': 'dcat:Distribution',
        'dcat:accessURL': { '@id': `${baseUrl}/api/v1/registers/${code}` },
        'dcat:mediaType': 'application/json',
        'dcat:accessService': { '@id': `${baseUrl}/api/openapi.json` },
      },
    ],
  };
}
