import type { Visit, WithCookies } from '#shared/access/visit';
import type { Host } from '#shared/host';

declare global {
  namespace App {
    interface Platform {
      /** The request as it came, with whatever the server noted on it. */
      req: object;
    }
    interface Locals {
      host: Host;
      /** What this request brings to the identities. Its cookie is the one after `keep`. */
      visit(): Visit;
      /** Sends these cookies with the answer. */
      keep(answer: WithCookies): void;
    }
    interface Error {
      kind: 'refusal' | 'violation' | 'fault';
      message: string;
      /** In a demonstration, how many times faster than the day it goes: this page says so as any other. */
      speed?: number;
    }
  }
}

export {};
