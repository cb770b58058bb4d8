import { createRequire } from 'node:module';

/** The part of the `ws` library that the benchmark uses. */
export type Ws = {
  on(event: 'open' | 'close', listener: () => void): void;
  on(event: 'message', listener: (message: Buffer) => void): void;
  send(message: string | Uint8Array): void;
  close(): void;
  /** The link below, which counts every byte that came. */
  readonly _socket: { readonly bytesRead: number };
};
type WsLibrary = {
  WebSocket: {
    new (url: string, options: { perMessageDeflate: false }): Ws;
    new (url: string, protocol: string, options: { perMessageDeflate: false }): Ws;
  };
  WebSocketServer: new (options: { port: number; host: string; perMessageDeflate: false }) => {
    address(): { port: number };
    on(event: 'listening', listener: () => void): void;
    on(event: 'connection', listener: (socket: Ws, request: { url?: string }) => void): void;
  };
};

// `ws` is not a dependency of ours but of socket.io's engine: the very copy that the product runs on is the anchor.
const socketIo = createRequire(import.meta.resolve('socket.io'));
const engine = createRequire(socketIo.resolve('engine.io'));

export const { WebSocket, WebSocketServer } = engine('ws') as WsLibrary;
