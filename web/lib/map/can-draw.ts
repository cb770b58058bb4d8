/** Whether the browser draws with WebGL2 at all. */
export function canDraw(): boolean {
  const probe = document.createElement('canvas').getContext('webgl2');
  // Browsers allow few contexts at once: a probe left behind would cost the map its own.
  probe?.getExtension('WEBGL_lose_context')?.loseContext();
  return probe !== null;
}
