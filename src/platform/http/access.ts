import type { FastifyInstance, RouteOptions } from 'fastify';
import { platformRefusals, Refusal } from './refusal.ts';

/**
 * Whom a route is for. `public`: anybody. `account`: whoever is signed in, for what is their own account's. `party`: whoever acts
 * for a party. `post`: whoever holds a post. What the route then shows or does is asked of `may`, never of this word.
 */
export type Access = 'public' | 'account' | 'party' | 'post';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Open between the password and the one-time code: the page of the code itself. */
    beforeSecondFactor?: boolean;
    /** Called by programs with a token, or before there is a session: no form token is asked for. */
    withoutFormToken?: boolean;
  }
}

/** Every route of the program with whom it is for, in the order of declaration. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

declare module 'fastify' {
  interface FastifyInstance {
    declaredRoutes: DeclaredRoute[];
  }
}

const changes = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** A route that does not say whom it is for does not start; a stranger gets the answer of an address that does not exist. */
export function declareAccess(app: FastifyInstance): void {
  app.decorate('declaredRoutes', []);
  app.addHook('onRoute', (route: RouteOptions) => {
    const access = route.config?.access;
    if (access === undefined) throw new Error(`${route.method} ${route.url} does not declare its access`);
    for (const method of [route.method].flat()) if (method !== 'HEAD') app.declaredRoutes.push({ method, url: route.url, access });
  });
  // Before anything of the request is looked at: what is wrong with it would tell a stranger that there is something.
  app.addHook('onRequest', async (request) => {
    const { access, beforeSecondFactor } = request.routeOptions.config;
    if (access !== undefined && access !== 'public') {
      if (request.viewer === undefined || (request.viewer.secondFactorDue && beforeSecondFactor !== true))
        throw new Refusal(platformRefusals.notFound);
      if (access === 'post' && request.viewer.personId === undefined) throw new Refusal(platformRefusals.notFound);
    }
  });
  app.addHook('preHandler', async (request, reply) => {
    const { withoutFormToken } = request.routeOptions.config;
    if (changes(request.method) && withoutFormToken !== true && !request.is404) {
      await new Promise<void>((settle, fail) =>
        app.csrfProtection(request, reply, (error?: unknown) => (error === undefined ? settle() : fail(error))),
      );
    }
  });
}
