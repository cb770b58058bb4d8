import type { Host } from '#shared/host';

declare global {
  namespace App {
    interface Locals {
      host: Host;
    }
    interface Error {
      kind: 'refusal' | 'violation' | 'fault';
      message: string;
    }
  }
}

export {};
