import type { Services } from '../services.ts';
import type { RegisterDefinition } from './definition.ts';
import { type MachineEntry, machineEntry } from './export.ts';
import type { Version } from './store.ts';

/** The chain of authority as an officer's act left it, so far as an entry shows it. */
export interface StoredBecause {
  readonly post: { readonly title: Names };
  readonly institution: { readonly name: Names };
  readonly mandate: { readonly title: Names; readonly basis: Names; readonly since: string };
  readonly chain: readonly Names[];
}

interface Names {
  readonly 'zh-CN': string;
  readonly en: string;
}

export const becauseOf = (version: Version): StoredBecause | undefined => (version.because ?? undefined) as StoredBecause | undefined;

/** An entry for programs, with a signature over the whole of it: it can be passed on and still be checked. */
export async function signedEntry(
  services: Pick<Services, 'keys' | 'baseUrl'>,
  definition: RegisterDefinition,
  version: Version,
  on: Temporal.PlainDate,
): Promise<MachineEntry & { readonly signature: string }> {
  const because = becauseOf(version);
  const payload = {
    iss: services.baseUrl,
    register: definition.code,
    on: on.toString(),
    ...machineEntry(definition, version),
    isRemoved: version.removed,
    recordedAt: version.recordedAt.toString(),
    ...(because === undefined
      ? {}
      : {
          decidedBy: {
            post: because.post.title,
            institution: because.institution.name,
            mandate: because.mandate.title,
            basis: because.mandate.basis,
          },
        }),
  };
  return { ...payload, signature: (await services.keys.sign(payload)).signature };
}
