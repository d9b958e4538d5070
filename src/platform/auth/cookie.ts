import type { FastifyReply } from 'fastify';
import type { Services } from '../../services.ts';
import { SESSION_COOKIE } from '../http/page-request.ts';

const options = (services: Pick<Services, 'baseUrl'>) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: services.baseUrl.startsWith('https://') }) as const;

/** The session's token as a cookie of the browser's session; its life is the server's to end. */
export const giveSession = (reply: FastifyReply, services: Pick<Services, 'baseUrl'>, token: string): FastifyReply =>
  reply.setCookie(SESSION_COOKIE, token, options(services));

export const takeSession = (reply: FastifyReply, services: Pick<Services, 'baseUrl'>): FastifyReply =>
  reply.clearCookie(SESSION_COOKIE, options(services));
